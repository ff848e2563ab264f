"""How ChurnVoice writes days and moments, where that differs from what Django does in a language."""

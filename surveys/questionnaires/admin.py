"""The support pages of the questionnaires room."""

"""The support pages of the letters room."""

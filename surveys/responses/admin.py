"""The support pages of the responses room."""

"""The support pages of the followups room."""

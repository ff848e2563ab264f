"""The support pages of the reasons room."""

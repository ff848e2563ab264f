"""The support pages of the customers room."""

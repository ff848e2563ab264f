"""The background doors of the followups room."""

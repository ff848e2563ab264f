"""The background doors of the responses room."""

"""The background doors of the letters room."""

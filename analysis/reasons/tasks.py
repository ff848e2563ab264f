"""The background doors of the reasons room."""

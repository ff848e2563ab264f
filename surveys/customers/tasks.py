"""The background doors of the customers room."""

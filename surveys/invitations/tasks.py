"""The background doors of the invitations room."""

"""The support pages of the invitations room."""

"""One machine with nothing installed: private servers, a mailbox, and starting and stopping every process together."""


class LocalError(Exception):
    """Something on this machine is in the way; the text says what, and what to do about it."""

"""The main job from end to end on one machine: a customer file becomes a breakdown, through every real part."""


class DemoError(Exception):
    """The demo cannot go on; the text says why and what to do."""

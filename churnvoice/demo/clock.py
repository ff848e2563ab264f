"""Seconds per stage, and waiting for background work with its progress in sight."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tqdm import tqdm

from churnvoice.demo import DemoError

PATIENCE = 300  # seconds without any progress


class Clock:
    """Remembers how long each stage took, in the order of the way."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        started = time.monotonic()
        yield
        self.seconds[name] = time.monotonic() - started


def wait_for(what: str, *, total: int, left: Callable[[], int]) -> None:
    """Wait until `left()` is 0. Raises DemoError when nothing has moved for PATIENCE seconds."""
    still, moved_at = left(), time.monotonic()
    with tqdm(total=total, desc=what, unit="", leave=False, disable=None) as bar:
        bar.update(total - still)
        while still:
            time.sleep(0.2)
            now_left = left()
            if now_left != still:
                bar.update(still - now_left)
                still, moved_at = now_left, time.monotonic()
            elif time.monotonic() - moved_at > PATIENCE:
                raise DemoError(f"{what}: {still} are still waiting and nothing has moved for {PATIENCE} seconds.")

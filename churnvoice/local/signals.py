"""A Ctrl-C that arrives while a process is being started or stopped waits until that one step is over."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager

STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@contextmanager
def undisturbed() -> Iterator[None]:
    """Put signals off until the block ends, so that no process is started and then forgotten."""
    came: list[int] = []
    previous = {number: signal.signal(number, lambda number, _frame: came.append(number)) for number in STOPPING}
    try:
        yield
    finally:
        for number, handler in previous.items():
            signal.signal(number, handler)
        for arrived in came:
            signal.raise_signal(arrived)


def stop_on_any_signal() -> None:
    """Let `kill` and a closed terminal do what Ctrl-C does: raise KeyboardInterrupt."""
    for number in STOPPING:
        signal.signal(number, signal.default_int_handler)

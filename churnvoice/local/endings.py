"""Ending processes: asked first, waited for, and killed only when they do not listen."""

import os
import signal
import time
from collections.abc import Iterable
from contextlib import suppress

import psutil


def is_alive(process: psutil.Process) -> bool:
    """Whether it still works; a zombie that nobody has waited for does not (in a container that may be for good)."""
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def end(processes: Iterable[psutil.Process], patience: float = 30) -> None:
    """Ask these to stop and wait; after `patience` seconds kill what is left, and what is left of their groups."""
    asked = list(processes)
    for process in asked:
        with suppress(psutil.NoSuchProcess):
            process.terminate()
    deadline = time.monotonic() + patience
    while any(map(is_alive, asked)) and time.monotonic() < deadline:
        time.sleep(0.05)
    for process in asked:
        with suppress(psutil.NoSuchProcess):
            process.kill()
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)

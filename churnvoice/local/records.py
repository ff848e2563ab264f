"""Which process plays which part, written down so that another command finds it, even after a crash."""

import os
import signal
from contextlib import suppress

import psutil

from churnvoice.local.places import VAR


def record(name: str, pid: int) -> None:
    # A number alone is not a process: it may be given to another one later.
    (VAR / f"{name}.pid").write_text(f"{pid} {psutil.Process(pid).create_time()}")


def forget(name: str) -> None:
    (VAR / f"{name}.pid").unlink(missing_ok=True)


def recorded(name: str) -> psutil.Process | None:
    """The process that plays this part, if it is alive."""
    try:
        pid, created = (VAR / f"{name}.pid").read_text().split()
        process = psutil.Process(int(pid))
        is_same = str(process.create_time()) == created and process.status() != psutil.STATUS_ZOMBIE
    except (FileNotFoundError, ValueError, psutil.NoSuchProcess):
        return None
    return process if is_same else None


def end(process: psutil.Process, patience: float = 30) -> None:
    """Ask a process to stop and wait; what is left of its group after `patience` seconds is killed."""
    with suppress(psutil.NoSuchProcess, psutil.TimeoutExpired):
        process.terminate()
        process.wait(patience)
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    with suppress(psutil.TimeoutExpired):
        process.wait(5)


def end_recorded(name: str, patience: float = 30) -> bool:
    """End the process that plays this part; True when there was one."""
    process = recorded(name)
    if process:
        end(process, patience)
    forget(name)
    return process is not None

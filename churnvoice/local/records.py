"""Which process plays which part, written down so that another command finds it, even after a crash."""

import psutil

from churnvoice.local.endings import end, is_alive
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
        return process if str(process.create_time()) == created and is_alive(process) else None
    except (FileNotFoundError, ValueError, psutil.NoSuchProcess):
        return None


def end_recorded(name: str, patience: float = 30) -> bool:
    """End the process that plays this part; True when there was one."""
    process = recorded(name)
    if process:
        end([process], patience)
    forget(name)
    return process is not None

"""What the two embedded servers share: one starter at a time, a clean environment, and an end to what a crash left."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
from filelock import FileLock, Timeout

from churnvoice.local import LocalError
from churnvoice.local.endings import end
from churnvoice.local.folders import make_folders
from churnvoice.local.places import VAR

PATIENCE = 120  # seconds: the longest that a server may take to start, recovery after a crash included

# An LC_ALL that is not installed kills initdb, and a PG* variable meant for another server misleads ours.
CLEAN_ENVIRONMENT = {"PATH": "/usr/local/bin:/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}


@contextmanager
def only_one_starter(server: str) -> Iterator[None]:
    """Hold the server's lock, so that several commands starting at once start it once."""
    make_folders()
    try:
        with FileLock(VAR / f"{server}.lock", timeout=PATIENCE):
            yield
    except Timeout as error:
        raise LocalError(f"Another command has been starting {server} for {PATIENCE} seconds.") from error


def end_leftovers(program: str, folder: Path) -> None:
    """End every process of `program` that works in `folder`: the orphans of a server that was killed."""
    orphans = [
        process
        for process in psutil.process_iter(["name", "cwd"])
        if process.info == {"name": program, "cwd": str(folder)}
    ]
    end(orphans, patience=10)


def end_of(log: Path, lines: int = 15) -> str:
    """The last lines of a log, for the person who has to find out why."""
    if not log.exists():
        return ""
    return "\n".join(log.read_text(errors="replace").splitlines()[-lines:])

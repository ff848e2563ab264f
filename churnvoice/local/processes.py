"""Web, worker, timetable and mailbox, started together, watched, and stopped in order."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field

import psutil
from django.conf import settings
from filelock import FileLock, Timeout

from churnvoice.local import LocalError, records
from churnvoice.local.commands import COLLECT_STATIC_FILES, MIGRATE, run_commands
from churnvoice.local.embedded import end_of
from churnvoice.local.endings import end
from churnvoice.local.environment import free_port, is_free, prepare, remember
from churnvoice.local.parts import Part, all_parts
from churnvoice.local.places import BASE_DIR, LOGS, VAR
from churnvoice.local.servers import running_servers
from churnvoice.local.signals import undisturbed

ALREADY_RUNS = "ChurnVoice already runs in this folder: `make stop` ends it."
PATIENCE = 90  # seconds: the longest that a process may take before it answers


@dataclass
class Site:
    """An installation at work: its address, what its first commands said, and the processes that were started here."""

    url: str
    first_words: str = ""
    processes: dict[str, psutil.Popen] = field(default_factory=dict)

    def check(self) -> None:
        """Raise LocalError, with the end of its log, when one of the processes has ended."""
        for name, process in self.processes.items():
            if process.poll() is not None:
                log = LOGS / f"{name}.log"
                raise LocalError(
                    f"The {name} stopped by itself (code {process.returncode}); the end of {log}:\n{end_of(log)}"
                )


@contextmanager
def running(
    *,
    web: bool = False,
    worker: bool = False,
    beat: bool = False,
    mailbox: bool = False,
    first: Sequence[str] = (),
    alone: bool = False,
) -> Iterator[Site]:
    """Start what does not run yet, wait until it answers, and stop what was started here when the block ends.

    Servers come first, then migrations, static files and the manage.py commands in `first`, unless only the mailbox is
    wanted. With `alone`, a part that another command runs is not shared but raises LocalError, as do a busy port and a
    process that does not start.
    """
    prepare()
    wanted = {"web": web, "worker": worker, "beat": beat, "mailbox": mailbox}
    parts = [part for part in all_parts() if wanted[part.name]]
    site = Site(settings.SITE_URL)
    with ExitStack() as stack:
        mine = [part for part in parts if stack.enter_context(claimed(part))]
        if alone and mine != parts:
            raise LocalError(ALREADY_RUNS)
        choose_ports(mine)
        stack.enter_context(running_servers())
        if web or worker or beat:
            site.first_words = run_commands(MIGRATE, COLLECT_STATIC_FILES, *first)
        for part in mine:
            site.processes[part.name] = stack.enter_context(started(part))
        for part in parts:
            wait_for(part, site)
        yield site


@contextmanager
def claimed(part: Part) -> Iterator[bool]:
    """Whether this command may run the part: the system frees the lock of a command that died."""
    lock = FileLock(VAR / f"{part.name}.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        yield False
        return
    try:
        records.end_recorded(part.name)
        yield True
    finally:
        lock.release()


def choose_ports(parts: list[Part]) -> None:
    names = {part.name for part in parts}
    port = settings.PORT
    if "web" in names and not is_free(port):
        another = next((number for number in range(port + 1, port + 100) if is_free(number)), port + 1)
        raise LocalError(f"Port {port} is busy: set PORT={another}")
    if "mailbox" in names and not is_free(int(os.environ["MAILBOX_PORT"])):
        remember("MAILBOX_PORT", str(free_port()))


@contextmanager
def started(part: Part) -> Iterator[psutil.Popen]:
    """One process in a session of its own, so that a Ctrl-C reaches it only through us, and in order."""
    with undisturbed(), (LOGS / f"{part.name}.log").open("wb") as log:
        process = psutil.Popen(
            [sys.executable, "-m", *part.command],
            cwd=BASE_DIR,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        records.record(part.name, process.pid)
    try:
        yield process
    finally:
        with undisturbed():
            end([process])
            process.wait(10)
            records.forget(part.name)


def wait_for(part: Part, site: Site) -> None:
    deadline = time.monotonic() + PATIENCE
    while not part.answers():
        site.check()
        if time.monotonic() > deadline:
            log = LOGS / f"{part.name}.log"
            raise LocalError(
                f"The {part.name} has not answered for {PATIENCE} seconds; the end of {log}:\n{end_of(log)}"
            )
        time.sleep(0.1)

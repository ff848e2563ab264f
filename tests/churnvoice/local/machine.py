"""A machine of a test's own: the real servers and processes, in a folder that nobody else uses."""

import os
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

import psutil
import psycopg
import redis

PROJECT = Path(__file__).parents[3]


class Places(NamedTuple):
    state: Path
    run: Path


class Machine:
    """Runs `python -m churnvoice.local ...` with a private CHURNVOICE_VAR and nothing else of this environment."""

    def __init__(self, var: Path) -> None:
        self.var = var
        self.port = free_port()
        self.environment = {
            "PATH": os.environ["PATH"],
            "HOME": os.environ.get("HOME", "/"),
            "CHURNVOICE_VAR": str(var),
            "PORT": str(self.port),
            "PYTHONPATH": str(PROJECT),
        }
        self.supervisors: list[subprocess.Popen[str]] = []
        names = self.python(
            "from churnvoice.local import places; print(places.STATE); print(places.RUN)"
        ).stdout.split()
        self.places = Places(*map(Path, names))

    def python(self, code: str, **more: str) -> subprocess.CompletedProcess[str]:
        return self._run("-c", code, **more)

    def local(self, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
        return self._run("-m", "churnvoice.local", *arguments, **more)

    def manage(self, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
        return self._run("manage.py", *arguments, **more)

    def _run(self, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=PROJECT,
            env=self.environment | more,
            capture_output=True,
            text=True,
            timeout=150,
        )

    def begin(self, *arguments: str) -> subprocess.Popen[str]:
        """Start a command and leave it running; its output can be read line by line."""
        process = subprocess.Popen(
            [sys.executable, "-u", "-m", "churnvoice.local", *arguments],
            cwd=PROJECT,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        self.supervisors.append(process)
        return process

    def serve(self) -> subprocess.Popen[str]:
        """Start everything and return when it says that it is there."""
        process = self.begin("serve")
        said = ""
        for line in process.stdout:
            said += line
            if "Ctrl-C stops everything" in line:
                return process
        raise AssertionError(f"serve ended: {said}")

    def processes(self) -> list[psutil.Process]:
        """Every living process of this machine, the servers included."""
        return [process for process in psutil.process_iter() if self._is_ours(process)]

    def _is_ours(self, process: psutil.Process) -> bool:
        # The private servers run in a cleaned environment, so they are known by where they work.
        try:
            if process.status() == psutil.STATUS_ZOMBIE:
                return False
            folders = {str(self.places.state), str(self.var / "valkey")}
            return process.environ().get("CHURNVOICE_VAR") == str(self.var) or process.cwd() in folders
        except (psutil.NoSuchProcess, psutil.AccessDenied):
            return False

    def named(self, words: str) -> list[psutil.Process]:
        return [process for process in self.processes() if words in command_of(process)]

    def postgres(self) -> psycopg.Connection:
        return psycopg.connect(
            host=str(self.places.run), user="churnvoice", dbname="churnvoice", autocommit=True, connect_timeout=10
        )

    def valkey(self) -> redis.Redis:
        return redis.Redis(unix_socket_path=str(self.places.run / "valkey.sock"))

    def postmaster(self) -> psutil.Process:
        return psutil.Process(int((self.places.state / "postmaster.pid").read_text().split()[0]))

    def erase(self) -> None:
        self.local("stop")
        for process in self.processes():
            process.kill()
        for supervisor in self.supervisors:
            supervisor.communicate(timeout=30)
        for folder in self.places:
            shutil.rmtree(folder, ignore_errors=True)


def command_of(process: psutil.Process) -> str:
    """What it was started with; nothing once it has ended."""
    try:
        return " ".join(process.cmdline())
    except psutil.NoSuchProcess:
        return ""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until(condition, seconds: float = 30) -> bool:
    """Whether the condition came true in time."""
    deadline = time.monotonic() + seconds
    while not (is_true := condition()) and time.monotonic() < deadline:
        time.sleep(0.05)
    return bool(is_true)

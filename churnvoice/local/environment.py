"""What this machine remembers in place of an operator: a secret, and the port of its mailbox."""

import os
import secrets
import socket

import environ

from churnvoice.local.folders import make_folders
from churnvoice.local.places import BASE_DIR, LOCAL_ENV


def prepare() -> None:
    """Make the folders, and write once what settings read from LOCAL_ENV; what an operator set stands."""
    make_folders()
    read_settings_files()
    missing = {
        "SECRET_KEY": lambda: secrets.token_urlsafe(50),
        "MAILBOX_PORT": lambda: str(free_port()),
    }
    for name, choose in missing.items():
        if not os.environ.get(name):
            remember(name, choose())


def read_settings_files() -> None:
    """Put what `.env` and this machine's own file set into the environment; what stands there already stays."""
    for path in (BASE_DIR / ".env", LOCAL_ENV):
        if path.exists():
            environ.Env.read_env(path)


def remember(name: str, value: str) -> None:
    """Write one setting to LOCAL_ENV, in place of an earlier value, and put it in force for this process."""
    lines = LOCAL_ENV.read_text().splitlines() if LOCAL_ENV.exists() else []
    kept = [line for line in lines if not line.startswith(f"{name}=")]
    half = LOCAL_ENV.with_suffix(".new")
    half.touch(mode=0o600)
    half.write_text("\n".join([*kept, f"{name}={value}", ""]))
    half.replace(LOCAL_ENV)
    os.environ[name] = value


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def is_free(port: int) -> bool:
    """Whether a server may listen on this port of 127.0.0.1."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True

"""Loaded by pytest before the settings: real servers of the tests' own, and one set of numbers per test process."""

import os
import socket
from pathlib import Path

# Before anything reads it: `make serve` and the tests neither share servers nor stop each other's.
os.environ.setdefault("CHURNVOICE_VAR", str(Path(__file__).parents[1] / "var" / "tests"))

from churnvoice.local import places

NUMBER = int((os.environ.get("PYTEST_XDIST_WORKER") or "gw0").removeprefix("gw"))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start() -> None:
    from churnvoice.local.servers import start_servers

    start_servers()
    # Set, not defaulted: a test process inherits the numbers of the process that started it.
    os.environ["CELERY_BROKER_URL"] = places.broker_url(2 + 2 * NUMBER)
    os.environ["CACHE_URL"] = places.cache_url(3 + 2 * NUMBER)
    os.environ["EMAIL_URL"] = f"smtp://127.0.0.1:{free_port()}"


start()

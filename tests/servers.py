"""Loaded by pytest before the settings: real servers of the tests' own, and one set of numbers per test process."""

import os
import socket

from churnvoice.local import places

NUMBER = int((os.environ.get("PYTEST_XDIST_WORKER") or "gw0").removeprefix("gw"))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start() -> None:
    from churnvoice.local.servers import start_servers

    start_servers()
    os.environ.setdefault("CELERY_BROKER_URL", places.broker_url(2 + 2 * NUMBER))
    os.environ.setdefault("CACHE_URL", places.cache_url(3 + 2 * NUMBER))
    os.environ["EMAIL_URL"] = f"smtp://127.0.0.1:{free_port()}"


start()

"""Which private servers this machine needs, and starting and stopping them in order."""

import os
from collections.abc import Callable
from typing import NamedTuple

from churnvoice.local import postgres, valkey
from churnvoice.local.environment import prepare


class Server(NamedTuple):
    name: str
    replaced_by: tuple[str, ...]  # the addresses in the environment that make it needless
    start: Callable[[], bool]
    stop: Callable[[], bool]
    answers: Callable[[], bool]


SERVERS = [
    Server("postgres", ("DATABASE_URL",), postgres.start_postgres, postgres.stop_postgres, postgres.answers),
    Server("valkey", ("CELERY_BROKER_URL", "CACHE_URL"), valkey.start_valkey, valkey.stop_valkey, valkey.answers),
]


def needed_servers() -> list[Server]:
    prepare()
    return [server for server in SERVERS if not all(os.environ.get(name) for name in server.replaced_by)]


def start_servers() -> list[str]:
    """Start the servers that nothing in the environment replaces; the names of those that this call started."""
    return [server.name for server in needed_servers() if server.start()]


def stop_servers() -> list[str]:
    """Stop the servers of this machine; the names of those that ran."""
    return [server.name for server in reversed(needed_servers()) if server.stop()]

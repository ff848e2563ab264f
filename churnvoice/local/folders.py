"""The folders that the private servers live in, and whose they are."""

import os
import pwd
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from churnvoice.local import LocalError
from churnvoice.local.places import LOGS, VAR


class Account(NamedTuple):
    """Who a server runs as."""

    uid: int
    gid: int


def server_account() -> Account:
    """The caller, or `nobody` for root: PostgreSQL refuses to run as root."""
    if os.getuid() != 0:
        return Account(os.getuid(), os.getgid())
    nobody = pwd.getpwnam("nobody")
    return Account(nobody.pw_uid, nobody.pw_gid)


def make_folders() -> None:
    """Make what every command needs; raise LocalError when somebody else's folders are in the way."""
    for folder in (VAR, LOGS):
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise LocalError(f"{folder} cannot be made: {error.strerror}.") from error
    if not os.access(VAR, os.W_OK):
        raise LocalError(f"{VAR} belongs to {owner_name(VAR)}: start as that user, or set CHURNVOICE_VAR.")


def make_private(folder: Path) -> None:
    """Make `folder` with mode 0700 for the servers' account; raise LocalError when a stranger was there first."""
    account = server_account()
    with suppress(FileExistsError):
        folder.mkdir(mode=0o700)
    if folder.is_symlink() or folder.lstat().st_uid not in (os.getuid(), account.uid):
        raise LocalError(
            f"{folder} is not a folder of {pwd.getpwuid(os.getuid()).pw_name}: remove it, or set CHURNVOICE_VAR."
        )
    folder.chmod(0o700)
    os.chown(folder, *account)


def owner_name(path: Path) -> str:
    uid = path.lstat().st_uid
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return f"user {uid}"

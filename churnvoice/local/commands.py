"""Several commands of manage.py in one process, because loading Django takes longer than most of them."""

import shlex
import subprocess
import sys

import django
from django.core.management import call_command

from churnvoice.local import LocalError
from churnvoice.local.places import BASE_DIR

MIGRATE = "migrate --noinput --verbosity=0"
COLLECT_STATIC_FILES = "collectstatic --noinput --verbosity=0"
FIRST_ADMINISTRATOR = "first_administrator"


def run_commands(*commands: str) -> str:
    """Run these commands in a process that then gives its memory back; what they printed. Raises LocalError."""
    done = subprocess.run(
        [sys.executable, "-m", "churnvoice.local.commands", *commands],
        cwd=BASE_DIR,
        text=True,
        stdin=subprocess.DEVNULL,
        capture_output=True,
    )
    if done.returncode:
        raise LocalError(f"manage.py failed at {', '.join(commands)}:\n{(done.stdout + done.stderr).strip()}")
    return done.stdout.strip()


if __name__ == "__main__":
    django.setup()
    for command in sys.argv[1:]:
        call_command(*shlex.split(command))

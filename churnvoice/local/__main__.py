"""The command line of one machine: `python -m churnvoice.local prepare|start|stop|serve|status|with|mailbox`."""

import argparse
import os
import signal
import subprocess
import sys

from churnvoice.local import LocalError
from churnvoice.local.environment import prepare


def start() -> None:
    from churnvoice.local.servers import start_servers

    print(f"Started {', '.join(start_servers()) or 'nothing: the servers run already'}.")


def stop() -> None:
    from churnvoice.local.serve import stop

    print(f"Stopped {', '.join(stop()) or 'nothing: nothing was running'}.")


def serve() -> None:
    from churnvoice.local.serve import serve

    serve()


def status() -> None:
    from churnvoice.local.serve import what_runs

    for name, runs in what_runs().items():
        print(f"{name:10}{'runs' if runs else '-'}")


def mailbox() -> None:
    from churnvoice.local.mailbox import keep_letters

    keep_letters()


def run_with_servers(command: list[str]) -> int:
    from churnvoice.local.servers import running_servers

    with running_servers():
        # A Ctrl-C is the command's to answer; we wait for it.
        signal.signal(signal.SIGINT, lambda _number, _frame: None)
        return subprocess.run(command).returncode


COMMANDS = {
    "prepare": (prepare, "write this machine's secret once"),
    "start": (start, "start the private PostgreSQL and Valkey"),
    "stop": (stop, "stop everything that runs in this folder"),
    "serve": (serve, "run web, worker, timetable and mailbox until Ctrl-C"),
    "status": (status, "say what runs in this folder"),
    "mailbox": (mailbox, "receive letters on this machine (serve starts it)"),
}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m churnvoice.local", description="ChurnVoice on one machine.")
    choices = parser.add_subparsers(dest="name", required=True)
    for name, (_command, sentence) in COMMANDS.items():
        choices.add_parser(name, help=sentence)
    choices.add_parser("with", help="run a command with the servers up").add_argument(
        "command", nargs=argparse.REMAINDER
    )
    chosen = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "churnvoice.settings")
    try:
        # Before anything reads the settings, because they ask for the secret.
        prepare()
        if chosen.name == "with":
            return run_with_servers(chosen.command)
        COMMANDS[chosen.name][0]()
    except LocalError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())

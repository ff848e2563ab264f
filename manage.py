#!/usr/bin/env python
"""The command line of ChurnVoice."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "churnvoice.settings")
    from django.core.management import execute_from_command_line
    from django.db import OperationalError

    try:
        execute_from_command_line(sys.argv)
    except OperationalError as error:
        sys.exit(
            f"The database does not answer ({str(error).strip().splitlines()[0]}).\n"
            "On one machine, start it with: python -m churnvoice.local start"
        )


if __name__ == "__main__":
    main()

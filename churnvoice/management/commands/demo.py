"""The main job with sample data, on one machine."""

import logging
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from churnvoice.demo import DemoError
from churnvoice.demo.story import Wishes, refuse_shared_machines, tell
from churnvoice.local import LocalError
from churnvoice.local.processes import running
from churnvoice.local.signals import stop_on_any_signal


class Command(BaseCommand):
    help = "A customer file becomes a breakdown of reasons, through every part of the system. For one machine only."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--customers", type=Path, help="a CSV file of customers (default: a generated sample)")
        parser.add_argument("--verbatims", type=Path, help="JSON lines with what customers say (default: own samples)")
        parser.add_argument("--answers", type=int, help="how many of the letters are answered (default: four of ten)")

    def handle(self, *args: Any, **options: Any) -> None:
        wishes = Wishes(options["customers"], options["verbatims"], options["answers"])
        logging.getLogger().setLevel(logging.WARNING)  # the story is the output
        stop_on_any_signal()
        try:
            refuse_shared_machines()
            with running(web=True, worker=True, mailbox=True):
                tell(wishes, say=self.stdout.write)
        except (DemoError, LocalError) as error:
            raise CommandError(str(error)) from error
        except KeyboardInterrupt as interruption:
            raise CommandError("Stopped. Run it again and it goes on; nothing doubles.") from interruption

"""Makes the first administrator, when nobody could log in yet, and prints the one-time password."""

from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from churnvoice.accounts.services import create_first_administrator


def default_address() -> str:
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    try:
        ip_address(host)
    except ValueError:
        return f"admin@{host}"
    return "admin@localhost"


class Command(BaseCommand):
    help = (
        "Makes an administrator with a one-time password if there is none; otherwise does nothing and prints nothing."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--email", default=default_address(), help="the administrator's address (%(default)s)")

    def handle(self, *, email: str, **_options: Any) -> None:
        if made := create_first_administrator(email):
            user, password = made
            self.stdout.write(f"Log in as {user.email} with the one-time password {password}")

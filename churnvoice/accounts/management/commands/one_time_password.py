"""Gives an administrator who cannot log in a new one-time password, and prints it."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from churnvoice.accounts.models import User
from churnvoice.accounts.services import set_one_time_password


class Command(BaseCommand):
    help = "Sets a new one-time password of an administrator, switches their second factor off, and prints it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", nargs="?", help="whose (the first administrator's, if left out)")

    def handle(self, *, email: str | None, **_options: Any) -> None:
        administrators = User.objects.administrators().order_by("pk")
        user = administrators.filter(email=email.lower()).first() if email else administrators.first()
        if user is None:
            raise CommandError(
                f"{email} is not an administrator who may log in."
                if email
                else "There is no administrator yet. Make one with: manage.py first_administrator"
            )
        self.stdout.write(f"Log in as {user.email} with the one-time password {set_one_time_password(user)}")

"""People who log in, and the keys of programs."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "churnvoice.accounts"
    label = "accounts"

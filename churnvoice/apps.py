"""The roof as a Django app: spanning commands, static files and translations."""

from django.apps import AppConfig


class ChurnVoiceConfig(AppConfig):
    name = "churnvoice"
    verbose_name = "ChurnVoice"

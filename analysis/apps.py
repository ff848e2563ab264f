"""Understand and act: from the response to the breakdown."""

from django.apps import AppConfig


class AnalysisConfig(AppConfig):
    name = "analysis"

    def ready(self) -> None:
        import analysis.followups.letters  # registers what replies and alerts say
        import analysis.followups.receivers
        import analysis.reasons.receivers  # noqa: F401

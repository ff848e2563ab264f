"""Ask and listen: from the customer to the response."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class SurveysConfig(AppConfig):
    name = "surveys"

    def ready(self) -> None:
        import surveys.invitations.letters  # noqa: F401 - registers what invitations say
        from surveys.company.services import ensure_company
        from surveys.taxonomy.services import ensure_reasons

        post_migrate.connect(ensure_company, sender=self)
        post_migrate.connect(ensure_reasons, sender=self)

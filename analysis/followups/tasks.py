"""The background doors of the followups room."""

from celery import shared_task

from analysis.followups import services


@shared_task
def run_rules(response_ids: list[int]) -> None:
    services.run_rules(response_ids)


@shared_task
def run_waiting_rules() -> None:
    services.run_waiting_rules()


@shared_task
def tell_assignees() -> None:
    services.tell_assignees()

"""The background doors of the invitations room."""

from celery import shared_task

from surveys.invitations import services


@shared_task
def run_round(round_id: int) -> None:
    services.run_round(round_id)


@shared_task
def run_waiting_rounds() -> None:
    services.run_waiting_rounds()


@shared_task
def invite_by_rules() -> None:
    services.invite_by_rules()

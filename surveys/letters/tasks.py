"""The background doors of the letters room."""

from celery import shared_task

from surveys.letters import services


@shared_task
def send_letters(ids: list[int]) -> None:
    services.send_letters(ids)


@shared_task
def send_waiting_letters() -> None:
    services.send_waiting_letters()

"""The background doors of the responses room."""

from celery import shared_task

from surveys.responses import services


@shared_task
def settle_idle_responses() -> None:
    services.settle_idle_responses()

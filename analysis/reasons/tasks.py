"""The background doors of the reasons room."""

from celery import shared_task

from analysis.reasons import services


@shared_task
def read_responses(reading_ids: list[int]) -> None:
    services.read_responses(reading_ids)


@shared_task
def read_waiting_responses() -> None:
    services.read_waiting_responses()


@shared_task
def collect_recorded_reasons() -> None:
    services.collect_recorded_reasons()

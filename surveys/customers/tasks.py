"""The background doors of the customers room."""

from celery import shared_task

from surveys.customers import services


@shared_task
def import_customers(customer_import_id: int) -> None:
    services.run_import(customer_import_id)


@shared_task
def run_waiting_imports() -> None:
    services.run_waiting_imports()

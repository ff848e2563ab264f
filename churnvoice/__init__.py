"""The roof: settings, addresses, the API, the timetable and the local servers that hold the rooms together."""

from churnvoice.celery import app as celery_app

__all__ = ["celery_app"]

"""What the responses room tells the rooms after it, inside the transaction, by id."""

from django.dispatch import Signal

responses_submitted = Signal()  # response_ids: list[int]

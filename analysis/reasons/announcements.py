"""What the reasons room tells the rooms after it, inside the transaction, by id."""

from django.dispatch import Signal

reasons_changed = Signal()  # response_ids: list[int]

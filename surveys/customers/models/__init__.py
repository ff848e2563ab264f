"""The rows of the customers room: accounts with their people and endings, and the files they came in."""

from surveys.customers.models.accounts import (
    Account,
    AccountQuerySet,
    Cancellation,
    CancellationQuerySet,
    Customer,
    CustomerQuerySet,
    Status,
    Touchpoint,
)
from surveys.customers.models.imports import CustomerImport, ImportMapping, ImportPart, RefusedRow

__all__ = [
    "Account",
    "AccountQuerySet",
    "Cancellation",
    "CancellationQuerySet",
    "Customer",
    "CustomerImport",
    "CustomerQuerySet",
    "ImportMapping",
    "ImportPart",
    "RefusedRow",
    "Status",
    "Touchpoint",
]

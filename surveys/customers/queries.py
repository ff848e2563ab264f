"""The customers and the imports as people look at them."""

import datetime as dt

from django.db.models import QuerySet

from surveys.customers.models import Account, Customer, CustomerImport


def customers_matching(*, words: str, plan: str, status: str, on: dt.date) -> QuerySet[Customer]:
    """People with their accounts and `status` on that day, newest first; an empty choice leaves none out."""
    customers = Customer.objects.select_related("account").with_status(on=on).order_by("-pk")
    if words:
        customers = customers.matching(words)
    if plan:
        customers = customers.filter(account__plan=plan)
    if status:
        customers = customers.in_status(status, on=on)
    return customers


def plans() -> list[str]:
    """Every plan that some account is on, by name."""
    return list(Account.objects.exclude(plan="").order_by("plan").values_list("plan", flat=True).distinct())


def imports() -> QuerySet[CustomerImport]:
    """All imports with who made them, newest first."""
    return CustomerImport.objects.select_related("created_by")

"""Writes about the company itself."""

from typing import Any

from surveys.company.models import Company


def ensure_company(**_kwargs: Any) -> None:
    """Every installation has exactly one company row, empty until somebody fills it in."""
    Company.objects.get_or_create(pk=1)

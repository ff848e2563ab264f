"""Who works here, and which keys open the API's door, as people read it."""

from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef

from churnvoice.accounts.models import User
from churnvoice.accounts.permissions import ADMINISTRATOR_MAY, ROLE_PERMISSIONS


@dataclass(frozen=True)
class PermissionRow:
    """One sentence, and for each role whether it may."""

    sentence: str
    granted: dict[str, bool]


def role_table() -> list[PermissionRow]:
    """What each role may do, one row per permission, as `permissions.py` grants it."""
    return [
        PermissionRow(str(sentence), {str(role.label): name in granted for role, granted in ROLE_PERMISSIONS.items()})
        for name, sentence in ADMINISTRATOR_MAY.items()
    ]


def colleagues() -> list[User]:
    """Everybody with or without access, those who may log in first, by name; `has_two_factor` says whether it is on."""
    second_factors = Authenticator.objects.filter(user=OuterRef("pk"))
    rows = User.objects.annotate(has_two_factor=Exists(second_factors))
    return sorted(rows, key=lambda user: (not user.is_active, str(user).casefold()))

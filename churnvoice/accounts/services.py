"""Writes about colleagues: invitations, roles, access, one-time passwords."""

import secrets

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core import signing
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from churnvoice.accounts import letters
from churnvoice.accounts.models import ApiKey, User
from churnvoice.accounts.permissions import Role

INVITATION_SALT = "churnvoice.accounts.invitation"
INVITATION_DAYS = 7


class LastAdministrator(ValueError):
    """Without an administrator nobody could let anybody in again."""

    def __init__(self) -> None:
        super().__init__(_("This is the last administrator. Make somebody else an administrator first."))


@transaction.atomic
def invite_colleague(*, email: str, role: Role) -> User:
    """Keep a place for a colleague and send the letter with the link to it. Raises ValueError when it is taken."""
    email = email.lower()
    user, created = User.objects.get_or_create(email=email, defaults={"role": role, "is_active": False})
    if not created and user.invited_at is None:
        raise ValueError(_("%(email)s is a colleague already.") % {"email": email})
    user.role = role
    user.invited_at = timezone.now()  # an earlier link ends here
    user.set_unusable_password()
    user.save()
    letters.send_invitation(user, link=settings.SITE_URL + reverse("accounts:accept-invitation", args=[token_of(user)]))
    return user


def token_of(user: User) -> str:
    return signing.dumps([user.pk, str(user.invited_at)], salt=INVITATION_SALT)


def invited_colleague(token: str) -> User | None:
    """Whom a link invites; None when it is forged, too old, used, or replaced by a newer one."""
    try:
        pk, invited_at = signing.loads(token, salt=INVITATION_SALT, max_age=INVITATION_DAYS * 24 * 3600)
    except signing.BadSignature:
        return None
    return User.objects.filter(pk=pk, invited_at=invited_at, is_active=False).first()


@transaction.atomic
def accept_invitation(token: str, *, name: str, password: str) -> User | None:
    """Let the invited colleague in; None when the link is no longer good. Pressed twice at once, it works once."""
    invited = invited_colleague(token)
    if invited is None:
        return None
    user = User.objects.select_for_update().filter(pk=invited.pk, invited_at=invited.invited_at).first()
    if user is None:
        return None
    user.name = name
    user.is_active = True
    user.invited_at = None
    user.set_password(password)
    user.save()
    user.verify_email()  # whoever holds the link reads the mail of that address
    return user


def withdraw_invitation(user: User) -> None:
    """Forget a colleague who never came."""
    User.objects.filter(pk=user.pk, is_active=False, invited_at__isnull=False).delete()


@transaction.atomic
def change_colleague(user: User, *, role: Role, is_active: bool) -> None:
    """Give a role, or end or renew access. Raises LastAdministrator, and then nothing has changed."""
    administrators = set(User.objects.administrators().select_for_update().values_list("pk", flat=True))
    stays_administrator = is_active and role == Role.ADMINISTRATOR
    if administrators == {user.pk} and not stays_administrator:
        raise LastAdministrator
    user.role = role
    user.is_active = is_active
    user.save(update_fields=["role", "is_active"])


@transaction.atomic
def set_one_time_password(user: User) -> str:
    """A new password that must be changed at the first login; it also opens an account whose second factor was lost."""
    password = secrets.token_urlsafe(12)
    user.set_password(password)
    user.must_change_password = True
    user.save(update_fields=["password", "must_change_password"])
    user.verify_email()
    Authenticator.objects.filter(user=user).delete()
    return password


@transaction.atomic
def create_first_administrator(email: str) -> tuple[User, str] | None:
    """An administrator with a one-time password, when there is none who can log in; else None."""
    if User.objects.administrators().exists():
        return None
    user = User.objects.filter(email=email.lower()).first() or User.objects.create_user(email)
    user.role = Role.ADMINISTRATOR
    user.is_active = True
    user.invited_at = None
    user.save()
    return user, set_one_time_password(user)


def revoke_api_key(key: ApiKey) -> None:
    ApiKey.objects.filter(pk=key.pk, revoked_at=None).update(revoked_at=timezone.now())

"""Programs at the API's door: which key, and what its scopes allow."""

import datetime as dt
import hashlib
import secrets

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from churnvoice.accounts.models import ApiKey, User
from churnvoice.accounts.permissions import SCOPE_PERMISSIONS, Scope


class Program:
    """Who a request comes from when it carries an API key; has permissions like a user, and no name to log in with."""

    is_authenticated = True
    is_active = True

    def __init__(self, key: ApiKey) -> None:
        self.key = key
        self.pk = f"key-{key.pk}"

    def __str__(self) -> str:
        return str(self.key)

    def has_perm(self, permission: str) -> bool:
        return any(permission in SCOPE_PERMISSIONS[Scope(scope)] for scope in self.key.scopes)


def digest_of(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def create_api_key(*, name: str, scopes: list[str], by: User | None) -> tuple[ApiKey, str]:
    """Make a key and return it with its secret, which is shown once and kept nowhere."""
    secret = f"cv_{secrets.token_urlsafe(32)}"
    key = ApiKey.objects.create(name=name, prefix=secret[:10], digest=digest_of(secret), scopes=scopes, created_by=by)
    return key, secret


def note_use(key: ApiKey) -> None:
    """Remember when a key was last used, at most once a minute: a busy program writes no row per request."""
    now = timezone.now()
    if key.last_used_at is None or now - key.last_used_at >= dt.timedelta(minutes=1):
        ApiKey.objects.filter(pk=key.pk).update(last_used_at=now)


class ApiKeyAuthentication(BaseAuthentication):
    """`Authorization: Bearer cv_...`"""

    def authenticate(self, request: Request) -> tuple[Program, ApiKey] | None:
        kind, _space, secret = get_authorization_header(request).decode("latin-1").partition(" ")
        if kind.lower() != "bearer":
            return None
        key = ApiKey.objects.filter(digest=digest_of(secret.strip()), revoked_at=None).first()
        if key is None:
            raise AuthenticationFailed(_("This API key is unknown or revoked."))
        note_use(key)
        return Program(key), key

    def authenticate_header(self, request: Request) -> str:
        return "Bearer"


class HasViewPermission(BasePermission):
    """Each API view names its `permission`; one that names none is closed."""

    def has_permission(self, request: Request, view: object) -> bool:
        permission = getattr(view, "permission", None)
        return bool(permission and request.user and request.user.is_authenticated and request.user.has_perm(permission))

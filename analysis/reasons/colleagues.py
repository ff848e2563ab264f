"""What a page may rely on once it has checked a permission: somebody has logged in."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest


class ColleagueRequest(HttpRequest):
    """The request of a colleague."""

    user: AbstractBaseUser  # type: ignore[assignment]

"""What holds for each colleague on every page: their language, the company's time, and a password of their own."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone, translation

from surveys.company.queries import company_zone


class ColleagueMiddleware:
    """A colleague's own language goes before the browser's, and moments are told in the company's time."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = getattr(request.user, "language", "")
        if language:
            translation.activate(language)
            request.LANGUAGE_CODE = language
        if not request.user.is_authenticated:
            return self.get_response(request)
        with timezone.override(company_zone()):
            return self.get_response(request)


class OwnPasswordMiddleware:
    """Whoever logged in with a one-time password chooses their own before anything else."""

    OPEN = {"account_change_password", "account_logout", "accounts:language"}

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable[..., HttpResponse], *_args: Any) -> HttpResponse | None:
        must_change = request.user.is_authenticated and request.user.must_change_password
        if not must_change or not getattr(view, "login_required", True):
            return None
        if request.resolver_match and request.resolver_match.view_name in self.OPEN:
            return None
        after = urlencode({"next": request.path if request.method == "GET" else reverse("home")})
        return HttpResponseRedirect(f"{reverse('account_change_password')}?{after}")

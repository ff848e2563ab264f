"""The front door: sends each colleague to the page they work from, and keeps the theme they chose."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from churnvoice.accounts.context import THEMES
from surveys.company.models import Company

A_YEAR = 365 * 24 * 3600


def home(request: HttpRequest) -> HttpResponse:
    if not request.user.has_perm("analysis.view_breakdown"):
        return redirect("analysis:desk")
    if request.user.has_perm("surveys.change_company") and not Company.current().is_complete:
        return redirect("surveys:company")
    return redirect("analysis:breakdown")


@login_not_required
@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    here = request.POST.get("next", "")
    response = redirect(
        here if url_has_allowed_host_and_scheme(here, {request.get_host()}, request.is_secure()) else "/"
    )
    chosen = request.POST.get("theme")
    if chosen in THEMES:
        response.set_cookie(
            "theme", chosen, A_YEAR, secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Lax"
        )
    else:
        response.delete_cookie("theme")
    return response

"""The way out for customers: a page with one button, and the one click of mail programs (RFC 8058)."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from surveys.company.models import Company
from surveys.invitations import services
from surveys.invitations.models import Invitation


@login_not_required
@csrf_exempt  # the token is the right to do this; a mail program's own POST brings no cookie
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """GET changes nothing, since programs that check mail open every link. POST answers 200, never a redirect."""
    invitation = Invitation.objects.behind(token).select_related("letter", "customer").first()
    company = Company.current()
    if request.method == "POST" and invitation:
        services.unsubscribe(invitation)
    language = invitation.language if invitation else request.LANGUAGE_CODE
    with override(language):
        response = render(
            request,
            "surveys/invitations/unsubscribe.html",
            {"company": company, "language": language, "invitation": invitation, "is_done": request.method == "POST"},
            status=200 if invitation else 404,
        )
    response["Referrer-Policy"] = "no-referrer"
    return response

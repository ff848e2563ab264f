"""The answering pages: one question each, no login, no cookie, no script; a GET never writes."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from surveys.company.models import Company
from surveys.invitations.models import Invitation
from surveys.responses import services
from surveys.responses.forms import AnswerForm
from surveys.responses.queries import find_invitation
from surveys.responses.rendering import customer_page, question_page, thanks_page
from surveys.responses.standing import Standing, standing_of
from surveys.responses.submission import is_good, submission_id
from surveys.responses.visits import Visit, visit_of

View = Callable[..., HttpResponse]


def public_page(view: View) -> View:
    """A page for whoever holds the link, which leaves no trace in caches, referrers or search engines.

    There is no CSRF check: it guards people whom a cookie logs in. Here is no cookie and no login; the unguessable
    token in the address is the right to write.
    """

    @csrf_exempt
    @login_not_required
    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response["Cache-Control"] = "no-store"
        response["Referrer-Policy"] = "no-referrer"
        response["X-Robots-Tag"] = "noindex"
        return response

    return guarded


def with_visit(view: View) -> View:
    """Finds who holds the link and speaks their language; a wrong link gets a kind page."""

    @wraps(view)
    def found(request: HttpRequest, token: str, *args: Any, **kwargs: Any) -> HttpResponse:
        invitation = find_invitation(token)
        if invitation is None:
            context = {"company": Company.current(), "language": translation.get_language()}
            return HttpResponse(render_to_string("surveys/responses/unknown.html", context), status=404)
        visit = visit_of(invitation, wanted_language=request.GET.get("lang"))
        with translation.override(visit.language):
            return view(request, invitation, visit, *args, **kwargs)

    return found


@public_page
@with_visit
def answer(request: HttpRequest, invitation: Invitation, visit: Visit, step: int = 1) -> HttpResponse:
    standing = standing_of(invitation, at=timezone.now())
    if standing == Standing.ANSWERED:
        return thanks_page(visit)
    if standing != Standing.OPEN:
        return customer_page("gone", visit, status=HTTPStatus.GONE, standing=standing)
    step = min(max(step, 1), len(visit.pages))
    if request.method == "POST":
        return _take(request, invitation, visit, step)
    form = AnswerForm(visit, step, score=request.GET.get("score"))
    return _ask(form, invitation, visit, step)


@public_page
@with_visit
def privacy(request: HttpRequest, invitation: Invitation, visit: Visit) -> HttpResponse:
    return customer_page("privacy", visit, words=Company.current().privacy_words(visit.language))


def _ask(form: AnswerForm, invitation: Invitation, visit: Visit, step: int) -> HttpResponse:
    return question_page(form, visit, step, submission=submission_id(invitation))


def _take(request: HttpRequest, invitation: Invitation, visit: Visit, step: int) -> HttpResponse:
    """Save what one page brought, and lead on, back, or to the thanks."""
    form = AnswerForm(visit, step, data=request.POST)
    if not is_good(request.POST.get("submission-id", ""), invitation):
        form.add_error(None, _("This page was open for a long time. Your answer is still here: please send it again."))
        return _ask(form, invitation, visit, step)
    direction = request.POST.get("go-to", "next")
    is_skipped = direction == "skip"
    if not is_skipped and not form.is_valid():
        return _ask(form, invitation, visit, step)
    is_finished = visit.is_last(step) and direction != "back"
    keep = services.finish_response if is_finished else services.save_answers
    answers = form.skipped() if is_skipped else form.answers()
    try:
        keep(invitation, answers, language=visit.language, shown=visit.shown(step))
    except services.LinkClosedError:
        return _see(visit, step=1)  # which says why
    if is_finished:
        return _see(visit, step=1)  # which says thanks
    return _see(visit, step=step - 1 if direction == "back" else step + 1)


def _see(visit: Visit, *, step: int) -> HttpResponse:
    name, arguments = ("answer-step", [visit.token, step]) if step > 1 else ("answer", [visit.token])
    return HttpResponseRedirect(reverse(f"surveys:{name}", args=arguments), status=HTTPStatus.SEE_OTHER)

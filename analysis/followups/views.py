"""The desk, a follow-up and what is done with it, one answer, and one customer."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from analysis.followups import queries, services
from analysis.followups.forms import AssignForm, CloseForm, NoteForm, ReplyForm
from analysis.followups.models import FollowUp
from analysis.reasons.colleagues import ColleagueRequest
from analysis.reasons.queries import show_response, with_answers
from surveys.customers.models import Customer
from surveys.responses.models import SurveyResponse

FOLLOW_UPS_PER_PAGE = 30

may_handle = permission_required("analysis.handle_follow_up", raise_exception=True)


@require_GET
@may_handle
def desk(request: ColleagueRequest) -> HttpResponse:
    now, search = timezone.now(), request.GET.get("q", "").replace("\x00", "").strip()
    counts = queries.desk_counts(user_id=request.user.pk, at=now)
    tab = request.GET.get("list", "")
    if tab not in queries.TABS:  # who has nothing of their own begins with what nobody has taken
        tab = "mine" if counts["mine"] else "unassigned"
    found = queries.desk_list(tab, user_id=request.user.pk, at=now, search=search)
    page = Paginator(found, FOLLOW_UPS_PER_PAGE).get_page(request.GET.get("page"))
    labels = (_("Mine"), _("Unassigned"), _("Overdue"), _("All open"), _("Closed"))
    return render(
        request,
        "analysis/followups/desk.html",
        {
            "tab": tab,
            "tabs": [(name, label, counts[name]) for name, label in zip(queries.TABS, labels, strict=True)],
            "search": search,
            "page_obj": page,
            "rows": [queries.desk_row(follow_up, at=now) for follow_up in page],
        },
    )


@require_GET
@may_handle
def follow_up_detail(request: ColleagueRequest, pk: int) -> HttpResponse:
    return _render_detail(request, _follow_up(pk))


@require_POST
@may_handle
def follow_up_take(request: ColleagueRequest, pk: int) -> HttpResponse:
    try:
        services.take_follow_up(get_object_or_404(FollowUp, pk=pk), by=request.user)
    except services.AlreadyTaken as taken:
        messages.warning(request, _("%s has taken it already.") % taken.assignee)
    return redirect("analysis:follow-up-detail", pk=pk)


@require_POST
@may_handle
def follow_up_assign(request: ColleagueRequest, pk: int) -> HttpResponse:
    follow_up, form = _follow_up(pk), AssignForm(request.POST)
    if not form.is_valid():
        return _render_detail(request, follow_up, assign_form=form)
    services.assign_follow_up(follow_up, to=form.cleaned_data["assignee"], by=request.user)
    return redirect("analysis:follow-up-detail", pk=pk)


@require_POST
@may_handle
def follow_up_note(request: ColleagueRequest, pk: int) -> HttpResponse:
    follow_up, form = _follow_up(pk), NoteForm(request.POST, prefix="note")
    if not form.is_valid():
        return _render_detail(request, follow_up, note_form=form)
    services.add_note(follow_up, words=form.cleaned_data["words"], by=request.user)
    return redirect("analysis:follow-up-detail", pk=pk)


@require_POST
@may_handle
def follow_up_reply(request: ColleagueRequest, pk: int) -> HttpResponse:
    follow_up = _follow_up(pk)
    form = ReplyForm(request.POST, prefix="reply", has_cancellation=follow_up.cancellation is not None)
    if not form.is_valid():
        return _render_detail(request, follow_up, reply_form=form)
    filled_in = form.cleaned_data
    reply = {"words": filled_in["words"], "key": filled_in["key"], "by": request.user}
    try:
        if filled_in["close"]:
            reason = filled_in.get("reason", "")
            services.reply_and_close(follow_up, outcome=filled_in["outcome"], reason=reason, **reply)
        else:
            services.send_reply(follow_up, **reply)
    except services.ReplyRefused as refused:
        form.add_error(None, str(refused))
        return _render_detail(request, follow_up, reply_form=form)
    messages.success(request, _("Your reply is on its way."))
    return redirect("analysis:desk") if filled_in["close"] else redirect("analysis:follow-up-detail", pk=pk)


@require_POST
@may_handle
def follow_up_close(request: ColleagueRequest, pk: int) -> HttpResponse:
    follow_up = _follow_up(pk)
    form = CloseForm(request.POST, prefix="close", has_cancellation=follow_up.cancellation is not None)
    if not form.is_valid():
        return _render_detail(request, follow_up, close_form=form)
    chosen = form.cleaned_data
    reason = chosen.get("reason", "")
    if services.close_follow_up(follow_up, outcome=chosen["outcome"], by=request.user, reason=reason):
        messages.success(request, _("The follow-up is closed."))
    else:
        messages.warning(request, _("It was closed already; its first outcome stands."))
    return redirect("analysis:desk")


@require_GET
@permission_required("analysis.view_responses", raise_exception=True)
def response_detail(request: ColleagueRequest, pk: int) -> HttpResponse:
    response = get_object_or_404(_readable_responses(), pk=pk)
    language = get_language() or "en"
    return render(
        request,
        "analysis/followups/response_detail.html",
        {
            "response": response,
            "shown": show_response(response, language=language),
            "follow_up": FollowUp.objects.filter(response=response).first(),
            "facts": queries.customer_facts(response, language=language),
            "figures": queries.figures_of(response, response.cancellation),
        },
    )


@require_GET
@permission_required("surveys.view_customers", raise_exception=True)
def customer_detail(request: ColleagueRequest, pk: int) -> HttpResponse:
    customer = get_object_or_404(Customer, pk=pk)
    history = queries.customer_history(customer, language=get_language() or "en")
    return render(request, "analysis/followups/customer_detail.html", {"customer": customer, "history": history})


def _follow_up(pk: int) -> FollowUp:
    related = FollowUp.objects.select_related("assignee", "closed_by", "cancellation__verified_reason")
    return get_object_or_404(related, pk=pk)


def _readable_responses() -> Any:
    return with_answers(SurveyResponse.objects.all()).prefetch_related("permissions")


def _render_detail(request: ColleagueRequest, follow_up: FollowUp, **bound_forms: Any) -> HttpResponse:
    """The follow-up's page; a form that was filled in wrongly stands there as it was filled in."""
    response = _readable_responses().get(pk=follow_up.response_id)
    follow_up.response = response
    language = get_language() or "en"
    has_cancellation = follow_up.cancellation is not None
    context = {
        "follow_up": follow_up,
        "causes": [FollowUp.Cause(cause).label for cause in follow_up.causes],
        "row": queries.desk_row(follow_up, at=timezone.now()),
        "response": response,
        "shown": show_response(response, language=language),
        "entries": follow_up.entries.select_related("written_by", "letter"),
        "facts": queries.customer_facts(response, language=language),
        "reply_form": ReplyForm(prefix="reply", has_cancellation=has_cancellation),
        "note_form": NoteForm(prefix="note"),
        "assign_form": AssignForm(initial={"assignee": follow_up.assignee}),
        "close_form": CloseForm(prefix="close", has_cancellation=has_cancellation),
        **bound_forms,
    }
    status = 400 if bound_forms else 200
    return render(request, "analysis/followups/follow_up_detail.html", context, status=status)

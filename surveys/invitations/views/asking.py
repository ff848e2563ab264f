"""The pages on which a colleague decides who is asked: now, or by itself."""

import datetime as dt

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from surveys.company.models import Company
from surveys.invitations import queries, services
from surveys.invitations.causes import RECENT_DAYS, InvitationCount, in_words
from surveys.invitations.choosing import people_chosen
from surveys.invitations.forms import CHOICE_FORMS, ChoiceForm, PeriodForm, RuleForm
from surveys.invitations.models import InvitationRule
from surveys.invitations.services.rounds import occasion_now
from surveys.questionnaires.models import Survey


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("surveys.send_invitation", raise_exception=True)
def invitation_send(request: HttpRequest, pk: int) -> HttpResponse:
    """GET and the button "Count" only count; "Send" sends, and only the number that the button named."""
    survey = get_object_or_404(Survey, pk=pk)
    ways = ["period", "segment", "ids"] if survey.kind == Survey.Kind.EXIT else ["segment", "ids"]
    way = request.GET.get("by", "")
    way = way if way in ways else ways[0]
    form = bound_form(request, way)
    count = count_chosen(survey, form) if form.is_bound and form.is_valid() else None
    if count and count.invited and "send" in request.POST and survey.takes_answers:
        if request.POST["send"] == str(count.invited):
            include_older = form.cleaned_data["include_older"]
            services.start_round(survey, form.who(), include_older=include_older, count=count, by=request.user)
            messages.success(request, _("The invitations are being written. This page shows how far they are."))
            return redirect("surveys:invitation-list", survey.pk)
        messages.warning(request, _("Nothing was sent: the number has changed since you saw it. Please look again."))
    return render(
        request,
        "surveys/invitations/invitation_send.html",
        {
            "survey": survey,
            "ways": ways,
            "way": way,
            "form": form,
            "count": count,
            "left_out": in_words(count.left_out) if count else [],
            "older_count": count.older if count else 0,
            "recent_days": RECENT_DAYS,
            "unknown_ids": queries.unknown_ids(form.who()["ids"]) if count and way == "ids" else [],
            "company": Company.current(),
        },
    )


def bound_form(request: HttpRequest, way: str) -> ChoiceForm:
    """The form as it was sent; at first, the last 30 days, so that a count stands there at once."""
    form_class = CHOICE_FORMS[way]
    if request.method == "POST":
        return form_class(request.POST, request.FILES)
    if form_class is PeriodForm:
        today = Company.current().today()
        return PeriodForm({"since": today - dt.timedelta(days=RECENT_DAYS), "until": today})
    return form_class()


def count_chosen(survey: Survey, form: ChoiceForm) -> InvitationCount:
    people = people_chosen(survey, form.who())
    include_older = form.cleaned_data["include_older"]
    return queries.count_people(survey, people, occasion=occasion_now(survey), include_older=include_older)


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("surveys.send_invitation", raise_exception=True)
def rule_edit(request: HttpRequest, pk: int) -> HttpResponse:
    survey = get_object_or_404(Survey, pk=pk)
    if survey.kind != Survey.Kind.EXIT:
        raise Http404
    rule = InvitationRule.objects.filter(survey=survey).first() or InvitationRule(survey=survey)
    form = RuleForm(request.POST or None, initial={"is_on": rule.is_on, "delay_hours": rule.delay_hours})
    if request.method == "POST" and form.is_valid():
        rule = services.set_rule(survey, **form.cleaned_data, by=request.user)
        messages.success(request, _("The rule is on.") if rule.is_on else _("The rule is off."))
        return redirect("surveys:rule-edit", survey.pk)
    return render(request, "surveys/invitations/rule_form.html", {"survey": survey, "rule": rule, "form": form})

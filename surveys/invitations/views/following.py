"""The page that shows what became of a survey's invitations."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from surveys.company.models import Company
from surveys.invitations import queries, services
from surveys.invitations.causes import in_words
from surveys.invitations.models import Invitation
from surveys.questionnaires.models import Survey

PER_PAGE = 50


@require_safe
@permission_required("surveys.view_surveys", raise_exception=True)
def invitation_list(request: HttpRequest, pk: int) -> HttpResponse:
    survey = get_object_or_404(Survey, pk=pk)
    state = request.GET.get("state", "")
    state = state if state in Invitation.State.values else ""
    counts = queries.state_counts(survey)
    page = Paginator(queries.invitations_of(survey, state), PER_PAGE).get_page(request.GET.get("page"))
    rounds = list(queries.latest_rounds(survey))
    shown = [round for round in rounds if round.finished_at is None] or rounds[:1]
    return render(
        request,
        "surveys/invitations/invitation_list.html",
        {
            "survey": survey,
            "state": state,
            "all_count": sum(counts.values()),
            "tabs": [(value, Invitation.State(value).label, number) for value, number in counts.items()],
            "page_obj": page,
            "rounds": [(round, in_words(round.left_out)) for round in shown],
            "is_running": any(round.finished_at is None for round in rounds),
            "company": Company.current(),
        },
    )


@require_POST
@permission_required("surveys.send_invitation", raise_exception=True)
def invitation_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    invitation = get_object_or_404(Invitation, pk=pk)
    if services.withdraw_invitation(invitation, by=request.user):
        messages.success(request, _("The invitation is withdrawn; its link takes no answers any more."))
    else:
        messages.info(request, _("This invitation was answered or withdrawn already, so nothing was changed."))
    return redirect("surveys:invitation-list", invitation.survey_id)

"""The pages of the reasons room: the answers, corrections of tags, and what recorded strings mean."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from analysis.reasons import queries, services
from analysis.reasons.colleagues import ColleagueRequest
from analysis.reasons.filters import ResponseFilters
from analysis.reasons.forms import FilterForm, RecordedReasonsForm, TagForm
from analysis.reasons.models import ReasonTag
from surveys.responses.models import SurveyResponse

ANSWERS_PER_PAGE = 25
STRINGS_PER_PAGE = 50


@require_GET
@permission_required("analysis.view_responses", raise_exception=True)
def response_list(request: ColleagueRequest) -> HttpResponse:
    filters = ResponseFilters.from_query(request.GET)
    page = Paginator(queries.answered_responses(filters), ANSWERS_PER_PAGE).get_page(request.GET.get("page"))
    language = get_language() or "en"
    return render(
        request,
        "analysis/reasons/response_list.html",
        {
            "filters": filters,
            "form": FilterForm(request.GET),
            "page_obj": page,
            "shown_responses": [queries.show_response(response, language=language) for response in page],
        },
    )


@require_POST
@permission_required("analysis.handle_follow_up", raise_exception=True)
def tag_decide(request: ColleagueRequest, pk: int) -> HttpResponse:
    response = get_object_or_404(SurveyResponse, pk=pk)
    form = TagForm(request.POST)
    if not form.is_valid():
        raise Http404
    reason, confirmed = form.cleaned_data["reason"], form.cleaned_data["decision"] == "confirm"
    try:
        services.decide_tag(response, reason=reason, confirmed=confirmed, by=request.user)
    except ReasonTag.DoesNotExist as missing:
        raise Http404 from missing
    return redirect("analysis:response-detail", pk=pk)


@permission_required("analysis.map_recorded_reasons", raise_exception=True)
def recorded_reasons(request: ColleagueRequest) -> HttpResponse:
    strings = queries.recorded_strings()
    page = Paginator(strings, STRINGS_PER_PAGE).get_page(request.GET.get("page"))
    rows = [one.recorded for one in page]
    form = RecordedReasonsForm(request.POST or None, rows=rows)
    if request.method == "POST" and form.is_valid():
        count = services.decide_recorded_reasons(form.decisions(), by=request.user)
        messages.success(request, ngettext("%d decision saved.", "%d decisions saved.", count) % count)
        return redirect(request.get_full_path())
    return render(
        request,
        "analysis/reasons/recorded_reasons.html",
        {
            "page_obj": page,
            "form": form,
            "rows": [(one, form[form.name_of(one.recorded)]) for one in page],
            "coverage": queries.recorded_coverage(strings),
        },
    )


@require_POST
@permission_required("analysis.map_recorded_reasons", raise_exception=True)
def recorded_reasons_collect(request: ColleagueRequest) -> HttpResponse:
    count = services.collect_recorded_reasons()
    if count:
        messages.success(request, ngettext("%d new string found.", "%d new strings found.", count) % count)
    else:
        messages.info(request, _("No new strings: every recorded reason has its row here."))
    return redirect("analysis:recorded-reasons")

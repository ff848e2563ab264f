"""The page managers read: why customers left, by one source, with the answers behind every bar."""

from dataclasses import replace

from django.contrib.auth.decorators import permission_required
from django.forms import HiddenInput
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language

from analysis.breakdowns import exports, rows
from analysis.breakdowns.charts import trend_chart
from analysis.breakdowns.queries import reason_breakdown
from analysis.breakdowns.shares import FEW_ANSWERS
from analysis.reasons.filters import ResponseFilters
from analysis.reasons.forms import FilterForm

may_view = permission_required("analysis.view_breakdown", raise_exception=True)


def filters_of(request: HttpRequest) -> ResponseFilters:
    """The filters in the address; one source always, and never a single reason: that is what the rows are for."""
    filters = ResponseFilters.from_query(request.GET)
    return replace(filters, source=filters.source or "ticked", reason="")


def filter_form(request: HttpRequest) -> FilterForm:
    """The filters without a reason to choose; the source is chosen by the tabs and only carried along."""
    form = FilterForm(request.GET)
    del form.fields["reason"]
    form.fields["source"].widget = HiddenInput()
    return form


@may_view
def breakdown(request: HttpRequest) -> HttpResponse:
    filters = filters_of(request)
    found = reason_breakdown(filters)
    language = get_language() or "en"
    few = found.participation.complete + found.participation.partial < FEW_ANSWERS
    return render(
        request,
        "analysis/breakdowns/breakdown.html",
        {
            "filters": filters,
            "form": filter_form(request),
            "breakdown": found,
            "rows": rows.shown_rows(found, filters, language=language),
            "sources": rows.source_tabs(filters),
            "months": rows.month_table(found, language=language),
            "trend": trend_chart(found, language=language),
            "answers": rows.first_answers(filters) if few else [],
            "csv_url": f"{reverse('analysis:breakdown-csv')}?{filters.as_query()}",
            "answers_url": f"{reverse('analysis:response-list')}?{filters.about_endings().as_query()}",
        },
    )


@may_view
def breakdown_csv(request: HttpRequest) -> HttpResponse:
    filters = filters_of(request)
    lines = exports.breakdown_lines(reason_breakdown(filters), language=get_language() or "en")
    response = HttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="reasons-{filters.source}.csv"'
    return response

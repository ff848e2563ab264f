"""The company page, its exchange rates, and the mark that customers see."""

import hashlib

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required, permission_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import etag, require_http_methods, require_POST, require_safe

from surveys.company.forms import CompanyForm, ExchangeRateForm
from surveys.company.models import Company, ExchangeRate
from surveys.company.queries import missing_words


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("surveys.change_company", raise_exception=True)
def company(request: HttpRequest) -> HttpResponse:
    form = CompanyForm(request.POST or None, request.FILES or None, instance=Company.current())
    if form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect("surveys:company")
    stored = Company.current()  # a refused form has changed its own copy
    context = {"form": form, "company": stored, "missing": missing_words(stored)}
    return render(request, "surveys/company/company_form.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("surveys.change_company", raise_exception=True)
def exchange_rates(request: HttpRequest) -> HttpResponse:
    currency = Company.current().reporting_currency
    form = ExchangeRateForm(request.POST or None, reporting_currency=currency)
    if currency and form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect("surveys:exchange-rates")
    context = {"form": form, "currency": currency, "rates": ExchangeRate.objects.all()}
    return render(request, "surveys/company/exchange_rates.html", context)


@require_POST
@permission_required("surveys.change_company", raise_exception=True)
def delete_exchange_rate(request: HttpRequest, pk: int) -> HttpResponse:
    rate = get_object_or_404(ExchangeRate, pk=pk)
    rate.delete()
    messages.success(request, _("The rate of %(currency)s is deleted.") % {"currency": rate.currency})
    return redirect("surveys:exchange-rates")


def mark_etag(request: HttpRequest) -> str | None:
    mark = Company.current().mark
    return f'"{hashlib.sha256(mark).hexdigest()[:32]}"' if mark else None


@login_not_required
@require_safe
@cache_control(public=True, max_age=300)
@etag(mark_etag)
def company_mark(request: HttpRequest) -> HttpResponse:
    company = Company.current()
    if not company.mark:
        raise Http404
    return HttpResponse(bytes(company.mark), content_type=company.mark_type)

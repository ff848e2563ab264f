"""The list of people."""

from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from surveys.company.models import Company
from surveys.customers import queries
from surveys.customers.forms import CustomerFilterForm

PER_PAGE = 50


@require_safe
@permission_required("surveys.view_customers", raise_exception=True)
def customer_list(request: HttpRequest) -> HttpResponse:
    form = CustomerFilterForm(request.GET, plans=queries.plans())
    form.is_valid()  # a filter that does not exist filters nothing
    filters = {name: form.cleaned_data.get(name, "").strip() for name in form.fields}
    customers = queries.customers_matching(**filters, on=Company.current().today())
    page = Paginator(customers, PER_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "surveys/customers/customer_list.html",
        {"form": form, "page_obj": page, "is_filtered": any(filters.values())},
    )

"""The way of a file: chosen, its columns checked, imported by the worker, reported."""

from contextlib import suppress
from typing import TextIO, cast

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.files.uploadedfile import UploadedFile
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRefresh
from django_htmx.middleware import HtmxDetails

from surveys.customers import queries, services
from surveys.customers.encoding import CHUNK
from surveys.customers.exports import write_refused_rows
from surveys.customers.forms import ReadingForm, UploadForm
from surveys.customers.models import CustomerImport
from surveys.customers.preview import preview_import
from surveys.customers.problems import FileError

PER_PAGE = 50
may_import = permission_required("surveys.import_customers", raise_exception=True)


@may_import
@require_http_methods(["GET", "HEAD", "POST"])
def customer_import(request: HttpRequest) -> HttpResponse:
    form = UploadForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        file: UploadedFile = form.cleaned_data["file"]
        try:
            stored = services.store_upload(file.chunks(CHUNK), file_name=file.name or "", by=request.user)
        except FileError as error:
            form.add_error("file", str(error))
        else:
            return redirect("surveys:import-detail", stored.pk)
    return render(request, "surveys/customers/import_form.html", {"form": form})


@may_import
@require_safe
def import_list(request: HttpRequest) -> HttpResponse:
    page = Paginator(queries.imports(), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "surveys/customers/import_list.html", {"page_obj": page})


@may_import
@require_http_methods(["GET", "HEAD", "POST"])
def import_detail(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(queries.imports(), pk=pk)
    if found.state == CustomerImport.State.UPLOADED:
        return check_columns(request, found)
    if found.is_under_way:
        return show_progress(request, found)
    if cast(HtmxDetails, request.htmx):  # type: ignore[attr-defined]
        return HttpResponseClientRefresh()  # the progress page has come to its end
    page = Paginator(found.refused_rows.all(), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "surveys/customers/import_detail.html", {"import": found, "page_obj": page})


def check_columns(request: HttpRequest, found: CustomerImport) -> HttpResponse:
    form = ReadingForm(found, request.POST or None)
    if form.is_valid():
        cleaned = form.cleaned_data
        services.choose_reading(found, columns=form.columns(), as_of=cleaned["as_of"], currency=cleaned["currency"])
        if "start" not in request.POST:
            return redirect("surveys:import-detail", found.pk)
        found.refresh_from_db()
        with suppress(FileError):  # the page says what stands in the way
            services.start_import(found)
        return redirect("surveys:import-detail", found.pk)
    preview = preview_import(found)
    columns = [(column, form[f"column_{place}"]) for place, column in enumerate(preview.columns)]
    context = {"import": found, "form": form, "preview": preview, "columns": columns}
    return render(request, "surveys/customers/import_check.html", context)


def show_progress(request: HttpRequest, found: CustomerImport) -> HttpResponse:
    is_part = bool(cast(HtmxDetails, request.htmx))  # type: ignore[attr-defined]
    template = "_import_progress.html" if is_part else "import_progress.html"
    return render(request, f"surveys/customers/{template}", {"import": found})


@may_import
@require_POST
def import_discard(request: HttpRequest, pk: int) -> HttpResponse:
    services.discard_upload(get_object_or_404(CustomerImport, pk=pk))
    messages.success(request, _("The file is forgotten. Nothing was imported."))
    return redirect("surveys:customer-import")


@may_import
@require_safe
def import_refused(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(CustomerImport, pk=pk)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="refused-rows-{pk}.csv"'
    write_refused_rows(cast(TextIO, response), found)
    return response

"""The page of all letters, and the decision about those of which nobody knows whether they arrived."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from surveys.company.models import Company
from surveys.letters import queries, services
from surveys.letters.models import Letter

PER_PAGE = 50


@require_safe
@permission_required("surveys.view_letters", raise_exception=True)
def letter_list(request: HttpRequest) -> HttpResponse:
    counts = queries.letter_counts()
    tab = request.GET.get("state", "")
    if tab not in counts:
        tab = next((name for name in ("uncertain", "refused") if counts[name]), "waiting")
    page = Paginator(queries.letters_of_tab(tab), PER_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "surveys/letters/letter_list.html",
        {"tab": tab, "counts": counts, "page_obj": page, "company": Company.current()},
    )


@require_POST
@permission_required("surveys.settle_letter", raise_exception=True)
def letter_settle(request: HttpRequest, letter_id: int) -> HttpResponse:
    letter = get_object_or_404(Letter, pk=letter_id)
    sent = {"yes": True, "no": False}.get(request.POST.get("sent", ""))
    if sent is None:  # a decision that did not arrive must not send a letter twice
        return HttpResponseBadRequest()
    try:
        services.settle_uncertain(letter, sent=sent, by=request.user)
    except services.LetterIsSettled:
        messages.info(request, _("This letter is no longer uncertain, so nothing was changed."))
    else:
        messages.success(request, _("Noted as sent.") if sent else _("The letter will be sent again."))
    return redirect("surveys:letter-list")

"""The mailbox page: what customers and colleagues would find in theirs."""

from csp.decorators import csp
from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_GET

from churnvoice.local import mailbox as local_mailbox

LETTERS_PER_PAGE = 50
# A letter brings its own styles and may show pictures; it runs nothing, sends nothing, and its links open outside.
LETTER_POLICY = {
    "default-src": ["'none'"],
    "style-src": ["'unsafe-inline'"],
    "img-src": ["'self'", "data:"],
    "frame-ancestors": ["'self'"],
    "sandbox": ["allow-popups", "allow-popups-to-escape-sandbox"],
}
OPEN_OUTSIDE = '<base target="_blank">'


@require_GET
@permission_required("accounts.view_mailbox", raise_exception=True)
def mailbox(request: HttpRequest) -> HttpResponse:
    page = Paginator(local_mailbox.keys(), LETTERS_PER_PAGE).get_page(request.GET.get("page"))
    letters = [local_mailbox.letter(key) for key in page.object_list]
    return render(request, "churnvoice/local/mailbox.html", {"page": page, "letters": letters})


@require_GET
@permission_required("accounts.view_mailbox", raise_exception=True)
def letter(request: HttpRequest, key: str) -> HttpResponse:
    return render(request, "churnvoice/local/letter.html", {"letter": letter_or_404(key)})


@require_GET
@permission_required("accounts.view_mailbox", raise_exception=True)
@xframe_options_sameorigin
@csp(LETTER_POLICY)  # type: ignore[arg-type]  # its types know no view with arguments
def letter_html(request: HttpRequest, key: str) -> HttpResponse:
    before, head, after = letter_or_404(key).html.partition("<head>")
    return HttpResponse(f"{before}{head}{OPEN_OUTSIDE}{after}" if head else f"{OPEN_OUTSIDE}{before}")


def letter_or_404(key: str) -> local_mailbox.Letter:
    try:
        return local_mailbox.letter(key)
    except KeyError as error:
        raise Http404 from error

"""The customer's pages as HTML, the same for an answer and for a preview."""

from typing import Any

from django.http import HttpResponse
from django.template.loader import render_to_string

from surveys.company.models import Company
from surveys.responses.forms import AnswerForm
from surveys.responses.visits import Visit


def customer_page(name: str, visit: Visit, *, status: int = 200, **context: Any) -> HttpResponse:
    """One page in the customer's language; the caller has activated it."""
    context = {"company": Company.current(), "language": visit.language, "visit": visit, **context}
    # Without the request: the context of staff pages asks for session and user, which customers do not have.
    return HttpResponse(render_to_string(f"surveys/responses/{name}.html", context), status=status)


def question_page(form: AnswerForm, visit: Visit, step: int, **context: Any) -> HttpResponse:
    return customer_page(
        "question",
        visit,
        form=form,
        step=step,
        step_count=len(visit.pages),
        is_last=visit.is_last(step),
        may_skip=not visit.is_last(step) and not any(question.required for question in form.questions),
        **context,
    )


def thanks_page(visit: Visit, **context: Any) -> HttpResponse:
    """What happens next, and the one page of the company's own that may help whoever left for this reason."""
    return customer_page("thanks", visit, help_link=_help_link(visit), **context)


def _help_link(visit: Visit) -> str | None:
    for question in visit.document.questions:
        option = question.option(visit.answers.get(question.key, ""))
        if option and option.reason:
            return visit.document.help_links.get(option.reason)
    return None

"""Pages about a survey for colleagues: all of them, one with who was asked and who answered, and its preview."""

from dataclasses import dataclass

from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import translation
from django.views.decorators.http import require_safe

from surveys.questionnaires.document import Document, read_document
from surveys.questionnaires.forms import TEMPLATE_NAMES
from surveys.questionnaires.models import Survey
from surveys.responses.forms import AnswerForm
from surveys.responses.queries import participation, surveys_with_counts
from surveys.responses.rendering import question_page, thanks_page
from surveys.responses.steps import open_questions_first
from surveys.responses.visits import Visit, spoken

may_view = permission_required("surveys.view_surveys", raise_exception=True)


@may_view
@require_safe
def survey_list(request: HttpRequest) -> HttpResponse:
    context = {"surveys": surveys_with_counts(), "templates": TEMPLATE_NAMES}
    return render(request, "surveys/responses/survey_list.html", context)


@may_view
@require_safe
def survey_detail(request: HttpRequest, pk: int) -> HttpResponse:
    survey = get_object_or_404(Survey, pk=pk)
    versions = list(survey.versions.select_related("launched_by").order_by("-number"))
    context = {
        "survey": survey,
        "versions": versions,
        "has_changes": not versions or versions[0].document != survey.draft,
        "participation": participation(survey),
    }
    return render(request, "surveys/responses/survey_detail.html", context)


@dataclass(frozen=True)
class Preview:
    """A colleague walking through the customer's pages; what they enter travels in the address only."""

    survey: Survey
    first: str  # "open" for the half that meets the open question first
    carried: list[tuple[str, str]]


@may_view
@require_safe
def survey_preview(request: HttpRequest, pk: int) -> HttpResponse:
    survey = get_object_or_404(Survey, pk=pk)
    document = read_document(survey.draft)
    first = request.GET.get("first", "")
    visit = Visit(
        document=document,
        token=f"preview of {survey.pk}",
        language=spoken(document, request.GET.get("lang")),
        questions=open_questions_first(document) if first == "open" else list(document.questions),
        answers=_entered(request, document),
    )
    step = _step(request)
    with translation.override(visit.language):
        if step > len(visit.pages):
            return thanks_page(visit, preview=Preview(survey, first, []), step=step)
        here = {question.key for question in visit.page(step)}
        carried = [(key, value) for key, value in visit.answers.items() if key not in here]
        preview = Preview(survey, first, carried)
        return question_page(AnswerForm(visit, step), visit, step, preview=preview)


def _entered(request: HttpRequest, document: Document) -> dict[str, str]:
    """What was entered on the pages before, but for permissions, which nobody reads in a preview."""
    keys = [question.key for question in document.questions if question.type != "permissions"]
    return {key: request.GET[key] for key in keys if request.GET.get(key)}


def _step(request: HttpRequest) -> int:
    step = request.GET.get("step", "1")
    number = int(step) if step.isdecimal() else 1
    return max(1, number + {"next": 1, "skip": 1, "back": -1}.get(request.GET.get("go-to", ""), 0))

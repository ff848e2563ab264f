"""Pages that make, word and launch a survey."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from surveys.company.models import Company
from surveys.questionnaires import services, templates
from surveys.questionnaires.forms import DraftForm, SurveyForm
from surveys.questionnaires.models import Survey
from surveys.taxonomy.queries import reason_labels

may_edit = permission_required("surveys.edit_survey", raise_exception=True)


@may_edit
@require_http_methods(["GET", "HEAD", "POST"])
def survey_create(request: HttpRequest) -> HttpResponse:
    spoken = [language for language in templates.LANGUAGES if language in Company.current().languages]
    kind = request.GET.get("kind", Survey.Kind.EXIT)
    form = SurveyForm(request.POST or None, initial={"kind": kind, "languages": spoken or ["en"]})
    if form.is_valid():
        survey = services.create_survey(**form.cleaned_data, by=request.user)
        messages.success(request, _("The draft is ready. Look at it, change what you like, then launch it."))
        return redirect("surveys:survey-detail", survey.pk)
    return render(request, "surveys/questionnaires/survey_form.html", {"form": form})


@may_edit
@require_http_methods(["GET", "HEAD", "POST"])
def survey_edit(request: HttpRequest, pk: int) -> HttpResponse:
    survey = get_object_or_404(Survey, pk=pk)
    if survey.is_closed:
        messages.error(request, _("This survey is closed, so its questions stay as they are."))
        return redirect("surveys:survey-detail", pk)
    form = DraftForm(survey, labels=reason_labels(get_language()), data=request.POST or None)
    if form.is_valid():
        services.save_draft(survey, form.document(), name=form.cleaned_data.get("name"))
        messages.success(request, _("The draft is saved. Customers meet it after the next launch."))
        return redirect("surveys:survey-detail", pk)
    return render(request, "surveys/questionnaires/draft_form.html", {"survey": survey, "form": form})


@may_edit
@require_POST
def survey_launch(request: HttpRequest, pk: int) -> HttpResponse:
    survey = get_object_or_404(Survey, pk=pk)
    try:
        version = services.launch_survey(survey, by=request.user)
    except services.SurveyClosedError:
        messages.error(request, _("This survey is closed; it cannot be launched again."))
    else:
        messages.success(request, _("Version %(number)s is what new invitations lead to.") % {"number": version.number})
    return redirect("surveys:survey-detail", pk)


@may_edit
@require_POST
def survey_pause(request: HttpRequest, pk: int) -> HttpResponse:
    services.pause_survey(get_object_or_404(Survey, pk=pk))
    return redirect("surveys:survey-detail", pk)


@may_edit
@require_POST
def survey_resume(request: HttpRequest, pk: int) -> HttpResponse:
    services.resume_survey(get_object_or_404(Survey, pk=pk))
    return redirect("surveys:survey-detail", pk)


@may_edit
@require_POST
def survey_close(request: HttpRequest, pk: int) -> HttpResponse:
    services.close_survey(get_object_or_404(Survey, pk=pk))
    return redirect("surveys:survey-detail", pk)

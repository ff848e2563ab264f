"""The pages of the responses room."""

from django.urls import path

from surveys.responses.views import answering, surveys

urlpatterns = [
    # /r/: what a customer's link opens
    path("r/<str:token>/", answering.answer, name="answer"),
    path("r/<str:token>/<int:step>/", answering.answer, name="answer-step"),
    path("r/<str:token>/privacy/", answering.privacy, name="answer-privacy"),
    # /surveys/: pages about a survey that tell who was asked and who answered
    path("surveys/", surveys.survey_list, name="survey-list"),
    path("surveys/<int:pk>/", surveys.survey_detail, name="survey-detail"),
    path("surveys/<int:pk>/preview/", surveys.survey_preview, name="survey-preview"),
]

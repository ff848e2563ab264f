"""The pages of the questionnaires room; those that also tell who answered are in the responses room."""

from django.urls import path

from surveys.questionnaires import views

urlpatterns = [
    # /surveys/
    path("surveys/new/", views.survey_create, name="survey-create"),
    path("surveys/<int:pk>/edit/", views.survey_edit, name="survey-edit"),
    path("surveys/<int:pk>/launch/", views.survey_launch, name="survey-launch"),
    path("surveys/<int:pk>/pause/", views.survey_pause, name="survey-pause"),
    path("surveys/<int:pk>/resume/", views.survey_resume, name="survey-resume"),
    path("surveys/<int:pk>/close/", views.survey_close, name="survey-close"),
]

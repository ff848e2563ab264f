"""The pages of asking and listening, in the order of the way."""

from django.urls import include, path

app_name = "surveys"

urlpatterns = [
    path("", include("surveys.company.urls")),
    path("", include("surveys.customers.urls")),
    path("", include("surveys.letters.urls")),
    path("", include("surveys.questionnaires.urls")),
    path("", include("surveys.invitations.urls")),
    path("", include("surveys.responses.urls")),
]

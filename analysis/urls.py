"""The pages of understanding and acting, in the order of the way."""

from django.urls import include, path

app_name = "analysis"

urlpatterns = [
    path("", include("analysis.reasons.urls")),
    path("", include("analysis.followups.urls")),
    path("", include("analysis.breakdowns.urls")),
]

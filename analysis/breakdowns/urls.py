"""The pages of the breakdowns room."""

from django.urls import path

from analysis.breakdowns import views

urlpatterns = [
    path("reasons/", views.breakdown, name="breakdown"),
    path("reasons.csv", views.breakdown_csv, name="breakdown-csv"),
]

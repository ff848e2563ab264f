"""The pages of the breakdowns room."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []

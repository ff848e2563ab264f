"""The pages of the company room."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []

"""The pages of the responses room."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []

"""The pages of the letters room."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []

"""The pages of the customers room."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []

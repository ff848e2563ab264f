"""The pages of the reasons room."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []

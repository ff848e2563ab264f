"""The pages of the invitations room."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []

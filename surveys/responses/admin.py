"""The support pages of the responses room: to look at; nobody rewrites what a customer said."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from surveys.responses.models import Answer, GivenPermission, SurveyResponse


class ToLookAt(admin.TabularInline):
    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class AnswerInline(ToLookAt):
    model = Answer


class GivenPermissionInline(ToLookAt):
    model = GivenPermission


@admin.register(SurveyResponse)
class SurveyResponseAdmin(admin.ModelAdmin):
    list_display = ("id", "survey", "customer", "state", "language", "answered_on")
    list_filter = ("state", "language", "survey")
    list_select_related = ("survey", "customer")
    search_fields = ("customer__external_id",)
    inlines = (AnswerInline, GivenPermissionInline)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

"""The support pages of the questionnaires room: versions are to look at, for what was asked never changes."""

from django.contrib import admin
from django.http import HttpRequest

from surveys.questionnaires.models import Survey, SurveyVersion


@admin.register(Survey)
class SurveyAdmin(admin.ModelAdmin):
    list_display = ("name", "kind", "status", "created_by", "created_at")
    list_filter = ("kind", "status")
    list_select_related = ("created_by",)
    search_fields = ("name",)
    readonly_fields = ("kind", "draft", "created_by")


@admin.register(SurveyVersion)
class SurveyVersionAdmin(admin.ModelAdmin):
    list_display = ("survey", "number", "launched_at", "launched_by")
    list_select_related = ("survey", "launched_by")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

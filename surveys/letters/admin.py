"""The support pages of the letters room: to look at; a letter's state is changed by nobody but its own life."""

from django.contrib import admin
from django.http import HttpRequest

from surveys.letters.models import Letter, Suppression


@admin.register(Letter)
class LetterAdmin(admin.ModelAdmin):
    list_display = ["id", "purpose", "state", "queued_at", "settled_at", "attempts"]
    list_filter = ["state", "purpose"]
    exclude = ["content"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Letter | None = None) -> bool:
        return False


@admin.register(Suppression)
class SuppressionAdmin(admin.ModelAdmin):
    list_display = ["email", "cause", "created_at"]
    search_fields = ["email"]

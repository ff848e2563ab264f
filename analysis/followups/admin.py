"""The support pages of the followups room."""

from django.contrib import admin

from analysis.followups.models import ContactEntry, FollowUp, RuleRun


@admin.register(RuleRun)
class RuleRunAdmin(admin.ModelAdmin):
    list_display = ["response", "is_waiting", "attempts", "next_attempt_at", "last_error"]
    list_filter = ["is_waiting"]
    raw_id_fields = ["response"]


@admin.register(FollowUp)
class FollowUpAdmin(admin.ModelAdmin):
    list_display = ["id", "customer", "causes", "priority", "due_at", "assignee", "outcome"]
    list_filter = ["priority", "outcome", "may_reply"]
    raw_id_fields = ["response", "customer", "cancellation", "assignee", "alert", "closed_by"]


@admin.register(ContactEntry)
class ContactEntryAdmin(admin.ModelAdmin):
    list_display = ["id", "follow_up", "kind", "written_by", "written_at"]
    list_filter = ["kind"]
    raw_id_fields = ["follow_up", "written_by", "letter"]

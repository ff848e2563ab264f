"""The support pages of the invitations room."""

from django.contrib import admin

from surveys.invitations.models import Invitation, InvitationRound, InvitationRule


@admin.register(Invitation)
class InvitationAdmin(admin.ModelAdmin):
    list_display = ["id", "survey", "occasion", "created_at", "answered_at", "withdrawn_at"]
    list_filter = ["survey"]
    raw_id_fields = ["customer", "cancellation", "letter", "round", "version"]
    exclude = ["token"]  # the right to answer in the customer's place


@admin.register(InvitationRound)
class InvitationRoundAdmin(admin.ModelAdmin):
    list_display = ["id", "survey", "requested_at", "expected_count", "finished_at", "problem"]


@admin.register(InvitationRule)
class InvitationRuleAdmin(admin.ModelAdmin):
    list_display = ["survey", "delay_hours", "switched_on_at"]

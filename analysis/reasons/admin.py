"""The support pages of the reasons room."""

from django.contrib import admin

from analysis.reasons.models import Reading, ReasonTag, RecordedReason, VerifiedReason


@admin.register(Reading)
class ReadingAdmin(admin.ModelAdmin):
    list_display = ["response", "state", "finding", "language", "tagger_version", "attempts", "last_error", "read_at"]
    list_filter = ["state", "finding", "language"]
    raw_id_fields = ["response"]


@admin.register(ReasonTag)
class ReasonTagAdmin(admin.ModelAdmin):
    list_display = ["response", "reason", "source", "state", "score", "tagger_version"]
    list_filter = ["source", "state", "reason"]
    raw_id_fields = ["response", "answer", "decided_by"]


@admin.register(RecordedReason)
class RecordedReasonAdmin(admin.ModelAdmin):
    list_display = ["text", "meaning", "reason", "proposed_meaning", "proposed_reason", "decided_by", "decided_at"]
    list_filter = ["meaning", "reason"]
    search_fields = ["text"]
    raw_id_fields = ["decided_by"]


@admin.register(VerifiedReason)
class VerifiedReasonAdmin(admin.ModelAdmin):
    list_display = ["cancellation", "reason", "settled_by", "settled_at"]
    list_filter = ["reason"]
    raw_id_fields = ["cancellation", "settled_by"]

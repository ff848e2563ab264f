"""The support pages of the customers room."""

from django.contrib import admin

from surveys.customers.models import Account, Cancellation, Customer, CustomerImport, ImportMapping, Touchpoint


@admin.register(Account)
class AccountAdmin(admin.ModelAdmin):
    list_display = ("external_id", "name", "plan", "mrr", "currency", "owner")
    search_fields = ("external_id", "name")
    autocomplete_fields = ("owner",)


@admin.register(Customer)
class CustomerAdmin(admin.ModelAdmin):
    list_display = ("external_id", "name", "email", "account", "do_not_contact")
    list_filter = ("do_not_contact",)
    list_select_related = ("account",)
    search_fields = ("external_id", "name", "email")
    autocomplete_fields = ("account",)


@admin.register(Cancellation)
class CancellationAdmin(admin.ModelAdmin):
    list_display = ("external_id", "account", "kind", "ended_on", "recorded_reason")
    list_filter = ("kind",)
    list_select_related = ("account",)
    search_fields = ("external_id", "account__external_id", "account__name")
    autocomplete_fields = ("account",)
    # Frozen: last year's numbers rest on them.
    readonly_fields = (
        *("external_id", "asked_at", "effective_on", "ended_on"),
        *("plan", "mrr", "currency", "tenure_months", "attributes"),
    )


@admin.register(Touchpoint)
class TouchpointAdmin(admin.ModelAdmin):
    list_display = ("account", "kind", "happened_at", "words")
    list_select_related = ("account",)
    search_fields = ("account__external_id", "kind")
    autocomplete_fields = ("account", "customer")


@admin.register(CustomerImport)
class CustomerImportAdmin(admin.ModelAdmin):
    list_display = ("created_at", "file_name", "state", "row_count", "refused_count", "created_by")
    list_filter = ("state",)
    list_select_related = ("created_by",)


@admin.register(ImportMapping)
class ImportMappingAdmin(admin.ModelAdmin):
    list_display = ("headers_digest", "updated_at")

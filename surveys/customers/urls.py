"""The pages of the customers room."""

from django.urls import path

from surveys.customers.views import imports, people

urlpatterns = [
    path("people/", people.customer_list, name="customer-list"),
    # /people/import/
    path("people/import/", imports.customer_import, name="customer-import"),
    path("people/imports/", imports.import_list, name="import-list"),
    path("people/import/<int:pk>/", imports.import_detail, name="import-detail"),
    path("people/import/<int:pk>/discard/", imports.import_discard, name="import-discard"),
    path("people/import/<int:pk>/refused.csv", imports.import_refused, name="import-refused"),
]

"""The addresses of an installation whose letters stay on its machine; the tests' own letters go elsewhere."""

from django.urls import include, path

from churnvoice import urls

urlpatterns = [path("mailbox/", include("churnvoice.local.urls")), *urls.urlpatterns]

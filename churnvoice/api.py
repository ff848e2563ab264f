"""The whole API on one screen."""

from django.urls import include, path
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.plumbing import build_bearer_security_scheme_object
from drf_spectacular.views import SpectacularAPIView
from rest_framework.routers import SimpleRouter

from surveys.customers.api import CancellationViewSet, CustomerViewSet

router = SimpleRouter()
router.register("customers", CustomerViewSet, basename="customers")
router.register("cancellations", CancellationViewSet, basename="cancellations")

urlpatterns = [
    path("schema/", SpectacularAPIView.as_view(), name="api-schema"),
    path("", include(router.urls)),
]


class ApiKeyScheme(OpenApiAuthenticationExtension):
    """How the schema describes the keys of churnvoice/accounts/api_keys.py."""

    target_class = "churnvoice.accounts.api_keys.ApiKeyAuthentication"
    name = "apiKey"

    def get_security_definition(self, auto_schema: object) -> dict[str, str]:
        scheme: dict[str, str] = build_bearer_security_scheme_object("Authorization", "Bearer")
        return scheme

"""All addresses of ChurnVoice, in the order of the way."""

from allauth.account.decorators import secure_admin_login
from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from churnvoice.health import readyz
from churnvoice.views import home, theme

admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

urlpatterns = [
    path("", home, name="home"),
    path("theme/", theme, name="theme"),
    path("readyz", readyz, name="readyz"),
    path("accounts/", include("allauth.urls")),
    path("api/", include("churnvoice.api")),
    path("admin/", admin.site.urls),
    path("", include("churnvoice.accounts.urls")),
    path("", include("surveys.urls")),
    path("", include("analysis.urls")),
]
if settings.EMAIL_IS_LOCAL:
    urlpatterns.append(path("mailbox/", include("churnvoice.local.urls")))

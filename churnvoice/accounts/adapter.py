"""How people get in: no sign-up by strangers; colleagues come by invitation, and allauth's mails leave as Letters."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as allauth_context
from django.contrib.sites.shortcuts import get_current_site
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from churnvoice.accounts.letters import send_account_letter
from churnvoice.accounts.models import User


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        request = allauth_context.request
        context = {"request": request, "email": email, "current_site": get_current_site(request), **context}
        mail = self.render_mail(template_prefix, email, context)
        send_account_letter(recipient=email, subject=mail.subject, text=str(mail.body))

    def format_email_subject(self, subject: str) -> str:
        return subject

    def clean_password(self, password: str, user: User | None = None) -> str:
        if user and user.must_change_password and user.check_password(password):
            raise ValidationError(_("Choose another password than the one you were given."))
        return super().clean_password(password, user)

    def set_password(self, user: User, password: str) -> None:
        user.must_change_password = False
        super().set_password(user, password)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("accounts:own-account")

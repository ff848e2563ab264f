"""The pages about people who log in, their roles, and the keys of programs."""

from allauth.mfa.adapter import get_adapter as get_mfa_adapter
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required, permission_required
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from churnvoice.accounts import queries, services
from churnvoice.accounts.api_keys import create_api_key
from churnvoice.accounts.forms import AcceptInvitationForm, ApiKeyForm, ColleagueForm, InvitationForm, OwnAccountForm
from churnvoice.accounts.models import ApiKey, User
from churnvoice.accounts.permissions import Role
from surveys.company.models import Company

LOGIN_BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


class ColleagueRequest(HttpRequest):
    """LoginRequiredMiddleware lets nobody else through."""

    user: User


@require_safe
def roles(request: HttpRequest) -> HttpResponse:
    return render(
        request,
        "churnvoice/accounts/roles.html",
        {"roles": [role.label for role in Role], "rows": queries.role_table()},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def own_account(request: ColleagueRequest) -> HttpResponse:
    form = OwnAccountForm(request.POST or None, instance=request.user)
    if form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect("accounts:own-account")
    has_two_factor = get_mfa_adapter().is_mfa_enabled(request.user)
    return render(request, "churnvoice/accounts/own_account.html", {"form": form, "has_two_factor": has_two_factor})


@require_POST
def language(request: ColleagueRequest) -> HttpResponse:
    chosen = request.POST.get("language", "")
    if chosen and chosen not in dict(settings.LANGUAGES):
        return HttpResponseBadRequest(_("This language is not spoken here."))
    request.user.language = chosen
    request.user.save(update_fields=["language"])
    back = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    return redirect(back if is_ours else "home")


@require_safe
@permission_required("accounts.manage_people", raise_exception=True)
def people(request: HttpRequest) -> HttpResponse:
    return render(request, "churnvoice/accounts/people.html", {"colleagues": queries.colleagues()})


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("accounts.manage_people", raise_exception=True)
def colleague(request: HttpRequest, pk: int) -> HttpResponse:
    user = get_object_or_404(User, pk=pk)
    form = ColleagueForm(request.POST or None, initial={"role": user.role, "is_active": user.is_active})
    if form.is_valid() and user.invited_at is None:
        role, is_active = Role(form.cleaned_data["role"]), form.cleaned_data["is_active"]
        try:
            services.change_colleague(user, role=role, is_active=is_active)
        except services.LastAdministrator as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Saved."))
            return redirect("accounts:people")
    return render(request, "churnvoice/accounts/colleague.html", {"colleague": user, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("accounts.manage_people", raise_exception=True)
def invite_colleague(request: HttpRequest) -> HttpResponse:
    form = InvitationForm(request.POST or None)
    if form.is_valid():
        email, role = form.cleaned_data["email"], Role(form.cleaned_data["role"])
        try:
            services.invite_colleague(email=email, role=role)
        except ValueError as error:
            form.add_error("email", str(error))
        else:
            messages.success(request, _("The invitation to %(email)s is on its way.") % {"email": email})
            return redirect("accounts:people")
    context = {"form": form, "company": Company.current(), "days": services.INVITATION_DAYS}
    return render(request, "churnvoice/accounts/invite_colleague.html", context)


@require_POST
@permission_required("accounts.manage_people", raise_exception=True)
def withdraw_invitation(request: HttpRequest, pk: int) -> HttpResponse:
    services.withdraw_invitation(get_object_or_404(User, pk=pk))
    messages.success(request, _("The invitation is withdrawn; its link no longer works."))
    return redirect("accounts:people")


@login_not_required
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def accept_invitation(request: HttpRequest, token: str) -> HttpResponse:
    invited = services.invited_colleague(token)
    if invited is None:
        return render(request, "churnvoice/accounts/invitation_over.html", status=410)
    form = AcceptInvitationForm(request.POST or None, user=invited)
    if form.is_valid():
        user = services.accept_invitation(token, **form.cleaned_data)
        if user is None:
            return render(request, "churnvoice/accounts/invitation_over.html", status=410)
        login(request, user, backend=LOGIN_BACKEND)
        return redirect("home")
    return render(request, "churnvoice/accounts/accept_invitation.html", {"form": form, "invited": invited})


@require_safe
@permission_required("accounts.manage_api_keys", raise_exception=True)
def api_keys(request: HttpRequest) -> HttpResponse:
    keys = ApiKey.objects.select_related("created_by")
    return render(request, "churnvoice/accounts/api_keys.html", {"keys": keys})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("accounts.manage_api_keys", raise_exception=True)
def create_key(request: ColleagueRequest) -> HttpResponse:
    form = ApiKeyForm(request.POST or None)
    if form.is_valid():
        key, secret = create_api_key(**form.cleaned_data, by=request.user)
        # No redirect: the secret is kept nowhere, so this answer is the only place to show it.
        return render(request, "churnvoice/accounts/api_key_created.html", {"key": key, "secret": secret})
    return render(request, "churnvoice/accounts/api_key_form.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("accounts.manage_api_keys", raise_exception=True)
def revoke_key(request: HttpRequest, pk: int) -> HttpResponse:
    key = get_object_or_404(ApiKey, pk=pk, revoked_at=None)
    if request.method == "POST":
        services.revoke_api_key(key)
        messages.success(request, _("“%(name)s” is revoked.") % {"name": key.name})
        return redirect("accounts:api-keys")
    return render(request, "churnvoice/accounts/api_key_revoke.html", {"key": key})

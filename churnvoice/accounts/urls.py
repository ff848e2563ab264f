"""The pages about people who log in, and about the keys of programs."""

from django.urls import path

from churnvoice.accounts import views

app_name = "accounts"

urlpatterns = [
    # account/
    path("account/", views.own_account, name="own-account"),
    path("account/language/", views.language, name="language"),
    # join/
    path("join/<str:token>/", views.accept_invitation, name="accept-invitation"),
    # setup/
    path("setup/roles/", views.roles, name="roles"),
    path("setup/colleagues/", views.people, name="people"),
    path("setup/colleagues/invite/", views.invite_colleague, name="invite-colleague"),
    path("setup/colleagues/<int:pk>/", views.colleague, name="colleague"),
    path("setup/colleagues/<int:pk>/withdraw/", views.withdraw_invitation, name="invitation-withdraw"),
    path("setup/api-keys/", views.api_keys, name="api-keys"),
    path("setup/api-keys/new/", views.create_key, name="api-key-create"),
    path("setup/api-keys/<int:pk>/revoke/", views.revoke_key, name="api-key-revoke"),
]

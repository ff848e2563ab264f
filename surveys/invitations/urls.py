"""The pages of the invitations room."""

from django.urls import path

from surveys.invitations import views

urlpatterns = [
    # /surveys/<pk>/: whom a survey asks
    path("surveys/<int:pk>/invite/", views.invitation_send, name="invitation-send"),
    path("surveys/<int:pk>/invitations/", views.invitation_list, name="invitation-list"),
    path("surveys/<int:pk>/rule/", views.rule_edit, name="rule-edit"),
    path("invitations/<int:pk>/withdraw/", views.invitation_withdraw, name="invitation-withdraw"),
    # /u/: the way out, for customers
    path("u/<str:token>/", views.unsubscribe, name="unsubscribe"),
]

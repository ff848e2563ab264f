"""The mailbox page; the roof includes it only where letters stay on this machine."""

from django.urls import path

from churnvoice.local import views

app_name = "local"
urlpatterns = [
    # mailbox/
    path("", views.mailbox, name="mailbox"),
    path("<str:key>/", views.letter, name="letter"),
    path("<str:key>/html/", views.letter_html, name="letter-html"),
]

"""The pages of the letters room."""

from django.urls import path

from surveys.letters import views

urlpatterns = [
    path("letters/", views.letter_list, name="letter-list"),
    path("letters/<int:letter_id>/settle/", views.letter_settle, name="letter-settle"),
]

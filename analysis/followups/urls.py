"""The pages of the followups room."""

from django.urls import path

from analysis.followups import views

urlpatterns = [
    path("desk/", views.desk, name="desk"),
    path("follow-ups/<int:pk>/", views.follow_up_detail, name="follow-up-detail"),
    path("follow-ups/<int:pk>/take/", views.follow_up_take, name="follow-up-take"),
    path("follow-ups/<int:pk>/assign/", views.follow_up_assign, name="follow-up-assign"),
    path("follow-ups/<int:pk>/note/", views.follow_up_note, name="follow-up-note"),
    path("follow-ups/<int:pk>/reply/", views.follow_up_reply, name="follow-up-reply"),
    path("follow-ups/<int:pk>/close/", views.follow_up_close, name="follow-up-close"),
    path("answers/<int:pk>/", views.response_detail, name="response-detail"),
    path("people/<int:pk>/", views.customer_detail, name="customer-detail"),
]

"""The pages of the reasons room."""

from django.urls import path

from analysis.reasons import views

urlpatterns = [
    path("answers/", views.response_list, name="response-list"),
    path("answers/<int:pk>/tags/", views.tag_decide, name="tag-decide"),
    path("reasons/recorded/", views.recorded_reasons, name="recorded-reasons"),
    path("reasons/recorded/collect/", views.recorded_reasons_collect, name="recorded-reasons-collect"),
]

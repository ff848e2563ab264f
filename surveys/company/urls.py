"""The pages of the company room."""

from django.urls import path

from surveys.company import views

urlpatterns = [
    # company/
    path("company/mark/", views.company_mark, name="company-mark"),
    # setup/
    path("setup/company/", views.company, name="company"),
    path("setup/rates/", views.exchange_rates, name="exchange-rates"),
    path("setup/rates/<int:pk>/delete/", views.delete_exchange_rate, name="exchange-rate-delete"),
]

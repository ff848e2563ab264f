"""The way out: one click of a mail program, one button on a page, and nothing by merely looking (RFC 8058)."""

import logging

import pytest
from django.test import Client
from structlog.stdlib import ProcessorFormatter

from surveys.customers.models import Customer
from surveys.invitations.models import Invitation
from surveys.letters.models import Suppression
from tests.factories import make_customer, make_invitation

ONE_CLICK = "List-Unsubscribe=One-Click"
MULTIPART = (
    b'--edge\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--edge--\r\n',
    "multipart/form-data; boundary=edge",
)


@pytest.fixture
def mail_program() -> Client:
    """Without cookies, and refused like a stranger's where a page wants a CSRF token."""
    return Client(enforce_csrf_checks=True)


@pytest.fixture
def invitation(company) -> Invitation:
    return make_invitation(customer=make_customer(email="Leaver@customers.example"))


def is_asked_no_more(invitation: Invitation) -> bool:
    invitation.customer.refresh_from_db()
    return invitation.customer.do_not_contact and Suppression.objects.covers("leaver@customers.example")


@pytest.mark.parametrize(("body", "content_type"), [(ONE_CLICK, "application/x-www-form-urlencoded"), MULTIPART])
def test_one_click_of_a_mail_program_stops_the_surveys(mail_program, invitation, body, content_type):
    for _time in range(2):
        answer = mail_program.post(f"/u/{invitation.token}/", body, content_type=content_type)
        assert answer.status_code == 200
        assert not answer.cookies
    assert is_asked_no_more(invitation)
    assert Suppression.objects.get().cause == Suppression.Cause.UNSUBSCRIBED


def test_looking_at_the_page_changes_nothing(mail_program, invitation):
    for method in (mail_program.get, mail_program.head):
        answer = method(f"/u/{invitation.token}/")
        assert answer.status_code == 200
        assert not answer.cookies
        assert answer["Referrer-Policy"] == "no-referrer"
        assert "no-store" in answer["Cache-Control"]
    assert not is_asked_no_more(invitation)
    assert not Suppression.objects.exists()


def test_the_pages_own_button_stops_the_surveys_and_says_so(mail_program, invitation):
    page = mail_program.get(f"/u/{invitation.token}/").content.decode()
    assert "Stop the surveys" in page
    assert "csrf" not in page
    done = mail_program.post(f"/u/{invitation.token}/")
    assert "You get no more surveys" in done.content.decode()
    assert is_asked_no_more(invitation)


def test_everyone_with_the_address_is_left_alone_and_nobody_else(mail_program, invitation):
    twin = make_customer(email="leaver@customers.example")
    other = make_customer()
    nameless = make_customer(email="")
    mail_program.post(f"/u/{invitation.token}/", ONE_CLICK, content_type="application/x-www-form-urlencoded")
    assert set(Customer.objects.filter(do_not_contact=True)) == {invitation.customer, twin}
    assert not {other, nameless} & set(Customer.objects.filter(do_not_contact=True))


def test_a_customer_whose_address_was_taken_away_is_still_left_alone(mail_program, invitation):
    Customer.objects.update(email="")
    stranger = make_customer(email="")
    mail_program.post(f"/u/{invitation.token}/")
    assert list(Customer.objects.filter(do_not_contact=True)) == [invitation.customer]
    assert not stranger.do_not_contact


def test_an_unknown_link_gets_a_kind_page(mail_program, company):
    for address in ("/u/not-a-token/", "/u/not%00a-token/"):
        for answer in (mail_program.get(address), mail_program.post(address)):
            assert answer.status_code == 404
            assert "This link leads nowhere" in answer.content.decode()
    assert not Suppression.objects.exists()


def test_the_page_is_in_the_customers_language(mail_program, invitation):
    Invitation.objects.update(language="sv")
    assert '<html lang="sv">' in mail_program.get(f"/u/{invitation.token}/").content.decode()


def test_the_token_never_reaches_a_log(mail_program, invitation, caplog):
    (handler,) = [h for h in logging.root.handlers if isinstance(h.formatter, ProcessorFormatter)]
    with caplog.at_level(logging.INFO):
        mail_program.post(f"/u/{invitation.token}/", ONE_CLICK, content_type="application/x-www-form-urlencoded")
        mail_program.get("/u/no-such-token/")
    lines = [handler.format(record) for record in caplog.records]
    assert any("/u/***" in line for line in lines)
    for secret in (invitation.token, "no-such-token", "customers.example"):
        assert not any(secret in line for line in lines)

"""The invitation as it arrives: in the customer's language, with links that work and headers that let people out."""

import datetime as dt
import re

import pytest
from django.utils import timezone

from surveys.customers.models import Cancellation, Customer
from surveys.invitations.models import Invitation
from surveys.invitations.services import invite_customers, invite_leavers
from surveys.letters.models import Letter, Suppression
from surveys.letters.services import send_waiting_letters, suppress
from surveys.questionnaires.models import Survey
from surveys.questionnaires.services import close_survey, pause_survey, resume_survey
from tests.factories import complete_company, make_cancellation, make_customer, make_survey

SITE = "http://localhost:8000"


@pytest.fixture(autouse=True)
def _company_and_server(company, smtp_server, settings) -> None:
    settings.SITE_URL = SITE


def invite_leaver(**fields) -> Invitation:
    cancellation = make_cancellation(customer=make_customer(**fields))
    invite_leavers(make_survey(), Cancellation.objects.filter(pk=cancellation.pk))
    return Invitation.objects.get(cancellation=cancellation)


def state_of(invitation: Invitation) -> tuple[str, str]:
    letter = Letter.objects.get(invitation=invitation)
    return letter.state, letter.server_reply


def test_an_exit_invitation_arrives_with_one_link_and_a_way_out(smtp_server):
    invitation = invite_leaver(email="leaver@customers.example")
    send_waiting_letters()
    (mail,) = smtp_server.letters_to("leaver@customers.example")
    answer, way_out = f"{SITE}/r/{invitation.token}/", f"{SITE}/u/{invitation.token}/"
    assert mail["List-Unsubscribe"] == f"<{way_out}>"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert mail["From"] == "Example Subscriptions <surveys@company.example>"
    assert mail["Subject"] == "A question about your time with Example Subscriptions"
    text, html = mail.get_body("plain").get_content(), mail.get_body("html").get_content()
    for words in (text, html):
        assert answer in words
        assert way_out in words
        assert "1 Example Street" in words
        assert "You get this letter because" in words
    assert re.findall(r'href="([^"]+)"', html) == [answer, way_out]
    assert len(mail.as_bytes()) < 30_000


def test_the_letter_speaks_the_customers_language(smtp_server):
    invite_leaver(email="leaver@customers.example", language="sv")
    send_waiting_letters()
    (mail,) = smtp_server.letters_to("leaver@customers.example")
    assert '<html lang="sv">' in mail.get_body("html").get_content()


def test_a_relationship_invitation_offers_scores_that_only_preselect(smtp_server, client):
    customer = make_customer(email="customer@customers.example", language="sv")
    survey = make_survey(Survey.Kind.RELATIONSHIP)
    invite_customers(survey, Customer.objects.filter(pk=customer.pk), occasion="2026-11")
    send_waiting_letters()
    (mail,) = smtp_server.letters_to("customer@customers.example")
    html = mail.get_body("html").get_content()
    token = Invitation.objects.get().token
    links = re.findall(r'href="([^"]+\?score=\d+)"', html)
    assert links == [f"{SITE}/r/{token}/?score={number}" for number in range(11)]
    assert "rekommendera oss" in html
    assert "rekommendera oss" in mail.get_body("plain").get_content()
    assert client.get(links[7].removeprefix(SITE)).status_code == 200
    assert Invitation.objects.get().answered_at is None


def test_a_company_name_with_signs_stays_itself_in_text_and_html(smtp_server):
    complete_company(name="Example & <Sons>")
    invite_leaver(email="leaver@customers.example")
    send_waiting_letters()
    (mail,) = smtp_server.letters_to("leaver@customers.example")
    assert "Example & <Sons>" in mail.get_body("plain").get_content()
    assert "Example &amp; &lt;Sons&gt;" in mail.get_body("html").get_content()
    assert mail["Subject"] == "A question about your time with Example & <Sons>"


@pytest.mark.parametrize(
    ("happens", "why"),
    [
        (lambda i: close_survey(i.survey), "The survey is closed."),
        (lambda i: Invitation.objects.update(answered_at=timezone.now()), "The invitation was answered."),
        (lambda i: Invitation.objects.update(withdrawn_at=timezone.now()), "The invitation was withdrawn."),
        (lambda i: Invitation.objects.update(expires_at=timezone.now()), "The invitation has expired."),
        (lambda i: Invitation.objects.all().delete(), "The invitation is no longer there."),
        (lambda i: Customer.objects.update(do_not_contact=True), "The customer asked not to be contacted."),
        (lambda i: suppress(i.letter.recipient.upper(), Suppression.Cause.BY_STAFF), "The address is suppressed."),
        (lambda i: Cancellation.objects.update(withdrawn_at=timezone.now()), "The customer stayed or came back."),
    ],
)
def test_what_happens_before_the_letter_leaves_withdraws_it(smtp_server, happens, why):
    letter = invite_leaver().letter
    happens(letter.invitation)
    send_waiting_letters()
    letter.refresh_from_db()
    assert (letter.state, letter.server_reply) == (Letter.State.WITHDRAWN, why)
    assert smtp_server.letters == []


def test_a_paused_surveys_letters_wait_for_it(smtp_server):
    invitation = invite_leaver()
    pause_survey(invitation.survey)
    send_waiting_letters()
    assert state_of(invitation)[0] == Letter.State.QUEUED
    resume_survey(invitation.survey)
    Letter.objects.update(next_attempt_at=timezone.now() - dt.timedelta(seconds=1))
    send_waiting_letters()
    assert state_of(invitation)[0] == Letter.State.SENT

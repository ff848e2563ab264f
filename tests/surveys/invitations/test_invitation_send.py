"""The page that asks: it counts before anything leaves, and what it counted is what is sent."""

import datetime as dt
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from surveys.customers.models import Cancellation
from surveys.invitations.models import Invitation, InvitationRound
from surveys.invitations.services import invite_leavers, run_waiting_rounds
from surveys.letters.models import Letter
from surveys.questionnaires.models import Survey
from surveys.questionnaires.services import pause_survey
from tests.factories import make_account, make_cancellation, make_customer, make_survey


@pytest.fixture
def survey(company) -> Survey:
    return make_survey()


def address_of(survey: Survey, way: str = "period") -> str:
    return f"/surveys/{survey.pk}/invite/?by={way}"


def text_of(response) -> str:
    assert response.status_code == 200
    return re.sub(r"\s+", " ", response.content.decode())


def test_the_page_counts_the_last_month_and_says_who_is_left_out(manager_client, survey):
    make_cancellation()
    make_cancellation()
    make_cancellation(kind=Cancellation.Kind.DECEASED)
    page = text_of(manager_client.get(address_of(survey)))
    assert "2 will be asked" in page
    assert "Left out: deceased 1." in page
    assert "Send 2 invitations" in page
    assert not Invitation.objects.exists()
    assert not InvitationRound.objects.exists()


def test_the_button_sends_what_it_says_by_a_worker(manager_client, survey, smtp_server):
    make_cancellation()
    make_cancellation(kind=Cancellation.Kind.PAYMENT_FAILED)
    sent = manager_client.post(address_of(survey), {"since": "", "until": "", "send": "1"}, follow=True)
    page = text_of(sent)
    assert "Inviting: 0 of 1" in page
    assert "Left out: payment failed 1." in page
    assert not Invitation.objects.exists(), "nothing of this is done while the page waits"
    run_waiting_rounds()
    round = InvitationRound.objects.get()
    assert Invitation.objects.get().round == round
    assert (round.expected_count, round.left_out, round.problem) == (1, {"payment_failed": 1}, "")
    assert "Last round: 1 invited" in text_of(manager_client.get(f"/surveys/{survey.pk}/invitations/"))


def test_a_number_that_has_changed_since_it_was_shown_sends_nothing(manager_client, survey):
    make_cancellation()
    make_cancellation()
    page = text_of(manager_client.post(address_of(survey), {"since": "", "until": "", "send": "1"}))
    assert "the number has changed" in page
    assert "Send 2 invitations" in page
    assert not InvitationRound.objects.exists()


def test_older_cancellations_are_asked_only_when_their_count_is_confirmed(manager_client, survey):
    make_cancellation(asked_at=timezone.now() - dt.timedelta(days=100))
    make_cancellation(asked_at=None)
    choice = {"since": "", "until": ""}
    page = text_of(manager_client.post(address_of(survey), choice))
    assert "0 will be asked" in page
    assert "Also ask the 2 who cancelled more than 30 days ago or on an unknown day" in page
    assert 'name="send"' not in page
    confirmed = text_of(manager_client.post(address_of(survey), {**choice, "include_older": "on"}))
    assert "Send 2 invitations" in confirmed
    assert " checked" in confirmed
    manager_client.post(address_of(survey), {**choice, "include_older": "on", "send": "2"})
    run_waiting_rounds()
    assert Invitation.objects.count() == 2


def test_a_period_holds_its_first_and_its_last_day(manager_client, survey, company):
    today = company.today()
    for days in (5, 10, 11):
        make_cancellation(asked_at=None, ended_on=today - dt.timedelta(days=days))
    since, until = today - dt.timedelta(days=10), today - dt.timedelta(days=5)
    page = text_of(manager_client.post(address_of(survey), {"since": since, "until": until}))
    assert "2 will be asked" in page


def test_a_segment_is_a_plan_or_any_attribute(manager_client, survey):
    make_cancellation(plan="Basic")
    make_cancellation(plan="Pro", attributes={"Region's name": "North", "7": "x"})
    page = text_of(manager_client.post(address_of(survey, "segment"), {"attribute": "plan", "value": "Basic"}))
    assert "1 will be asked" in page
    choice = {"attribute": "Region's name", "value": "North"}
    assert "1 will be asked" in text_of(manager_client.post(address_of(survey, "segment"), choice))
    choice["value"] = "South"
    assert "0 will be asked" in text_of(manager_client.post(address_of(survey, "segment"), choice))


def test_a_relationship_survey_finds_its_segment_in_customer_and_account(manager_client, company):
    survey = make_survey(Survey.Kind.RELATIONSHIP)
    make_customer(attributes={"region": "North"})
    make_customer(account=make_account(attributes={"region": "North"}, plan="Basic"))
    make_customer()
    north = text_of(manager_client.post(address_of(survey, "segment"), {"attribute": "region", "value": "North"}))
    assert "2 will be asked" in north
    basic = text_of(manager_client.post(address_of(survey, "segment"), {"attribute": "plan", "value": "Basic"}))
    assert "1 will be asked" in basic
    sent = manager_client.post(address_of(survey, "segment"), {"attribute": "plan", "value": "Basic", "send": "1"})
    assert sent.status_code == 302
    run_waiting_rounds()
    assert Invitation.objects.get().occasion == f"{company.today():%Y-%m}"


def test_ids_may_be_pasted_or_come_in_a_file(manager_client, survey):
    by_customer, by_account, by_own_id = make_cancellation(), make_cancellation(), make_cancellation()
    customer = by_customer.account.customers.get()
    upload = SimpleUploadedFile("ids.csv", f'id;name\n"{by_account.account.external_id}";x\nnobody\n'.encode("utf-16"))
    choice = {"ids": f"{customer.external_id}\n\n {by_own_id.external_id} \n{customer.external_id}", "file": upload}
    answer = manager_client.post(address_of(survey, "ids"), choice)
    page = text_of(answer)
    assert "3 will be asked" in page
    assert "2 ids are not known here: id, nobody" in page
    # The file was sent once; its ids stand in the field for the second press.
    (kept,) = re.findall(r"<textarea[^>]*>(.*?)</textarea>", answer.content.decode(), re.DOTALL)
    assert by_account.account.external_id in kept
    assert manager_client.post(address_of(survey, "ids"), {"ids": kept, "send": "3"}).status_code == 302


def test_a_nul_in_a_file_is_no_part_of_an_id(manager_client, survey):
    first, rest = make_cancellation(external_id="ending-1").external_id.split("-")
    upload = SimpleUploadedFile("ids.txt", f"{first}\0-{rest}\n".encode())
    assert "1 will be asked" in text_of(manager_client.post(address_of(survey, "ids"), {"file": upload}))


@pytest.mark.parametrize(
    ("way", "choice", "words"),
    [
        ("period", {"since": "2026-02-01", "until": "2026-01-01"}, "This day is before the first one."),
        ("period", {"since": "soon"}, "Enter a valid date."),
        ("segment", {"attribute": "plan", "value": ""}, "This field is required."),
        ("ids", {"ids": " \n "}, "Enter at least one id"),
        ("ids", {"file": SimpleUploadedFile("ids.xlsx", b"PK\x03\x04\0\0\xff\xfe" * 50)}, "This is an Excel workbook."),
    ],
)
def test_a_choice_that_cannot_be_is_said_at_its_field(manager_client, survey, way, choice, words):
    page = text_of(manager_client.post(address_of(survey, way), choice))
    assert words in page
    assert 'name="send"' not in page


def test_a_survey_that_is_not_running_counts_but_offers_no_button(manager_client, survey):
    make_cancellation()
    pause_survey(survey)
    page = text_of(manager_client.get(address_of(survey)))
    assert "This survey is not running" in page
    assert 'name="send"' not in page
    manager_client.post(address_of(survey), {"since": "", "until": "", "send": "1"})
    assert not InvitationRound.objects.exists()


def test_pressing_the_button_twice_starts_one_round(manager_client, survey):
    make_cancellation()
    for _time in range(2):
        manager_client.post(address_of(survey), {"since": "", "until": "", "send": "1"})
    assert InvitationRound.objects.count() == 1


def test_a_round_stopped_half_way_goes_on_where_it_stopped(manager_client, survey):
    make_cancellation()
    make_cancellation()
    manager_client.post(address_of(survey), {"since": "", "until": "", "send": "2"})
    first = Cancellation.objects.order_by("pk")[:1]
    round = InvitationRound.objects.get()
    invite_leavers(survey, Cancellation.objects.filter(pk__in=first), round=round)
    InvitationRound.objects.update(attempts=1, lease_until=timezone.now() + dt.timedelta(minutes=10))
    run_waiting_rounds()
    assert Invitation.objects.count() == 1, "in other hands until the lease runs out"
    InvitationRound.objects.update(lease_until=timezone.now() - dt.timedelta(seconds=1))
    run_waiting_rounds()
    assert (Invitation.objects.count(), Letter.objects.count()) == (2, 2)
    round.refresh_from_db()
    assert round.finished_at


def test_a_round_whose_survey_was_paused_says_why_it_invited_nobody(manager_client, survey):
    make_cancellation()
    manager_client.post(address_of(survey), {"since": "", "until": "", "send": "1"})
    pause_survey(survey)
    run_waiting_rounds()
    page = text_of(manager_client.get(f"/surveys/{survey.pk}/invitations/"))
    assert "The survey takes no answers any more, so nobody else was invited." in page


def test_a_round_that_stops_every_worker_is_given_up(manager_client, survey):
    make_cancellation()
    manager_client.post(address_of(survey), {"since": "", "until": "", "send": "1"})
    InvitationRound.objects.update(attempts=5)
    run_waiting_rounds()
    assert InvitationRound.objects.get().problem
    assert not Invitation.objects.exists()


def test_who_may_not_send_is_not_let_in(agent_client, client, survey):
    assert agent_client.get(address_of(survey)).status_code == 403
    assert agent_client.post(address_of(survey), {"send": "1"}).status_code == 403
    assert client.get(address_of(survey)).status_code == 302

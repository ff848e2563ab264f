"""Filters: read from the address, said in words, written back, and the rows they select."""

import datetime as dt

import pytest
from django.http import QueryDict

from analysis.reasons.filters import ResponseFilters
from analysis.reasons.models import RecordedReason
from analysis.reasons.services import read_waiting_responses, verify_reason
from surveys.customers.models import Cancellation
from surveys.questionnaires.models import Survey
from surveys.responses.models import SurveyResponse
from tests.factories import make_account, make_cancellation, make_customer, make_invitation, make_response, make_survey

pytestmark = pytest.mark.django_db


def filters(query):
    return ResponseFilters.from_query(QueryDict(query))


def responses(query):
    return set(filters(query).responses())


def cancellations(query):
    return set(filters(query).cancellations())


def response_about(**fields):
    customer = make_customer()
    ending = make_cancellation(customer=customer, **fields)
    return make_response(make_invitation(customer=customer, cancellation=ending))


def test_without_filters_every_settled_answer_about_a_voluntary_ending_or_none_is_meant():
    left, stayed = make_response(), make_response(score=4)
    response_about(kind=Cancellation.Kind.PAYMENT_FAILED)
    make_response(submitted=False)
    assert responses("") == {left, stayed}
    assert cancellations("") == {left.cancellation, *Cancellation.objects.exclude(kind="payment_failed")}


def test_a_kind_named_leaves_out_answers_about_no_ending():
    left, failed = make_response(), response_about(kind=Cancellation.Kind.PAYMENT_FAILED)
    make_response(score=4)
    assert responses("kind=voluntary") == {left}
    assert responses("kind=payment_failed") == {failed}
    assert responses("kind=any") == {left, failed}


def test_the_period_is_of_the_ending_or_else_of_the_answer():
    left = response_about(ended_on=dt.date(2026, 3, 5))
    stayed = make_response(score=9)
    SurveyResponse.objects.update(answered_on=dt.date(2026, 4, 1))
    assert responses("from=2026-03-05&to=2026-03-05") == {left}
    assert responses("from=2026-03-05&to=2026-03-05&source=recorded") == {left}
    assert cancellations("from=2026-03-05&to=2026-03-05") == {left.cancellation}
    assert responses("from=2026-04-01") == {stayed}
    assert responses("to=2026-03-04") == cancellations("to=2026-03-04") == set()


def test_an_ending_on_an_unknown_day_is_in_no_period():
    ending = make_cancellation(asked_at=None)
    assert cancellations("") == {ending}
    assert cancellations("from=2000-01-01") == set()


def test_plan_and_attributes_are_those_frozen_at_the_ending_or_else_at_the_answer():
    left = response_about(plan="Team", attributes={"Payment Method": "Invoice", "seats": 5})
    account = make_account(plan="Team", attributes={"Payment Method": "Invoice", "seats": 5})
    survey = make_survey(Survey.Kind.RELATIONSHIP)
    stayed = make_response(make_invitation(survey=survey, customer=make_customer(account=account)), score=9)
    make_response()
    assert responses("plan=Team") == {left, stayed}
    assert responses("attr.Payment+Method=Invoice") == {left, stayed}
    assert responses("attr.seats=5") == {left, stayed}
    assert responses("attr.seats=6") == set()
    assert cancellations("attr.seats=5&plan=Team") == {left.cancellation}


def test_a_survey_selects_its_answers_and_the_endings_it_asked_about():
    response, _other = make_response(), make_response()
    assert responses(f"survey={response.survey_id}") == {response}
    assert cancellations(f"survey={response.survey_id}") == {response.cancellation}


def test_what_was_recorded_leads_to_answers_of_the_chosen_survey_only():
    response = make_response()
    again = make_response(make_invitation(survey=make_survey(), cancellation=response.cancellation))
    assert responses("source=recorded") == {response, again}
    assert responses(f"source=recorded&survey={response.survey_id}") == {response}


def test_a_reason_is_ticked_said_or_either():
    ticked = make_response(ticked="pricing")
    said = make_response(ticked="competition", words="It is far too expensive.")
    other, none = make_response(ticked="other"), make_response(ticked=None)
    read_waiting_responses()
    assert responses("source=ticked&reason=pricing") == {ticked}
    assert responses("source=said&reason=pricing") == {said}
    assert responses("reason=pricing") == {ticked, said}
    assert responses("source=ticked&reason=other") == {other}
    assert responses("source=ticked&reason=none") == {none}
    assert cancellations("source=ticked&reason=pricing") == {ticked.cancellation}


def test_findings_can_be_chosen():
    silent = make_response()
    unsorted = make_response(words="Goodbye and good luck to all of you.")
    foreign = make_response(words="Leider konnte mir bei Ihnen niemand weiterhelfen, deshalb habe ich gekündigt.")
    read_waiting_responses()
    assert responses("source=said&reason=no_words") == {silent}
    assert responses("source=said&reason=unsorted") == {unsorted}
    assert responses("reason=not_analysed") == {foreign}


def test_recorded_reasons_follow_the_decision_about_their_string():
    priced, other, undecided, without, silent = (
        response_about(recorded_reason=text) for text in ("Price", "Whatever", "Hm", "Unknown", "")
    )
    RecordedReason.objects.create(text="Price", meaning="reason", reason_id="pricing")
    RecordedReason.objects.create(text="Whatever", meaning="other")
    RecordedReason.objects.create(text="Unknown", meaning="no_reason")
    RecordedReason.objects.create(text="Hm")
    assert responses("source=recorded&reason=pricing") == {priced}
    assert responses("source=recorded&reason=other") == {other}
    assert responses("source=recorded&reason=undecided") == {undecided}
    assert responses("source=recorded&reason=none") == {without, silent}


def test_verified_reasons_are_what_staff_settled_on(agent):
    settled, open_ = make_response(), make_response()
    verify_reason(settled.cancellation, reason="quality", by=agent)
    assert responses("source=verified&reason=quality") == {settled}
    assert responses("source=verified&reason=none") == {open_}


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("from=yesterday", "From"),
        ("from=2026-02-01&to=2026-01-01", "The first day comes after the last."),
        ("survey=999999", "Survey"),
        ("kind=sold", "Kind of ending"),
        ("source=said&reason=undecided", "There is no such reason by that source."),
        ("reason=weather", "Reason"),
        ("plam=Pro", "plam"),
    ],
)
def test_a_wrong_filter_is_said_and_selects_nothing(query, words):
    make_response()
    found = filters(query)
    assert any(words in error for error in found.errors)
    assert not found.responses().exists()
    assert not found.cancellations().exists()


@pytest.mark.parametrize(
    "query",
    [
        "",
        "from=2026-01-01&to=2026-01-31&source=said&reason=unsorted&kind=voluntary",
        "plan=Pro&kind=cancelled&kind=not_renewed",
        "kind=any&attr.Payment+Method=A+%26+B&attr.seats=5",
    ],
)
def test_filters_survive_the_way_through_the_address(query):
    found = filters(query)
    assert not found.errors
    assert filters(found.as_query()) == found


def test_every_filter_is_said_in_words_and_can_be_taken_away():
    survey = make_survey(name="Why you left")
    found = filters(
        f"from=2026-01-01&to=2026-01-31&survey={survey.pk}&kind=voluntary&plan=Pro&attr.seats=5&source=said&reason=pricing"
    )
    assert found.sentence() == (
        "1 Jan 2026 to 31 Jan 2026 · Why you left · all voluntary endings · plan Pro · seats: 5"
        " · Pricing (what they mention)"
    )
    without = [word.without for word in found.words()]
    assert len(set(without)) == len(without) == 6
    assert "plan" not in without[3]
    assert filters("").sentence() == "all answers"


def test_an_attribute_chosen_in_the_form_is_named_in_the_address():
    assert filters("attribute=region&value=north&attr.region=north").as_query() == "attr.region=north"
    assert filters("attribute=region").errors


def test_a_page_may_have_parameters_of_its_own():
    query = QueryDict("page=2&view=table")
    assert ResponseFilters.from_query(query).errors
    assert not ResponseFilters.from_query(query, also=("page", "view")).errors

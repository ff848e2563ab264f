"""The rows that managers read: what they sum to, whose money they are, and what is left out."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from django.utils import timezone

from analysis.breakdowns.queries import reason_breakdown
from analysis.breakdowns.shares import NO_REASON, OTHER, UNDECIDED
from analysis.reasons.filters import ResponseFilters
from analysis.reasons.models import Reading, ReasonTag, RecordedReason, VerifiedReason
from analysis.reasons.services import read_waiting_responses
from surveys.company.models import ExchangeRate
from surveys.customers.models import Cancellation
from surveys.letters.models import Letter
from tests.factories import make_cancellation, make_customer, make_invitation, make_response, make_survey

pytestmark = pytest.mark.django_db

TICKED, SAID, RECORDED, VERIFIED = (ResponseFilters(source=name) for name in ("ticked", "said", "recorded", "verified"))


@pytest.fixture
def survey(company):
    return make_survey()


def answer(survey, *, mrr="100", currency="SEK", ended_on=None, **answers):
    """A leaver who answers, read at once."""
    ended = {"ended_on": ended_on} if ended_on else {}
    cancellation = make_cancellation(mrr=Decimal(mrr), currency=currency, **ended)
    response = make_response(make_invitation(survey=survey, cancellation=cancellation), **answers)
    read_waiting_responses()
    return response


def test_what_they_ticked_sums_to_everybody_who_answered(survey):
    for ticked in ("pricing", "pricing", "support", "other", None):
        answer(survey, ticked=ticked)
    found = reason_breakdown(TICKED)
    assert {row.key: row.count for row in found.rows} == {"pricing": 2, "support": 1, OTHER: 1, NO_REASON: 1}
    assert sum(row.share for row in found.rows) == pytest.approx(1)
    assert found.base == found.leavers == 5


def test_the_rows_beside_the_codes_come_last(survey):
    for ticked in ("other", "other", None, "support"):
        answer(survey, ticked=ticked)
    assert [row.key for row in reason_breakdown(TICKED).rows] == ["support", OTHER, NO_REASON]


def test_each_endings_money_counts_once_however_many_reasons_are_mentioned(survey):
    answer(survey, mrr="300", words="Far too expensive, and support never answered my emails.")
    answer(survey, mrr="50", words="Too expensive.")
    found = reason_breakdown(SAID)
    money = {row.key: row.money for row in found.rows}
    assert money == {"pricing": Decimal("200"), "support": Decimal("150")}
    assert sum(money.values()) == found.money_answered.amount == Decimal("350")
    assert found.base == 2
    assert sum(row.share for row in found.rows) == pytest.approx(1.5)


def test_money_that_three_reasons_share_is_still_whole(survey):
    answer(survey, mrr="100", words="Too expensive, it crashes all the time, and support never answered my emails.")
    found = reason_breakdown(SAID)
    assert len(found.rows) == 3
    assert round(sum(row.money for row in found.rows), 4) == Decimal("100")


def test_answers_of_customers_who_stay_say_nothing_of_those_who_left(survey):
    answer(survey, ticked=None, words="Far too expensive.")
    make_response(make_invitation(survey=make_survey("relationship")), score=3, words="Support never answered.")
    read_waiting_responses()
    ticked, said = reason_breakdown(TICKED), reason_breakdown(SAID)
    assert (ticked.base, [(row.key, row.count) for row in ticked.rows]) == (1, [(NO_REASON, 1)])
    assert (said.base, [(row.key, row.count) for row in said.rows]) == (1, [("pricing", 1)])
    assert replace(TICKED, reason=NO_REASON).responses().count() == 1


def test_leavers_who_did_not_answer_are_in_the_money_of_all(survey):
    answer(survey, mrr="100")
    make_cancellation(mrr=Decimal("300"))
    found = reason_breakdown(TICKED)
    (row,) = found.rows
    assert (found.share_of_answered_money(row), found.share_of_all_money(row)) == (1.0, 0.25)


def test_only_the_newest_answer_about_an_ending_counts(survey):
    first = answer(survey, ticked="pricing")
    again = make_invitation(survey=make_survey(), cancellation=first.cancellation)
    make_response(again, ticked="support")
    read_waiting_responses()
    found = reason_breakdown(TICKED)
    assert {row.key: row.count for row in found.rows} == {"support": 1}
    assert found.money_answered.amount == Decimal("100")


def test_currencies_are_summed_only_by_a_dated_rate(survey):
    day = dt.date(2026, 3, 10)
    answer(survey, mrr="100", currency="SEK", ended_on=day)
    answer(survey, mrr="10", currency="EUR", ended_on=day)
    answer(survey, mrr="10", currency="USD", ended_on=day)
    ExchangeRate.objects.create(currency="EUR", valid_from_on=dt.date(2026, 1, 1), rate=Decimal("11"))
    ExchangeRate.objects.create(currency="EUR", valid_from_on=dt.date(2026, 3, 11), rate=Decimal("99"))
    ExchangeRate.objects.create(currency="USD", valid_from_on=dt.date(2026, 3, 11), rate=Decimal("99"))
    found = reason_breakdown(TICKED)
    assert found.money_all.amount == Decimal("210")
    assert (found.money_all.counted, found.money_all.not_counted) == (2, 1)


def test_involuntary_endings_are_left_out_until_asked_for(survey):
    make_cancellation(kind=Cancellation.Kind.PAYMENT_FAILED)
    make_cancellation(kind=Cancellation.Kind.DECEASED)
    make_cancellation()
    assert reason_breakdown(RECORDED).base == 1
    assert reason_breakdown(replace(RECORDED, kinds=("payment_failed",))).base == 1


def test_what_was_recorded_follows_the_companys_own_decisions(company):
    for text in ("price", "price", "moved", "dunno", "??", ""):
        make_cancellation(recorded_reason=text)
    RecordedReason.objects.create(text="price", meaning="reason", reason_id="pricing")
    RecordedReason.objects.create(text="moved", meaning="other")
    RecordedReason.objects.create(text="dunno", meaning="no_reason")
    counts = {row.key: row.count for row in reason_breakdown(RECORDED).rows}
    assert counts == {"pricing": 2, OTHER: 1, NO_REASON: 2, UNDECIDED: 1}


def test_what_staff_settled_on_has_a_base_of_its_own(company, agent):
    settled, _other = make_cancellation(), make_cancellation()
    VerifiedReason.objects.create(cancellation=settled, reason_id="quality", settled_by=agent)
    found = reason_breakdown(VERIFIED)
    assert (found.base, [(row.key, row.count) for row in found.rows]) == (1, [("quality", 1)])


def test_no_words_unsorted_and_not_analysed_are_three_counts(survey):
    answer(survey, words="")
    answer(survey, words="Bye.")
    answer(survey, words="Leider war das alles nicht das, was wir uns von diesem Angebot erhofft hatten.")
    found = reason_breakdown(SAID)
    assert found.unread == {"no_words": 1, "unsorted": 1, "not_analysed": 1}
    assert (found.base, found.rows) == (1, ())


def test_a_rejected_tag_does_not_count(survey):
    answer(survey, words="Too expensive.")
    ReasonTag.objects.filter(source="said").update(state=ReasonTag.State.REJECTED)
    assert reason_breakdown(SAID).rows == ()


def test_months_leave_out_endings_without_a_day(survey):
    answer(survey, ended_on=dt.date(2026, 1, 31))
    answer(survey, ended_on=dt.date(2026, 2, 1), ticked="support")
    unknown = make_cancellation(asked_at=None)
    make_response(make_invitation(survey=survey, cancellation=unknown))
    read_waiting_responses()
    found = reason_breakdown(TICKED)
    assert [(share.month, share.key, share.count, share.base) for share in found.months] == [
        (dt.date(2026, 1, 1), "pricing", 1, 1),
        (dt.date(2026, 2, 1), "support", 1, 1),
    ]
    assert (found.without_day, found.base) == (1, 3)


def test_a_period_is_that_of_the_ending_for_answers_and_leavers_alike(survey):
    answer(survey, ended_on=dt.date(2026, 1, 31))
    make_cancellation(ended_on=dt.date(2026, 1, 2))
    make_cancellation(ended_on=dt.date(2026, 5, 2))
    found = reason_breakdown(replace(TICKED, from_on=dt.date(2026, 1, 1), to_on=dt.date(2026, 1, 31)))
    assert (found.base, found.leavers) == (1, 2)


def test_participation_counts_only_letters_that_left_or_were_refused(survey):
    answered = answer(survey).invitation
    half = make_invitation(survey=survey)
    make_response(half, submitted=False)
    silent, bounced, queued = (make_invitation(survey=survey) for _ in range(3))
    states = [(answered, "sent"), (half, "sent"), (silent, "sent"), (bounced, "refused"), (queued, "queued")]
    for invitation, state in states:
        key = f"test:{invitation.pk}"
        invitation.letter = Letter.objects.create(
            purpose="invitation", state=state, recipient="a@customers.example", unique_key=key, message_id=f"<{key}>"
        )
        invitation.save()
    who = reason_breakdown(TICKED).participation
    assert (who.complete, who.partial, who.not_reached, who.unknown) == (1, 1, 1, 1)
    assert who.response_rate == pytest.approx(1 / 4)


def test_answers_waiting_to_be_read_are_not_analysed_yet(survey):
    make_response(make_invitation(survey=survey), words="Too expensive.")
    Reading.objects.update(state="waiting", finding="", next_attempt_at=timezone.now())
    assert reason_breakdown(SAID).unread["not_analysed"] == 1


def test_more_answers_cost_no_more_queries(survey, django_assert_max_num_queries):
    for ticked in ("pricing", "support", "other") * 4:
        answer(survey, ticked=ticked, words="Too expensive.")
    for filters in (TICKED, SAID, RECORDED, VERIFIED):
        with django_assert_max_num_queries(10):
            reason_breakdown(filters)


def test_a_relationship_survey_counts_its_own_invitations(company):
    survey = make_survey("relationship")
    make_response(make_invitation(survey=survey, customer=make_customer()), score=3, words="Too expensive.")
    read_waiting_responses()
    found = reason_breakdown(replace(SAID, survey=survey))
    assert [(row.key, row.count) for row in found.rows] == [("pricing", 1)]
    assert found.participation.complete == 1

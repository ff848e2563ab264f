"""Reading responses: ticked and said reasons, findings, what people decided stays, and nothing is read for ever."""

import datetime as dt

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from analysis.reasons import claiming, services
from analysis.reasons.announcements import reasons_changed
from analysis.reasons.models import Reading, ReasonTag
from surveys.responses.models import Answer
from tests.factories import make_invitation, make_response, make_survey

pytestmark = pytest.mark.django_db

COMPLAINT = "It is far too expensive."


def read(*responses):
    return services.read_responses([response.reading.pk for response in responses])


def reasons(response, source):
    return set(response.reason_tags.filter(source=source).values_list("reason_id", flat=True))


def test_a_submitted_response_waits_to_be_read():
    response = make_response(words=COMPLAINT)
    assert response.reading.state == Reading.State.WAITING
    assert response.reading.finding == ""


def test_the_option_ticked_gives_its_reason():
    response = make_response(ticked="competition")
    read(response)
    assert reasons(response, "ticked") == {"competition"}
    assert Reading.objects.get().finding == Reading.Finding.NO_WORDS


def test_something_else_ticked_gives_no_reason():
    response = make_response(ticked="other")
    read(response)
    assert not response.reason_tags.exists()


def test_the_words_give_reasons_with_their_evidence():
    response = make_response(ticked="competition", words=COMPLAINT)
    read(response)
    tag = response.reason_tags.get(source="said")
    assert tag.reason_id == "pricing"
    assert "expensive" in tag.answer.verbatim[tag.start : tag.end]
    assert tag.clause_start <= tag.start < tag.end <= tag.clause_end
    assert 0 < tag.score <= 1
    reading = Reading.objects.get()
    assert (reading.state, reading.finding, reading.language) == ("read", "reasons", "en")
    assert reading.tagger_version
    assert reading.read_at


def test_several_open_answers_are_read_together():
    response = make_response(words=COMPLAINT)
    Answer.objects.create(response=response, question="more", verbatim="Nobody in support ever answered my mails.")
    read(response)
    assert reasons(response, "said") >= {"pricing", "support"}


def test_words_without_a_reason_are_unsorted():
    response = make_response(words="Goodbye and good luck to all of you.")
    read(response)
    assert Reading.objects.get().finding == Reading.Finding.UNSORTED


def test_a_language_without_a_lexicon_is_not_analysed():
    response = make_response(words="Leider konnte mir bei Ihnen niemand weiterhelfen, deshalb habe ich gekündigt.")
    read(response)
    reading = Reading.objects.get()
    assert (reading.finding, reading.language) == (Reading.Finding.NOT_ANALYSED, "de")


def test_reading_twice_changes_nothing():
    response = make_response(words=COMPLAINT)
    read(response)
    columns = ("reason_id", "source", "start", "end", "score")
    before = list(response.reason_tags.order_by("source").values(*columns))
    Reading.objects.update(state=Reading.State.WAITING, next_attempt_at=timezone.now(), attempts=0)
    read(response)
    assert (
        list(response.reason_tags.order_by("source").values("reason_id", "source", "start", "end", "score")) == before
    )


def test_reasons_no_longer_found_are_taken_away():
    response = make_response(words=COMPLAINT)
    read(response)
    Answer.objects.filter(response=response, question="why").update(verbatim="Goodbye and good luck to all of you.")
    Reading.objects.update(state=Reading.State.WAITING, next_attempt_at=timezone.now(), attempts=0)
    read(response)
    assert reasons(response, "said") == set()
    assert Reading.objects.get().finding == Reading.Finding.UNSORTED


def test_a_rejected_reason_does_not_come_back(agent):
    response = make_response(words=COMPLAINT)
    read(response)
    services.decide_tag(response, reason="pricing", confirmed=False, by=agent)
    assert Reading.objects.get().finding == Reading.Finding.UNSORTED
    Reading.objects.update(state=Reading.State.WAITING, next_attempt_at=timezone.now(), attempts=0)
    read(response)
    tag = response.reason_tags.get(source="said")
    assert (tag.state, tag.decided_by) == (ReasonTag.State.REJECTED, agent)
    assert Reading.objects.get().finding == Reading.Finding.UNSORTED


def test_a_confirmed_reason_stays_when_the_words_change(agent):
    response = make_response(words=COMPLAINT)
    read(response)
    services.decide_tag(response, reason="pricing", confirmed=True, by=agent)
    Answer.objects.filter(response=response, question="why").update(verbatim="Goodbye and good luck to all of you.")
    Reading.objects.update(state=Reading.State.WAITING, next_attempt_at=timezone.now(), attempts=0)
    read(response)
    assert response.reason_tags.get(source="said").state == ReasonTag.State.CONFIRMED
    assert Reading.objects.get().finding == Reading.Finding.REASONS


def test_readings_announce_that_reasons_changed():
    heard = []

    def listen(response_ids, **_kwargs):
        assert connection.in_atomic_block
        heard.extend(response_ids)

    response = make_response()
    reasons_changed.connect(listen)
    try:
        read(response)
    finally:
        reasons_changed.disconnect(listen)
    assert heard == [response.pk]


def test_the_number_of_queries_does_not_grow_with_the_batch():
    survey = make_survey()

    def queries_for(count):
        responses = [make_response(make_invitation(survey=survey), words=COMPLAINT) for _ in range(count)]
        reading_ids = [response.reading.pk for response in responses]
        with CaptureQueriesContext(connection) as queries:
            assert services.read_responses(reading_ids) == count
        return len(queries)

    queries_for(1)
    assert queries_for(12) == queries_for(3)


def test_the_sweep_reads_what_a_lost_message_left():
    make_response(words=COMPLAINT)
    assert services.read_waiting_responses() == 1
    assert services.read_waiting_responses() == 0


def test_the_sweep_finds_waiting_readings_by_the_partial_index():
    make_response()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        plan = Reading.objects.waiting(at=timezone.now()).order_by("next_attempt_at").explain()
    assert "readings_waiting" in plan


def test_a_reading_that_fails_waits_longer_each_time_and_is_given_up(time_machine):
    """A survey version whose document is broken cannot be read, by any worker, ever."""
    response = make_response(words=COMPLAINT)
    type(response.version).objects.update(document={"schema": 99})
    time_machine.move_to(timezone.now(), tick=False)
    pauses = []
    for _ in range(claiming.MAX_ATTEMPTS):
        assert services.read_waiting_responses() == 0
        reading = Reading.objects.get()
        assert reading.state == Reading.State.WAITING
        assert reading.last_error == "ValidationError"
        pauses.append(reading.next_attempt_at - timezone.now())
        time_machine.move_to(reading.next_attempt_at, tick=False)
    assert pauses == sorted(pauses)
    assert pauses[0] < pauses[-1]
    services.read_waiting_responses()
    assert Reading.objects.get().state == Reading.State.FAILED


def test_one_unreadable_response_holds_up_the_others_for_one_pause_only(time_machine):
    poisonous, harmless = make_response(words=COMPLAINT), make_response(words=COMPLAINT)
    type(poisonous.version).objects.filter(pk=poisonous.version_id).update(document={"schema": 99})
    assert services.read_waiting_responses() == 0
    time_machine.move_to(timezone.now() + claiming.PAUSES[0] + dt.timedelta(seconds=1))
    assert services.read_waiting_responses() == 1
    assert harmless.reason_tags.exists()


def test_a_response_completed_after_it_was_read_is_read_again():
    from surveys.responses.services import submit_response

    response = make_response(words=COMPLAINT, submitted=False)
    Reading.objects.create(response=response, state=Reading.State.READ, finding="no_words", attempts=3)
    submit_response(response)
    reading = Reading.objects.get()
    assert (reading.state, reading.attempts) == (Reading.State.WAITING, 0)

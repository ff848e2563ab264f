"""A letter's way through a real mail server: sent, refused, put off, uncertain, withdrawn."""

import datetime as dt
import socket

import pytest
import time_machine
from django.utils import timezone

from surveys.company.models import Company
from surveys.letters import composing
from surveys.letters.composing import Content, LetterPostponed, LetterWithdrawn
from surveys.letters.models import Letter
from surveys.letters.services import (
    LetterIsSettled,
    NewLetter,
    queue_letter,
    queue_letters,
    send_letters,
    send_waiting_letters,
    settle_uncertain,
)
from surveys.letters.services.sending import BATCH, LEASE, PAUSES

CONTENT = {"subject": "A question", "text": "Plain words.\n", "html": "<p>Plain words.</p>"}


@pytest.fixture(autouse=True)
def _company_and_server(company, smtp_server) -> None:
    pass


def make_letter(key: str = "1", **fields) -> Letter:
    return queue_letter(
        **{
            "purpose": Letter.Purpose.ACCOUNT,
            "recipient": f"reader-{key}@customers.example",
            "unique_key": f"test:{key}",
            "content": CONTENT,
            **fields,
        }
    )


def in_state(letter: Letter) -> str:
    letter.refresh_from_db()
    return letter.state


def test_a_letter_arrives_with_its_headers(smtp_server):
    letter = make_letter()
    send_letters([letter.pk])

    (mail,) = smtp_server.letters_to("reader-1@customers.example")
    assert mail["Subject"] == "A question"
    assert mail["From"] == "Example Subscriptions <surveys@company.example>"
    assert mail["Reply-To"] == "hello@company.example"
    assert mail["Message-ID"] == letter.message_id
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail.get_body("plain").get_content().strip() == "Plain words."
    assert "Plain words." in mail.get_body("html").get_content()
    assert in_state(letter) == Letter.State.SENT
    assert letter.content is None, "the words are not kept once they have left"
    assert letter.attempts == 1


def test_a_letter_is_queued_once_per_key(django_assert_num_queries):
    first = make_letter()
    assert make_letter(recipient="other@customers.example") == first
    with django_assert_num_queries(4):  # savepoint, insert, read back, release
        rows = [
            NewLetter(Letter.Purpose.ACCOUNT, "x@customers.example", f"test:{n}", None, CONTENT) for n in range(500)
        ]
        letters = queue_letters(rows)
    assert [letter.unique_key for letter in letters] == [row.unique_key for row in rows]
    assert Letter.objects.count() == 500


def test_a_sent_letter_is_not_sent_again(smtp_server):
    letter = make_letter()
    send_letters([letter.pk])
    send_letters([letter.pk])
    send_waiting_letters()
    assert len(smtp_server.letters) == 1


def test_nothing_is_claimed_while_the_company_is_incomplete(smtp_server):
    letter = make_letter()
    Company.objects.update(postal_address="")
    send_letters([letter.pk])
    send_waiting_letters()
    assert (in_state(letter), letter.attempts) == (Letter.State.QUEUED, 0)
    Company.objects.update(postal_address="1 Example Street")
    send_waiting_letters()
    assert in_state(letter) == Letter.State.SENT


def test_a_refused_address_keeps_the_servers_words_without_the_address(smtp_server):
    smtp_server.refuse["reader-1@customers.example"] = "550 5.1.1 <reader-1@customers.example> is not here"
    refused, other = make_letter("1"), make_letter("2")
    send_letters([refused.pk, other.pk])
    assert in_state(refused) == Letter.State.REFUSED
    assert refused.server_reply == "550 5.1.1 <…> is not here"
    assert in_state(other) == Letter.State.SENT, "one refusal does not hold up the others"


def test_a_passing_refusal_is_tried_again_with_growing_pauses_and_then_refused(smtp_server):
    smtp_server.refuse["reader-1@customers.example"] = "451 4.7.1 come back later"
    letter = make_letter()
    moment = timezone.now()
    for tried, pause in enumerate(PAUSES, start=1):
        with time_machine.travel(moment, tick=False):
            send_waiting_letters()
            send_waiting_letters()
        assert (in_state(letter), letter.attempts) == (Letter.State.QUEUED, tried)
        assert letter.server_reply == "451 4.7.1 come back later"
        assert letter.next_attempt_at == moment + pause
        moment += pause
    with time_machine.travel(moment, tick=False):
        send_waiting_letters()
    assert in_state(letter) == Letter.State.REFUSED
    assert letter.server_reply == "451 4.7.1 come back later"


def test_a_letter_put_off_leaves_once_the_server_takes_it(smtp_server):
    smtp_server.refuse["reader-1@customers.example"] = "421 4.3.2 busy"
    letter, other = make_letter("1"), make_letter("2")
    send_letters([letter.pk, other.pk])
    assert in_state(other) == Letter.State.SENT, "the connection that 421 closed is opened again"
    smtp_server.refuse.clear()
    with time_machine.travel(timezone.now() + PAUSES[0]):
        send_waiting_letters()
    assert in_state(letter) == Letter.State.SENT
    assert letter.server_reply == ""


def test_a_server_that_cannot_be_reached_certainly_got_nothing(settings):
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        settings.EMAIL_PORT = closed.getsockname()[1]
        letters = [make_letter(str(number)) for number in range(3)]
        send_letters([letter.pk for letter in letters])
    assert {in_state(letter) for letter in letters} == {Letter.State.QUEUED}
    assert {letter.attempts for letter in letters} == {1}
    assert "refused" in letters[0].server_reply


def test_a_server_that_hangs_up_after_the_words_leaves_the_letter_uncertain(smtp_server):
    smtp_server.drops = True
    first, second = make_letter("1"), make_letter("2")
    send_letters([first.pk, second.pk])
    assert (in_state(first), in_state(second)) == (Letter.State.UNCERTAIN, Letter.State.UNCERTAIN)
    assert len(smtp_server.letters) == 2, "the server did take both"
    smtp_server.drops = False
    with time_machine.travel(timezone.now() + dt.timedelta(days=2)):
        send_waiting_letters()
    assert len(smtp_server.letters) == 2, "and gets neither of them again"


def test_a_person_says_that_an_uncertain_letter_was_sent(smtp_server, administrator):
    smtp_server.drops = True
    letter = make_letter()
    send_letters([letter.pk])
    settle_uncertain(letter, sent=True, by=administrator)
    assert (letter.state, letter.content) == (Letter.State.SENT, None)
    with pytest.raises(LetterIsSettled):
        settle_uncertain(letter, sent=False, by=administrator)


def test_a_person_lets_an_uncertain_letter_be_sent_again_as_the_same_letter(smtp_server, administrator):
    smtp_server.drops = True
    letter = make_letter()
    send_letters([letter.pk])
    smtp_server.drops = False
    settle_uncertain(letter, sent=False, by=administrator)
    send_waiting_letters()
    assert in_state(letter) == Letter.State.SENT
    first, second = smtp_server.letters
    assert first["Message-ID"] == second["Message-ID"] == letter.message_id


def test_a_withdrawn_letter_never_reaches_the_server(smtp_server, purpose_written_by):
    def compose(letter: Letter) -> Content:
        raise LetterWithdrawn("The survey is closed.")

    purpose_written_by(compose)
    letter = make_letter(content=None)
    send_letters([letter.pk])
    assert (in_state(letter), letter.server_reply) == (Letter.State.WITHDRAWN, "The survey is closed.")
    assert smtp_server.letters == []


def test_a_postponed_letter_waits_without_using_up_its_attempts(purpose_written_by):
    def compose(letter: Letter) -> Content:
        raise LetterPostponed("The survey is paused.")

    purpose_written_by(compose)
    letter = make_letter(content=None)
    send_letters([letter.pk])
    assert (in_state(letter), letter.attempts) == (Letter.State.QUEUED, 0)
    assert letter.next_attempt_at > timezone.now()


def test_a_letter_that_cannot_be_written_says_so_and_holds_up_nothing(purpose_written_by, capfd):
    def compose(letter: Letter) -> Content:
        raise ValueError(f"secret words about {letter.recipient}")

    purpose_written_by(compose)
    broken, other = make_letter("1", content=None), make_letter("2")
    send_letters([broken.pk, other.pk])
    assert (in_state(broken), in_state(other)) == (Letter.State.QUEUED, Letter.State.SENT)
    assert broken.server_reply == "ValueError while the letter was being written"
    assert "secret words" not in capfd.readouterr().err


@pytest.fixture
def purpose_written_by():
    """Lets a test write the letters of the purpose `account` itself."""
    before = dict(composing.composers)

    def register(compose):
        composing.composes(Letter.Purpose.ACCOUNT)(compose)

    yield register
    composing.composers.clear()
    composing.composers.update(before)


def test_a_letter_left_in_hand_over_becomes_uncertain_when_the_lease_runs_out():
    now = timezone.now()
    letter = make_letter()
    Letter.objects.update(state=Letter.State.HANDING_OVER, claimed_at=now, lease_until=now + LEASE, attempts=1)
    send_waiting_letters()
    assert in_state(letter) == Letter.State.HANDING_OVER
    with time_machine.travel(now + LEASE + dt.timedelta(seconds=1)):
        send_waiting_letters()
    assert in_state(letter) == Letter.State.UNCERTAIN


def test_a_letter_that_stops_every_worker_is_given_up():
    letter = make_letter()
    Letter.objects.update(
        state=Letter.State.CLAIMED, lease_until=timezone.now() - dt.timedelta(seconds=1), attempts=len(PAUSES) + 1
    )
    send_waiting_letters()
    assert in_state(letter) == Letter.State.REFUSED


def test_more_letters_than_a_batch_all_leave_with_constant_queries(smtp_server, django_assert_num_queries):
    letters = [make_letter(str(number)) for number in range(BATCH)]
    # The company, the claim (savepoint, select, update, release), two notes per letter, and a last look for more.
    with django_assert_num_queries(1 + 4 + 2 * BATCH + 4):
        send_letters([letter.pk for letter in letters])
    assert len(smtp_server.letters) == BATCH

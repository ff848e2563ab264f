"""Writes about reasons: responses are read, people correct what was found, recorded strings get a meaning."""

from collections.abc import Iterable, Mapping
from typing import Any

import structlog
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import OperationalError, transaction
from django.db.models import F
from django.utils import timezone

from analysis.reasons.announcements import reasons_changed
from analysis.reasons.claiming import MAX_ATTEMPTS, claim
from analysis.reasons.models import Reading, ReadingQuerySet, ReasonTag, RecordedReason, VerifiedReason
from analysis.reasons.proposals import propose_meanings
from analysis.reasons.reading import ReadResponse, read
from analysis.tagging import TAGGER_VERSION
from surveys.customers.models import Cancellation
from surveys.responses.models import SurveyResponse

log = structlog.get_logger()


def read_responses(reading_ids: Iterable[int]) -> int:
    """Find the reasons of the responses behind these readings, as far as they wait and no other worker has them.

    A batch that fails waits for its next attempt, then each of its readings alone. Returns how many were read.
    """
    return _read_claimable(Reading.objects.filter(pk__in=list(reading_ids)))


def read_waiting_responses() -> int:
    """Read whatever a lost message left behind, and give up on what failed too often. Returns how many were read."""
    exhausted = Reading.objects.waiting(at=timezone.now()).filter(attempts__gte=MAX_ATTEMPTS)
    exhausted.update(state=Reading.State.FAILED)
    return _read_claimable(Reading.objects.all())


def _read_claimable(readings: ReadingQuerySet) -> int:
    read_count = 0
    while claimed := claim(readings.waiting(at=(now := timezone.now())), at=now):
        try:
            read_count += _read_claimed(claimed)
        except OperationalError:
            raise  # a lost connection is not the reading's fault
        except Exception as error:
            # The kind of error only: its message may quote the customer.
            failed = [reading.pk for reading in claimed]
            log.warning("reading_failed", reading_ids=failed, error=type(error).__name__)
            Reading.objects.filter(pk__in=failed).update(last_error=type(error).__name__)
    return read_count


def _read_claimed(claimed: list[Reading]) -> int:
    """Read outside any transaction, then write for those readings whose claim still stands."""
    response_ids = [reading.response_id for reading in claimed]
    responses = SurveyResponse.objects.filter(pk__in=response_ids).prefetch_related("version", "answers")
    by_response = {found.response_id: found for found in read(responses)}
    leases = {reading.pk: reading.next_attempt_at for reading in claimed}
    with transaction.atomic():
        # Another answer, or another worker after the lease, has marked the reading anew: then it is read again.
        held = [
            reading
            for reading in Reading.objects.select_for_update(skip_locked=True).filter(
                pk__in=leases, state=Reading.State.WAITING
            )
            if reading.next_attempt_at == leases[reading.pk] and reading.response_id in by_response
        ]
        if not held:
            return 0
        found = [by_response[reading.response_id] for reading in held]
        _replace_machine_tags(found)
        _note_findings(held, found)
        reasons_changed.send(sender=None, response_ids=[reading.response_id for reading in held])
    return len(held)


def _replace_machine_tags(found: list[ReadResponse]) -> None:
    """What a person has decided stays: those rows are not deleted, and no machine's tag is put in their place."""
    response_ids = [one.response_id for one in found]
    ReasonTag.objects.filter(response__in=response_ids, state=ReasonTag.State.FOUND).delete()
    ReasonTag.objects.bulk_create([tag for one in found for tag in one.tags], ignore_conflicts=True)


def _note_findings(readings: list[Reading], found: list[ReadResponse]) -> None:
    with_reasons = _with_said_reasons([one.response_id for one in found])
    for reading, one in zip(readings, found, strict=True):
        reading.state = Reading.State.READ
        reading.finding = _finding(one, has_reasons=one.response_id in with_reasons)
        reading.language = one.language
        reading.tagger_version = TAGGER_VERSION
        reading.read_at = timezone.now()
        reading.last_error = ""
    Reading.objects.bulk_update(readings, ["state", "finding", "language", "tagger_version", "read_at", "last_error"])


def _with_said_reasons(response_ids: list[int]) -> set[int]:
    said = ReasonTag.objects.standing().filter(response__in=response_ids, source=ReasonTag.Source.SAID)
    return set(said.values_list("response_id", flat=True))


def _finding(one: ReadResponse, *, has_reasons: bool) -> Reading.Finding:
    if not one.has_words:
        return Reading.Finding.NO_WORDS
    if has_reasons:
        return Reading.Finding.REASONS
    return Reading.Finding.UNSORTED if one.is_analysed else Reading.Finding.NOT_ANALYSED


def decide_tag(response: SurveyResponse, *, reason: str, confirmed: bool, by: AbstractBaseUser) -> None:
    """A person confirms or rejects a reason found in the words; no later reading changes that.

    Raises ReasonTag.DoesNotExist when the response has no such reason.
    """
    with transaction.atomic():
        reading = Reading.objects.select_for_update().get(response=response)
        tag = response.reason_tags.select_for_update().get(reason=reason, source=ReasonTag.Source.SAID)
        tag.state = ReasonTag.State.CONFIRMED if confirmed else ReasonTag.State.REJECTED
        tag.decided_by_id = by.pk
        tag.save(update_fields=["state", "decided_by"])
        if reading.state == Reading.State.READ:
            found = _with_said_reasons([response.pk])
            reading.finding = Reading.Finding.REASONS if found else Reading.Finding.UNSORTED
            reading.save(update_fields=["finding"])
        reasons_changed.send(sender=None, response_ids=[response.pk])


def collect_recorded_reasons() -> int:
    """Make a row, with a proposed meaning, for each string of the source systems that has none.

    Running it again changes nothing. Returns how many strings are new.
    """
    known = RecordedReason.objects.values("text")
    recorded = Cancellation.objects.exclude(recorded_reason="").exclude(recorded_reason__in=known)
    texts = list(recorded.order_by().values_list("recorded_reason", flat=True).distinct())
    rows = [
        RecordedReason(text=text, proposed_meaning=proposal.meaning, proposed_reason_id=proposal.reason)
        for text, proposal in zip(texts, propose_meanings(texts), strict=True)
    ]
    RecordedReason.objects.bulk_create(rows, ignore_conflicts=True, batch_size=1000)
    return len(rows)


def decide_recorded_reason(
    recorded: RecordedReason, *, meaning: str, reason: str | None, by: AbstractBaseUser | None
) -> None:
    """Settle what one recorded string means. `reason` is a code exactly when `meaning` is "reason"."""
    decide_recorded_reasons({recorded.pk: (meaning, reason)}, by=by)


def decide_recorded_reasons(decisions: Mapping[int, tuple[str, str | None]], *, by: AbstractBaseUser | None) -> int:
    """Settle many strings at once: {row: (meaning, reason code)}. Returns how many decisions are new or different."""
    with transaction.atomic():
        rows = RecordedReason.objects.select_for_update().filter(pk__in=decisions)
        changed = [row for row in rows if (row.meaning, row.reason_id) != decisions[row.pk]]
        for row in changed:
            row.meaning, row.reason_id = decisions[row.pk]
            row.decided_by_id, row.decided_at = (by.pk if by else None), timezone.now()
        RecordedReason.objects.bulk_update(changed, ["meaning", "reason", "decided_by", "decided_at"])
    return len(changed)


def accept_proposals(*, by: AbstractBaseUser | None = None) -> int:
    """Settle every undecided string as proposed. Returns how many."""
    proposed = RecordedReason.objects.undecided().exclude(proposed_meaning="")
    decision: dict[str, Any] = {"decided_by_id": by.pk if by else None, "decided_at": timezone.now()}
    return proposed.update(meaning=F("proposed_meaning"), reason=F("proposed_reason"), **decision)


def verify_reason(cancellation: Cancellation, *, reason: str, by: AbstractBaseUser | None) -> VerifiedReason:
    """Record what staff settled on as the reason of an ending; a later verdict takes the place of an earlier one."""
    verdict = {"reason_id": reason, "settled_by_id": by.pk if by else None, "settled_at": timezone.now()}
    verified, _created = VerifiedReason.objects.update_or_create(cancellation=cancellation, defaults=verdict)
    return verified

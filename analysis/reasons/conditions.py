"""Which responses and cancellations give a reason, by each of the four sources."""

from django.db.models import Exists, OuterRef, Q

from analysis.reasons.models import Reading, ReasonTag, RecordedReason, VerifiedReason
from surveys.questionnaires.document import OTHER
from surveys.responses.models import Answer, SurveyResponse
from surveys.taxonomy.models import ReasonCode

TICKED, SAID, RECORDED, VERIFIED = "ticked", "said", "recorded", "verified"
SOURCES_OF_CANCELLATIONS = (RECORDED, VERIFIED)

# What stands beside the eleven codes: outside the list, no reason given, a string nobody has decided about.
NO_REASON, UNDECIDED = "none", "undecided"
FINDINGS = (Reading.Finding.UNSORTED, Reading.Finding.NO_WORDS, Reading.Finding.NOT_ANALYSED)

CODES = tuple(ReasonCode.Code.values)
REASONS_OF = {
    TICKED: (*CODES, OTHER, NO_REASON),
    SAID: (*CODES, *FINDINGS),
    RECORDED: (*CODES, OTHER, NO_REASON, UNDECIDED),
    VERIFIED: (*CODES, NO_REASON),
    "": (*CODES, *FINDINGS, OTHER, NO_REASON),  # any tag; what only one source knows means that source
}


def response_gives(reason: str, source: str) -> Q:
    """Condition on a response: it gives this reason by what was ticked, said, or (source empty) either.

    `reason` is one of REASONS_OF[source]. `other` is something ticked outside the list, `none` nothing ticked at all by
    somebody who left: who stays is not asked to tick a reason.
    """
    tags = ReasonTag.objects.standing().filter(response=OuterRef("pk"))
    if reason in FINDINGS:
        return Q(reading__finding=reason)
    if reason in CODES:
        return Q(Exists(tags.filter(reason=reason, **({"source": source} if source else {}))))
    ticked_other = Exists(Answer.objects.filter(response=OuterRef("pk"), choices__contains=[OTHER]))
    ticked_code = Exists(tags.filter(source=ReasonTag.Source.TICKED))
    if reason == OTHER:
        return Q(ticked_other & ~ticked_code)
    return Q(cancellation__isnull=False) & Q(~ticked_other & ~ticked_code)


def cancellation_has(reason: str, source: str) -> Q:
    """Condition on a cancellation: its recorded or verified reason is this one; `reason` is in REASONS_OF[source]."""
    if source == VERIFIED:
        verified = VerifiedReason.objects.filter(cancellation=OuterRef("pk"))
        return Q(~Exists(verified)) if reason == NO_REASON else Q(Exists(verified.filter(reason=reason)))
    strings = RecordedReason.objects.filter(text=OuterRef("recorded_reason"))
    match reason:
        case "none":
            return Q(recorded_reason="") | Q(Exists(strings.filter(meaning=RecordedReason.Meaning.NO_REASON)))
        case "other":
            return Q(Exists(strings.filter(meaning=RecordedReason.Meaning.OTHER)))
        case "undecided":
            return ~Q(recorded_reason="") & Q(~Exists(strings.exclude(meaning="")))
        case code:
            return Q(Exists(strings.filter(reason=code)))


def answered_with(reason: str, source: str) -> Q:
    """Condition on a cancellation: a response about it gives this reason."""
    responses = SurveyResponse.objects.settled().filter(cancellation=OuterRef("pk"))
    return Q(Exists(responses.filter(response_gives(reason, source))))

"""What the demo prints: counts in and out of each stage, the breakdowns, and five answers with their evidence."""

from collections.abc import Iterable

from django.conf import settings
from django.db.models import Count, QuerySet
from django.utils import translation

from analysis.breakdowns.rows import row_labels
from analysis.breakdowns.shares import ReasonBreakdown
from analysis.followups.models import ContactEntry, FollowUp
from analysis.reasons.models import ReasonTag
from churnvoice.demo import DemoError
from churnvoice.demo.clock import Clock
from churnvoice.demo.sample import SURVEY_NAME
from surveys.customers.models import CustomerImport
from surveys.invitations.models import Invitation
from surveys.invitations.services import InvitationCount
from surveys.responses.models import SurveyResponse

BAR = 24
TITLES = {
    "recorded": "Why they left, by the source's records",
    "ticked": "Why they left, by what they ticked",
    "said": "What they mention in their own words",
}
FINDINGS = {
    "reasons": "with reasons",
    "unsorted": "unsorted",
    "no_words": "without words",
    "not_analysed": "not analysed",
}
UNITS = {"recorded": "endings", "ticked": "endings answered about", "said": "answers with words"}


def heading(words: str) -> str:
    return f"\n{words}\n{'-' * len(words)}"


def listed(counts: Iterable[tuple[str, int]]) -> str:
    return ", ".join(f"{count:,} {name.replace('_', ' ')}" for name, count in counts if count)


def imported(found: CustomerImport) -> str:
    lines = [heading("1. Customers in"), f"{found.row_count:,} rows read, {found.refused_count:,} refused."]
    for room, counts in found.counts.items():
        lines.append(f"{room}s: {listed(counts.items()) or 'none'}")
    if found.unknown_day_count:
        lines.append(f"{found.unknown_day_count:,} endings have no known day; they count, but in no month.")
    return "\n".join(lines)


def recorded(found: ReasonBreakdown, *, decided: int) -> str:
    return "\n".join(
        [heading("2. What was already on file"), f"{decided:,} recorded strings mapped.", breakdown(found)]
    )


def asked(count: InvitationCount, letters: dict[str, int]) -> str:
    lines = [heading("3. Asked"), f"{count.invited:,} leavers invited."]
    if left_out := listed(count.left_out.items()):
        lines.append(f"Left out: {left_out}.")
    lines.append(f"Letters: {listed(letters.items()) or 'none'}.")
    return "\n".join(lines)


def answered(*, given: int, before: int) -> str:
    earlier = f", {before:,} had been given before" if before else ""
    return f"{heading('4. Answered')}\n{given:,} answers given over HTTP{earlier}."


def read(findings: dict[str, int]) -> str:
    named = [(FINDINGS[finding], count) for finding, count in findings.items()]
    return f"{heading('5. Read')}\n{sum(findings.values()):,} answers read: {listed(named)}."


def followed_up(follow_ups: QuerySet[FollowUp], entry: ContactEntry | None) -> str:
    open_count = follow_ups.filter(closed_at=None).count()
    may_reply = follow_ups.filter(may_reply=True).count()
    lines = [
        heading("6. Followed up"),
        f"{follow_ups.count():,} follow-ups, {open_count:,} open; {may_reply:,} customers allowed a reply.",
        f"One reply: {entry.letter.get_state_display()}." if entry and entry.letter else "Nobody could be answered.",
    ]
    return "\n".join(lines)


def breakdown(found: ReasonBreakdown) -> str:
    """The table of the reasons page: number, share, 95 % interval, and money lost a month."""
    with translation.override("en"):
        labels = row_labels("en")
    lines = [heading(f"{TITLES[found.source]} (of {found.base:,} {UNITS[found.source]})")]
    for row in found.rows:
        bar = "#" * round(row.share * BAR)
        low, high = row.interval
        lines.append(
            f"{labels[row.key]:<26}{row.count:>6,}{row.share:>7.1%}  {bar:<{BAR}} {low:>4.0%} -{high:>4.0%}"
            f"{row.money:>14,.0f} {found.currency}/month"
        )
    return "\n".join(lines)


def examples() -> str:
    """Five answers, of different reasons where there are, with the words that gave the reason in brackets."""
    tags = ReasonTag.objects.standing().filter(source=ReasonTag.Source.SAID, answer__isnull=False)
    newest_of_each = tags.order_by("reason_id", "-score", "-pk").distinct("reason_id")
    lines = [heading("Five answers and the words that gave the reason")]
    for reason, start, end, words in newest_of_each.values_list("reason_id", "start", "end", "answer__verbatim")[:5]:
        marked = f"{words[:start]}[{words[start:end]}]{words[end:]}"
        lines.append(f"{reason:<16}{shortened(marked, around=start or 0)}")
    return "\n".join(lines)


def shortened(words: str, *, around: int, length: int = 150) -> str:
    start = max(0, around - length // 2)
    part = " ".join(words[start : start + length].split())
    return f"{'…' if start else ''}{part}{'…' if start + length < len(words) else ''}"


def seconds(clock: Clock) -> str:
    lines = [heading("Seconds per stage")]
    lines += [f"{name:<20}{seconds:>8.1f}" for name, seconds in clock.seconds.items()]
    lines += [
        f"{'together':<20}{sum(clock.seconds.values()):>8.1f}",
        f"\nLook at it: make serve, then {settings.SITE_URL}",
    ]
    return "\n".join(lines)


def reconcile(found: CustomerImport, letters: dict[str, int], findings: dict[str, int]) -> None:
    """What went into each stage came out of it. Raises DemoError with both numbers where two stages disagree."""
    accepted = sum(found.counts["customer"].values())
    if accepted + found.refused_count != found.row_count:
        raise DemoError(f"{found.row_count} rows, but {accepted} customers and {found.refused_count} refused rows.")
    invitations = Invitation.objects.filter(survey__name=SURVEY_NAME).count()
    if sum(letters.values()) != invitations:
        raise DemoError(f"{invitations} invitations, but {sum(letters.values())} letters.")
    settled = SurveyResponse.objects.settled().count()
    if sum(findings.values()) != settled:
        raise DemoError(f"{settled} answers were given, but {sum(findings.values())} are read.")
    twice = SurveyResponse.objects.values("invitation").annotate(n=Count("pk")).filter(n__gt=1).count()
    if twice:
        raise DemoError(f"{twice} invitations have more than one answer.")

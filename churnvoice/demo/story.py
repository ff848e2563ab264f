"""The whole way once, told as it goes: each stage says what went in, what came out and how long it took."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings

from analysis.breakdowns.queries import reason_breakdown
from analysis.followups.models import FollowUp
from analysis.reasons.filters import ResponseFilters
from churnvoice.demo import DemoError, report, stages
from churnvoice.demo.clock import Clock
from churnvoice.demo.sample import fill_in_company, sample_colleague, sample_survey
from churnvoice.demo.verbatims import Verbatim, read_verbatims, sample_verbatims
from surveys.company.models import Company
from surveys.customers.samples import write_sample_customers

SHARE_ANSWERING = 0.4
Say = Callable[[str], None]


@dataclass(frozen=True)
class Wishes:
    """What the person at the command line asked for."""

    customers: Path | None = None
    verbatims: Path | None = None
    answers: int | None = None


def refuse_shared_machines() -> None:
    """The demo is for one machine: it would fill somebody's real database and write to real people."""
    if not (settings.DATABASE_IS_OUR_OWN and settings.EMAIL_IS_LOCAL):
        raise DemoError(
            "The demo is for one machine with its own database and mailbox: unset DATABASE_URL and EMAIL_URL."
        )


def tell(wishes: Wishes, *, say: Say) -> None:
    """Run every stage with web, worker and mailbox up. Raises DemoError when a stage fails or does not reconcile."""
    clock = Clock()
    verbatims = read_verbatims(wishes.verbatims) if wishes.verbatims else sample_verbatims()
    company = fill_in_company()
    sample_colleague()
    with TemporaryDirectory() as folder:
        file = wishes.customers or sample_file(Path(folder), company)
        with clock.stage("customers"):
            found = stages.import_customers(file)
    say(report.imported(found))
    with clock.stage("recorded reasons"):
        decided = stages.map_recorded_reasons()
        recorded = reason_breakdown(ResponseFilters(source="recorded"))
    say(report.recorded(recorded, decided=decided))
    letters = ask_and_listen(wishes, verbatims, clock=clock, say=say)
    findings = understand_and_act(clock=clock, say=say)
    report.reconcile(found, letters, findings)
    say(report.seconds(clock))


def sample_file(folder: Path, company: Company) -> Path:
    path = folder / "sample-customers.csv"
    write_sample_customers(path, today=company.today())
    return path


def ask_and_listen(wishes: Wishes, verbatims: list[Verbatim], *, clock: Clock, say: Say) -> dict[str, int]:
    survey = sample_survey()
    with clock.stage("invitations"):
        count = stages.invite(survey)
    with clock.stage("letters"):
        letters = stages.wait_for_letters(survey)
    say(report.asked(count, letters))
    answers = round(letters["sent"] * SHARE_ANSWERING) if wishes.answers is None else wishes.answers
    with clock.stage("answers"):
        given, before = stages.answer_letters(survey, verbatims, answers=answers)
    say(report.answered(given=given, before=before))
    return letters


def understand_and_act(*, clock: Clock, say: Say) -> dict[str, int]:
    with clock.stage("reasons and rules"):
        findings = stages.wait_for_readings()
    say(report.read(findings))
    with clock.stage("reply"):
        entry = stages.reply_once()
    say(report.followed_up(FollowUp.objects.all(), entry))
    with clock.stage("breakdowns"):
        for source in ("ticked", "said"):
            say(report.breakdown(reason_breakdown(ResponseFilters(source=source))))
    say(report.examples())
    return findings

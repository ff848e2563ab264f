"""The stages of the main job, each through the same doors that people and programs use."""

import hashlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from django.db.models import Q
from tqdm import tqdm

from analysis.followups.models import ContactEntry, FollowUp, RuleRun
from analysis.followups.services import send_reply, take_follow_up
from analysis.reasons.models import Reading
from analysis.reasons.services import accept_proposals, collect_recorded_reasons
from churnvoice.demo import DemoError
from churnvoice.demo.clock import wait_for
from churnvoice.demo.respondent import Mood, answer, link_in
from churnvoice.demo.sample import sample_colleague
from churnvoice.demo.verbatims import Verbatim, in_language
from churnvoice.local import mailbox
from surveys.customers.models import Cancellation, CustomerImport
from surveys.customers.services import import_file
from surveys.invitations.models import Invitation
from surveys.invitations.services import InvitationCount, invite_leavers
from surveys.letters.models import Letter
from surveys.questionnaires.models import Survey

REPLY = "Thank you for telling us. We have looked into it and would like to put it right. (Sample reply.)"
IN_WORK = Q(state__in=[Letter.State.QUEUED, Letter.State.CLAIMED, Letter.State.HANDING_OVER])


def import_customers(path: Path) -> CustomerImport:
    """Read the file whole; raises DemoError with its words when nothing in it can be read."""
    found = import_file(path)
    if found.state != CustomerImport.State.DONE:
        raise DemoError(f"{path.name} could not be imported: {found.problem}")
    return found


def map_recorded_reasons() -> int:
    """Collect the source's reason strings and take over every proposal. Out: how many strings are decided."""
    collect_recorded_reasons()
    return accept_proposals(by=None)


def invite(survey: Survey) -> InvitationCount:
    """Ask every leaver of the installation who may be asked, the old ones included."""
    return invite_leavers(survey, Cancellation.objects.all(), include_older=True)


def wait_for_letters(survey: Survey) -> dict[str, int]:
    """Wait until the worker has handed over every invitation. Out: letters by state."""
    letters = Letter.objects.filter(invitation__survey=survey)
    wait_for("letters", total=letters.count(), left=letters.filter(IN_WORK).count)
    return {str(state): letters.filter(state=state).count() for state in Letter.State.values}


def answer_letters(survey: Survey, verbatims: list[Verbatim], *, answers: int) -> tuple[int, int]:
    """Follow the link in `answers` of the letters in the mailbox and answer. Out: given now, given before.

    Which customers answer, and what, follows from their address alone, so a second run asks the same ones.
    """
    languages = dict(Invitation.objects.filter(survey=survey).values_list("token", "language"))
    links, spoken = {}, {}
    for letter in mailbox.letters():
        link = link_in(letter.text)
        token = link.rstrip("/").rpartition("/")[2] if link else ""
        if link and token in languages:
            links[letter.recipient], spoken[letter.recipient] = link, languages[token]
    chosen = sorted(links, key=lambda address: hashlib.sha256(address.encode()).digest())[:answers]
    if len(chosen) < answers:
        raise DemoError(f"{answers} answers were asked for, but only {len(links)} letters have come.")

    def respond(address: str) -> bool:
        return answer(links[address], Mood.of(address, in_language(verbatims, spoken[address])))

    with ThreadPoolExecutor(max_workers=4) as pool:
        responding = pool.map(respond, chosen)
        given = sum(tqdm(responding, total=len(chosen), desc="answers", unit="", leave=False, disable=None))
    return given, len(chosen) - given


def wait_for_readings() -> dict[str, int]:
    """Wait until every answer is read and its follow-up rules have run. Out: readings by finding."""
    readings = Reading.objects.all()
    wait_for("readings", total=readings.count(), left=readings.filter(state=Reading.State.WAITING).count)
    rules = RuleRun.objects.all()
    wait_for("rules", total=rules.count(), left=rules.filter(is_waiting=True).count)
    if failed := readings.filter(state=Reading.State.FAILED).count():
        raise DemoError(f"{failed} answers could not be read.")
    return {str(finding): readings.filter(finding=finding).count() for finding in Reading.Finding.values}


def reply_once() -> ContactEntry | None:
    """Answer the most urgent customer who asked for it, once; a second run finds the first one's reply."""
    earlier = ContactEntry.objects.filter(kind=ContactEntry.Kind.REPLY, words=REPLY).first()
    follow_up = FollowUp.objects.open().filter(may_reply=True).order_by("priority", "due_at", "pk").first()
    if earlier is None and follow_up is not None:
        colleague = sample_colleague()
        take_follow_up(follow_up, by=colleague)
        earlier = send_reply(follow_up, words=REPLY, by=colleague)
    if earlier is not None and earlier.letter is not None:
        wait_for("reply", total=1, left=Letter.objects.filter(IN_WORK, pk=earlier.letter.pk).count)
        earlier.letter.refresh_from_db()
    return earlier

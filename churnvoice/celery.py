"""The Celery app and the timetable: what happens by itself, and how often."""

import os
from time import monotonic
from typing import Any

from celery import Celery
from kombu.exceptions import OperationalError

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "churnvoice.settings")


class HintingCelery(Celery):
    """Messages are hints; the rows say what is to be done, and the sweeps below find them.

    So a broker that has just failed is not asked again for a while: a hanging one would hold up every customer who
    sends an answer, and every page that a colleague saves.
    """

    QUIET_SECONDS = 10
    quiet_until = 0.0

    def send_task(self, *args: Any, **kwargs: Any) -> Any:
        if monotonic() < self.quiet_until:
            raise OperationalError("the broker failed a moment ago and is not asked again yet")
        try:
            return super().send_task(*args, **kwargs)
        except OperationalError:
            self.quiet_until = monotonic() + self.QUIET_SECONDS
            raise


app = HintingCelery("churnvoice")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

MINUTE = 60.0

app.conf.beat_schedule = {
    # Files of customers whose message to the worker was lost, or whose worker was; and uploads that nobody started.
    "run-waiting-imports": {"task": "surveys.customers.tasks.run_waiting_imports", "schedule": MINUTE},
    # Letters whose message to the worker was lost, whose pause is over, or whose lease ran out.
    "send-waiting-letters": {"task": "surveys.letters.tasks.send_waiting_letters", "schedule": MINUTE / 2},
    # Rounds of invitations whose message was lost, or whose worker stopped half-way.
    "run-waiting-rounds": {"task": "surveys.invitations.tasks.run_waiting_rounds", "schedule": MINUTE},
    # Cancellations that an exit survey's own rule now asks about.
    "invite-by-rules": {"task": "surveys.invitations.tasks.invite_by_rules", "schedule": 5 * MINUTE},
    # Answers left half-way an hour ago: what was said is read all the same.
    "settle-idle-responses": {"task": "surveys.responses.tasks.settle_idle_responses", "schedule": 10 * MINUTE},
    # Answers whose message to the reader was lost.
    "read-waiting-responses": {"task": "analysis.reasons.tasks.read_waiting_responses", "schedule": MINUTE / 2},
    # Reason strings of the source systems that came in with the last import.
    "collect-recorded-reasons": {"task": "analysis.reasons.tasks.collect_recorded_reasons", "schedule": MINUTE},
    # Responses whose follow-up rules have not run since their reasons changed.
    "run-waiting-rules": {"task": "analysis.followups.tasks.run_waiting_rules", "schedule": MINUTE / 2},
    # Colleagues with new follow-ups who have had no letter about it in the last hour.
    "tell-assignees": {"task": "analysis.followups.tasks.tell_assignees", "schedule": 5 * MINUTE},
}

"""Writes about follow-ups, by the stage of the work: opened by rules, told, handled, answered, closed."""

from analysis.followups.services.handling import (
    AlreadyTaken,
    add_note,
    assign_follow_up,
    close_follow_up,
    take_follow_up,
)
from analysis.followups.services.opening import run_rules, run_waiting_rules
from analysis.followups.services.replying import ReplyRefused, reply_and_close, send_reply
from analysis.followups.services.telling import tell_assignees

__all__ = [
    "AlreadyTaken",
    "ReplyRefused",
    "add_note",
    "assign_follow_up",
    "close_follow_up",
    "reply_and_close",
    "run_rules",
    "run_waiting_rules",
    "send_reply",
    "take_follow_up",
    "tell_assignees",
]

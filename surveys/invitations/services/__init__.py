"""The writes of the invitations room: people are invited by hand, in rounds and by rule; and asked no more."""

from surveys.invitations.causes import InvitationCount
from surveys.invitations.services.inviting import SurveyNotActive, invite_customers, invite_leavers
from surveys.invitations.services.rounds import run_round, run_waiting_rounds, start_round
from surveys.invitations.services.rules import invite_by_rules, set_rule
from surveys.invitations.services.stopping import unsubscribe, withdraw_invitation

__all__ = [
    "InvitationCount",
    "SurveyNotActive",
    "invite_by_rules",
    "invite_customers",
    "invite_leavers",
    "run_round",
    "run_waiting_rounds",
    "set_rule",
    "start_round",
    "unsubscribe",
    "withdraw_invitation",
]

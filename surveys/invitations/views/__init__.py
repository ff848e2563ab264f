"""The pages of the invitations room: three for colleagues, one for customers."""

from surveys.invitations.views.asking import invitation_send, rule_edit
from surveys.invitations.views.following import invitation_list, invitation_withdraw
from surveys.invitations.views.unsubscribing import unsubscribe

__all__ = ["invitation_list", "invitation_send", "invitation_withdraw", "rule_edit", "unsubscribe"]

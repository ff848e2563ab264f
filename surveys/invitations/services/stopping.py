"""Asking somebody no more: one invitation is withdrawn, or an address gets no surveys at all."""

from typing import Any

import structlog
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from surveys.customers.models import Customer
from surveys.invitations.models import Invitation
from surveys.letters.models import Suppression
from surveys.letters.services import suppress

log = structlog.get_logger(__name__)


def withdraw_invitation(invitation: Invitation, *, by: Any) -> bool:
    """Close the link, and stop the letter where it still waits. False for one that is answered or withdrawn already."""
    open_one = Invitation.objects.filter(pk=invitation.pk, answered_at=None, withdrawn_at=None)
    withdrawn = bool(open_one.update(withdrawn_at=timezone.now()))
    if withdrawn:
        log.info("invitation withdrawn", invitation=invitation.pk, by=by.pk)
    return withdrawn


def unsubscribe(invitation: Invitation) -> None:
    """The address this invitation went to gets no more surveys, whoever has it. A second time changes nothing."""
    address = invitation.letter.recipient if invitation.letter else invitation.customer.email
    with transaction.atomic():
        whose = Q(pk=invitation.customer_id)
        if address:
            suppress(address, Suppression.Cause.UNSUBSCRIBED)
            whose |= Q(email__iexact=address)
        Customer.objects.filter(whose, do_not_contact=False).update(do_not_contact=True)

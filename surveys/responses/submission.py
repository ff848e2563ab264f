"""The signed, expiring id that each answering form carries: this form was shown for this link, not long ago."""

import datetime as dt

from django.core import signing

from surveys.invitations.models import Invitation

GOOD_FOR = dt.timedelta(hours=24)
signer = signing.TimestampSigner(salt="surveys.responses.submission")


def submission_id(invitation: Invitation) -> str:
    return signer.sign(str(invitation.pk))


def is_good(submitted: str, invitation: Invitation) -> bool:
    """Whether this id was given out for this invitation, and is not too old."""
    try:
        return signer.unsign(submitted, max_age=GOOD_FOR) == str(invitation.pk)
    except signing.BadSignature:  # SignatureExpired is one of them
        return False

"""What each role and each scope of an API key may do. Views name permissions; this page grants them, in words too."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    AGENT = "agent", _("support agent")
    MANAGER = "manager", _("manager")
    ADMINISTRATOR = "administrator", _("administrator")


AGENT_MAY = {
    "analysis.handle_follow_up": _("Take follow-ups, reply to customers and close them."),
    "analysis.view_responses": _("Read customers' answers and the reasons found in them."),
    "surveys.view_customers": _("See customers with their plan, their endings and their earlier answers."),
}
MANAGER_MAY = AGENT_MAY | {
    "analysis.view_breakdown": _("See why customers leave, and what it costs, and take the numbers along as CSV."),
    "analysis.map_recorded_reasons": _("Decide what the reasons recorded by billing mean."),
    "surveys.view_surveys": _("See surveys and how many answered."),
    "surveys.edit_survey": _("Write surveys, launch, pause and close them."),
    "surveys.send_invitation": _("Send invitations to customers, and switch automatic invitations on."),
    "surveys.import_customers": _("Import customers and cancellations from files."),
    "surveys.view_letters": _("See which letters left, and which were refused."),
}
ADMINISTRATOR_MAY = MANAGER_MAY | {
    "surveys.settle_letter": _("Decide about letters of which nobody knows whether they arrived."),
    "surveys.change_company": _("Change the company's name, addresses, privacy text, currency and exchange rates."),
    "accounts.manage_people": _("Invite colleagues, change their roles and end their access."),
    "accounts.manage_api_keys": _("Create and revoke API keys."),
    "accounts.view_mailbox": _("Read the local mailbox, where letters stay on one machine."),
}
# role -> permission -> what it allows, as a sentence
ROLE_PERMISSIONS = {Role.AGENT: AGENT_MAY, Role.MANAGER: MANAGER_MAY, Role.ADMINISTRATOR: ADMINISTRATOR_MAY}


class Scope(models.TextChoices):
    WRITE_CUSTOMERS = "customers:write", _("write customers")
    WRITE_CANCELLATIONS = "cancellations:write", _("write cancellations")


SCOPE_PERMISSIONS = {
    Scope.WRITE_CUSTOMERS: frozenset({"surveys.write_customers"}),
    Scope.WRITE_CANCELLATIONS: frozenset({"surveys.write_cancellations"}),
}

"""What each role, and each scope of an API key, may do. Views name permissions; this page grants them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    AGENT = "agent", _("support agent")
    MANAGER = "manager", _("manager")
    ADMINISTRATOR = "administrator", _("administrator")


AGENT_MAY = frozenset(
    {
        "analysis.handle_follow_up",  # desk, follow-ups, replies
        "analysis.view_responses",  # the answers and their reasons
        "surveys.view_customers",
    }
)
MANAGER_MAY = AGENT_MAY | {
    "analysis.view_breakdown",
    "analysis.map_recorded_reasons",
    "surveys.view_surveys",
    "surveys.edit_survey",
    "surveys.send_invitation",
    "surveys.import_customers",
    "surveys.view_letters",
}
ADMINISTRATOR_MAY = MANAGER_MAY | {
    "surveys.settle_letter",  # decide about uncertain and refused letters
    "surveys.change_company",
    "accounts.manage_people",
    "accounts.manage_api_keys",
    "accounts.view_mailbox",
}
ROLE_PERMISSIONS = {Role.AGENT: AGENT_MAY, Role.MANAGER: MANAGER_MAY, Role.ADMINISTRATOR: ADMINISTRATOR_MAY}


class Scope(models.TextChoices):
    WRITE_CUSTOMERS = "customers:write", _("write customers")
    WRITE_CANCELLATIONS = "cancellations:write", _("write cancellations")


SCOPE_PERMISSIONS = {
    Scope.WRITE_CUSTOMERS: frozenset({"surveys.write_customers"}),
    Scope.WRITE_CANCELLATIONS: frozenset({"surveys.write_cancellations"}),
}

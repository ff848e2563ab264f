"""The support pages of asking and listening."""

import surveys.customers.admin
import surveys.letters.admin
import surveys.questionnaires.admin
import surveys.invitations.admin
import surveys.responses.admin

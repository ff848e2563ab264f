"""The rows of asking and listening, in the order of the way."""

import surveys.company.models
import surveys.taxonomy.models
import surveys.customers.models
import surveys.letters.models
import surveys.questionnaires.models
import surveys.invitations.models
import surveys.responses.models

"""The background work of asking and listening."""

import surveys.customers.tasks
import surveys.letters.tasks
import surveys.invitations.tasks
import surveys.responses.tasks

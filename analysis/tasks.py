"""The background work of understanding and acting."""

import analysis.reasons.tasks
import analysis.followups.tasks

"""The support pages of understanding and acting."""

import analysis.reasons.admin
import analysis.followups.admin

"""The rows of understanding and acting, in the order of the way."""

import analysis.reasons.models
import analysis.followups.models

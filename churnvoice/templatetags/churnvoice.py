"""How pages write amounts, shares, counts and reasons, and a block of a page a second time."""

from decimal import Decimal
from functools import lru_cache
from time import monotonic

from django import template
from django.template import Context
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.utils.formats import number_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from surveys.taxonomy.queries import reason_labels

register = template.Library()

NOTHING = "–"
NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"
LABELS_KEPT_SECONDS = 60
NOT_A_REASON = {"other": _("Something else"), "unsorted": _("Unsorted")}


@register.filter
def number(value: Decimal | float | None) -> str:
    """1234 -> 1,234 in English, 1 234 in Swedish."""
    return NOTHING if value is None else number_format(value, force_grouping=True)


@register.filter
def money(amount: Decimal | None, currency: str = "") -> str:
    """1200 -> 1,200 SEK; cents are shown only where they matter: below a thousand, and not when they are zero."""
    if amount is None:
        return NOTHING
    whole = abs(amount) >= 1000 or amount == int(amount)
    written = number_format(amount, decimal_pos=0 if whole else 2, force_grouping=True)
    return f"{written}{NO_BREAK_SPACE}{currency}" if currency else written


@register.filter
def percent(share: float | None) -> str:
    """0.31 -> 31 %. A share that is more than nothing never reads as nothing."""
    if share is None:
        return NOTHING
    if 0 < share < 0.005:
        return f"<{NO_BREAK_SPACE}1{NO_BREAK_SPACE}%"
    return f"{share * 100:.0f}{NO_BREAK_SPACE}%"


@lru_cache(maxsize=8)
def labels_for_a_minute(language: str, minute: int) -> dict[str, str]:
    return reason_labels(language)


@register.filter
def reason_label(code: str) -> str:
    """What a reason is called in the reader's language; asked of the database once a minute and process."""
    if code in NOT_A_REASON:
        return str(NOT_A_REASON[code])
    labels = labels_for_a_minute(get_language() or "en", int(monotonic() // LABELS_KEPT_SECONDS))
    return labels.get(code, code)


@register.simple_tag(takes_context=True)
def block_again(context: Context, name: str) -> SafeString:
    """What the page put into a block, once more or as a variable: {% block_again "title" as heading %}."""
    block = context.render_context[BLOCK_CONTEXT_KEY].get_block(name)
    return mark_safe(block.render(context).strip()) if block else SafeString("")  # noqa: S308 - rendered by a template

"""The letters as people look at them: what needs somebody, what waits, what has left."""

from django.db.models import Count, QuerySet

from surveys.letters.models import Letter

# What the tabs of the page show, in their order.
TABS: dict[str, tuple[str, ...]] = {
    "uncertain": (Letter.State.UNCERTAIN,),
    "refused": (Letter.State.REFUSED,),
    "waiting": (Letter.State.QUEUED, Letter.State.CLAIMED, Letter.State.HANDING_OVER),
    "sent": (Letter.State.SENT,),
    "withdrawn": (Letter.State.WITHDRAWN,),
}


def letter_counts() -> dict[str, int]:
    """How many letters each tab holds."""
    per_state = dict(Letter.objects.order_by().values_list("state").annotate(Count("pk")))
    return {tab: sum(per_state.get(state, 0) for state in states) for tab, states in TABS.items()}


def letters_of_tab(tab: str) -> QuerySet[Letter]:
    """The letters of a tab with their customers, newest first. Raises KeyError for an unknown tab."""
    return Letter.objects.filter(state__in=TABS[tab]).select_related("customer").order_by("-pk")

"""Which answers, or which endings, a page is about: read from the address, said in words, turned into rows."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import reduce
from operator import and_, or_
from typing import Any, Self

from django.db.models import Exists, F, OuterRef, Q, Value
from django.db.models.fields.json import KeyTextTransform
from django.db.models.lookups import Exact
from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from analysis.reasons import conditions
from analysis.reasons.forms import ANY, KINDS, SOURCES, VOLUNTARY, FilterForm
from surveys.customers.models import Cancellation, CancellationQuerySet
from surveys.invitations.models import Invitation
from surveys.questionnaires.models import Survey
from surveys.responses.models import SurveyResponse, SurveyResponseQuerySet

ATTRIBUTE = "attr."


@dataclass(frozen=True)
class FilterWord:
    """One filter in words, and the address's query without it."""

    words: str
    without: str


@dataclass(frozen=True)
class ResponseFilters:
    """The filters of the answers page and of the breakdown.

    The period is that of the ending; of an answer that is about no ending, the day it was given. No kind named:
    voluntary endings, and answers that are about no ending. With `errors` nothing is selected: a wrong filter is said,
    never left out in silence.
    """

    from_on: dt.date | None = None
    to_on: dt.date | None = None
    survey: Survey | None = None
    kinds: tuple[str, ...] = ()
    plan: str = ""
    attributes: tuple[tuple[str, str], ...] = ()
    source: str = ""
    reason: str = ""
    errors: tuple[str, ...] = ()

    @classmethod
    def from_query(cls, query: QueryDict, *, also: Collection[str] = ("page",)) -> Self:
        """Read `from to survey kind plan attr.<name> source reason`; names in `also` belong to the page itself."""
        form = FilterForm(query)
        unknown = [name for name in query if name not in form.fields and name not in also]
        errors = [_("There is no filter “%s”.") % name for name in unknown if not name.startswith(ATTRIBUTE)]
        errors += [f"{form.fields[name].label}: {words}" for name, lines in form.errors.items() for words in lines]
        chosen = form.cleaned_data
        return cls(
            from_on=chosen.get("from"),
            to_on=chosen.get("to"),
            survey=chosen.get("survey"),
            kinds=expand_kinds(chosen.get("kind", [])),
            plan=chosen.get("plan", ""),
            attributes=tuple(dict.fromkeys([*attributes_in(query), *chosen_attribute(chosen)])),
            source=chosen.get("source", ""),
            reason=chosen.get("reason", ""),
            errors=tuple(errors),
        )

    def about_endings(self) -> Self:
        """The same without answers about no ending, unless a survey is named: then its answers, whatever it asks."""
        return self if self.survey or self.kinds else replace(self, kinds=expand_kinds([VOLUNTARY]))

    def responses(self) -> SurveyResponseQuerySet:
        """The responses meant: settled ones only."""
        responses = SurveyResponse.objects.settled()
        if self.errors:
            return responses.none()
        if self.source in conditions.SOURCES_OF_CANCELLATIONS:
            about_them = responses.filter(cancellation__in=self.cancellations())
            return about_them.filter(survey=self.survey) if self.survey else about_them
        kinds = Q(cancellation__kind__in=self.kinds or Cancellation.VOLUNTARY)
        about_ending = Q(cancellation__isnull=False) & self._in_period("cancellation__ended_on")
        period = about_ending | (Q(cancellation=None) & self._in_period("answered_on"))
        found = [kinds if self.kinds else kinds | Q(cancellation=None), period]
        if self.survey:
            found.append(Q(survey=self.survey))
        if self.plan:
            found.append(Q(cancellation__plan=self.plan) | Q(cancellation=None, plan=self.plan))
        for name, value in self.attributes:
            own, ending = has_attribute(name, value), has_attribute(name, value, "cancellation__attributes")
            found.append(ending | (Q(cancellation=None) & own))
        if self.reason:
            found.append(conditions.response_gives(self.reason, self.source))
        return responses.filter(reduce(and_, found))

    def cancellations(self) -> CancellationQuerySet:
        """The endings meant; with a ticked or said reason, those with an answer that gives it."""
        cancellations = Cancellation.objects.all()
        if self.errors:
            return cancellations.none()
        found = [Q(kind__in=self.kinds or Cancellation.VOLUNTARY), self._in_period("ended_on")]
        if self.survey:
            found.append(Q(Exists(Invitation.objects.filter(cancellation=OuterRef("pk"), survey=self.survey))))
        if self.plan:
            found.append(Q(plan=self.plan))
        found += [has_attribute(name, value) for name, value in self.attributes]
        if self.reason and self.source in conditions.SOURCES_OF_CANCELLATIONS:
            found.append(conditions.cancellation_has(self.reason, self.source))
        elif self.reason:
            found.append(conditions.answered_with(self.reason, self.source))
        return cancellations.filter(reduce(and_, found))

    def _in_period(self, day: str) -> Q:
        found = Q()
        if self.from_on:
            found &= Q(**{f"{day}__gte": self.from_on})
        if self.to_on:
            found &= Q(**{f"{day}__lte": self.to_on})
        return found

    def as_query(self) -> str:
        """The address's query that says the same."""
        query = QueryDict(mutable=True)
        single = {
            "from": self.from_on.isoformat() if self.from_on else "",
            "to": self.to_on.isoformat() if self.to_on else "",
            "survey": str(self.survey.pk) if self.survey else "",
            "plan": self.plan,
            "source": self.source,
            "reason": self.reason,
        }
        query.update({name: value for name, value in single.items() if value})
        query.setlist("kind", compact_kinds(self.kinds))
        for name, value in self.attributes:
            query.appendlist(ATTRIBUTE + name, value)
        return query.urlencode()

    def words(self) -> list[FilterWord]:
        """Each filter in words, with the query that takes it away."""
        said: list[tuple[str, ResponseFilters]] = []
        if self.from_on or self.to_on:
            said.append((self._period_in_words(), replace(self, from_on=None, to_on=None)))
        if self.survey:
            said.append((self.survey.name, replace(self, survey=None)))
        if self.kinds:
            names = ", ".join(str(dict(KINDS)[kind]) for kind in compact_kinds(self.kinds))
            said.append((names, replace(self, kinds=())))
        if self.plan:
            said.append((_("plan %s") % self.plan, replace(self, plan="")))
        for pair in self.attributes:
            rest = tuple(other for other in self.attributes if other != pair)
            said.append((f"{pair[0]}: {pair[1]}", replace(self, attributes=rest)))
        if self.reason:
            label = str(dict(FilterForm().fields["reason"].choices)[self.reason])  # type: ignore[attr-defined]
            by_whom = f" ({dict(SOURCES)[self.source]})" if self.source else ""
            said.append((label + by_whom, replace(self, reason="", source="")))
        return [FilterWord(words, without.as_query()) for words, without in said]

    def sentence(self) -> str:
        """All filters as one line: "1 Oct 2026 to 31 Oct 2026 · plan Pro"."""
        return " · ".join(word.words for word in self.words()) or _("all answers")

    def _period_in_words(self) -> str:
        first, last = (date_format(day, "SHORT_DATE_FORMAT") if day else "" for day in (self.from_on, self.to_on))
        if first and last:
            return _("%(first)s to %(last)s") % {"first": first, "last": last}
        return _("since %s") % first if first else _("until %s") % last


def attributes_in(query: QueryDict) -> list[tuple[str, str]]:
    """The pairs of `attr.<name>=<value>` in an address."""
    names = [name for name in query if name.startswith(ATTRIBUTE)]
    return [
        (name.removeprefix(ATTRIBUTE), value.replace("\x00", "")) for name in names for value in query.getlist(name)
    ]


def chosen_attribute(chosen: dict[str, Any]) -> list[tuple[str, str]]:
    """The attribute picked in the form, which the address then names as `attr.<name>`."""
    return [(chosen["attribute"], chosen["value"])] if chosen.get("attribute") and chosen.get("value") else []


def has_attribute(name: str, value: str, field: str = "attributes") -> Q:
    """Condition: the attribute, whatever it is called, reads as this text (a number as its digits)."""
    return Q(Exact(KeyTextTransform(name, F(field)), Value(value)))


def expand_kinds(chosen: list[str]) -> tuple[str, ...]:
    """Kinds of endings as stored, in their order, from kinds and the words "voluntary" and "any"."""
    named = {VOLUNTARY: Cancellation.VOLUNTARY, ANY: Cancellation.Kind.values}
    wanted = reduce(or_, ({*named.get(kind, (kind,))} for kind in chosen), set[str]())
    return tuple(kind for kind in Cancellation.Kind.values if kind in wanted)


def compact_kinds(kinds: tuple[str, ...]) -> list[str]:
    """The shortest words for these kinds: the inverse of expand_kinds."""
    if set(kinds) == set(Cancellation.VOLUNTARY):
        return [VOLUNTARY]
    return [ANY] if set(kinds) == set(Cancellation.Kind.values) else list(kinds)

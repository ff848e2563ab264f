"""The rows of a breakdown: how many, what share, how sure, and how much money a month."""

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal

from analysis.statistics.intervals import Interval, wilson_interval
from analysis.statistics.response_rates import response_rate_1

# Rows that stand beside the eleven codes.
OTHER = "other"  # ticked or recorded as something outside the list
NO_REASON = "none"  # asked, answered, no reason given
UNDECIDED = "undecided"  # recorded in words that nobody has mapped yet

# A month with fewer is noise: its counts are shown, its shares are not.
FEWEST_IN_MONTH = 5

# Below this the answers themselves say more than any share of them.
FEW_ANSWERS = 30


@dataclass(frozen=True)
class ReasonShare:
    """One row: `count` of `base` give this reason; `money` a month is theirs, in the reporting currency."""

    key: str
    count: int
    base: int
    money: Decimal

    @property
    def share(self) -> float:
        return self.count / self.base if self.base else 0.0

    @property
    def interval(self) -> Interval:
        """95 % Wilson interval of the share."""
        return wilson_interval(self.count, self.base)


@dataclass(frozen=True)
class Money:
    """Revenue lost a month in the reporting currency, and how many endings could not be counted in it."""

    amount: Decimal
    counted: int
    not_counted: int  # no revenue known, or no rate for its currency on that day


@dataclass(frozen=True)
class Participation:
    """What became of those who were asked."""

    complete: int
    partial: int
    not_reached: int
    unknown: int
    refused: int = 0

    @property
    def asked(self) -> int:
        return self.complete + self.partial + self.refused + self.not_reached + self.unknown

    @property
    def response_rate(self) -> float | None:
        return response_rate_1(
            complete=self.complete,
            partial=self.partial,
            refused=self.refused,
            not_reached=self.not_reached,
            unknown=self.unknown,
        )


@dataclass(frozen=True)
class MonthlyShare:
    """How many of a month's base give a reason."""

    month: dt.date
    key: str
    count: int
    base: int

    @property
    def share(self) -> float | None:
        """None where the month has too few endings for a share to mean anything."""
        return self.count / self.base if self.base >= FEWEST_IN_MONTH else None


@dataclass(frozen=True)
class ReasonBreakdown:
    """Everything the reasons page says, from one question to the database.

    `base` is what shares divide by: endings (ticked, recorded, verified) or answers with words (said). Rows of a source
    with one main reason sum to the base; rows of what people said may sum to more.
    """

    source: str
    base: int
    rows: tuple[ReasonShare, ...]
    months: tuple[MonthlyShare, ...]
    without_day: int  # endings in the base whose day is unknown: in the rows, not in the months
    money_answered: Money
    money_all: Money
    currency: str
    participation: Participation
    unread: dict[str, int] = field(default_factory=dict)  # unsorted, no_words, not_analysed, waiting

    @property
    def leavers(self) -> int:
        """All endings looked at, answered about or not."""
        return self.money_all.counted + self.money_all.not_counted

    @property
    def largest_share(self) -> float:
        """What the bars are drawn against."""
        return max((row.share for row in self.rows), default=1.0)

    def share_of_answered_money(self, row: ReasonShare) -> float | None:
        return float(row.money / self.money_answered.amount) if self.money_answered.amount else None

    def share_of_all_money(self, row: ReasonShare) -> float | None:
        return float(row.money / self.money_all.amount) if self.money_all.amount else None

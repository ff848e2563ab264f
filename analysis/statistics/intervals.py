"""How far off a share may be: intervals for counts out of a base."""

from math import sqrt
from typing import NamedTuple

Z_95 = 1.959963984540054  # two-sided 95 % of the normal distribution


class Interval(NamedTuple):
    low: float
    high: float


def wilson_interval(count: int, base: int, *, z: float = Z_95) -> Interval:
    """Where the true share lies, 95 times of 100, when `count` of `base` were seen.

    In: two counts, 0 <= count <= base. Out: two shares between 0 and 1; (0, 1) for an empty base.
    Raises ValueError for counts that cannot be. Formula: Wilson (1927), as recommended by Brown, Cai & DasGupta (2001).
    """
    if not 0 <= count <= base:
        raise ValueError(f"{count} of {base} is not a share")
    if base == 0:
        return Interval(0.0, 1.0)
    share = count / base
    middle = share + z * z / (2 * base)
    half = z * sqrt(share * (1 - share) / base + z * z / (4 * base * base))
    scale = 1 + z * z / base
    return Interval(max(0.0, (middle - half) / scale), min(1.0, (middle + half) / scale))

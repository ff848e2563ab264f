"""Wilson's interval beside published figures and an independent implementation."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.proportion import proportion_confint

from analysis.statistics.intervals import wilson_interval


@pytest.mark.parametrize(
    ("count", "base", "low", "high"),
    [
        (0, 10, 0.0, 0.2775),
        (1, 10, 0.0179, 0.4042),
        (7, 20, 0.1812, 0.5671),
        (12, 40, 0.1807, 0.4543),
        (30, 100, 0.2189, 0.3958),
    ],
)
def test_it_gives_the_published_intervals(count: int, base: int, low: float, high: float) -> None:
    assert wilson_interval(count, base) == pytest.approx((low, high), abs=5e-5)


@given(base=st.integers(1, 100_000), data=st.data())
def test_it_agrees_with_statsmodels(base: int, data: st.DataObject) -> None:
    count = data.draw(st.integers(0, base))
    assert wilson_interval(count, base) == pytest.approx(proportion_confint(count, base, method="wilson"), abs=1e-9)


def test_an_empty_base_says_nothing() -> None:
    assert wilson_interval(0, 0) == (0.0, 1.0)


def test_more_than_everybody_is_refused() -> None:
    with pytest.raises(ValueError, match="3 of 2"):
        wilson_interval(3, 2)

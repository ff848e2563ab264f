"""The response rate counts everybody who was asked."""

import pytest

from analysis.statistics.response_rates import response_rate_1


def test_rr1_divides_complete_answers_by_everybody_asked() -> None:
    rate = response_rate_1(complete=22, partial=3, refused=5, not_reached=10, unknown=60)
    assert rate == pytest.approx(0.22)


def test_without_anybody_asked_there_is_no_rate() -> None:
    assert response_rate_1(complete=0, partial=0, refused=0, not_reached=0, unknown=0) is None

"""How the campaign `drain-touch` judges what it measured."""

import pytest

from tests.campaigns.drain_touch import limit_ms, percentile


@pytest.mark.parametrize(("count", "expected"), [(1, 1), (50, 50), (99, 99), (100, 99), (200, 198), (201, 199)])
def test_the_99th_percentile_is_exceeded_by_one_in_a_hundred_at_most(count: int, expected: int) -> None:
    assert percentile(range(count, 0, -1), 0.99) == expected


@pytest.mark.parametrize(("idle_ms", "expected_ms"), [(25.0, 50.0), (33.0, 50.0), (40.0, 60.0)])
def test_the_goal_gives_way_only_to_a_machine_that_is_busy_by_itself(idle_ms: float, expected_ms: float) -> None:
    assert limit_ms(idle_ms) == expected_ms

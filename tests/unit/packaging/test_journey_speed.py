"""What the campaign `journey-speed` says of its figures."""

from tests.campaigns.journey_speed import over_limits


def test_a_figure_just_over_its_limit_does_not_read_as_the_limit() -> None:
    """It printed `2.0 > 2.0`."""
    assert over_limits([("card to form", 2.004, 2.0), ("touches", 81, 80)]) == [
        "card to form: 2.01 > 2.0",
        "touches: 81.0 > 80",
    ]


def test_a_figure_at_its_limit_is_within_it() -> None:
    assert over_limits([("card to form", 2.0, 2.0)]) == []

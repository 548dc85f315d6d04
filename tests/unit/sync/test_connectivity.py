"""Connectivity: told on change only."""

from kiosk.sync import Connectivity, Watcher


def test_nothing_is_claimed_before_the_platform_was_asked() -> None:
    assert Watcher().now == Connectivity(None, 0.0)


def test_subscribers_hear_changes_only_with_their_moment() -> None:
    watcher = Watcher()
    told: list[Connectivity] = []
    watcher.subscribe(told.append)
    news = [watcher.saw(online, at_s) for online, at_s in ((False, 1.0), (False, 2.0), (True, 3.0), (True, 4.0))]
    assert news == [True, False, True, False]
    assert told == [Connectivity(False, 1.0), Connectivity(True, 3.0)]
    assert watcher.now == Connectivity(True, 3.0)

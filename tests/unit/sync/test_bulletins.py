"""The feed on this machine: kept on disk, valid only in its time, told when what holds changes."""

from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.core.tasks import Supervisor
from kiosk.sync import Bulletins, NewFeed, Unavailable, Unchanged
from kiosk.sync.answers import FeedResult
from kiosk.sync.bulletins import PERIOD_S
from kiosk.wire import Feed, FeedEntry
from tests.helpers.fake_clock import FakeClock
from tests.helpers.messages import DIVISION

pytestmark = pytest.mark.anyio


class Script:
    """Answers one after another; the last one for ever."""

    def __init__(self, *answers: FeedResult) -> None:
        self._answers = list(answers)
        self.etags: list[str | None] = []

    async def feed(self, division_code: str, etag: str | None) -> FeedResult:
        assert division_code == DIVISION
        self.etags.append(etag)
        return self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]


def entry(clock: FakeClock, title: str, kind: str = "notice", from_h: int = -1, to_h: int = 24) -> FeedEntry:
    return FeedEntry(
        entry_id=title,
        kind=kind,
        version=1,
        division_code=DIVISION,
        starts_at=clock.now() + timedelta(hours=from_h),
        expires_at=clock.now() + timedelta(hours=to_h),
        title=title,
        text="…",
    )


def titles(bulletins: Bulletins, kind: str = "notice") -> list[str]:
    return [each.title for each in bulletins.valid(kind)]


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "storage" / "feed.json"


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


async def test_only_what_holds_now_is_shown(cache: Path, clock: FakeClock) -> None:
    entries = [
        entry(clock, "now"),
        entry(clock, "later", from_h=2),
        entry(clock, "over", from_h=-9, to_h=-1),
        entry(clock, "storm", kind="alert"),
        entry(clock, "of tomorrow's program", kind="hologram"),
    ]
    bulletins = Bulletins(Script(NewFeed(Feed(version=1, entries=entries), '"1"')), cache, DIVISION, clock)
    await bulletins.refresh()
    assert titles(bulletins) == ["now"]
    assert titles(bulletins, "alert") == ["storm"]
    await clock.advance(3 * 3600)
    assert titles(bulletins) == ["now", "later"]


async def test_the_etag_of_the_last_answer_is_asked_with(cache: Path, clock: FakeClock) -> None:
    source = Script(NewFeed(Feed(version=1, entries=[]), '"1"'), Unchanged())
    bulletins = Bulletins(source, cache, DIVISION, clock)
    for _ in range(3):
        await bulletins.refresh()
    assert source.etags == [None, '"1"', '"1"']


def damaged(cache: Path, content: bytes) -> Path:
    cache.parent.mkdir()
    cache.write_bytes(content)
    return cache


@pytest.mark.parametrize("damage", [b"", b"{", b"\xff\xff", b'{"version":1}', b'{"version":1,"entries":[{}]}'])
async def test_a_damaged_cache_is_no_cache(damage: bytes, cache: Path, clock: FakeClock) -> None:
    bulletins = Bulletins(Script(Unavailable("unreachable")), damaged(cache, damage), DIVISION, clock)
    await bulletins.refresh()
    assert titles(bulletins) == []


async def test_a_place_that_cannot_be_written_costs_the_cache_only(tmp_path: Path, clock: FakeClock) -> None:
    (tmp_path / "file").write_text("in the way")
    feed = NewFeed(Feed(version=1, entries=[entry(clock, "now")]), '"1"')
    bulletins = Bulletins(Script(feed), tmp_path / "file" / "feed.json", DIVISION, clock)
    await bulletins.refresh()
    assert titles(bulletins) == ["now"]


async def test_a_change_is_told_once_by_news_or_by_time(cache: Path, clock: FakeClock) -> None:
    feed = NewFeed(Feed(version=1, entries=[entry(clock, "now", to_h=1)]), '"1"')
    bulletins = Bulletins(Script(Unavailable("unreachable"), feed, Unchanged()), cache, DIVISION, clock)
    told: list[list[str]] = []
    async with Supervisor() as supervisor:
        supervisor.start("feed", bulletins.run(lambda: told.append(titles(bulletins))))
        await clock.settle()
        assert told == [[]]
        for _ in range(3):
            await clock.advance(PERIOD_S)
        assert told == [[], ["now"]]
        for _ in range(60):
            await clock.advance(PERIOD_S)
    assert told == [[], ["now"], []]


async def test_what_was_kept_is_told_before_the_platform_is_asked(cache: Path, clock: FakeClock) -> None:
    feed = NewFeed(Feed(version=1, entries=[entry(clock, "kept")]), '"1"')
    await Bulletins(Script(feed), cache, DIVISION, clock).refresh()
    told: list[list[str]] = []
    source = Script(Unavailable("timeout"))
    again = Bulletins(source, cache, DIVISION, clock)

    def changed() -> None:
        told.append([*titles(again), f"asked {len(source.etags)}"])

    async with Supervisor() as supervisor:
        supervisor.start("feed", again.run(changed))
        await clock.settle()
    assert told == [["kept", "asked 0"]]

"""The feed on this machine: fetched now and then, kept on disk, valid only between its times (decisions/0009)."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

import msgspec

from kiosk.core.clock import Clock
from kiosk.sync.answers import FeedResult, NewFeed
from kiosk.telemetry import emit
from kiosk.wire import Feed, FeedEntry, decode, encode, is_plausible

PERIOD_S = 60.0
ENTRY_KINDS = ("notice", "alert", "disclosure", "directory")
"""What this terminal knows to show; it ignores any other kind."""

NOTHING = Feed(version=0, entries=[])


class FeedSource(Protocol):
    """What the feed needs of `PlatformClient`."""

    async def feed(self, division_code: str, etag: str | None) -> FeedResult: ...


class Bulletins:
    """Holds the newest feed; survives a restart without a network."""

    def __init__(self, source: FeedSource, cache: Path, division_code: str, clock: Clock) -> None:
        self._source = source
        self._cache = cache
        self._division_code = division_code
        self._clock = clock
        self._etag: str | None = None
        self._feed = _kept(cache)
        self._told: tuple[FeedEntry, ...] | None = None

    def valid(self, kind: str) -> tuple[FeedEntry, ...]:
        """The entries of one kind that hold now, newest version first."""
        now = self._clock.now()
        held = (e for e in self._feed.entries if e.kind == kind and e.starts_at <= now < e.expires_at)
        return tuple(sorted(held, key=lambda entry: -entry.version))

    async def run(self, changed: Callable[[], None]) -> None:
        """Refresh for ever; `changed` is called when what holds has changed, by news or by time, and at the start."""
        while True:
            self._tell(changed)
            await self.refresh()
            self._tell(changed)
            await self._clock.sleep(PERIOD_S)

    async def refresh(self) -> None:
        """Ask the platform once; without an answer the kept feed stays."""
        result = await self._source.feed(self._division_code, self._etag)
        if isinstance(result, NewFeed):
            self._feed, self._etag = result.feed, result.etag or None
            _keep(self._cache, result.feed)

    def _tell(self, changed: Callable[[], None]) -> None:
        held = tuple(entry for kind in ENTRY_KINDS for entry in self.valid(kind))
        if held != self._told:
            self._told = held
            changed()


def _kept(cache: Path) -> Feed:
    try:
        kept = decode(cache.read_bytes(), Feed)
    except (OSError, msgspec.MsgspecError):
        return NOTHING
    return kept if is_plausible(kept) else NOTHING


def _keep(cache: Path, feed: Feed) -> None:
    """A cache: losing it costs a fetch, so a failure to write is no failure."""
    beside = cache.with_suffix(".new")
    try:
        cache.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(encode(feed))
        os.replace(beside, cache)
    except OSError:
        emit("feed_not_kept")

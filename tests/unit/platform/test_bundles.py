"""Versions of the program that lie at the platform, and the terminal that fetches one over a line that breaks."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import cast

import httpx
import msgspec
import pytest

from kiosk.app import inbox
from kiosk.app.inbox import fetch
from kiosk.config import Settings, load_settings
from kiosk.core.clock import SystemClock
from kiosk.platform import bundles
from kiosk.sync.answers import Unavailable
from kiosk.sync.client import PlatformClient
from kiosk.wire import BundleOffer
from kiosk.wire.keys import to_text
from tests.helpers.bundles import Publisher, program
from tests.helpers.faulty_platform import AsgiApp
from tests.helpers.in_process_platform import InProcessPlatform, in_process_platform
from tests.helpers.machine import enrolled_in
from tests.helpers.view_context import ROOT

pytestmark = pytest.mark.anyio
PUBLISHER = Publisher.new()
BUNDLE = PUBLISHER.bundle(12, program(12))


def settings_of(tmp_path: Path, publisher: Publisher = PUBLISHER) -> Settings:
    """Of a terminal that takes this publisher's versions."""
    chosen = load_settings(ROOT / "assets/config/example.toml", {})
    storage = msgspec.structs.replace(chosen.storage, directory=tmp_path / "storage")
    (tmp_path / "storage").mkdir(exist_ok=True)
    key = to_text(publisher.signer.public_key)
    updates = msgspec.structs.replace(chosen.updates, publisher_key=key)
    return msgspec.structs.replace(chosen, storage=storage, updates=updates)


async def no_pause() -> None:
    """Nobody waits in a test."""


class Site:
    """A platform with a folder of versions, and one terminal of it."""

    def __init__(self, tmp_path: Path, platform: InProcessPlatform) -> None:
        self._tmp_path, self._platform = tmp_path, platform
        self.folder = tmp_path / "bundles"

    async def client(self) -> PlatformClient:
        clock = SystemClock()
        identity = await enrolled_in(self._tmp_path / "identity", self._platform, clock)
        way = httpx.ASGITransport(cast(AsgiApp, self._platform.app))  # litestar spells the same types in its own words
        return PlatformClient(self._platform.base_url, identity, clock, transport=way)

    async def fetched(self, settings: Settings, after: int = 0) -> int:
        async with await self.client() as client:
            return await fetch(client, settings, self._tmp_path, after, no_pause)


@pytest.fixture
async def site(tmp_path: Path) -> AsyncIterator[Site]:
    for folder in ("bundles", "platform"):
        (tmp_path / folder).mkdir()
    async with in_process_platform(tmp_path / "platform", SystemClock(), bundles=tmp_path / "bundles") as platform:
        yield Site(tmp_path, platform)


async def test_a_newer_version_is_fetched_piece_by_piece_and_lies_there_for_the_next_start(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bundles, "PIECE_BYTES", 100)
    (site.folder / "12.bundle").write_bytes(BUNDLE)
    settings = settings_of(tmp_path)
    assert await site.fetched(settings) == 12
    staged = settings.storage.directory / inbox.FOLDER
    assert (staged / "next.bundle").read_bytes() == BUNDLE
    assert list(staged.glob("coming-*")) == []


async def test_a_line_that_breaks_costs_one_piece(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundles, "PIECE_BYTES", 100)
    (site.folder / "12.bundle").write_bytes(BUNDLE)
    settings, asked, piece = settings_of(tmp_path), [], PlatformClient.bundle_piece

    async def breaks(client: PlatformClient, serial: int, start: int) -> bytes | Unavailable:
        asked.append(start)
        return Unavailable("cut_off") if len(asked) == 3 else await piece(client, serial, start)

    monkeypatch.setattr(PlatformClient, "bundle_piece", breaks)
    assert await site.fetched(settings) == 0
    assert await site.fetched(settings) == 12
    assert asked[:4] == [0, 100, 200, 200]


async def test_a_version_of_somebody_else_is_not_left_and_not_fetched_again(site: Site, tmp_path: Path) -> None:
    (site.folder / "12.bundle").write_bytes(Publisher.new().bundle(12, program(12)))
    settings = settings_of(tmp_path)
    assert await site.fetched(settings) == 12
    assert list((settings.storage.directory / inbox.FOLDER).iterdir()) == []


@pytest.mark.parametrize(("named", "offered"), [("huaishuli-3\n", True), ("elsewhere-1\n", False)])
async def test_a_list_beside_a_version_names_the_only_terminals_it_is_for(
    site: Site, named: str, offered: bool
) -> None:
    (site.folder / "12.bundle").write_bytes(BUNDLE)
    (site.folder / "12.only").write_text(named)
    async with await site.client() as client:
        told = await client.newer_bundle(3)
    assert told == (BundleOffer(serial=12, length=len(BUNDLE)) if offered else None)


async def test_what_is_not_newer_or_not_there_is_not_offered(site: Site) -> None:
    (site.folder / "12.bundle").write_bytes(BUNDLE)
    (site.folder / "readme.bundle").write_bytes(b"no version")
    async with await site.client() as client:
        assert await client.newer_bundle(12) is None
        missing = await client.bundle_piece(13, 0)
    assert isinstance(missing, Unavailable)

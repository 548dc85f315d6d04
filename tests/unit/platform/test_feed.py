"""The feed: for an area and what lies in it, between its times, with a version that only grows."""

from datetime import datetime, timedelta
from pathlib import Path

import httpx
import pytest

from kiosk.wire import Feed, decode
from tests.helpers.fake_clock import FakeClock
from tests.helpers.in_process_platform import DIVISION_CODE, InProcessPlatform, in_process_platform
from tests.unit.platform.conftest import Terminal, slug

pytestmark = pytest.mark.anyio


async def fetch(http: httpx.AsyncClient, code: str = DIVISION_CODE, etag: str | None = None) -> httpx.Response:
    headers = {} if etag is None else {"If-None-Match": etag}
    return await http.get("/v1/feed", params={"division_code": code}, headers=headers)


async def titles(http: httpx.AsyncClient, code: str = DIVISION_CODE) -> list[str]:
    return [entry.title for entry in decode((await fetch(http, code)).content, Feed).entries]


async def test_an_entry_reaches_its_area_and_what_lies_in_it(tmp_path: Path, clock: FakeClock) -> None:
    async with (
        in_process_platform(tmp_path, clock, division_code="130102") as platform,
        platform.http((await platform.enrol()).signer) as http,
    ):
        await platform.staff.post_notice("county", clock.now(), title="区", division_code="130102")
        await platform.staff.post_notice("street", clock.now(), title="街道", division_code="130102001000")
        await platform.staff.post_notice("city", clock.now(), title="市", division_code="130100")
        assert await titles(http, "130102001001") == ["市", "街道", "区"]
        assert await titles(http, "130102002001") == ["市", "区"]
        assert await titles(http, "130103001001") == ["市"]
        assert await titles(http, "140000") == []


async def test_an_entry_of_a_foreign_area_is_refused(platform: InProcessPlatform, clock: FakeClock) -> None:
    with pytest.raises(httpx.HTTPStatusError, match="422"):
        await platform.staff.post_notice("far", clock.now(), division_code="140100")


async def test_an_entry_begins_and_ends_in_time(
    platform: InProcessPlatform, terminal: Terminal, clock: FakeClock
) -> None:
    starts, ends = clock.now() + timedelta(minutes=1), clock.now() + timedelta(minutes=2)
    times = {"starts_at": starts.isoformat(), "expires_at": ends.isoformat()}
    await platform.staff.post_notice("water", clock.now(), **times)
    tags = []
    for expected in ([], ["停水"], []):
        tags.append((await fetch(terminal.http)).headers["ETag"])
        assert await titles(terminal.http) == expected
        await clock.advance(60)
    assert tags[0] != tags[1] != tags[2]


async def test_a_terminal_that_has_it_is_told_so(
    platform: InProcessPlatform, terminal: Terminal, clock: FakeClock
) -> None:
    await platform.staff.post_notice("water", clock.now())
    etag = (await fetch(terminal.http)).headers["ETag"]
    same = await fetch(terminal.http, etag=f'"other", W/{etag}')
    assert (same.status_code, same.content, same.headers["ETag"]) == (304, b"", etag)
    await platform.staff.post_notice("clinic", clock.now(), title="义诊")
    assert (await fetch(terminal.http, etag=etag)).status_code == 200


async def test_the_version_grows_with_every_change(
    platform: InProcessPlatform, terminal: Terminal, clock: FakeClock
) -> None:
    versions = [decode((await fetch(terminal.http)).content, Feed).version]
    for change in ("停水", "停水到明天"):
        entry = await platform.staff.post_notice("water", clock.now(), title=change)
        versions.append(decode((await fetch(terminal.http)).content, Feed).version)
        assert entry["version"] == versions[-1]
        assert await titles(terminal.http) == [change]
    assert (await platform.staff.http.delete("/v1/feed/water")).status_code == 204
    assert (await platform.staff.http.delete("/v1/feed/water")).status_code == 404
    versions.append(decode((await fetch(terminal.http)).content, Feed).version)
    assert versions == sorted(set(versions))
    assert await titles(terminal.http) == []


async def test_a_repeated_post_changes_nothing(
    platform: InProcessPlatform, terminal: Terminal, clock: FakeClock
) -> None:
    entry = {
        "entry_id": "water", "kind": "notice", "division_code": DIVISION_CODE, "title": "停水", "text": "今天",
        "starts_at": clock.now().isoformat(), "expires_at": (clock.now() + timedelta(days=1)).isoformat(),
    }  # fmt: skip
    headers = {"Idempotency-Key": "key-of-entry"}
    first = await platform.staff.http.post("/v1/feed", json=entry, headers=headers)
    again = await platform.staff.http.post("/v1/feed", json=entry, headers=headers)
    assert (first.status_code, again.status_code, again.content) == (201, 201, first.content)
    other = await platform.staff.http.post("/v1/feed", json={**entry, "title": "断电"}, headers=headers)
    assert (other.status_code, slug(other)) == (422, "key-reused")
    replaced = await platform.staff.http.post("/v1/feed", json=entry, headers={"Idempotency-Key": "another-key"})
    assert (replaced.status_code, replaced.json()["version"]) == (200, 2)


async def test_an_entry_never_moves_and_never_ends_before_it_begins(tmp_path: Path, clock: FakeClock) -> None:
    async with in_process_platform(tmp_path, clock, division_code="130102") as platform:
        await platform.staff.post_notice("water", clock.now())
        with pytest.raises(httpx.HTTPStatusError, match="409"):
            await platform.staff.post_notice("water", clock.now(), division_code="130102002001")
        with pytest.raises(httpx.HTTPStatusError, match="422"):
            await platform.staff.post_notice("late", clock.now(), expires_at=clock.now().replace(year=2020).isoformat())


async def test_a_time_without_a_zone_is_refused(platform: InProcessPlatform, clock: FakeClock) -> None:
    with pytest.raises(httpx.HTTPStatusError, match="400"):
        await platform.staff.post_notice("naive", clock.now(), starts_at="2026-04-21T09:00:00")


@pytest.mark.parametrize("at", ["9998-12-31T23:59:59-14:00", "0002-01-01T00:00:00+14:00"])
async def test_a_time_at_the_edge_of_the_calendar_is_refused_and_breaks_nothing(
    platform: InProcessPlatform, at: str
) -> None:
    with pytest.raises(httpx.HTTPStatusError, match="422"):
        await platform.staff.post_notice("edge", datetime.fromisoformat(at))

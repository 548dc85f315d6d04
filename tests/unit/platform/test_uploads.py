"""Pages in parts: each on disk before it is answered, whole only if the digest is right."""

import hashlib
import random
import secrets
from pathlib import Path

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.platform.timers import forget_stale_parts
from kiosk.platform.uploads import MAX_PART_BYTES, PART_COST_BYTES
from kiosk.wire import MAX_BLOB_BYTES
from tests.helpers.enrolled import EnrolledTerminal
from tests.helpers.fake_clock import FakeClock
from tests.helpers.in_process_platform import InProcessPlatform, in_process_platform
from tests.unit.platform.conftest import Terminal, slug

pytestmark = pytest.mark.anyio
PAGE = random.Random(7).randbytes(3000)
SHA256 = hashlib.sha256(PAGE).hexdigest()
DAY_S = 86400.0


@pytest.fixture
async def machine(platform: InProcessPlatform) -> EnrolledTerminal:
    return await platform.enrol()


async def patch(
    http: httpx.AsyncClient, start: int, end: int, page: bytes = PAGE, sha256: str = SHA256, length: int | None = None
) -> httpx.Response:
    headers = {
        "Content-Type": "application/offset+octet-stream",
        "Upload-Offset": str(start),
        "Upload-Length": str(len(page) if length is None else length),
    }
    return await http.patch(f"/v1/blobs/{sha256}", content=page[start:end], headers=headers)


async def here(http: httpx.AsyncClient, sha256: str = SHA256) -> tuple[int, str | None, str | None]:
    answer = await http.head(f"/v1/blobs/{sha256}")
    return answer.status_code, answer.headers.get("Upload-Offset"), answer.headers.get("Upload-Complete")


async def parts_count(platform: InProcessPlatform) -> int:
    ((count,),) = await platform.sql("select count(*) from blob_parts")
    return int(count)


async def test_part_by_part_to_a_whole_page(platform: InProcessPlatform, terminal: Terminal) -> None:
    http = terminal.http
    assert await here(http) == (404, None, None)
    first = await patch(http, 0, 1000)
    assert (first.status_code, first.headers["Upload-Offset"], first.content) == (204, "1000", b"")
    assert await here(http) == (200, "1000", "?0")
    assert (await patch(http, 1000, 2500)).headers["Upload-Offset"] == "2500"
    last = await patch(http, 2500, 3000)
    assert (last.status_code, last.json()) == (201, {"sha256": SHA256})
    assert await here(http) == (200, "3000", "?1")
    assert await parts_count(platform) == 0
    assert (await platform.staff.http.get(f"/v1/blobs/{SHA256}")).content == PAGE


async def test_a_lost_answer_costs_one_question(terminal: Terminal) -> None:
    http = terminal.http
    await patch(http, 0, 1000)
    again = await patch(http, 0, 1000)
    assert (again.status_code, slug(again), again.headers["Upload-Offset"]) == (409, "wrong-offset", "1000")
    await patch(http, 1000, 3000)
    done = await patch(http, 1000, 3000)
    assert (done.status_code, done.json()) == (200, {"sha256": SHA256})


async def test_parts_outlive_the_process(tmp_path: Path, clock: FakeClock) -> None:
    async with in_process_platform(tmp_path, clock) as before:
        machine = await before.enrol()
        async with before.http(machine.signer) as http:
            await patch(http, 0, 1000)
    async with in_process_platform(tmp_path, clock) as after, after.http(machine.signer) as http:
        assert await here(http) == (200, "1000", "?0")
        assert (await patch(http, 1000, 3000)).status_code == 201


async def test_a_wrong_digest_drops_everything(platform: InProcessPlatform, terminal: Terminal) -> None:
    await patch(terminal.http, 0, 1000)
    wrong = await patch(terminal.http, 1000, 3000, PAGE[:-1] + b"x" if PAGE[-1:] != b"x" else PAGE[:-1] + b"y")
    assert (wrong.status_code, slug(wrong)) == (422, "digest-mismatch")
    assert await here(terminal.http) == (404, None, None)
    assert await parts_count(platform) == 0


async def test_parts_are_the_terminals_own(platform: InProcessPlatform, terminal: Terminal) -> None:
    other = await platform.enrol("hsl-4", "HSL4")
    await patch(terminal.http, 0, 1000)
    async with platform.http(other.signer) as http:
        assert await here(http) == (404, None, None)
        assert (await patch(http, 0, 5, b"spoil" + PAGE[5:])).status_code == 204
    assert (await patch(terminal.http, 1000, 3000)).status_code == 201


async def test_parts_nobody_goes_on_with_are_dropped_after_a_week(
    platform: InProcessPlatform, terminal: Terminal, clock: FakeClock
) -> None:
    other = b"another page"
    digest = hashlib.sha256(other).hexdigest()
    await patch(terminal.http, 0, 1000)
    await clock.advance(7 * DAY_S)
    assert await here(terminal.http) == (200, "1000", "?0")
    await clock.advance(1)
    assert await here(terminal.http) == (404, None, None)
    assert await parts_count(platform) == 1
    assert (await patch(terminal.http, 0, 3, other, digest)).status_code == 204
    assert await parts_count(platform) == 1
    assert (await patch(terminal.http, 0, 3000)).status_code == 201


async def test_every_minute_what_nobody_goes_on_with_is_dropped(
    platform: InProcessPlatform, machine: EnrolledTerminal, clock: FakeClock
) -> None:
    async with platform.http(machine.signer) as http:
        await patch(http, 0, 1000)
    for days, left_count in ((7, 1), (1, 0)):
        await clock.advance(days * DAY_S)
        await forget_stale_parts(platform.reception)
        assert await parts_count(platform) == left_count


async def test_of_too_many_begun_pages_the_oldest_are_dropped_and_of_no_other_terminal(
    platform: InProcessPlatform, terminal: Terminal, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kiosk.platform.uploads.MOST_BEGUN_BYTES", 3 * (1000 + PART_COST_BYTES))
    pages = [random.Random(seed).randbytes(3000) for seed in range(4)]
    digests = [hashlib.sha256(page).hexdigest() for page in pages]
    async with platform.http((await platform.enrol("hsl-4", "HSL4")).signer) as other:
        await patch(other, 0, 1000, pages[0], digests[0])
        for page, digest in zip(pages, digests, strict=True):
            assert (await patch(terminal.http, 0, 1000, page, digest)).status_code == 204
            await clock.advance(1)
        assert [(await here(terminal.http, digest))[0] for digest in digests] == [404, 200, 200, 200]
        assert (await here(other, digests[0]))[0] == 200
    assert (await patch(terminal.http, 1000, 2000, pages[1], digests[1])).status_code == 204
    assert [(await here(terminal.http, digest))[0] for digest in digests] == [404, 200, 404, 200]
    assert (await patch(terminal.http, 2000, 3000, pages[1], digests[1])).status_code == 201


async def test_a_page_in_too_many_small_parts_is_refused_and_drops_nothing_of_itself(
    platform: InProcessPlatform, terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kiosk.platform.uploads.MOST_BEGUN_BYTES", 2 * (1 + PART_COST_BYTES))
    answers = [await patch(terminal.http, start, start + 1) for start in range(3)]
    assert [answer.status_code for answer in answers] == [204, 204, 413]
    assert await parts_count(platform) == 2


@pytest.mark.parametrize(
    ("start", "end", "length", "status", "told"),
    [
        (0, 3000, 2999, 422, "part-misfits"),
        (0, 0, 3000, 422, "part-misfits"),
        (0, 10, MAX_BLOB_BYTES + 1, 413, "too-large"),
        (1, 10, 3000, 409, "wrong-offset"),
        (0, 10, 0, 400, "invalid-request"),
        (0, 10, -1, 400, "invalid-request"),
    ],
)
async def test_a_part_that_does_not_fit_is_refused(
    platform: InProcessPlatform, terminal: Terminal, start: int, end: int, length: int, status: int, told: str
) -> None:
    answer = await patch(terminal.http, start, end, length=length)
    assert (answer.status_code, slug(answer)) == (status, told)
    assert await parts_count(platform) == 0


async def test_a_page_keeps_the_length_it_was_begun_with(terminal: Terminal) -> None:
    await patch(terminal.http, 0, 10)
    answer = await patch(terminal.http, 10, 20, length=2000)
    assert (answer.status_code, slug(answer)) == (422, "length-changed")


async def test_a_part_has_at_most_a_mebibyte(terminal: Terminal) -> None:
    page = bytes(MAX_PART_BYTES + 1)
    too_much = await patch(terminal.http, 0, len(page), page, hashlib.sha256(page).hexdigest())
    assert (too_much.status_code, slug(too_much)) == (413, "too-large")
    assert (await patch(terminal.http, 0, MAX_PART_BYTES, page, hashlib.sha256(page).hexdigest())).status_code == 204


async def test_headers_that_are_missing_or_no_numbers_are_refused(terminal: Terminal) -> None:
    content_type = {"Content-Type": "application/offset+octet-stream"}
    for headers in ({}, {"Upload-Offset": "0"}, {"Upload-Length": "9"}, {"Upload-Offset": "x", "Upload-Length": "9"},
                    {"Upload-Offset": "-1", "Upload-Length": "9"}):  # fmt: skip
        sent = {**content_type, **headers}
        answer = await terminal.http.patch(f"/v1/blobs/{SHA256}", content=b"x", headers=sent)
        assert (answer.status_code, slug(answer)) == (400, "invalid-request"), headers


PARTS = st.lists(st.tuples(st.sampled_from([0, 0, 0, -1, 1]), st.integers(1, 150)), min_size=1, max_size=8)


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(length=st.integers(16, 300), parts=PARTS)
async def test_in_whatever_parts_it_comes_the_page_is_the_page(
    terminal: Terminal, length: int, parts: list[tuple[int, int]]
) -> None:
    page = secrets.token_bytes(length)  # never one that is there already
    digest = hashlib.sha256(page).hexdigest()
    offset = 0
    for beside, size in [*parts, (0, length)]:
        if offset == length:
            break
        start = max(0, offset + beside)
        answer = await patch(terminal.http, start, start + size, page, digest)
        if start == offset:
            offset = min(length, start + size)
            assert answer.status_code == (201 if offset == length else 204)
        else:
            assert (answer.status_code, answer.headers["Upload-Offset"]) == (409, str(offset))
    assert await here(terminal.http, digest) == (200, str(length), "?1")

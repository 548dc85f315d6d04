"""The book that campaigns judge by, held against the real platform's database."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from kiosk.wire import encode
from tests.campaigns.kill import forget_ids
from tests.helpers.both_ends import Book
from tests.helpers.fake_clock import FakeClock
from tests.helpers.in_process_platform import InProcessPlatform, in_process_platform
from tests.helpers.messages import id_of
from tests.helpers.platform_cases import PAGE, PAGE_SHA256, case_envelope, rating_envelope
from tests.helpers.terminal_process import Said

pytestmark = pytest.mark.anyio

CASE_ID, RATING_ID, PAGE_ID = id_of(1), id_of(2), id_of(3)
CASE = Said("saved", "case", CASE_ID, CASE_ID, "HSL-0421-0037")
RATING = Said("saved", "rating", RATING_ID, CASE_ID)
PICTURE = Said("saved", "blob", PAGE_ID, CASE_ID, digest=PAGE_SHA256)


@pytest.fixture
async def platform(tmp_path: Path) -> AsyncIterator[InProcessPlatform]:
    async with in_process_platform(tmp_path, FakeClock()) as running:
        yield running


@pytest.fixture
def book(platform: InProcessPlatform) -> Book:
    book = Book(platform.settings.database)
    for said in (CASE, RATING, PICTURE):
        book.hear(said)
    return book


async def arrive(platform: InProcessPlatform) -> None:
    """All three reach the platform."""
    terminal = await platform.enrol()
    async with platform.http(terminal.signer) as http:
        for key, sent in ((CASE_ID, case_envelope(CASE_ID)), (RATING_ID, rating_envelope(CASE_ID))):
            headers = {"Idempotency-Key": key, "Content-Type": "application/json"}
            (await http.post("/v1/envelopes", content=encode(sent), headers=headers)).raise_for_status()
        octets = {"Content-Type": "application/octet-stream"}
        (await http.put(f"/v1/blobs/{PAGE_SHA256}", content=PAGE, headers=octets)).raise_for_status()


async def test_what_arrived_once_is_neither_lost_nor_doubled(platform: InProcessPlatform, book: Book) -> None:
    await arrive(platform)
    assert book.verdict().is_clean
    assert book.verdict().announced_count == 3


async def test_what_did_not_arrive_is_lost(book: Book) -> None:
    assert set(book.verdict().lost) == {CASE_ID, RATING_ID, PAGE_ID}


async def test_a_case_under_another_number_is_lost(platform: InProcessPlatform, book: Book) -> None:
    await arrive(platform)
    book.hear(Said("saved", "case", CASE_ID, CASE_ID, "HSL-0421-0038"))
    assert book.verdict().lost == (CASE_ID,)


async def test_an_acknowledgement_before_the_effect_is_premature(platform: InProcessPlatform, book: Book) -> None:
    book.hear(Said("acknowledged", "case", CASE_ID, CASE_ID))
    await arrive(platform)
    book.hear(Said("acknowledged", "rating", RATING_ID, CASE_ID))
    assert book.verdict().premature == (CASE_ID,)
    assert book.waiting == {PAGE_ID}


async def test_a_case_taken_twice_is_doubled(platform: InProcessPlatform, book: Book) -> None:
    await arrive(platform)
    forget_ids(platform.settings.database)
    await arrive(platform)
    assert "HSL-0421-0037" in book.verdict().doubled


async def test_two_cases_under_one_number_are_seen(book: Book) -> None:
    book.hear(Said("saved", "case", id_of(9), id_of(9), CASE.number))
    assert book.verdict().repeated_numbers == (CASE.number,)

"""What an ESC/POS printer is believed, and what not, when rubbish comes with it."""

import asyncio
from collections.abc import AsyncIterator, Callable

import pytest

from devices.contracts.printer import Paper
from devices.links.link import LinkGarbageError, LinkGoneError
from devices.printers.profile import PrinterProfile
from devices.printers.wire import PrinterWire

pytestmark = pytest.mark.anyio
RUBBISH = b"<p>squawk</p>"
OPEN_COVER = b"\x38\x00\x00\x00"


class PlayedLink:
    """A wire that says what the test makes it say; `answer` makes its answer to a question."""

    def __init__(self, answer: Callable[[bytes], bytes] = lambda question: b"\x12") -> None:
        self.pieces: asyncio.Queue[bytes | None] = asyncio.Queue()
        self.answer = answer
        self._is_read = False

    async def write(self, data: bytes) -> None:
        self.pieces.put_nowait(self.answer(data))

    async def read(self) -> bytes:
        if self._is_read:
            self.pieces.task_done()
        piece = await self.pieces.get()
        self._is_read = True
        if piece is None:
            raise LinkGoneError("pulled")
        return piece

    async def close(self) -> None: ...

    async def heard(self, *pieces: bytes) -> None:
        """Say that, and wait until it was listened to."""
        for piece in pieces:
            self.pieces.put_nowait(piece)
        await self.pieces.join()


@pytest.fixture
async def link() -> PlayedLink:
    return PlayedLink()


@pytest.fixture
async def wire(link: PlayedLink) -> AsyncIterator[PrinterWire]:
    wire = PrinterWire(link, PrinterProfile())
    listening = asyncio.create_task(wire.listen())
    yield wire
    listening.cancel()
    await asyncio.gather(listening, return_exceptions=True)


async def test_answers_between_which_rubbish_came_are_not_believed(link: PlayedLink, wire: PrinterWire) -> None:
    link.answer = lambda question: RUBBISH if question[-1] == 1 else b"\x12"
    link.pieces.put_nowait(b"\x12")  # what would be taken for the first one's answer
    assert await wire.facts(0.05) is None
    link.answer = lambda question: b"\x12"
    facts = await wire.facts(0.05)
    assert facts is not None
    assert (facts.trouble, facts.paper) == (None, Paper.FULL)


async def test_a_word_nobody_asked_for_counts_only_of_one_who_answers(link: PlayedLink, wire: PrinterWire) -> None:
    await link.heard(OPEN_COVER)
    told = [wire.changed.is_set()]
    await wire.facts(0.05)
    await link.heard(OPEN_COVER)
    told.append(wire.changed.is_set())
    wire.changed.clear()
    await link.heard(RUBBISH, OPEN_COVER)
    assert [*told, wire.changed.is_set()] == [False, True, False]


async def test_a_page_is_no_mark_of_a_printed_part(link: PlayedLink, wire: PrinterWire) -> None:
    await link.heard(RUBBISH)
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.05):
            await wire.mark(b"")
    await link.heard(b"\x00")
    await wire.mark(b"")


@pytest.mark.parametrize("pieces", [[RUBBISH] * 3, [RUBBISH, None]])
async def test_three_pieces_of_rubbish_or_rubbish_as_a_last_word_are_garbage(pieces: list[bytes | None]) -> None:
    link = PlayedLink()
    for piece in pieces:
        link.pieces.put_nowait(piece)
    with pytest.raises(LinkGarbageError):
        await PrinterWire(link, PrinterProfile()).listen()


async def test_noise_now_and_then_is_no_garbage(link: PlayedLink, wire: PrinterWire) -> None:
    for _ in range(5):
        await link.heard(RUBBISH, RUBBISH, b"\x12")
    assert await wire.facts(0.05) is not None

"""The driver of a SAM_V reader: keeps the link, watches for a card, reads it. The bytes are in `frames`, the fields in
`layouts`, what can be known of a lying card in `presence`.

One task, `run`, owns the wire and asks one question at a time; `read` only leaves a request with it. So a read that is
cancelled ends with the command under way, and no late answer is left for the next.
"""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, replace
from typing import NoReturn, assert_never

from devices.contracts.card_reader import (
    CardMedia,
    CardPulled,
    CardRead,
    CardReaderStatus,
    CardUnreadable,
    NoCardInTime,
    ReadResult,
)
from devices.contracts.health import Health
from devices.contracts.results import Cancelled, DeviceGone
from devices.contracts.watching import Watched
from devices.idcards.exchange import Exchange, Rubbish, Silence
from devices.idcards.frames import Command, Reply, Status, sam_id_text
from devices.idcards.layouts import BadLayout, decode_card
from devices.idcards.presence import Presence, after_answer, card_was_read, reader_lost
from devices.links.link import LEAST_BACK_OFF_S, MOST_BACK_OFF_S, LinkGoneError, OpenLink
from devices.links.pause import pause

READ_TRIES = 3
SILENCES_TO_OFFLINE = 3
MODULE_FAULTS = frozenset({Status.SELF_TEST_FAILED, Status.NOT_AUTHORISED})


@dataclass(frozen=True, slots=True)
class SamvTiming:
    """How long to wait for what; the module needs 50 ms to find or select and 600 ms to read."""

    poll_s: float = 0.3
    answer_s: float = 1.0
    read_answer_s: float = 2.5
    least_back_off_s: float = LEAST_BACK_OFF_S
    most_back_off_s: float = MOST_BACK_OFF_S


@dataclass(frozen=True, slots=True)
class _Request:
    result: asyncio.Future[ReadResult]
    deadline_s: float


class _ModuleSilentError(Exception):
    """The port is there and the module does not speak."""


class SamvReader:
    """Implements `CardReader`. Loop thread only."""

    def __init__(
        self, open_link: OpenLink, timing: SamvTiming | None = None, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self._open_link = open_link
        self._timing = timing or SamvTiming()
        self._monotonic = monotonic
        self._presence = Presence()
        self._request: _Request | None = None
        self._wake = asyncio.Event()
        self._silences = 0
        start = CardReaderStatus(since_s=monotonic())
        self._status = Watched(start)

    @property
    def status(self) -> CardReaderStatus:
        return self._status.value

    def watch(self) -> AsyncIterator[CardReaderStatus]:
        return self._status.watch()

    async def read(self, timeout_s: float) -> ReadResult:
        if self.status.health not in (Health.ONLINE, Health.STARTING):
            return DeviceGone(self.status.health)
        self._finish(Cancelled())
        future: asyncio.Future[ReadResult] = asyncio.get_running_loop().create_future()
        self._request = _Request(future, self._monotonic() + timeout_s)
        self._wake.set()
        return await future

    async def close(self) -> None:
        self._finish(Cancelled())
        self._status.close()

    async def run(self) -> None:
        failures = 0
        while True:
            before = self.status.last_confirmed_s
            health, reason = await self._connected()
            failures = 1 if self.status.last_confirmed_s != before else failures + 1
            self._presence = reader_lost(self._presence)
            self._publish(health)
            self._finish(DeviceGone(reason))
            failures = await pause(failures, self._timing.least_back_off_s, self._timing.most_back_off_s)

    async def _connected(self) -> tuple[Health, str]:
        """Work with the reader until it is lost; why it was."""
        try:
            link = await self._open_link()
        except LinkGoneError as error:
            return Health.NO_DEVICE, str(error)
        try:
            await self._work(Exchange(link))
        except LinkGoneError as error:
            return Health.NO_DEVICE, str(error)
        except _ModuleSilentError as error:
            return Health.OFFLINE, str(error)
        finally:
            await link.close()

    async def _work(self, exchange: Exchange) -> NoReturn:
        self._silences = 0
        await self._greet(exchange)
        while True:
            self._wake.clear()
            request = self._open_request()
            if request is None:
                await self._look(exchange)
                await self._rest()
                continue
            if not await self._served(exchange, request):
                await self._rest()

    async def _served(self, exchange: Exchange, request: _Request) -> bool:
        """Whether the request has its answer. In a coroutine of its own, whose end forgets the card: the one that goes
        on for ever would keep what it read last until the next resident comes."""
        result = await self._attempt(exchange, request)
        if result is None:
            return False
        self._finish(result)
        return True

    async def _rest(self) -> None:
        """Wait for the next poll, or for a request."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(self._timing.poll_s):
                await self._wake.wait()

    async def _greet(self, exchange: Exchange) -> None:
        while True:
            state = await self._ask(exchange, Command.SAM_STATUS)
            if state is not None:
                break
        healthy = state.code == Status.OK
        number = await self._ask(exchange, Command.SAM_ID)
        serial = sam_id_text(number.data) if number is not None and number.code == Status.OK else None
        self._publish(Health.ONLINE if healthy else Health.HARDWARE_ERROR, serial or "")

    async def _ask(self, exchange: Exchange, command: Command) -> Reply | None:
        """Ask once; None when no answer could be used. Raises _ModuleSilentError after too many of those."""
        wait_s = self._timing.read_answer_s if command is Command.READ_TEXT_PHOTO else self._timing.answer_s
        match await exchange.ask(command, wait_s):
            case Reply() as reply:
                self._silences = 0
                self._status.refresh(replace(self.status, last_confirmed_s=self._monotonic()))
                return reply
            case Silence():
                self._count_failure("silent")
            case Rubbish():
                self._count_failure("bad_frames")
            case other:
                assert_never(other)
        return None

    def _count_failure(self, reason: str) -> None:
        self._silences += 1
        if self._silences >= SILENCES_TO_OFFLINE:
            raise _ModuleSilentError(reason)

    async def _look(self, exchange: Exchange) -> None:
        """Ask the one question that tells whether a card lies there."""
        question = self._presence.question
        reply = await self._ask(exchange, question)
        if reply is not None:
            self._know(after_answer(self._presence, question, reply.code))

    async def _attempt(self, exchange: Exchange, request: _Request) -> ReadResult | None:
        """Read the card if a fresh one lies there; None when there is none yet."""
        await self._look(exchange)
        if self._presence.media is CardMedia.PRESENT and not self._presence.spent and not request.result.done():
            return await self._read_card(exchange)
        return NoCardInTime() if self._monotonic() >= request.deadline_s else None

    async def _read_card(self, exchange: Exchange) -> ReadResult:
        selected = await self._ask(exchange, Command.SELECT_CARD)
        for _ in range(READ_TRIES):
            reply = await self._ask(exchange, Command.READ_TEXT_PHOTO)
            if reply is None:
                continue  # the module may have read it all the same: only 30 01 again can tell, 20 01 would not find it
            if reply.code == Status.OK:
                return self._decoded(reply.data)
            if reply.code in MODULE_FAULTS:
                self._publish(Health.HARDWARE_ERROR)
                return DeviceGone(Status(reply.code).name.lower())
            if reply.code != Status.READ_FAILED:
                return CardUnreadable(f"sw_{reply.code:02x}")
            found = await self._ask(exchange, Command.FIND_CARD)
            if found is not None and found.code == Status.NOT_FOUND and not await self._still_selected(exchange):
                self._know(Presence(CardMedia.NOT_PRESENT, probe=self._presence.probe))
                return CardPulled()
            selected = await self._ask(exchange, Command.SELECT_CARD)
        return CardUnreadable("read_failed" if selected is not None else "no_answer")

    async def _still_selected(self, exchange: Exchange) -> bool:
        """A card that was read in vain may lie there and not be found again: ask the card itself."""
        reply = await self._ask(exchange, Command.READ_TEXT_PHOTO)
        return reply is not None and reply.code == Status.OK

    def _decoded(self, data: bytes) -> ReadResult:
        self._know(card_was_read(self._presence))
        card = decode_card(data)
        return CardUnreadable(f"layout_{card.field}") if isinstance(card, BadLayout) else CardRead(card)

    def _know(self, presence: Presence) -> None:
        self._presence = presence
        self._publish(self.status.health)

    def _publish(self, health: Health, serial: str | None = None) -> None:
        """Tell the watchers if anything but the age changed."""
        old = self.status
        new = replace(old, health=health, media=self._presence.media, serial=old.serial if serial is None else serial)
        if new != old:
            changed = (new.health, new.media) != (old.health, old.media)
            self._status.publish(replace(new, since_s=self._monotonic() if changed else old.since_s))

    def _open_request(self) -> _Request | None:
        if self._request is not None and self._request.result.done():
            self._request = None
        return self._request

    def _finish(self, result: ReadResult) -> None:
        if self._request is not None and not self._request.result.done():
            self._request.result.set_result(result)
        self._request = None

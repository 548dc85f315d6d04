"""The driver of a SAM_V reader: keeps the link, watches for a card, reads it. The bytes are in `frames`, the fields in
`layouts`, what can be known of a lying card in `presence`, what who waits for a card in `links.desk`.

One task, `run`, owns the wire and asks one question at a time; `read` only leaves a request with it. So a read that is
cancelled ends with the command under way, and no late answer is left for the next.

`trouble` of the status: `gone`, `no_permission`, `in_use` (the link's words), `silent`, `bad_frames`, or the module's
own fault: `self_test_failed`, `not_authorised`, and `module_fault` for whatever else it says is wrong with it.
"""

import asyncio
import contextlib
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, ClassVar, NoReturn, assert_never

from devices.contracts.card_reader import (
    MOST_READ_S,
    CardMedia,
    CardPulled,
    CardRead,
    CardReaderStatus,
    CardUnreadable,
    IdCard,
    NoCardInTime,
    ReadResult,
)
from devices.contracts.health import Health
from devices.contracts.results import DeviceGone
from devices.idcards.exchange import Exchange, Rubbish, Silence
from devices.idcards.frames import Command, Reply, Status, sam_id_text
from devices.idcards.layouts import ADDRESSED, BadLayout, decode_card, decode_newest_address
from devices.idcards.photo import PhotoDecoder
from devices.idcards.presence import NOT_KNOWN, Presence, after_answer, card_was_read, reader_lost
from devices.links.desk import Desk, Request
from devices.links.driver import BackOff, DeviceFailedError, LinkDriver
from devices.links.link import LEAST_BACK_OFF_S, MOST_BACK_OFF_S, Link, LinkGoneError, OpenLink
from devices.links.pause import BEAT_S, to_beat_s

MODEL = "SAM_V"
READ_TRIES = 3
ADDRESS_TRIES = 2
"""The card may be lifted as soon as it was read: whoever moved is not kept longer for it than this."""
SILENCES_TO_OFFLINE = 3
MODULE_FAULTS = frozenset({Status.SELF_TEST_FAILED, Status.NOT_AUTHORISED})


@dataclass(frozen=True, slots=True)
class SamvTiming:
    """How long to wait for what; the module needs 50 ms to find or select and 600 ms to read."""

    poll_s: float = 0.3
    idle_poll_s: float = BEAT_S
    """While nobody waits for a card and none lies there; whoever begins to wait is served at once."""
    answer_s: float = 1.0
    read_answer_s: float = 2.5
    least_back_off_s: float = LEAST_BACK_OFF_S
    most_back_off_s: float = MOST_BACK_OFF_S


class SamvReader(LinkDriver[CardReaderStatus]):
    """Implements `CardReader`. Loop thread only."""

    STATE = ("media",)
    MOST_BYTES_S: ClassVar[int] = 1024 * 1024
    """A card is 1.3 kB; an emulated one that does not keep a serial port's pace is read hundreds of times a second."""

    def __init__(
        self,
        open_link: OpenLink,
        timing: SamvTiming | None = None,
        decoder: PhotoDecoder | None = None,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._timing = timing or SamvTiming()
        back_off = BackOff(self._timing.least_back_off_s, self._timing.most_back_off_s)
        super().__init__(open_link, CardReaderStatus, back_off, monotonic)
        self._decoder = decoder
        self._desk = Desk[ReadResult]()
        self._presence = Presence()
        self._silences = 0
        self._knows_newest_address = True

    async def read(self, timeout_s: float) -> ReadResult:
        if self.status.health not in (Health.ONLINE, Health.STARTING):
            return DeviceGone(self.status.trouble or self.status.health)
        return await self._desk.served(timeout_s, MOST_READ_S) or DeviceGone("hung")

    async def close(self) -> None:
        self._desk.cancel()
        await super().close()

    def _lost(self, trouble: str) -> None:
        self._presence = reader_lost(self._presence)
        self._desk.finish(DeviceGone(trouble))

    async def _work(self, link: Link) -> NoReturn:
        exchange = Exchange(link)
        self._silences = 0
        self._knows_newest_address = True
        await self._greet(exchange)
        while True:
            request = self._desk.request
            if self.status.health is Health.HARDWARE_ERROR:
                await self._greet(exchange)
            elif request is None:
                await self._look(exchange)
            elif await self._served(exchange, request):
                continue
            await self._desk.rest(self._pace_s)

    @property
    def _pace_s(self) -> float:
        """How long to leave the reader in peace: what is in doubt, or about to change, is looked at soon again."""
        nobody_there = self._desk.request is None and self._presence.media is CardMedia.NOT_PRESENT
        return to_beat_s(self._timing.idle_poll_s) if nobody_there and not self._silences else self._timing.poll_s

    async def _served(self, exchange: Exchange, request: Request[ReadResult]) -> bool:
        """Whether the request has its answer. In a coroutine of its own, whose end forgets the card: the one that goes
        on for ever would keep what it read last until the next resident comes."""
        result = await self._attempt(exchange, request)
        if result is None:
            return False
        self._desk.finish(result)
        return True

    async def _greet(self, exchange: Exchange) -> None:
        """Learn which module it is, and whether it is well."""
        while True:
            state = await self._ask(exchange, Command.SAM_STATUS)
            if state is not None:
                break
        number = await self._ask(exchange, Command.SAM_ID)
        serial = sam_id_text(number.data) if number is not None and number.code == Status.OK else None
        healthy = state.code == Status.OK
        told: dict[str, Any] = {"media": self._presence.media, "model": MODEL, "serial": serial or ""}
        if healthy:
            self._confirm(**told)
        else:
            self._found(Health.HARDWARE_ERROR, _fault(state.code), **told)

    async def _ask(self, exchange: Exchange, command: Command) -> Reply | None:
        """Ask once; None when no answer could be used. Raises DeviceFailedError after too many of those."""
        wait_s = self._timing.read_answer_s if command is Command.READ_TEXT_PHOTO else self._timing.answer_s
        match await exchange.ask(command, wait_s):
            case Reply() as reply:
                self._silences = 0
                self._publish(last_confirmed_s=self._monotonic())
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
            raise DeviceFailedError(reason)

    async def _look(self, exchange: Exchange) -> None:
        """Ask the one question that tells whether a card lies there."""
        question = self._presence.question
        reply = await self._ask(exchange, question)
        if reply is None:
            return
        if reply.code in MODULE_FAULTS:
            self._faulty(reply.code)
        self._know(after_answer(self._presence, question, reply.code))

    async def _attempt(self, exchange: Exchange, request: Request[ReadResult]) -> ReadResult | None:
        """Read the card if a fresh one lies there; None when there is none yet."""
        await self._look(exchange)
        if self.status.health is Health.HARDWARE_ERROR:
            return DeviceGone(self.status.trouble)
        if self._presence.media is CardMedia.PRESENT and not self._presence.spent and not request.result.done():
            return await self._read_card(exchange)
        return NoCardInTime() if asyncio.get_running_loop().time() >= request.deadline_s else None

    async def _read_card(self, exchange: Exchange) -> ReadResult:
        selected = await self._ask(exchange, Command.SELECT_CARD)
        for _ in range(READ_TRIES):
            reply = await self._ask(exchange, Command.READ_TEXT_PHOTO)
            if reply is None:
                continue  # the module may have read it all the same: only 30 01 again can tell, 20 01 would not find it
            if reply.code == Status.OK:
                return await self._decoded(exchange, reply.data)
            if reply.code in MODULE_FAULTS:
                self._faulty(reply.code)
                return DeviceGone(_fault(reply.code))
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

    async def _decoded(self, exchange: Exchange, data: bytes) -> ReadResult:
        self._know(card_was_read(self._presence))
        card = decode_card(data)
        if isinstance(card, BadLayout):
            return CardUnreadable(f"layout_{card.field}")
        photo, address = await asyncio.gather(self._photo(card), self._newest_address(exchange, card))
        return CardRead(replace(card, address=address or card.address, photo=photo))

    async def _photo(self, card: IdCard) -> bytes | None:
        if self._decoder is None or card.photo_wlt is None:
            return None
        return await self._decoder.decode(card.photo_wlt)

    async def _newest_address(self, exchange: Exchange, card: IdCard) -> str | None:
        """Where the holder has moved since the card was printed. The card was read: nothing that fails here matters."""
        if card.card_type not in ADDRESSED or not self._knows_newest_address:
            return None
        with contextlib.suppress(LinkGoneError, DeviceFailedError):
            for _ in range(ADDRESS_TRIES):
                reply = await self._ask(exchange, Command.READ_NEWEST_ADDRESS)
                if reply is None or reply.code == Status.READ_FAILED:
                    continue  # one disturbed answer would put the address they moved from into a form
                if reply.code == Status.OK:
                    return decode_newest_address(reply.data)
                self._knows_newest_address = reply.code not in NOT_KNOWN
                break
        return None

    def _know(self, presence: Presence) -> None:
        self._presence = presence
        self._publish(media=presence.media)

    def _faulty(self, code: int) -> None:
        self._found(Health.HARDWARE_ERROR, _fault(code))


def _fault(code: int) -> str:
    return Status(code).name.lower() if code in MODULE_FAULTS else "module_fault"

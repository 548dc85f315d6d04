"""Finds out who somebody of the staff is: card, answered code, this machine's PIN. The `Door` of `attendance`.

typed ─► weak? ─► try written down, on disk ─► looked at ─► right: the count begins anew, a PIN is another one
                       └─ locked, dead, not written: nothing is looked at
"""

import asyncio
import math
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Protocol, TypeVar

from devices.contracts.card_reader import CardMedia
from devices.contracts.health import Health
from devices.contracts.results import Cancelled, DeviceGone, TimedOut
from devices.contracts.smart_card import Conversation, SmartCardReader
from kiosk.core.clock import Clock
from kiosk.core.person import mask_name
from kiosk.maintenance import visit as vi
from kiosk.maintenance.access import Level, SignedIn, Staff, Way
from kiosk.maintenance.piv import WrongPin, knows_pin, whose
from kiosk.maintenance.visit import Problem, SigningIn
from kiosk.maintenance.ways_in import credential_of_answer, credential_of_pin, fresh_ways, pin_hash
from kiosk.outbox import AccessBook, AccessKept, Dead, Event, MayTry, MustWait, NotSaved
from kiosk.wire import SealingKey
from kiosk.wire.passwords import is_password
from kiosk.wire.pins import is_weak
from kiosk.wire.staff_answers import StaffCode, is_answer, new_code, person_tag
from kiosk.wire.staff_cards import CardHolder, CardRoots

_T = TypeVar("_T")
CARD_TIMEOUT_S = 30.0
READER_AWAY_S = 3.0
CODE_HOLDS_S = 600.0
CODE_TRIES_COUNT = 5
_NOT_SET_UP = vi.Refused(Problem.NOT_SET_UP)


@dataclass(frozen=True, slots=True)
class Belonging:
    """To whom this machine belongs, for sealing what is escrowed."""

    terminal_id: str
    division_code: str
    sealing_key: SealingKey


@dataclass(slots=True)
class _OpenCode:
    """The one code that may be answered now."""

    code: StaffCode
    shown_s: float
    tries_left: int = CODE_TRIES_COUNT


class Book(Protocol):
    """Where tries are written down (`Outbox`)."""

    async def access(self, work: Callable[[AccessBook], _T]) -> _T | NotSaved: ...


class StaffDoor:
    """Main thread. `belonging` is None while this machine belongs to no platform."""

    def __init__(
        self,
        outbox: Book,
        clock: Clock,
        terminal_id: str,
        belonging: Callable[[], Belonging | None],
        reader: SmartCardReader | None,
        roots: CardRoots | None,
    ) -> None:
        self._outbox = outbox
        self._clock = clock
        self._terminal_id = terminal_id
        self._belonging = belonging
        self._reader = reader
        self._roots = roots
        self._open: _OpenCode | None = None

    # ── the card ───────────────────────────────────────────────────────────────────────────────────────────────────

    async def look_for_card(self) -> vi.CardKnown | vi.CardRefused:
        """Wait for a card and find out whose it is; for ever where there is no reader."""
        reader, roots = self._reader, self._roots
        if reader is None or roots is None:
            await asyncio.Event().wait()
        assert reader is not None
        assert roots is not None
        while True:
            told = await reader.talk(self._whose(roots), CARD_TIMEOUT_S)
            match told:
                case CardHolder():
                    return vi.CardKnown(_seen(told))
                case Problem():
                    return vi.CardRefused(told)
                case DeviceGone():
                    await self._clock.sleep(READER_AWAY_S)
                case Cancelled() | TimedOut():
                    continue

    def _whose(self, roots: CardRoots) -> Callable[[Conversation], Awaitable[CardHolder | Problem]]:
        now = self._clock.now()
        return lambda card: whose(card, roots, self._terminal_id, now)

    async def card_left(self) -> vi.CardGone:
        """Wait until no card lies there; a reader that is gone has none."""
        assert self._reader is not None
        async for status in self._reader.watch():
            if status.health is not Health.ONLINE or status.media is CardMedia.NOT_PRESENT:
                break
        return vi.CardGone()

    async def _by_card(self, visit: SigningIn) -> vi.Accepted | vi.Refused:
        card, reader, roots = visit.card, self._reader, self._roots
        if card is None or reader is None or roots is None:
            return _NOT_SET_UP
        if is_weak(visit.typed):
            return vi.Refused(Problem.WEAK)
        now, pin = self._clock.now(), visit.typed

        async def ask() -> vi.Accepted | vi.Refused:
            told = await reader.talk(
                lambda conversation: knows_pin(conversation, roots, self._terminal_id, now, pin), CARD_TIMEOUT_S
            )
            return _judged(told, card)

        return await self._tried(card.credential, ask)

    # ── a code and its answer ──────────────────────────────────────────────────────────────────────────────────────

    async def fresh_code(self, visit: SigningIn) -> vi.CodeShown | vi.Refused:
        """What the platform is asked with; the one before is void."""
        kept = await self._kept()
        if kept is None:
            return _NOT_SET_UP
        first = visit.first
        level = Level.TWO_PERSONS if first is not None else visit.level
        tag = 0 if first is None else person_tag(first.first.person_id)
        self._open = _OpenCode(new_code(kept.answer_key, self._terminal_id, level, tag), self._clock.monotonic_s())
        return vi.CodeShown(self._open.code.text, self._terminal_id)

    async def _by_answer(self, visit: SigningIn) -> vi.Accepted | vi.Refused:
        kept, shown = await self._kept(), self._open
        if kept is None:
            return _NOT_SET_UP
        if shown is None or shown.tries_left < 1 or self._clock.monotonic_s() - shown.shown_s > CODE_HOLDS_S:
            self._open = None
            return vi.Refused(Problem.CODE_OVER)
        shown.tries_left -= 1

        async def look() -> vi.Accepted | vi.Refused:
            if not is_answer(kept.answer_key, self._terminal_id, shown.code, visit.typed):
                return vi.Refused(Problem.WRONG)
            self._open = None
            level = Level.TECHNICIAN if shown.code.level == Level.TWO_PERSONS else Level(shown.code.level)
            return vi.Accepted(Staff(shown.code.text, "", level, Way.ANSWER))

        return await self._tried(credential_of_answer(visit.level), look)

    # ── this machine's PIN ─────────────────────────────────────────────────────────────────────────────────────────

    async def _by_pin(self, visit: SigningIn) -> vi.Accepted | vi.Refused:
        kept, belonging = await self._kept(), self._belonging()
        if kept is None or belonging is None:
            return _NOT_SET_UP

        credential = credential_of_pin(visit.level)

        async def look() -> vi.Accepted | vi.Refused:
            if not await asyncio.to_thread(is_password, visit.typed, pin_hash(kept, visit.level)):
                return vi.Refused(Problem.WRONG)
            return vi.Accepted(Staff(credential, "", visit.level, Way.PIN))

        return await self._tried(credential, look, lambda: self._following(belonging, kept))

    async def _following(self, belonging: Belonging, kept: AccessKept | None) -> AccessKept:
        return await asyncio.to_thread(
            fresh_ways, belonging.terminal_id, belonging.division_code, belonging.sealing_key, kept
        )

    async def _kept(self) -> AccessKept | None:
        """The generation in use; the first is made when it is first asked for."""
        kept = await self._outbox.access(lambda book: book.kept())
        belonging = self._belonging()
        if isinstance(kept, AccessKept) or belonging is None:
            return kept if isinstance(kept, AccessKept) else None
        made = await self._following(belonging, None)
        done = await self._outbox.access(lambda book: book.keep(made))
        return None if isinstance(done, NotSaved) else made

    async def set_up(self) -> None:
        """Have something to check staff against before anybody comes, so that it is escrowed early."""
        await self._kept()

    # ── every way ──────────────────────────────────────────────────────────────────────────────────────────────────

    async def check(self, visit: SigningIn) -> vi.Accepted | vi.Refused:
        """What was typed, by the way it was typed for."""
        match visit.way:
            case Way.CARD:
                return await self._by_card(visit)
            case Way.ANSWER:
                return await self._by_answer(visit)
            case Way.PIN:
                return await self._by_pin(visit)
            case None:
                return _NOT_SET_UP

    async def _tried(
        self,
        credential: str,
        look: Callable[[], Awaitable[vi.Accepted | vi.Refused]],
        follow: Callable[[], Awaitable[AccessKept]] | None = None,
    ) -> vi.Accepted | vi.Refused:
        """First the try is on disk, then it is looked at; what was right is written down before it is told."""
        ruling = await self._outbox.access(lambda book: book.begin_try(credential))
        match ruling:
            case MustWait(wait_s=wait_s):
                return vi.Refused(Problem.LOCKED, wait_s=math.ceil(wait_s))
            case Dead():
                return vi.Refused(Problem.DEAD)
            case NotSaved():
                return vi.Refused(Problem.NOT_WRITTEN)
            case MayTry(left_count=left_count):
                told = await look()
        if isinstance(told, vi.Refused):
            return told if told.problem is not Problem.WRONG else vi.Refused(Problem.WRONG, left_count)
        following = None if follow is None else await follow()
        done = await self._outbox.access(lambda book: book.succeeded(credential, following))
        return vi.Refused(Problem.NOT_WRITTEN) if isinstance(done, NotSaved) else told

    async def note_signed_in(self, who: SignedIn) -> None:
        """For the audit; the level, and how they showed who they are."""
        ways = [each.way.value for each in (who.first, who.second) if each is not None]
        await self._outbox.access(
            lambda book: book.note(Event.SIGNED_IN, who.level.name.lower(), list(who.person_ids), ways=ways)
        )

    async def note_left(self, who: SignedIn) -> None:
        await self._outbox.access(
            lambda book: book.note(Event.SIGNED_OUT, who.level.name.lower(), list(who.person_ids))
        )


def _seen(holder: CardHolder) -> vi.CardSeen:
    level = Level.TECHNICIAN if holder.role == "technician" else Level.CLERK
    staff = Staff(holder.staff_number, mask_name(holder.name), level, Way.CARD)
    return vi.CardSeen(staff, holder.staff_number[-4:], f"card:{holder.key_id}")


def _judged(
    told: CardHolder | WrongPin | Problem | DeviceGone | Cancelled | TimedOut, card: vi.CardSeen
) -> vi.Accepted | vi.Refused:
    match told:
        case CardHolder(staff_number=number) if number == card.staff.person_id:
            return vi.Accepted(card.staff)
        case CardHolder():
            return vi.Refused(Problem.NOT_GENUINE)
        case WrongPin():
            return vi.Refused(Problem.WRONG)
        case Problem():
            return vi.Refused(told)
        case DeviceGone():
            return vi.Refused(Problem.READER_GONE)
        case Cancelled() | TimedOut():
            return vi.Refused(Problem.PULLED)

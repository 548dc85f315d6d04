"""Empties a queue into a platform without waiting for anything: says what to do next, is told what came of it.

    next ─► Look, LookFor ─► (the store) ──► found ───────────────────────────► next …
            Send ──────────► (the network) ─► took ─► Arrived | Hold | Keep
                                                        └─► (the store) ─► settled
            Probe ─────────► (the network) ─► probed
            Rest ──────────► (a wake, an answer or that moment)

Whoever drives it owns store, network, clock and chance: `loop` with asyncio, the simulator with none of them real. It
keeps in memory only, on the monotonic clock, when to try again: a restart makes everything due, and no jump of the wall
clock can freeze the queue. Of a case one message at most is on its way, so a case's messages arrive in order.
"""

import math
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass

from kiosk.outbox import Pending
from kiosk.sync import engine
from kiosk.sync.answers import SendResult
from kiosk.sync.engine import Hold, Line, Pace, Uniform, Verdict

DISK_PAUSE_S = 60.0
"""A message whose answer could not be written down is sent again after this long; the platform knows it by its id."""

CRASH_PAUSE_S = 90.0
"""A message on its way when the loop crashed is sent again after this long: too seldom to wear the program out."""


@dataclass(frozen=True, slots=True)
class Look:
    """Ask the store for what is due but for these messages."""

    passed_over: tuple[str, ...]
    most: int


@dataclass(frozen=True, slots=True)
class LookFor:
    """Ask the store for the first ready message of one case, which a resident handed in just now."""

    case_id: str


@dataclass(frozen=True, slots=True)
class Send:
    """Send this now."""

    message: Pending


@dataclass(frozen=True, slots=True)
class Probe:
    """Ask whether the platform is there."""


@dataclass(frozen=True, slots=True)
class Rest:
    """Nothing to do before this moment unless something happens; infinite where only an answer can bring the next."""

    until_s: float


Step = Look | LookFor | Send | Probe | Rest


@dataclass(frozen=True, slots=True)
class _Held:
    until_s: float
    told: bool
    """The platform named that moment."""


class Courier:
    """One terminal's deliveries to one platform. Moments are monotonic seconds."""

    def __init__(self, uniform: Uniform, pace: Pace) -> None:
        self._uniform = uniform
        self._pace = pace
        self._line = Line()
        self._held: dict[str, _Held] = {}
        self._in_flight: dict[str, str] = {}
        """Message by case."""
        self._first: deque[Pending] = deque()
        self._hand: deque[Pending] = deque()
        self._handed_in: dict[str, float] = {}
        """When a resident last handed in something of a case; forgotten when they have gone home."""
        self._is_probing = False
        self._may_find = True
        """There may be something in the store that is not in hand."""

    @property
    def online(self) -> bool | None:
        """Whether the platform is in reach, as last seen; None before it was asked."""
        return self._line.online

    @property
    def is_busy(self) -> bool:
        """Whether an answer is awaited."""
        return bool(self._in_flight) or self._is_probing

    def next(self, now_s: float) -> Step:
        """What to do now; to be asked again after it was begun, until it is to rest."""
        self._let_go(now_s)
        if not self._is_probing and self._line.probe_at_s <= now_s:
            self._is_probing = True
            self._may_find = True  # its beat is also that at which the queue is looked at anew, whoever changed it
            return Probe()
        asking = self._is_probing and not self._line.online  # one question at a time to a platform that is away
        if not asking and engine.room(self._line, now_s, len(self._in_flight), self._pace):
            step = self._next_first() or self._next_of_backlog(now_s)
            if step is not None:
                return step
        elif not engine.room(self._line, now_s, 0, self._pace):
            self._put_back()
        return Rest(self._rest_until_s(now_s))

    def begin_anew(self, now_s: float) -> tuple[str, ...]:
        """Whoever drove it crashed, and awaits no answer any more. What was on its way may be what crashed it: it
        waits, so that it keeps nobody else; the platform knows it by its id. Returns what was on its way."""
        fallen = tuple(self._in_flight.values())
        for message_id in fallen:
            self._held[message_id] = _Held(now_s + CRASH_PAUSE_S, told=True)
        self._in_flight.clear()
        self._put_back()
        self._is_probing = False
        self._may_find = True
        return fallen

    def wake(self, now_s: float) -> None:
        """There is reason to look for the platform, and at the queue, now."""
        self._line = engine.after_wake(self._line, now_s)
        self._may_find = True

    def handed_in(self, case_id: str, now_s: float) -> None:
        """A resident handed in something of this case and stands there: it goes before the backlog."""
        self._handed_in[case_id] = now_s
        self.wake(now_s)

    def found(self, messages: Iterable[Pending], look: Look | LookFor) -> None:
        """What the store answered."""
        free = [each for each in messages if each.case_id not in self._in_flight]
        if isinstance(look, Look):
            self._hand.extend(each for each in free if each.message_id not in self._held)
            return
        for each in free:
            held = self._held.get(each.message_id)
            if held is None or not held.told:  # who asks for it by hand need not wait for an old postponement
                self._first.append(each)
        if not self._first:
            self._handed_in.pop(look.case_id, None)

    def took(self, message: Pending, result: SendResult, now_s: float) -> Verdict:
        """What came back for a message; its case stays on its way until the verdict is written down (`settled`)."""
        was_online = self._line.online
        self._line, verdict = engine.after_send(
            self._line, message.attempt_count, result, now_s, self._uniform, self._pace
        )
        self._release(was_online)  # first: a return lifts what was postponed, but not what is postponed now
        if isinstance(verdict, Hold):
            self._held[message.message_id] = _Held(verdict.until_s, verdict.told)
            self._handed_in.pop(message.case_id, None)
        return verdict

    def settled(self, message: Pending, is_saved: bool, now_s: float) -> None:
        """The verdict is in the store, or could not be put there."""
        self._in_flight.pop(message.case_id, None)
        self._may_find = True
        if not is_saved:
            until_s = now_s + DISK_PAUSE_S
            held = self._held.get(message.message_id)
            if held is None or held.until_s < until_s:
                self._held[message.message_id] = _Held(until_s, told=True)

    def probed(self, is_there: bool, now_s: float) -> None:
        """What a probe found."""
        was_online = self._line.online
        self._is_probing = False
        self._line = engine.after_probe(self._line, is_there, now_s, self._uniform, self._pace)
        self._release(was_online)

    # ── what may go ────────────────────────────────────────────────────────────────────────────────────────────────

    def _next_first(self) -> Step | None:
        if self._first:
            return self._send(self._first.popleft())
        case_id = next((each for each in self._handed_in if each not in self._in_flight), None)
        return None if case_id is None else LookFor(case_id)

    def _next_of_backlog(self, now_s: float) -> Step | None:
        if now_s < self._line.backlog_at_s:
            return None
        if self._hand:
            return self._send(self._hand.popleft())
        if not self._may_find:
            return None
        self._may_find = False
        return Look((*self._held, *self._in_flight.values()), self._pace.batch_count)

    def _send(self, message: Pending) -> Send:
        self._in_flight[message.case_id] = message.message_id
        self._hand = deque(each for each in self._hand if each.case_id != message.case_id)
        return Send(message)

    def _put_back(self) -> None:
        """The line is closed: what was read from the store is read again once what closed it is settled."""
        self._first.clear()
        self._hand.clear()

    # ── when ───────────────────────────────────────────────────────────────────────────────────────────────────────

    def _let_go(self, now_s: float) -> None:
        over = [message_id for message_id, held in self._held.items() if held.until_s <= now_s]
        for message_id in over:
            del self._held[message_id]
            self._may_find = True
        gone_home_s = now_s - self._pace.stands_there_s
        self._handed_in = {case_id: at_s for case_id, at_s in self._handed_in.items() if at_s > gone_home_s}

    def _release(self, was_online: bool | None) -> None:
        """The network is back: forget every postponement that the platform did not ask for."""
        if self._line.online and was_online is False:
            self._held = {message_id: held for message_id, held in self._held.items() if held.told}
            self._may_find = True

    def _rest_until_s(self, now_s: float) -> float:
        line = self._line
        moments = [line.probe_at_s, line.opens_at_s, line.backlog_at_s, *(held.until_s for held in self._held.values())]
        return min((moment for moment in moments if moment > now_s), default=math.inf)

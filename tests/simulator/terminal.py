"""One terminal: the real store on the simulated disk, the real courier, the real judge; a life, from power to power.

What `kiosk.sync.loop` is to the courier with asyncio, this is without it.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import NamedTuple, Protocol

import apsw

from kiosk.outbox import KINDS, DeliveryState, FiledCase, NewMessage, Pending, Sealed, Store
from kiosk.outbox.database import DISK_TROUBLE
from kiosk.sync.answers import SendResult, TryLater
from kiosk.sync.courier import Courier, Look, LookFor, Probe, Rest, Send
from kiosk.sync.engine import Arrived, Hold, Keep, Pace, Verdict
from kiosk.sync.judge import JSON, Answer, Request, is_platform, judge
from kiosk.sync.pages import Steps, send_page
from tests.simulator.disk import FileLayer, PowerCutError, SimulatedFiles
from tests.simulator.ledger import BrokenPromiseError
from tests.simulator.network import Network
from tests.simulator.platform_model import Arriving

PATH = Path("/simulated/outbox.db")
HEALTH = Arriving("GET", "/v1/health", "", "", b"")
TIMER_GRAIN_S = 0.001
TROUBLE = (apsw.FullError, *DISK_TROUBLE)


class World(Protocol):
    """What a terminal needs of the world; moments are seconds since its beginning."""

    @property
    def now_s(self) -> float: ...

    def wall_now(self) -> datetime:
        """The terminal's wall clock, which jumps."""
        ...

    def after(self, seconds_s: float, what: Callable[[], None]) -> None: ...

    def tell(self, what: str) -> None:
        """Write one line of the trace."""
        ...

    def uniform(self, low: float, high: float) -> float: ...

    def settled(self, message_id: str, state: DeliveryState) -> None:
        """The terminal wrote down the end of a message."""
        ...

    def asked_again(self, case_id: str, digests: Iterable[str]) -> None:
        """The platform lacks pages, and the terminal wrote that down."""
        ...


@dataclass(frozen=True, slots=True)
class Makes:
    """How the terminal's parts are made; the planted faults replace one of them."""

    store: type[Store] = Store
    end_of: Callable[[Verdict], Verdict] = lambda verdict: verdict
    """What the terminal makes of a verdict."""
    is_synced: bool = True
    """Whether a commit waits for the disk."""
    is_monotonic: bool = True
    """Whether moments are of a clock that does not jump."""


class _Lease(NamedTuple):
    prefix: str = "HSL3"
    first: int = 1
    last: int = 500


LEASE = _Lease()


class _Clock:
    """The machine's clocks, for the store."""

    def __init__(self, world: World, since_s: float) -> None:
        self._world = world
        self._since_s = since_s

    def now(self) -> datetime:
        return self._world.wall_now()

    def monotonic_s(self) -> float:
        return self._world.now_s - self._since_s

    async def sleep(self, seconds_s: float) -> None:
        raise AssertionError("the store waits for nobody")


class Terminal:
    """One life."""

    def __init__(self, world: World, layer: FileLayer, network: Network, makes: Makes) -> None:
        self._world = world
        self._layer = layer
        self._network = network
        self._makes = makes
        self._since_s = world.now_s
        self._courier = Courier(world.uniform, Pace())
        self._alarm = 0
        self._on_their_way: set[str] = set()
        self.store = makes.store(PATH, _Clock(world, world.now_s), SimulatedFiles(layer))
        self.is_on = True
        self._is_open = False

    def start(self) -> None:
        """Open the store and begin to send; raises what a disk may do at a start."""
        with self._power():
            self.store.open()
            self._is_open = True
            self.store.add_lease(LEASE)
            if not self._makes.is_synced:
                self.store._db.execute("pragma synchronous = normal").fetchall()

    def end(self) -> None:
        """Close in good order, as far as the disk lets it."""
        with self._power(), self._disk_may_fail():
            self._close()
        self.is_on = False

    def lose_power(self) -> None:
        """Cut the disk off, if it is not yet, and put in what is left of it."""
        self.is_on = False
        disk = self._layer.disk
        if disk.left is None:
            disk.cut()
        self._close()
        assert disk.left is not None
        self._layer.disk = disk.left

    def _close(self) -> None:
        if self._is_open:
            self._is_open = False
            self.store.close()

    # ── residents ──────────────────────────────────────────────────────────────────────────────────────────────────

    def file_case(self, case_id: str, build: Callable[[str], Sealed], pages: Sequence[NewMessage]) -> FiledCase | None:
        """Hand in a case with its pages; None where the screen says that nothing was saved."""
        filed: list[FiledCase] = []
        with self._power(), self._disk_may_fail():
            filed.append(self.store.file_case(case_id, self._world.wall_now(), build, pages))
            self._courier.handed_in(case_id, self._now_s)
            self.store.tidy()
        return filed[0] if filed else None

    def append(self, rows: Iterable[NewMessage]) -> bool:
        """Hand in what follows a case; False where nothing was saved."""
        saved: list[bool] = []
        with self._power(), self._disk_may_fail():
            messages = tuple(rows)
            self.store.append_all(messages, self._world.wall_now())
            saved.append(True)
            for message in messages:
                self._courier.handed_in(message.case_id, self._now_s)
            self.store.tidy()
        return bool(saved)

    # ── the shell round the courier ────────────────────────────────────────────────────────────────────────────────

    def work(self) -> None:
        """Do all there is to do, then set an alarm."""
        with self._power():
            while True:
                match self._courier.next(self._now_s):
                    case Look() as look:
                        self._courier.found(self._due(look), look)
                    case LookFor() as look_for:
                        self._courier.found(self._first_of(look_for), look_for)
                    case Send(message=message):
                        self._send(message)
                    case Probe():
                        self._network.carry(HEALTH, self._probed)
                    case Rest(until_s=until_s):
                        self._set_alarm(until_s - self._now_s)
                        return

    @property
    def _now_s(self) -> float:
        if not self._makes.is_monotonic:
            return self._world.wall_now().timestamp()
        return self._world.now_s - self._since_s

    def _due(self, look: Look) -> list[Pending]:
        found: list[Pending] = []
        with self._disk_may_fail():
            found += self.store.due(look.passed_over, look.most)
        return found

    def _first_of(self, look: LookFor) -> list[Pending]:
        found: list[Pending] = []
        with self._disk_may_fail():
            found += self.store.first_of(look.case_id)
        return found

    def _send(self, message: Pending) -> None:
        self._world.tell(f"send {message.kind} {message.message_id}")
        if message.case_id in self._on_their_way:
            raise BrokenPromiseError(f"two messages of {message.case_id} are on their way")
        self._on_their_way.add(message.case_id)
        steps = steps_of(message, self._world.wall_now)
        self._ask(message, steps, next(steps))

    def _ask(self, message: Pending, steps: Steps, request: Request) -> None:
        """One question; what follows on its answer is the steps' business."""

        def answered(answer: Answer | TryLater) -> None:
            if not self.is_on:
                return
            if isinstance(answer, TryLater):
                self._sent(message, answer)
                return
            try:
                following = steps.send(answer)
            except StopIteration as over:
                self._sent(message, over.value)
            else:
                self._ask(message, steps, following)

        self._network.carry(arriving(request), answered)

    def _sent(self, message: Pending, result: SendResult) -> None:
        now = self._world.wall_now()
        self._on_their_way.discard(message.case_id)
        verdict = self._makes.end_of(self._courier.took(message, result, self._now_s))
        self._world.tell(f"took {message.message_id} {type(verdict).__name__} {getattr(verdict, 'cause', '')}")
        with self._power():
            is_saved = False
            with self._disk_may_fail():
                self._write_down(message, verdict, now)
                is_saved = True
                self.store.tidy()
            self._courier.settled(message, is_saved or isinstance(verdict, Hold), self._now_s)
            self.work()

    def _write_down(self, message: Pending, verdict: Verdict, now: datetime) -> None:
        match verdict:
            case Arrived():
                self.store.acknowledge(message.message_id, now)
                self._world.settled(message.message_id, DeliveryState.ACKNOWLEDGED)
            case Keep(cause=cause):
                self.store.refuse(message.message_id, cause)
                self._world.settled(message.message_id, DeliveryState.REFUSED)
            case Hold():
                self.store.send_again(message.case_id, verdict.missing_blobs)
                self._world.asked_again(message.case_id, verdict.missing_blobs)
                self.store.tried(message.message_id, verdict.cause)

    def _probed(self, answer: Answer | TryLater) -> None:
        if not self.is_on:
            return
        is_there = isinstance(answer, Answer) and is_platform(answer)
        self._courier.probed(is_there, self._now_s)
        self.work()

    def _set_alarm(self, seconds_s: float) -> None:
        self._alarm += 1
        this = self._alarm

        def ring() -> None:
            if self.is_on and this == self._alarm:
                self.work()

        if seconds_s != float("inf"):
            self._world.after(max(seconds_s, TIMER_GRAIN_S), ring)

    # ── what a disk can do ─────────────────────────────────────────────────────────────────────────────────────────

    @contextmanager
    def _disk_may_fail(self) -> Iterator[None]:
        """What the outbox's shell makes a value of; without power there is nobody to make it."""
        try:
            yield
        except TROUBLE as error:
            if self._layer.disk.left is not None:
                raise PowerCutError from error
            self._world.tell(f"the disk: {type(error).__name__}")

    @contextmanager
    def _power(self) -> Iterator[None]:
        """Everything that touches the disk; the machine is off where that was its last act."""
        try:
            yield
        except PowerCutError:
            self.is_on = False
            raise


def steps_of(message: Pending, now: Callable[[], datetime]) -> Steps:
    """What `kiosk.sync.client` asks to bring a message over."""
    if KINDS[message.kind].is_blob:
        return (yield from send_page(message, now))
    headers = {"Content-Type": JSON, "Idempotency-Key": message.message_id}
    return judge(message, (yield Request("POST", "/v1/envelopes", message.content, headers)), now())


def arriving(request: Request) -> Arriving:
    """What of a request counts at the platform's end."""
    headers = request.headers
    content_type, key = headers.get("Content-Type", ""), headers.get("Idempotency-Key", "")
    return Arriving(request.method, request.path, content_type, key, request.content or b"")

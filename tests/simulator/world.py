"""One run: what happens to residents, machine, network and clocks, when, and what must hold of it."""

import hashlib
import heapq
import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from kiosk.outbox import BrokenStoreError, DeliveryState, NewMessage, Store
from kiosk.wire import (
    CASE_SCHEMA,
    CORRECTION_SCHEMA,
    RATING_SCHEMA,
    Applicant,
    CaseBody,
    CorrectionBody,
    Envelope,
    Identity,
    RatingBody,
    SuppliedMaterial,
    Understood,
)
from tests.helpers.plain import plain
from tests.simulator.disk import Disk, FileLayer, PowerCutError
from tests.simulator.ledger import ACKNOWLEDGED, WAITING, BrokenPromiseError, Ledger, Promise
from tests.simulator.network import Network, Weather
from tests.simulator.platform_model import Planted, PlatformModel
from tests.simulator.terminal import LEASE, Makes, Terminal

DIVISION = "130102001001"
BEGINNING = datetime(2026, 4, 21, 1, 43, tzinfo=UTC)
TROUBLED_S = 300.0
"""So long things go wrong; then all is healed, and everything must arrive."""
LONGEST_S = 8 * 3600.0
"""A promise that is not kept by then will not be."""
TEN_YEARS_S = 3650 * 86400.0
APPLICANT = Applicant(name="张桂兰", id_number="130102194503120025", birth_date=date(1945, 3, 12), sex_code="2")


@dataclass(slots=True)
class Tally:
    """What a run was made of."""

    message_count: int = 0
    power_cut_count: int = 0
    restart_count: int = 0
    refused_count: int = 0
    disk_trouble_count: int = 0
    clock_jump_count: int = 0
    weather_count: int = 0


@dataclass(frozen=True, slots=True)
class Plan:
    """What is wrong in this run beside its troubles: the planted faults; nothing by default."""

    makes: Makes = field(default_factory=Makes)
    platform: Planted = field(default_factory=Planted)


class Run:
    """One seed's world. `trace` gets every line; the digest is of all of them."""

    def __init__(self, seed: int, layer: FileLayer, plan: Plan, trace: Callable[[str], None] | None = None) -> None:
        self.now_s = 0.0
        self.tally = Tally()
        self._random = random.Random(seed)
        self._layer = layer
        self._plan = plan
        self._trace = trace
        self._hash = hashlib.blake2b(digest_size=16)
        self._events: list[tuple[float, int, Callable[[], None]]] = []
        self._event_count = 0
        self._wall_offset_s = 0.0
        self._uncertain: list[Promise] = []
        self._ends: dict[str, DeliveryState] = {}
        """Ends that were being written down when the power went, perhaps."""
        self._ledger = Ledger()
        self._platform = PlatformModel(DIVISION, LEASE, self.platform_now, plan.platform)
        self._network = Network(self._random, self, self._platform)
        layer.disk = Disk(random.Random(self._random.getrandbits(64)))
        self._terminal: Terminal
        self._cases: list[str] = []
        self._has_moved = True

    # ── the world, as its parts see it ─────────────────────────────────────────────────────────────────────────────

    def platform_now(self) -> datetime:
        return BEGINNING + timedelta(seconds=self.now_s)

    def wall_now(self) -> datetime:
        return BEGINNING + timedelta(seconds=self.now_s + self._wall_offset_s)

    def uniform(self, low: float, high: float) -> float:
        return self._random.uniform(low, high)

    def after(self, seconds_s: float, what: Callable[[], None]) -> None:
        self._event_count += 1
        heapq.heappush(self._events, (self.now_s + seconds_s, self._event_count, what))

    def tell(self, what: str) -> None:
        line = f"{self.now_s:.6f} {what}\n"
        self._hash.update(line.encode())
        if self._trace is not None:
            self._trace(line)

    def settled(self, message_id: str, state: DeliveryState) -> None:
        self._has_moved = True
        self._ledger.settled(message_id, state, self._platform)
        self._ledger.check_counts(self._terminal.store)

    def asked_again(self, case_id: str, digests: Iterable[str]) -> None:
        self._ledger.asked_again(case_id, digests, self._terminal.store)

    # ── one run ────────────────────────────────────────────────────────────────────────────────────────────────────

    def play(self) -> str:
        """Play it to its end and return the trace's digest; raises `BrokenPromiseError`."""
        try:
            return self._played()
        finally:
            self._terminal.lose_power()

    def _played(self) -> str:
        self._start()
        self._plan_troubles()
        while self._events and self.now_s < LONGEST_S:
            if self.now_s > TROUBLED_S and self._is_quiet():
                break
            self.now_s, _, what = heapq.heappop(self._events)
            try:
                what()
            except PowerCutError:
                self._power_went()
        self._check()
        self.tell(f"end {self.tally}")
        return self._hash.hexdigest()

    def _is_quiet(self) -> bool:
        """Whether nothing can move any more; looked at only after something moved."""
        if self._has_moved and self._terminal.is_on:
            self._has_moved = False
            return self._ledger.is_done()
        return False

    def _plan_troubles(self) -> None:
        chance = self._random
        for _ in range(chance.randint(2, 7)):
            self.after(chance.uniform(1.0, TROUBLED_S), self._a_resident_files)
        for _ in range(chance.randint(2, 6)):
            self.after(chance.uniform(0.0, TROUBLED_S), self._change_weather)
        for _ in range(chance.choice((0, 1, 1, 2, 4))):
            self.after(chance.uniform(0.0, TROUBLED_S), self._power_goes)
        for _ in range(chance.choice((0, 0, 1, 2))):
            self.after(chance.uniform(0.0, TROUBLED_S), self._restart)
        for _ in range(chance.choice((0, 1, 2))):
            self.after(chance.uniform(0.0, TROUBLED_S), self._the_clock_jumps)
        for _ in range(chance.choice((0, 0, 1, 2))):
            self.after(chance.uniform(0.0, TROUBLED_S), self._disk_trouble)
        for _ in range(chance.choice((0, 1, 2))):
            self.after(chance.uniform(0.0, TROUBLED_S), self._platform_restarts)
        for _ in range(chance.choice((0, 0, 1))):
            self.after(chance.uniform(0.0, TROUBLED_S), self._platform_loses_a_page)
        self.after(TROUBLED_S, self._heal)

    def _check(self) -> None:
        if not self._terminal.is_on:
            raise BrokenPromiseError("the machine did not come back")
        self._ledger.check_store(self._terminal.store)
        self._ledger.check_end(self._platform)
        letters = _dead_letters(self._terminal.store)
        self.tally.refused_count = len(letters)
        self.tally.message_count = len(self._ledger.promises)
        refused = {each.message_id for each in self._ledger.promises.values() if each.state is DeliveryState.REFUSED}
        if letters != refused:
            raise BrokenPromiseError(f"refused are {refused}, kept are {letters}")
        if (place := self._terminal.store.check_audit()) is not None:
            raise BrokenPromiseError(f"the audit is broken at {place}")
        self._terminal.end()

    # ── residents and staff ────────────────────────────────────────────────────────────────────────────────────────

    def _a_resident_files(self) -> None:
        chance = self._random
        case_id = f"{chance.getrandbits(128):032x}"
        item_id = "unknown-item" if chance.random() < 0.08 else "old-age-allowance"
        self._file(case_id, item_id)
        if chance.random() < 0.5:
            self.after(chance.uniform(0.1, 5.0), lambda: self._rate(case_id))
        if chance.random() < 0.3:
            self.after(chance.uniform(5.0, 200.0), lambda: self._rate(case_id))
        if chance.random() < 0.5:
            self.after(chance.uniform(1.0, 300.0), lambda: self._staff_ask(case_id))

    def _file(self, case_id: str, item_id: str) -> None:
        pages, materials = self._pages(case_id) if self._random.random() < 0.3 else ([], [])

        def build(number: str) -> Envelope:
            now = self.wall_now()
            body = CaseBody(
                case_id=case_id,
                number=number,
                item_id=item_id,
                item_version="1.0",
                terminal_id="hsl-3",
                filed_at=now,
                identity=Identity(level="card_read"),
                applicant=APPLICANT,
                answers={},
                understood=Understood(notice_version="2026-04-01", at=now),
                consents=[],
                signature=None,
                mode="standard",
                materials=materials,
            )
            envelope = plain(case_id, "case", DIVISION, CASE_SCHEMA, body)
            waits = tuple(page.message_id for page in pages)
            own = Promise(case_id, case_id, "case", envelope.digest, waits, number)
            self._uncertain = [*map(_promise_of, pages), own]
            return envelope

        if not self._terminal.is_on or case_id in self._cases:
            return
        filed = self._terminal.file_case(case_id, build, pages)
        if filed is None:
            self.tell(f"not saved {case_id}")
            self._uncertain = []
            self.after(30.0, lambda: self._file(case_id, item_id))
        else:
            self._keep_promises()
            self._cases.append(case_id)
            if self._terminal.store.file_case(case_id, self.wall_now(), build, pages).number != filed.number:
                raise BrokenPromiseError(f"{case_id} was given a second number")
        self._terminal.work()

    def _rate(self, case_id: str) -> None:
        if case_id not in self._cases:
            return
        rating_id = f"{self._random.getrandbits(128):032x}"
        body = RatingBody(case_id=case_id, level=self._random.randint(1, 5), reasons=[], rated_at=self.wall_now())
        envelope = plain(case_id, "rating", DIVISION, RATING_SCHEMA, body)
        self._append([NewMessage(rating_id, "rating", case_id, envelope, ())])

    def _staff_ask(self, case_id: str) -> None:
        """Staff ask for pages of a case that is here; later the resident brings them."""
        promise = self._ledger.promises.get(case_id)
        if promise is None or not self._platform.has("case", case_id, promise.digest):
            return
        correction_id = f"{self._random.getrandbits(128):032x}"
        self._platform.ask_correction(case_id, correction_id, frozenset({"household-register"}))
        self.after(self._random.uniform(1.0, 60.0), lambda: self._supply(case_id, correction_id))

    def _supply(self, case_id: str, correction_id: str) -> None:
        rows, materials = self._pages(case_id)
        body = CorrectionBody(
            case_id=case_id,
            correction_id=correction_id,
            supplied_at=self.wall_now(),
            identity=Identity(level="card_read"),
            materials=materials,
        )
        envelope = plain(case_id, "correction", DIVISION, CORRECTION_SCHEMA, body)
        message_id = f"{self._random.getrandbits(128):032x}"
        page_ids = tuple(row.message_id for row in rows)
        self._append([*rows, NewMessage(message_id, "correction", case_id, envelope, page_ids)])

    def _pages(self, case_id: str) -> tuple[list[NewMessage], list[SuppliedMaterial]]:
        """What a resident brings along: the pages as messages, and what is said of them."""
        chance = self._random
        pages = [chance.randbytes(chance.choice((40, 900, 6000))) for _ in range(chance.randint(1, 3))]
        rows = [NewMessage(f"{chance.getrandbits(128):032x}", "blob", case_id, page, ()) for page in pages]
        digests = [hashlib.sha256(page).hexdigest() for page in pages]
        return rows, [SuppliedMaterial(material_id="household-register", blobs=digests)]

    def _append(self, rows: list[NewMessage]) -> None:
        if not self._terminal.is_on:
            return
        self._uncertain = [_promise_of(row) for row in rows]
        if self._terminal.append(rows):
            self._keep_promises()
        else:
            self._uncertain = []
        self._terminal.work()

    def _keep_promises(self) -> None:
        for promise in self._uncertain:
            self.tell(f"saved {promise.kind} {promise.message_id} {promise.number or ''}")
            self._ledger.promised(promise)
        self._uncertain = []

    # ── troubles ───────────────────────────────────────────────────────────────────────────────────────────────────

    def _change_weather(self) -> None:
        if self.now_s < TROUBLED_S:
            self.tally.weather_count += 1
            self.tell(f"weather {self._network.change().value}")

    def _power_goes(self) -> None:
        """Now, or in the midst of what is next written."""
        if self._terminal.is_on and self.now_s < TROUBLED_S:
            if self._random.random() < 0.3:
                self._power_went()
            else:
                self._layer.disk.cut_in_count = self._random.randint(1, 40)

    def _power_went(self) -> None:
        self.tally.power_cut_count += 1
        self.tell("power cut")
        self._terminal.lose_power()
        self.after(self._random.uniform(5.0, 60.0), self._start)

    def _restart(self) -> None:
        if self._terminal.is_on:
            self.tally.restart_count += 1
            self.tell("restart")
            self._terminal.end()
            self._start()

    def _start(self) -> None:
        """Power is back; what the disk was doing when it went either happened or did not."""
        self._terminal = Terminal(self, self._layer, self._network, self._plan.makes)
        try:
            self._terminal.start()
        except BrokenStoreError as error:
            self.tell(f"out of service: {error}")
            self._terminal.is_on = False
            self.after(30.0, self._start)
            return
        self._has_moved = True
        self._resolve()
        self._ledger.check_store(self._terminal.store)
        self._terminal.work()

    def _resolve(self) -> None:
        store = self._terminal.store
        there = [promise for promise in self._uncertain if store.delivery(promise.message_id) is not None]
        if there and len(there) != len(self._uncertain):
            raise BrokenPromiseError(f"of {self._uncertain} only {there} were committed")
        self._keep_promises() if there else self._uncertain.clear()
        for promise in self._ledger.promises.values():
            found = store.delivery(promise.message_id)
            if found is not None and promise.state is WAITING and found.state is not WAITING:
                self._ledger.settled(promise.message_id, found.state, self._platform)
            elif found is not None and promise.kind == "blob" and promise.state is ACKNOWLEDGED:
                promise.state = found.state  # asked for again by the platform

    def _the_clock_jumps(self) -> None:
        self.tally.clock_jump_count += 1
        self._wall_offset_s = self._random.choice((-TEN_YEARS_S, -86400.0, -60.0, 60.0, 86400.0, TEN_YEARS_S))
        self.tell(f"the clock is off by {self._wall_offset_s} s")

    def _disk_trouble(self) -> None:
        disk = self._layer.disk
        if self._terminal.is_on and self.now_s < TROUBLED_S:
            self.tally.disk_trouble_count += 1
            if self._random.random() < 0.5:
                disk.room_bytes = self._random.choice((0, 8192, 40_000))
            else:
                disk.failing_count = self._random.randint(1, 5)
            self.tell(f"disk: room {disk.room_bytes}, failing {disk.failing_count}")
            self.after(self._random.uniform(5.0, 120.0), self._disk_is_well)

    def _disk_is_well(self) -> None:
        self._layer.disk.room_bytes, self._layer.disk.failing_count = None, 0

    def _platform_restarts(self) -> None:
        self.tell("the platform restarts")
        self._platform.sync() if self._random.random() < 0.5 else None
        self._platform.restart()

    def _platform_loses_a_page(self) -> None:
        """Of a correction that has not arrived: the terminal still has it."""
        there = self._platform.books.blobs
        for promise in self._ledger.promises.values():
            if promise.kind == "correction" and promise.state is WAITING:
                pages = [self._ledger.promises[each] for each in promise.depends_on if each != promise.case_id]
                for page in pages:
                    if page.digest in there:
                        self.tell(f"the platform loses {page.digest}")
                        self._platform.lose_blob(page.digest)
                        self._ledger.lost_pages.add(page.digest)

    def _heal(self) -> None:
        self.tell("all is well")
        self._network.weather = Weather.GOOD
        self._disk_is_well()
        self._layer.disk.cut_in_count = None
        self._platform.sync()


def _promise_of(row: NewMessage) -> Promise:
    content = row.content
    digest = hashlib.sha256(content).hexdigest() if isinstance(content, bytes) else content.digest
    waits = row.depends_on if row.kind == "blob" else (*row.depends_on, row.case_id)
    return Promise(row.message_id, row.case_id, row.kind, digest, waits)


def _dead_letters(store: Store) -> set[str]:
    """What is kept as refused, with its content."""
    kept = "select message_id from outbox join contents using (seq) where state = 'refused'"
    with_content = {row[0] for row in store._db.execute(kept).fetchall()}
    return {letter.message_id for letter in store.dead_letters() if letter.message_id in with_content}

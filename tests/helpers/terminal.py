"""The whole terminal without its window: the real program, drivers and wires, the emulated machines on their wires, and
the reception platform behind a way that can fail. Driven by what a hand does, read by what the screens say.

    terminal.send(event) ─► Program ─► drivers ─► pty, TCP ─► emulators ◄─ terminal.hands
            ▲                  └─────► outbox ─► HTTP ─► terminal.way (faults) ─► Reception ─► platform
            └── terminal.reads() ◄── faces ◄── snapshot

Every moment that the resident could read is held against what the platform and the printer really did; what was not
true is kept in `untruths`. Runs on `tests.helpers.flying_time`.
"""

import asyncio
import json
import re
import tomllib
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field, fields, is_dataclass
from pathlib import Path
from typing import Any, cast

from devices.contracts.card_reader import CardMedia
from devices.contracts.health import Health
from devices.contracts.printer import PrintDocument
from devices.emulators.control import Hands
from devices.emulators.machines import Machines
from devices.emulators.vpcd import ChipReaders
from kiosk.app.program import Hooks, Program
from kiosk.config import checked
from kiosk.documents import as_text
from kiosk.outbox import Outbox, QueueCounts
from kiosk.session import events as ev
from kiosk.session import screens
from kiosk.session.events import Event
from kiosk.session.screens import PRINT_UNDER_WAY, Delivery, Done, PrintState, Reprint, Supplied
from kiosk.session.snapshot import Snapshot
from kiosk.session.states import Mode, SessionState
from kiosk.sync import Identity
from kiosk.wire import Lease, check_slip, thumbprint
from tests.helpers.faulty_platform import AsgiApp, FaultyPlatform, Message, Receive, Send, on_a_socket
from tests.helpers.flying_time import LoopClock, flying_loop
from tests.helpers.in_process_platform import InProcessPlatform, PlatformStaff, in_process_platform
from tests.helpers.machine import enrolled_in
from tests.helpers.view_context import ROOT
from ui.viewmodels.case_list_face import case_list_face
from ui.viewmodels.context import ViewContext
from ui.viewmodels.done_face import done_face
from ui.viewmodels.identify_face import identify_face, not_eligible_face, type_identity_face
from ui.viewmodels.idle_face import idle_face
from ui.viewmodels.rail import rail_rows
from ui.viewmodels.rating_face import rating_face
from ui.viewmodels.resume_face import resume_face
from ui.viewmodels.supply_face import supplied_face, supply_face

ITEM = "old-age-allowance"
ACCOUNT = "6217001234567006620"
STROKES = (((100, 100), (500, 400)), ((200, 80), (210, 420)))
WITHIN_S = 60.0
"""Of the loop's time; no resident waits longer for one thing."""
DEVICES = ("id_card", "receipt_printer")
PRINT_PICTURES = ROOT / "assets" / "content" / "print"

CLAIM = re.compile(r"(?<!没有)(?<!还没)(?<!正在)(?<!自动)(?<!自己)交上去(?!以后)|已收到")
"""Words that say the platform has it."""
SAFE = re.compile(r"已保存|存好了|已经存好|没有丢|没丢|交上去了")


class Witness:
    """Stands at both ends of the way to the platform and notes what went by: an ASGI application at each."""

    def __init__(self, platform: AsgiApp) -> None:
        self._platform = platform
        self.way: AsgiApp = self.at_the_platform
        """Between the two ends; set by whoever makes it fail."""
        self.arrived: Counter[str] = Counter()
        """How often each case reached the platform."""
        self.acknowledged: set[str] = set()
        """The cases whose acknowledgement, whole and rightly labelled, was put on the terminal's wire."""

    async def at_the_platform(self, scope: Message, receive: Receive, send: Send) -> None:
        async def overhear() -> Message:
            message = await receive()
            if scope["path"] == "/v1/envelopes" and message.get("body"):
                envelope = json.loads(message["body"])
                self.arrived.update([envelope["case_id"]] if envelope["kind"] == "case" else [])
            return message

        with flying_loop().hold():  # its database has a thread of its own
            await self._platform(scope, overhear, send)

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        await self.way(scope, receive, _Overheard(send, scope.get("path", ""), self.acknowledged).send)


class _Overheard:
    """One answer on its way to the terminal's socket."""

    def __init__(self, send: Send, path: str, acknowledged: set[str]) -> None:
        self._send = send
        self._path = path
        self._acknowledged = acknowledged
        self._is_json = False
        self.transport = getattr(getattr(send, "__self__", None), "transport", None)
        """For faults that cut the socket."""

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            labels = [value for name, value in message["headers"] if name.lower() == b"content-type"]
            self._is_json = message["status"] in (200, 201) and labels == [b"application/json"]
        elif self._path == "/v1/envelopes" and self._is_json:
            with suppress(ValueError):
                self._acknowledged.add(str(json.loads(message["body"])["case_id"]))
        await self._send(message)


@dataclass(slots=True)
class Terminal:
    """One terminal at work, and everything a test may do to it or look at."""

    program: Program
    hands: Hands
    machines: Machines
    platform: InProcessPlatform
    witness: Witness
    way: FaultyPlatform
    heard: list[str] = field(default_factory=list)
    """Every phrase that was spoken."""
    slips: list[str] = field(default_factory=list)
    """Every slip that was handed to the printer, as text."""
    documents: list[PrintDocument] = field(default_factory=list)
    """The same slips, laid out."""
    filed: list[str] = field(default_factory=list)
    """Every case a resident was told is saved, by id."""
    untruths: list[str] = field(default_factory=list)
    """What was read, printed or said and was not so."""
    at_first_byte: Callable[[], None] = lambda: None
    """What happens when the first byte of a slip has gone out."""
    _printed: set[tuple[str, int]] = field(default_factory=set)
    _changed: asyncio.Event = field(default_factory=asyncio.Event)

    # ── what is to be seen ─────────────────────────────────────────────────────────────────────────────────────────

    @property
    def state(self) -> SessionState:
        return self.program.session.state

    @property
    def done(self) -> Done:
        """The screen after the commit."""
        assert isinstance(self.state.screen, Done), self.state.screen
        return self.state.screen

    def reads(self) -> str:
        """Everything the resident can read now, line by line."""
        return "\n".join(words_of(self.program.session.snapshot, self.program.view_context))

    def number_of(self, code: str) -> str:
        """The number in a slip's code, if this machine truly signed it."""
        assert self.program.signer is not None
        key = self.program.signer.public_key
        claim = check_slip(code, {thumbprint(key): key})
        assert claim is not None, f"nobody signed {code}"
        return claim.number

    @property
    def staff(self) -> PlatformStaff:
        return self.platform.staff

    # ── what a hand does ───────────────────────────────────────────────────────────────────────────────────────────

    def send(self, *events: Event) -> None:
        for event in events:
            self.program.session.send(event)

    async def do(self, name: str, **parameters: Any) -> dict[str, Any]:
        """One hand on the emulated machines."""
        return await self.hands.do(name, **parameters)

    async def until(self, what: str, seen: Callable[[SessionState], bool], within_s: float = WITHIN_S) -> None:
        """Wait until the session is so."""
        await self.until_now(what, lambda: seen(self.state), within_s)

    async def until_now(self, what: str, holds: Callable[[], bool], within_s: float = WITHIN_S) -> None:
        """Wait until something holds; looked at with every change of what is shown."""
        try:
            async with asyncio.timeout(within_s):
                while not holds():
                    self._changed.clear()
                    await self._changed.wait()
        except TimeoutError:
            now = self.program.session.snapshot
            found = f"{now.state.screen!r}, online={now.state.online}, {now.machines}"
            raise AssertionError(f"waited {within_s:.0f} s for {what}; {found}") from None

    async def on(self, screen: type, within_s: float = WITHIN_S) -> None:
        await self.until(screen.__name__, lambda state: isinstance(state.screen, screen), within_s)

    async def at_reader(self, mode: Mode = Mode.STANDARD) -> None:
        """From the idle screen until the reader waits for a card."""
        assert isinstance(self.state.screen, screens.Idle), self.state.screen
        self.send(ev.Started(mode), ev.EntryChosen(ITEM), ev.ApplyPressed(ITEM), ev.NoticeUnderstood())
        assert isinstance(self.state.screen, screens.Identify)

    async def card_read(self, person: str, mode: Mode = Mode.STANDARD) -> None:
        """From the idle screen until the form is there."""
        await self.at_reader(mode)
        await self.do("card.put", person=person)
        await self.on(screens.Form)

    async def take_card(self) -> None:
        await self.do("card.take")
        await self.until("the card to be away", lambda state: state.card is CardMedia.NOT_PRESENT)

    def fill_in(self) -> None:
        """Answer the form and sign: everything but 提交."""
        draft = self.state.draft
        assert draft is not None
        answers = {
            "residence_address": draft.answers.get("household_address", "槐树里社区3号楼2单元201"),
            "payout_way": "social_card",
            "payout_account": ACCOUNT,
            "payout_account.again": ACCOUNT,
        }
        if "household_address.from_card" not in draft.answers:
            answers["household_address"] = "河北省石家庄市桥西区槐树里3号楼"
        self.send(*(ev.AnswerGiven(name, value) for name, value in answers.items()))
        for _ in range(20):
            if isinstance(self.state.screen, screens.Review):
                break
            self.send(ev.NextPressed())
        while isinstance(self.state.screen, screens.Review) and self.state.mode is Mode.ELDER:
            if self.state.screen.page == 2:
                break
            self.send(ev.NextPressed())
        self.send(ev.Signed(STROKES))
        assert isinstance(self.state.screen, screens.Review), self.state.screen

    async def submitted(self, person: str, mode: Mode = Mode.STANDARD) -> Done:
        """From the idle screen until the case is on disk, the card taken again."""
        await self.card_read(person, mode)
        await self.take_card()
        self.fill_in()
        self.send(ev.SubmitPressed())
        await self.on(Done)
        return self.done

    async def acknowledged(self, within_s: float = WITHIN_S) -> None:
        await self.until("the acknowledgement", lambda state: _delivery(state) is Delivery.ACKNOWLEDGED, within_s)

    async def slip_settled(self, within_s: float = WITHIN_S) -> PrintState:
        """Wait until it is known what became of the slip."""
        await self.until(
            "the slip",
            lambda s: (
                isinstance(s.screen, Done | Reprint)
                and s.screen.printing not in PRINT_UNDER_WAY
                and not s.screen.stopping
            ),
            within_s,
        )
        assert isinstance(self.state.screen, Done | Reprint)
        return self.state.screen.printing

    async def slip_waits(self, printing: PrintState, within_s: float = WITHIN_S) -> None:
        await self.until(
            printing.value, lambda s: isinstance(s.screen, Done | Reprint) and s.screen.printing is printing, within_s
        )

    def leave(self) -> None:
        """Done, rate, go; the machine is empty then."""
        self.send(ev.FinishPressed(), ev.LevelChosen(5), ev.RatingSent())
        assert isinstance(self.state.screen, screens.Idle), self.state.screen
        assert self.state.person is None
        assert self.state.draft is None

    async def journey(self, person: str = "li-jian-guo", mode: Mode = Mode.STANDARD) -> str:
        """Journey 1, whole: handed in, acknowledged, on paper, left empty. The case's id."""
        slip_count = len(self.machines.printer.slips)
        done = await self.submitted(person, mode)
        await self.acknowledged()
        assert await self.slip_settled() is PrintState.PRINTED
        assert len(self.machines.printer.slips) > slip_count  # half a slip left in the printer comes out first
        assert done.number in self.slips[-1]
        self.leave()
        assert (await self.staff.case(done.case_id))["number"] == done.number
        return done.case_id

    # ── what became of it ──────────────────────────────────────────────────────────────────────────────────────────

    async def emptied(self, held_back_count: int = 0, within_s: float = 120.0) -> QueueCounts:
        """Wait until nothing waits to be sent but what needs a refused case; what is left was refused."""
        try:
            async with asyncio.timeout(within_s):
                while True:
                    counts = await self.program.outbox.counts()
                    assert isinstance(counts, QueueCounts)
                    if counts.waiting_count == held_back_count:
                        return counts
                    await asyncio.sleep(0.2)
        except TimeoutError:
            raise AssertionError(f"not everything left the queue: {counts}") from None

    async def cases_there(self) -> list[str]:
        """The ids of the cases at the platform, in order; each has arrived once or this raises."""
        case_ids = sorted(case["case_id"] for case in (await self.staff.cases(limit="100"))["cases"])
        for case_id in case_ids:
            history = [event["kind"] for event in (await self.staff.case(case_id))["history"]]
            assert history.count("received") == 1, history
        return case_ids

    # ── the truth of every moment ──────────────────────────────────────────────────────────────────────────────────

    def watch(self, snapshot: Snapshot) -> None:
        """Hold what is read at this moment against what is so."""
        self._changed.set()
        screen = snapshot.state.screen
        words = words_of(snapshot, self.program.view_context)
        if isinstance(screen, Done):
            self._watch_done(screen, words)
        elif isinstance(screen, Reprint):
            self._watch_slip(screen, words)
        elif isinstance(screen, Supplied) and screen.delivery is Delivery.ACKNOWLEDGED:
            pass  # who supplies looks at the platform for what arrived
        elif CLAIM.search("\n".join(words)) and not self._are_listed(screen):
            self._untrue("handed in, before anything was saved", words)

    def _are_listed(self, screen: screens.Screen) -> bool:
        """What is told of is a list of cases that the platform has acknowledged, every one."""
        listed = (screen.cases or ()) if isinstance(screen, screens.CaseList) else ()
        return bool(listed) and all(case.case_id in self.witness.acknowledged for case in listed)

    def _watch_done(self, screen: Done, words: tuple[str, ...]) -> None:
        if screen.case_id not in self.filed:
            self.filed.append(screen.case_id)
        if not SAFE.search("\n".join(words)):
            self._untrue("nothing says that it is safe", words)
        self._watch_slip(screen, words)

    def _watch_slip(self, screen: Done | Reprint, words: tuple[str, ...]) -> None:
        if CLAIM.search("\n".join(words)) and screen.case_id not in self.witness.acknowledged:
            self._untrue("handed in, and the platform has not said so", words)
        if screen.printing is PrintState.PRINTED:
            self._printed.add((type(screen).__name__ + screen.case_id, screen.copy_count))
            whole = [slip for slip in self.machines.printer.slips if not slip.torn]
            if len(whole) < len(self._printed):
                self._untrue("a slip is printed, and none came out", words)

    def measured(self, name: str, at_s: float) -> None:
        """The program's own moments."""
        if name == "receipt_first_byte":
            self.at_first_byte()

    def printed(self, document: PrintDocument) -> None:
        """Hold a slip against what is so."""
        text = as_text(document)
        self.slips.append(text)
        self.documents.append(document)
        screen = self.state.screen
        told = isinstance(screen, Done | Reprint) and screen.case_id in self.witness.acknowledged
        if CLAIM.search(text) and not told:
            self._untrue("the slip says handed in", (text,))
        if "受理" in text:
            self._untrue("the slip says 受理, which only the authorised body may", (text,))

    def said(self, text: str) -> None:
        """Hold what is spoken against what is so."""
        self.heard.append(text)
        screen = self.state.screen
        told = isinstance(screen, Done | Reprint | screens.Rate) and screen.case_id in self.witness.acknowledged
        if CLAIM.search(text) and not told:
            self._untrue("the voice says handed in", (text,))

    def _untrue(self, what: str, words: tuple[str, ...]) -> None:
        self.untruths.append(f"{what}: {' / '.join(words)}")


def _delivery(state: SessionState) -> Delivery | None:
    return state.screen.delivery if isinstance(state.screen, Done | screens.Rate) else None


def words_of(snapshot: Snapshot, context: ViewContext) -> tuple[str, ...]:
    """The words of the screen shown and of the rail; the order is that of the faces' fields."""
    faces: Any = (
        done_face(snapshot, context), identify_face(snapshot, context), idle_face(snapshot, context),
        rating_face(snapshot, context), not_eligible_face(snapshot, context), type_identity_face(snapshot, context),
        resume_face(snapshot, context), case_list_face(snapshot, context), supply_face(snapshot, context),
        supplied_face(snapshot, context),
        rail_rows(snapshot, context.texts),
    )  # fmt: skip
    if not isinstance(snapshot.state.screen, Done | Reprint):
        faces = faces[1:]
    if not isinstance(snapshot.state.screen, screens.Idle):
        faces = tuple(face for face in faces if type(face).__name__ != "IdleFace")
    return tuple(text for text in texts_in(faces) if not text.isascii() or "-" in text)


def texts_in(value: object) -> Iterator[str]:
    """Every text of a face."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from texts_in(part)
    elif is_dataclass(value):
        for part in fields(value):
            yield from texts_in(getattr(value, part.name))


@asynccontextmanager
async def whole_terminal(
    folder: Path,
    devices: tuple[str, ...] = DEVICES,
    slow_s: float = 40.0,
    storage: Path | None = None,
    number_count: int | None = None,
    chips: ChipReaders | None = None,
) -> AsyncIterator[Terminal]:
    """Start machines, platform and terminal, wait until they have found each other; end all with the block.

    `storage` is where an earlier terminal kept its queue, for a restart. `number_count`: so many case numbers are left.
    `chips`: readers of chip cards among the machines.
    """
    clock = LoopClock()
    async with AsyncExitStack() as stack:
        machines = Machines(folder / "devices", pacing=False, chips=chips)
        await machines.start()
        stack.push_async_callback(machines.close)
        platform = await stack.enter_async_context(in_process_platform(folder, clock))
        witness = Witness(cast(AsgiApp, platform.app))  # litestar spells the same ASGI types in its own words
        way = witness.way = FaultyPlatform(witness.at_the_platform, clock, slow_s)
        base_url = await stack.enter_async_context(on_a_socket(witness))
        hooks = Hooks()
        kept = storage or folder / "terminal"
        identity = await enrolled_in(kept / "identity", platform, clock)
        if number_count is not None:
            await _leave_numbers(identity, kept / "outbox.db", number_count)
        values = _settings(kept, base_url, machines, devices)
        program = Program(checked(values, "test"), ROOT / "assets", hooks, clock)
        terminal = Terminal(program, Hands(machines), machines, platform, witness, way)
        hooks.heard, hooks.printed, hooks.measured = terminal.said, terminal.printed, terminal.measured
        program.session.subscribe(terminal.watch)
        await program.start(stack)
        await terminal.until_now("everything to be online", lambda: _ready(program.session.snapshot))
        yield terminal
    assert terminal.untruths == []


async def _leave_numbers(identity: Identity, path: Path, number_count: int) -> None:
    """The first block has gone to the queue, and all but so many of it are used up."""
    block = identity.enrolled.lease
    identity.take_block(block)
    outbox = await Outbox(path).open()
    await outbox.add_lease(Lease(prefix=block.prefix, first=block.last - number_count + 1, last=block.last))
    await outbox.close()


def _ready(now: Snapshot) -> bool:
    reader, printer = now.machines.id_card, now.machines.receipt_printer
    found = reader is not None and printer is not None
    return found and now.state.online and all(part and part.health is Health.ONLINE for part in (reader, printer))


def _settings(storage: Path, base_url: str, machines: Machines, devices: tuple[str, ...]) -> dict[str, Any]:
    values = tomllib.loads((ROOT / "assets" / "config" / "demo.toml").read_text(encoding="utf-8"))
    values["platform"] = {"base_url": base_url, "timeout_s": 5.0}
    values["storage"] = {"directory": storage}
    found = {name: machine for name, machine in machines.connections().items() if name in devices}
    options: Any = found["receipt_printer"]["options"]
    options["pictures"] = str(PRINT_PICTURES)
    values["devices"] = found
    return values

"""The running terminal as the menu sees it: facts gathered from hub, store, line and paper, and hands for its acts."""

import asyncio
import shutil
import socket
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from devices.contracts.printer import PrintDocument, ReceiptPrinter
from devices.hub import Hub
from kiosk.app.self_report import SelfReport
from kiosk.app.trial_hands import Say, TrialHands
from kiosk.config import Settings
from kiosk.core.clock import Clock
from kiosk.core.working_days import WorkingDays
from kiosk.maintenance.access import Action
from kiosk.maintenance.facts import Facts, Line, QueueFacts
from kiosk.maintenance.line_history import LineHistory
from kiosk.maintenance.log_pages import Log, log_of
from kiosk.maintenance.pages import Page
from kiosk.maintenance.proof_sheet import proof_sheet
from kiosk.maintenance.self_tests import TrialSeen, Try
from kiosk.maintenance.verdicts import Verdict, verdicts_of
from kiosk.outbox import Event, Lockout, NotSaved, Outbox, Saved, Unreadable
from kiosk.sync import Connectivity, PlatformClient
from kiosk.telemetry.log import LOG_FILE
from kiosk.texts import Texts

Act = Callable[[str], Awaitable[bool]]
ActBy = Callable[[str, tuple[str, ...]], Awaitable[bool]]


@dataclass(slots=True)
class TerminalMachine:
    """Main thread. What belongs to the platform is None on a machine that was never enrolled."""

    settings: Settings
    hub: Hub
    outbox: Outbox
    self_report: SelfReport
    texts: Texts
    clock: Clock
    calendar: WorkingDays
    platform: PlatformClient | None = None
    line: Callable[[], Connectivity] = lambda: Connectivity(None, 0.0)
    wake: Callable[[], None] = lambda: None
    restart: Callable[[], None] = lambda: None
    history: LineHistory | None = None
    say: Say | None = None
    """As loud as staff set it."""
    loudness: Callable[[], int | None] = lambda: None
    """How loud that is."""
    others: dict[Action, Act] = field(default_factory=dict)
    """Acts that other parts of the program carry out."""
    _verdicts: Mapping[str, Verdict] | None = None
    """As they lie in the audit; None: to be read."""

    @property
    def volume_percent(self) -> int | None:
        return self.loudness()

    @property
    def printer(self) -> ReceiptPrinter | None:
        return self.hub.devices.receipt_printer

    def test_page(self) -> PrintDocument:
        return proof_sheet(self.texts, self.settings.terminal.short_machine_name, self.clock.now())

    @property
    def acts(self) -> Mapping[Action, ActBy]:
        mine: dict[Action, Act] = {
            Action.SYNC_NOW: self._sync,
            Action.MEND_QUEUE: self._mend,
            Action.RESTART_PROGRAM: self._restart,
        }
        alone = {action: _whoever_asks(act) for action, act in {**mine, **self.others}.items()}
        return {**alone, Action.REVIVE_CREDENTIAL: self._revive}

    async def attempt(self, wish: Try, tell: Callable[[TrialSeen], None]) -> None:
        """The machine's part of a self-test."""
        await TrialHands(self.hub.devices, self.say, self.texts, self.clock).attempt(wish, tell)

    async def note(self, action: Action, subject: str, by: tuple[str, ...], **details: str | float) -> bool:
        """Into the audit, before it is done."""
        done = await self.outbox.access(
            lambda book: book.note(Event.MAINTAINED, action.value, list(by), on=subject, **details)
        )
        self._verdicts = None
        return not isinstance(done, NotSaved)

    async def facts(self, page: str) -> Facts:
        """Looked up anew; the store is asked on its own thread, and the log only for its page."""
        statuses = self.hub.snapshot
        has_printer = statuses.receipt_printer is not None
        return Facts(
            now=self.clock.now(),
            statuses=statuses,
            report=self.self_report.report(statuses),
            paper=self.self_report.outlook(self.calendar) if has_printer else None,
            line=self._line(),
            queue=await self._queue(),
            is_enrolled=self.platform is not None,
            log=await asyncio.to_thread(_read_log, self.settings.storage.directory / "log")
            if page == Page.LOGS
            else Log(),
            lockouts=await self._lockouts() if page == Page.ACCESS else (),
            verdicts=await self._kept_verdicts(),
        )

    async def _lockouts(self) -> tuple[Lockout, ...]:
        found = await self.outbox.access(lambda book: book.lockouts())
        return () if isinstance(found, NotSaved) else found

    async def _kept_verdicts(self) -> Mapping[str, Verdict]:
        if self._verdicts is None:
            notes = await self.outbox.access(lambda book: book.noted(Action.TEST_DEVICES))
            self._verdicts = {} if isinstance(notes, NotSaved) else verdicts_of(notes)
        return self._verdicts

    def _line(self) -> Line:
        seen, travelled = self.line(), None if self.platform is None else self.platform.travelled
        ago = timedelta(seconds=self.clock.monotonic_s() - seen.since_s)
        return Line(
            online=seen.online,
            since=None if seen.online is None else self.clock.now() - ago,
            latency_ms=None if travelled is None else travelled.latency_ms,
            certificate_ends_at=None if travelled is None else travelled.certificate_ends_at,
            clock_off_s=None if travelled is None else travelled.clock_ahead_s,
            addresses=own_addresses(),
            is_clear=self.settings.platform.base_url.startswith("http:"),
            quarters=() if self.history is None else self.history.quarters,
        )

    async def _queue(self) -> QueueFacts:
        report, dead, tried = (
            await self.outbox.report(), await self.outbox.dead_letters(), await self.outbox.tried_in_vain()
        )  # fmt: skip
        free_bytes = shutil.disk_usage(self.settings.storage.directory).free
        if isinstance(report, Unreadable) or isinstance(dead, Unreadable) or isinstance(tried, Unreadable):
            return QueueFacts(room=self.self_report.room, free_bytes=free_bytes)
        overdue = tuple(each for each in tried if each.is_overdue)
        going_on = tuple(each for each in tried if not each.is_overdue)
        return QueueFacts(report, (*dead, *overdue), going_on, self.self_report.room, free_bytes)

    async def _sync(self, _: str) -> bool:
        """Everything that waits is looked at now; whether it arrives the queue itself will show."""
        self.wake()
        return self.platform is not None

    async def _mend(self, subject: str) -> bool:
        """`retry ID` or `hold ID`."""
        verb, _, message_id = subject.partition(" ")
        act = {"retry": self.outbox.retry, "hold": self.outbox.hold}.get(verb)
        done = act is not None and isinstance(await act(message_id), Saved)
        self.wake()
        return done

    async def _revive(self, credential: str, by: tuple[str, ...]) -> bool:
        """A way in that was tried in vain, and no other, can be tried again."""
        if credential not in {each.credential for each in await self._lockouts()}:
            return False
        return await self.outbox.access(lambda book: book.revive(credential, list(by))) is True

    async def _restart(self, _: str) -> bool:
        self.restart()
        return True


def _whoever_asks(act: Act) -> ActBy:
    return lambda subject, by: act(subject)


def _read_log(folder: Path) -> Log:
    """The newest file, and the one before where that has just begun."""
    lines: list[str] = []
    for name in (f"{LOG_FILE}.1", LOG_FILE):
        with suppress(OSError):
            lines += (folder / name).read_text(encoding="utf-8", errors="replace").splitlines()
    return log_of(lines)


def own_addresses() -> tuple[str, ...]:
    """This machine's addresses towards the network, without asking anybody: which one a packet would leave from."""
    found = []
    for family, far in ((socket.AF_INET, "192.0.2.1"), (socket.AF_INET6, "2001:db8::1")):
        with socket.socket(family, socket.SOCK_DGRAM) as probe:
            try:
                probe.connect((far, 9))  # sends nothing: it only chooses a route
            except OSError:
                continue
            found.append(str(probe.getsockname()[0]))
    return tuple(found)

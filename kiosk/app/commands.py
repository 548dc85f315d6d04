"""What a command of the platform does at this machine. Nothing here disturbs whoever is being served."""

import asyncio
from collections.abc import Callable, Sequence

from devices.contracts.printer import Feed, PrintDocument, Printed, ReceiptPrinter
from devices.hub import Hub
from kiosk.app.self_report import SelfReport
from kiosk.config import Settings
from kiosk.core.clock import Clock
from kiosk.core.tasks import Supervisor
from kiosk.documents.paper import CUT_FEED_DOTS, MARGIN_DOTS, STANDARD, WIDTH_DOTS, line
from kiosk.session.snapshot import SessionPort
from kiosk.sync import Identity
from kiosk.sync.commands import FILE, CommandDesk
from kiosk.texts import Texts
from kiosk.texts.format import show_stamp
from kiosk.wire import Command, CommandDone, DeviceBeat

_NO_ID = "0" * 32
OK = "ok"


class Acts:
    """Each act by its word; the next beat tells what came of it."""

    def __init__(
        self,
        desk: CommandDesk,
        is_served: Callable[[], bool],
        printer: ReceiptPrinter | None,
        devices: Callable[[], Sequence[DeviceBeat]],
        trial_slip: Callable[[], PrintDocument],
        leave: Callable[[], None],
        locked: Callable[[], object],
    ) -> None:
        self._desk, self._is_served, self._printer, self._devices = desk, is_served, printer, devices
        self._test_slip, self._leave, self._locked = trial_slip, leave, locked

    async def carry_out(self, act: str) -> CommandDone | None:
        """Do it and say what came of it."""
        match act:
            case "restart":
                self._leave()
                return None
            case "self_test":
                return self._self_test()
            case "print_test":
                return await self._print_test()
            case "lock" | "unlock":
                return self._lock(act == "lock")
            case _:
                return _done("unknown")

    def _self_test(self) -> CommandDone:
        lacking = [f"{each.role}:{each.state}" for each in self._devices() if each.state != OK]
        return _done("lacking", " ".join(lacking)) if lacking else _done("well")

    async def _print_test(self) -> CommandDone:
        if self._printer is None:
            return _done("no_printer")
        if self._is_served():
            return _done("busy")
        came = await self._printer.print(self._test_slip(), lambda progress: None)
        return (
            _done("done", came.confirmed_by) if isinstance(came, Printed) else _done("not_printed", came.reason.value)
        )

    def _lock(self, is_locked: bool) -> CommandDone:
        if not self._desk.lock(is_locked):
            return _done("not_kept")
        self._locked()
        return _done("done")


class Orders:
    """The heart's side: commands are carried out one batch after the other, beside it."""

    def __init__(self, desk: CommandDesk, acts: Acts, supervisor: Supervisor) -> None:
        self.report = desk.report
        self._desk, self._acts, self._supervisor = desk, acts, supervisor
        self._running: asyncio.Task[None] | None = None

    @property
    def is_locked(self) -> bool:
        """No new case is begun here."""
        return self._desk.is_locked

    def take(self, commands: Sequence[Command]) -> None:
        """Begin with what is new, unless the batch before is still under way: then the next answer tells it again."""
        if self._running is None or self._running.done():
            self._running = self._supervisor.start("commands", self._desk.follow(commands, self._acts.carry_out))


def machine_orders(
    settings: Settings, texts: Texts, identity: Identity, hub: Hub, report: SelfReport, session: SessionPort,
    clock: Clock, supervisor: Supervisor, leave: Callable[[], None], locked: Callable[[], object],
) -> Orders:  # fmt: skip
    """What the platform may tell this machine to do."""
    desk = CommandDesk(settings.storage.directory / FILE, identity.terminal_id, lambda: identity.platform_key)
    acts = Acts(
        desk,
        is_served=lambda: session.snapshot.state.in_session,
        printer=hub.devices.receipt_printer,
        devices=report.device_beats,
        trial_slip=lambda: trial_slip(texts, settings.terminal.machine_name, show_stamp(clock.now())),
        leave=leave,
        locked=locked,
    )
    return Orders(desk, acts, supervisor)


def trial_slip(texts: Texts, machine: str, moment: str) -> PrintDocument:
    """A slip that says what it is, so that nobody takes it for theirs."""
    lines = (
        line(texts("command.test_slip"), STANDARD.heading, bold=True, centre=True),
        line(machine, STANDARD.body, centre=True),
        line(moment, STANDARD.body, centre=True),
        line("0123456789", STANDARD.body, centre=True),
    )
    return PrintDocument(WIDTH_DOTS, MARGIN_DOTS, (*lines, Feed(CUT_FEED_DOTS)))


def _done(outcome: str, detail: str = "") -> CommandDone:
    return CommandDone(command_id=_NO_ID, outcome=outcome, detail=detail[:200])

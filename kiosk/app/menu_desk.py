"""The menu's shell: looks at the machine while staff is at it, and carries out what the one rule asks for.

    hand ─StaffActed─► Attendance ─► MenuDesk ─► menu.advance ─► GoTo · PrintTest · Do
                                        │  ▲                        │
                                  facts ▼  │ TestEnded, ActEnded ◄──┘
                                      Sight ─► the visit ─► the screens

Nobody is at it: nothing is looked at, and nothing is kept.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Protocol

from devices.contracts.keypad import KeyPress
from devices.contracts.printer import NotStarted, PrintDocument, PrintResult, PrintTrouble, ReceiptPrinter
from kiosk.app.attendance import Attendance
from kiosk.core.clock import Clock
from kiosk.core.tasks import Supervisor
from kiosk.maintenance import menu as me
from kiosk.maintenance import visit as vi
from kiosk.maintenance.access import Action, SignedIn, may
from kiosk.maintenance.facts import Facts
from kiosk.maintenance.menu import Do, GoTo, Menu, PrintTest, Wish, advance
from kiosk.maintenance.self_tests import Felt, Keep, Trial, TrialSeen, Try
from kiosk.maintenance.sight import Sight
from kiosk.maintenance.visit import AtMenu, Visit

LOOK_S = 1.0
"""How often the machine is looked at while somebody stands before it."""


class Machine(Protocol):
    """What the desk asks of the program."""

    async def facts(self, page: str) -> Facts:
        """The machine as it is now; what only one page shows is read only for that page."""
        ...

    def test_page(self) -> PrintDocument: ...

    async def attempt(self, wish: Try, tell: Callable[[TrialSeen], None]) -> None:
        """Do the machine's part of a self-test until cancelled, and put everything back as it was."""
        ...

    @property
    def volume_percent(self) -> int | None:
        """How loud staff set it; None without a voice."""
        ...

    @property
    def printer(self) -> ReceiptPrinter | None: ...

    async def note(self, action: Action, subject: str, by: tuple[str, ...], **details: str | float) -> bool:
        """Write down who is about to do what; False where that could not be, and then it is not done."""
        ...

    @property
    def acts(self) -> Mapping[Action, Callable[[str, tuple[str, ...]], Awaitable[bool]]]:
        """Who carries out which act, on what and in whose name; the answer is whether it was done."""
        ...


@dataclass(slots=True)
class MenuDesk:
    """Main thread."""

    machine: Machine
    attendance: Attendance
    supervisor: Supervisor
    clock: Clock
    program_version: str = ""
    catalogue_version: str = ""
    _menu: Menu = field(default_factory=Menu)
    _facts: Facts | None = None
    _page: str | None = None
    """Of the last visit that was dressed; None: nobody is here."""
    _trial: asyncio.Task[None] | None = None
    _came: asyncio.Event = field(default_factory=asyncio.Event)

    def open(self) -> None:
        """Begin to listen to what a hand does in the menu."""
        for kind in me.Event.__args__:
            self.attendance.acts[kind] = (Action.SEE_STATE, self._act)
        self.attendance.dress = self.dress
        self.attendance.takes_key = self.takes_key

    def dress(self, visit: Visit) -> Visit:
        """The visit with what its page shows; on its way the menu learns which page that is."""
        if not isinstance(visit, AtMenu):
            self._menu, self._page, self._facts = Menu(), None, None
            self._end_trial()
            return visit
        if visit.page != self._page:
            self._page = visit.page
            self._menu = self._advanced(me.Left(visit.page))
            if self._menu.tests.trial is None:
                self._end_trial()
            self._came.set()
        if self._facts is None:
            return visit
        versions = (self.program_version, self.catalogue_version)
        return replace(visit, sight=Sight(self._menu, self._facts, *versions, self.machine.volume_percent))

    def takes_key(self, press: KeyPress) -> bool:
        """While keys are tried, each one is felt once; pressed again it does what it always does."""
        tests = self._menu.tests
        if tests.trial is not Trial.KEYPAD or tests.outcome is not None or press.key in tests.felt:
            return False
        self._step(Felt(press.key))
        return True

    async def run(self) -> None:
        """Look at the machine for as long as somebody is at the menu."""
        while True:
            await self._came.wait()
            if self._page is None:
                self._came.clear()
                continue
            await self.look()
            await self.clock.sleep(LOOK_S)

    async def look(self) -> None:
        """Look once, and go on by what is seen."""
        facts = await self.machine.facts(self._page or "")
        if self._page is None:
            return
        self._facts = facts
        self._step(me.Looked())

    def _act(self, event: me.Event, who: SignedIn) -> None:
        if isinstance(event, me.ActWanted) and not may(who, event.action):
            return
        self._step(event)

    def _step(self, event: me.Event) -> None:
        if self._facts is None:
            return
        self._menu, wishes = advance(self._menu, event, self._facts)
        for wish in wishes:
            self._do(wish)
        self.attendance.show()

    def _advanced(self, event: me.Event) -> Menu:
        return self._menu if self._facts is None else advance(self._menu, event, self._facts)[0]

    def _do(self, wish: Wish) -> None:
        match wish:
            case GoTo(page=page):
                self.attendance(vi.PageChosen(page))
            case PrintTest(serial=serial):
                self.supervisor.start("test page", self._print(serial))
            case Try():
                self._end_trial()
                self._trial = self.supervisor.start("self-test", self.machine.attempt(wish, self._step))
            case Keep():
                self.supervisor.start("keep verdict", self._keep(wish))
            case Do(action=action, subject=subject):
                self.supervisor.start("menu act", self._carry_out(action, subject))

    def _end_trial(self) -> None:
        if self._trial is not None:
            self._trial.cancel()
            self._trial = None

    async def _keep(self, wish: Keep) -> None:
        """What the page shows of it afterwards is what lies in the audit."""
        off = {} if wish.shift_mm is None else {"shift_mm": wish.shift_mm}
        await self._noted(Action.TEST_DEVICES, wish.trial, result="good" if wish.is_good else "bad", **off)
        await self.look()

    async def _print(self, serial: int) -> None:
        await self._noted(Action.TEST_PRINTER)  # a full disk is no reason not to find out whether it prints
        self._step(me.TestEnded(serial, await self._printed()))

    async def _printed(self) -> PrintResult:
        """First whatever lies there for somebody else is given up: it must not come out into another's hand."""
        printer = self.machine.printer
        if printer is None:
            return NotStarted(PrintTrouble.GONE)
        printer.cancel()
        return await printer.print(self.machine.test_page(), lambda progress: None)

    async def _carry_out(self, action: Action, subject: str) -> None:
        act = self.machine.acts.get(action)
        by = self._people()
        is_noted = act is not None and await self._noted(action, subject)
        self._step(me.ActEnded(action, act is not None and is_noted and await act(subject, by)))

    async def _noted(self, action: Action, subject: str = "", **details: str | float) -> bool:
        """An act whose hand has left meanwhile is nobody's, and is not done."""
        by = self._people()
        return bool(by) and await self.machine.note(action, subject, by, **details)

    def _people(self) -> tuple[str, ...]:
        visit = self.attendance.visit
        return visit.who.person_ids if isinstance(visit, AtMenu) else ()

"""Every fault of every device at every step of a journey: who was told, what was safe, whether the next one was served.

One terminal serves them all, so that what a fault leaves behind meets the faults after it. A cell of the matrix:

    journey … step: the fault strikes ─► hub and screen tell it ─► the resident goes on as far as a hand and the machine
    let them ─► the case is at the platform once ─► the fault is mended ─► the next resident is served, slip and all

Three steps are of other ways: `typing`, of who has no ID card with them, `supply`, of who comes back with a page that
the department wants, and `cases`, of who holds a slip to the scanner to choose one of theirs. Faults of the devices
that take part there strike there too. Which faults there are is in `device_fault_table`.
"""

import asyncio
import io
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import zxingcpp
from PIL import Image

from devices.contracts.card_reader import CardMedia
from devices.contracts.readiness import Lack, lack_of
from devices.emulators.escpos_paper import Slip
from devices.emulators.persons import SyntheticPerson, load_persons
from kiosk.session import events as ev
from kiosk.session import screens, states, troubles
from tests.helpers.chip_bench import looked_at_empty, unstarted_chip_readers
from tests.helpers.device_fault_table import DeviceFault
from tests.helpers.device_words import IN_MOTION, owed_keys, screen_words
from tests.helpers.flying_time import flying_loop
from tests.helpers.terminal import ITEM, Terminal, whole_terminal

WANTED = {"material_id": "household_register", "reason": "上次那张反光"}
PAGE = "常住人口登记卡　姓名 张桂兰　与户主关系 户主　登记住址 桥西区槐树里小区3号楼"
RESIDENT, NEXT_RESIDENT = "zhang-gui-lan", "tong-shu-fen"
NEXT_COMES_S = 2.0
"""Nobody is at the machine sooner: a whole journey takes less of the loop's time than a driver's pause to try again."""
TOLD_S = 30.0
"""Of the loop's time: from the fault to the hub's word on it; a device that only falls silent is asked three times."""
SCAN_S = 6.0
"""Longer than a code takes, and than the session leaves a scanner that was gone alone."""
PATIENCE_S = 200.0
"""A slip that waits for a hand is given up after two minutes."""


@dataclass(slots=True)
class Cell:
    """What became of one fault at one step."""

    fault: DeviceFault
    step: str
    told_s: float | None = None
    """From the strike to the hub's word, of the loop's time; None where there was nothing to tell."""
    problems: list[str] = field(default_factory=list)


async def trials(folder: Path, cells: list[tuple[DeviceFault, str]]) -> AsyncIterator[Cell]:
    """Strike in every cell, on one terminal for as long as it lives."""
    roles = tuple({fault.device for fault, _ in cells} | {"id_card", "receipt_printer"})
    chips = unstarted_chip_readers() if {"social_card", "staff_card"} & set(roles) else None
    async with whole_terminal(folder, roles, chips=chips) as terminal:
        for fault, step in cells:
            cell = Cell(fault, step)
            try:
                await Trial(terminal, cell).run()
            except (AssertionError, TimeoutError) as error:
                cell.problems.append(str(error).splitlines()[0] if str(error) else type(error).__name__)
            yield cell
            if cell.problems:
                return  # the terminal may be in any state: the caller begins another


def codes_on(slip: Slip) -> str:
    """The code on a slip, as another program reads it."""
    (code,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(slip.png)).convert("L"))
    return str(code.text)


class Trial:
    """One cell, played out."""

    def __init__(self, terminal: Terminal, cell: Cell) -> None:
        self._terminal = terminal
        self._cell = cell
        self._striking: asyncio.Future[None] | None = None
        self._is_struck = self._is_mended = False

    async def run(self) -> None:
        """Play it."""
        terminal = self._terminal
        before = len(terminal.untruths)
        case_id = await self._resident()
        await self._mend()
        await asyncio.sleep(NEXT_COMES_S)
        await terminal.until_now("the device to be back", self._is_well, 60)
        await terminal.emptied()
        assert (await terminal.staff.case(case_id))["case_id"] == case_id, "the case is not at the platform"
        await terminal.journey(NEXT_RESIDENT)
        await terminal.cases_there()  # raises where one arrived twice
        self._cell.problems += terminal.untruths[before:]

    async def _resident(self) -> str:
        """A resident files whatever the machine lets them; the case's id."""
        terminal = self._terminal
        await self._at("idle")
        terminal.send(ev.Started(states.Mode.STANDARD))
        self._tells_true("home")
        terminal.send(ev.EntryChosen(ITEM))
        await self._at("guide")
        terminal.send(ev.ApplyPressed(ITEM))
        await self._at("notice")
        terminal.send(ev.NoticeUnderstood())
        await self._at("identify")
        await self._identified()
        await self._at("form")
        terminal.fill_in()
        await self._at("review")
        terminal.at_first_byte = self._strike_soon if self._cell.step == "printing" else lambda: None
        terminal.send(ev.SubmitPressed())
        await self._at("saving")
        await terminal.on(screens.Done)
        case_id = terminal.done.case_id
        await terminal.acknowledged()
        await self._slip_over()
        await self._at("leaving")
        terminal.leave()
        if self._cell.step == "supply":
            await self._supplied(case_id)
        if self._cell.step == "cases":
            await self._chosen_by_slip(case_id)
        return case_id

    async def _chosen_by_slip(self, case_id: str) -> None:
        """The resident has several cases, is back, and holds one's slip to the scanner; again, once it is mended."""
        terminal = self._terminal
        if "scanner" not in terminal.program.settings.devices.chosen():
            return
        code = codes_on(terminal.machines.printer.slips[-1])
        await terminal.journey(RESIDENT)
        terminal.send(ev.Started(), ev.ProgressPressed(), ev.NoticeUnderstood())
        await terminal.do("card.put", person=RESIDENT)
        await terminal.until("the cases", lambda s: bool(getattr(s.screen, "cases", None)))
        await self._at("cases")
        with suppress(ValueError):  # it is unplugged
            await terminal.do("scanner.scan", text=code)
        await asyncio.sleep(SCAN_S)
        await self._mend()
        await terminal.until_now("the scanner to be back", self._is_well, 60)
        if not isinstance(terminal.state.screen, screens.CaseDetail):
            await asyncio.sleep(SCAN_S)  # the session asks a scanner that was gone again
            await terminal.do("scanner.scan", text=code)
        await terminal.on(screens.CaseDetail)
        assert isinstance(terminal.state.screen, screens.CaseDetail)
        assert terminal.state.screen.case.case_id == case_id, "another case than the slip's was opened"
        await terminal.take_card()
        terminal.send(ev.FinishPressed())

    async def _supplied(self, case_id: str) -> None:
        """The department wants a page and the resident is back: photographed, again where the screen asks for it."""
        terminal = self._terminal
        await terminal.staff.ask_correction(case_id, [WANTED], date(2026, 5, 6))
        terminal.send(ev.Started(), ev.ProgressPressed(), ev.NoticeUnderstood())
        await terminal.do("card.put", person=RESIDENT)
        await terminal.until(
            "the cases", lambda s: isinstance(s.screen, screens.CaseDetail) or bool(getattr(s.screen, "cases", None))
        )
        terminal.send(ev.CaseOpened(case_id))
        await terminal.on(screens.CaseDetail)
        await terminal.take_card()
        terminal.send(ev.SupplyPressed())
        await terminal.on(screens.Supply)
        if "camera" in terminal.program.settings.devices.chosen():
            await terminal.do("camera.paper", words=PAGE)
        await self._at("supply")
        if self._cell.fault.device == "camera" and not self._cell.fault.is_slow:
            await self._photographed()
            assert self._scan() is not screens.ScanState.LOOK, f"{self._cell.fault.key} went by unseen"
            await self._mend()
            if self._cell.fault.lacks:  # what spoilt a picture is over with the next good one
                await terminal.until_now("the camera to be back", self._is_well, 60)
        await self._photographed()
        assert self._scan() is screens.ScanState.LOOK, self._scan()
        terminal.send(ev.PageKept())
        await terminal.until(
            "the page's delivery",
            lambda s: isinstance(s.screen, screens.Supplied) and s.screen.delivery is screens.Delivery.ACKNOWLEDGED,
        )
        assert (await terminal.staff.case(case_id))["state"] != "correction_required", "the page is not at the platform"
        terminal.send(ev.FinishPressed())

    async def _photographed(self) -> None:
        with flying_loop().hold():  # the judge is a process of its own
            self._terminal.send(ev.CapturePressed())
            await self._terminal.until("the picture", lambda _: self._scan() is not screens.ScanState.CAPTURING)

    def _scan(self) -> screens.ScanState | None:
        screen = self._terminal.state.screen
        return screen.scan if isinstance(screen, screens.Supply) else None

    async def _at(self, step: str) -> None:
        if step == self._cell.step:
            await self._strike()
        else:
            self._tells_true(step)

    def _strike_soon(self) -> None:
        """Called where nothing may be awaited: when a slip's first byte has gone out."""
        self._terminal.at_first_byte = lambda: None
        self._striking = asyncio.ensure_future(self._strike())

    async def _strike(self) -> None:
        """The fault, and the word on it where it lasts."""
        before = self._words()
        for name, how in self._cell.fault.strikes:
            await self._terminal.do(name, **how)
        await self._told()
        self._is_struck = True
        self._tells_true(self._cell.step)
        screen = self._terminal.state.screen
        if self._cell.fault.lacks and not self._owed() and not isinstance(screen, IN_MOTION):
            assert self._words() == before, (
                f"{self._cell.fault.key} has no part in {self._cell.step}, and is told there"
            )

    async def _mend(self) -> None:
        if self._is_mended:
            return
        self._is_mended = True
        for name, how in self._cell.fault.mends:
            await self._terminal.do(name, **how)

    async def _told(self) -> None:
        fault, now = self._cell.fault, asyncio.get_running_loop().time
        if not fault.lacks:
            return
        began_s = now()
        await self._terminal.until_now(f"{fault.key} to be told", self._is_told, TOLD_S)
        self._cell.told_s = now() - began_s

    def _tells_true(self, step: str) -> None:
        """As long as the fault lasts, every screen that its device has a part in says so."""
        if not self._is_struck or self._is_mended or not self._is_told():
            return
        words, texts = self._words(), self._terminal.program.texts
        for key in self._owed():
            assert texts(key) in words, f"{key} is not to be read at {step}"

    def _owed(self) -> tuple[str, ...]:
        fault = self._cell.fault
        return owed_keys(fault.device, fault.rail, self._terminal.state.screen) if fault.lacks else ()

    def _words(self) -> str:
        program = self._terminal.program
        return screen_words(program.session.snapshot, program.view_context)

    def _off(self) -> Lack | None:
        return lack_of(getattr(self._terminal.program.session.snapshot.machines, self._cell.fault.device))

    def _is_told(self) -> bool:
        return self._off() in self._cell.fault.lacks

    def _is_well(self) -> bool:
        return self._off() is None

    async def _identified(self) -> None:
        """By the card, tried again as the screen asks; by hand where the reader is gone."""
        terminal, person = self._terminal, load_persons()[RESIDENT]
        for _ in range(0 if self._cell.step == "typing" else 4):
            if self._reader_gone():
                break
            await terminal.do("card.put", person=RESIDENT)
            await terminal.until("the card", lambda s: isinstance(s.screen, screens.Form) or self._reader_troubled())
            if isinstance(terminal.state.screen, screens.Form):
                await terminal.take_card()
                return
            await terminal.do("card.take")
            with suppress(AssertionError):
                await terminal.until("the reader", lambda s: s.card is CardMedia.NOT_PRESENT, 5)
            terminal.send(ev.RetryPressed())
        terminal.send(ev.TypeInsteadPressed())
        await self._at("typing")
        if self._cell.step == "typing" and self._cell.fault.device == "social_card" and not self._cell.fault.lacks:
            await self._by_social_card(person)
        else:
            terminal.send(ev.IdentityTyped(person.name, person.number))
        terminal.send(ev.NextPressed())
        assert isinstance(terminal.state.screen, screens.Form), terminal.state.screen

    async def _by_social_card(self, person: SyntheticPerson) -> None:
        """One that is spoilt is told, and fills in what is typed otherwise when it is put in again."""
        terminal = self._terminal
        await terminal.do("chip.put", person=RESIDENT)
        await terminal.until("an answer", lambda s: self._social_answer(s) is not None, 60)
        await self._mend()
        if self._social_answer(terminal.state) == person.number:  # it fell on an item that nobody needs
            await terminal.do("chip.take")
            return
        await terminal.do("chip.take")
        await self._slot_empty()
        await terminal.do("chip.put", person=RESIDENT)
        await terminal.until("the card", lambda s: getattr(s.screen, "id_number", "") == person.number, 60)
        await terminal.do("chip.take")
        await self._slot_empty()

    def _social_answer(self, state: states.SessionState) -> str | None:
        """What the card filled in, or why it did not."""
        screen = state.screen
        if not isinstance(screen, screens.TypeIdentity):
            return None
        return screen.id_number or screen.social_trouble

    async def _slot_empty(self) -> None:
        def is_so() -> bool:
            status = self._terminal.program.session.snapshot.machines.social_card
            return status is not None and status.media is CardMedia.NOT_PRESENT

        await self._terminal.until_now("the slot to be empty", is_so)
        await looked_at_empty()

    def _reader_troubled(self) -> bool:
        screen = self._terminal.state.screen
        return isinstance(screen, screens.Identify) and screen.trouble is not None

    def _reader_gone(self) -> bool:
        screen = self._terminal.state.screen
        return isinstance(screen, screens.Identify) and screen.trouble is troubles.ReadTrouble.READER_GONE

    async def _slip_over(self) -> None:
        """Wait for the slip's fate. What it waits for in mid-print is mended as soon as the screen has told it."""
        terminal = self._terminal
        if self._cell.step == "printing":
            await terminal.until("the first byte", lambda _: self._striking is not None)
        if self._striking is not None:
            await self._striking
            await self._mend()
        await terminal.slip_settled(PATIENCE_S)

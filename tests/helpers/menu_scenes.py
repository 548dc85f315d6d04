"""The moments of the menu: what the pictures 16, 64 to 67 show, and what they do not."""

from dataclasses import replace
from types import MappingProxyType

from devices.contracts.printer import Paper, PrintTrouble
from kiosk.maintenance.access import Level, SignedIn, Staff, Way
from kiosk.maintenance.facts import Facts, Line
from kiosk.maintenance.menu import Led, Menu, Told
from kiosk.maintenance.needs import Kind
from kiosk.maintenance.pages import Page
from kiosk.maintenance.printer_test import PrinterTest, Question, Stage
from kiosk.maintenance.sight import Sight
from kiosk.maintenance.visit import AtMenu
from kiosk.session.screens import Maintenance
from kiosk.session.states import SessionState
from tests.helpers.machine_facts import (
    AFTERNOON,
    ENDING,
    JAMMED,
    LINE,
    LOG,
    NO_PAPER,
    OPEN,
    OPEN_LOADED,
    QUARTERS,
    STUCK_QUEUE,
    facts,
    printer,
)  # fmt: skip

TECHNICIAN = SignedIn(Staff("0427", "王*", Level.TECHNICIAN, Way.CARD))
CLERK = SignedIn(Staff("clerk", "", Level.CLERK, Way.PIN))
LOW = facts(printer(paper=Paper.LOW), paper=ENDING)
MANY = facts(NO_PAPER, queue=STUCK_QUEUE)


def at_menu(page: str, seen: Facts, menu: Menu | None = None, who: SignedIn = TECHNICIAN) -> SessionState:
    """Somebody is signed in and looks at a page."""
    sight = Sight(menu or Menu(), seen, "2.4.1", "0420")
    return SessionState(screen=Maintenance(AtMenu(who, page, sight)), online=True)


def led(kind: Kind, index: int, seen: Facts, **other: object) -> SessionState:
    menu = replace(Menu(Led(kind, "receipt_printer", index)), **other)  # type: ignore[arg-type] # a field of Menu
    return at_menu(Page.GUIDE, seen, menu)


def tested(test: PrinterTest, **other: object) -> SessionState:
    menu = replace(Menu(Led(Kind.NO_PAPER, "receipt_printer", 4), test), **other)  # type: ignore[arg-type] # the same
    return at_menu(Page.PRINTER_TEST, facts(), menu)


STRIPED = MappingProxyType({Question.BLACK: True, Question.STRIPES: False})
GOOD = MappingProxyType(dict.fromkeys(Question, True))
MENU = {
    "menu": at_menu(Page.FRONT, LOW),
    "menu-clerk": at_menu(Page.FRONT, MANY, who=CLERK),
    "menu-well": at_menu(Page.FRONT, facts()),
    "menu-mended": at_menu(Page.FRONT, facts(), Menu(told=Told.MENDED, mended=Kind.NO_PAPER)),
    "guide-open": led(Kind.NO_PAPER, 0, facts(NO_PAPER)),
    "guide-core": led(Kind.NO_PAPER, 1, facts(OPEN)),
    "guide-roll": led(Kind.NO_PAPER, 2, facts(OPEN)),
    "guide-close": led(Kind.NO_PAPER, 3, facts(OPEN_LOADED)),
    "guide-stuck": led(Kind.NO_PAPER, 1, facts(OPEN), is_stuck=True),
    "guide-jam": led(Kind.JAM, 1, facts(JAMMED)),
    "guide-network": led(Kind.NETWORK, 2, facts(), told=Told.NOT_YET),
    "guide-certificate": led(Kind.CERTIFICATE, 0, facts()),
    "test-ready": at_menu(Page.PRINTER_TEST, facts()),
    "test-printing": tested(PrinterTest(Stage.PRINTING, 1)),
    "test-failed": tested(PrinterTest(Stage.FAILED, 1, PrintTrouble.PAPER_OUT), told=Told.NOT_YET),
    "test-judged": tested(PrinterTest(Stage.JUDGED, 2)),
    "test-striped": tested(PrinterTest(Stage.JUDGED, 2, answers=STRIPED)),
    "test-good": tested(PrinterTest(Stage.JUDGED, 2, answers=GOOD)),
    "paper": at_menu(Page.PAPER, LOW),
    "queue": at_menu(Page.QUEUE, facts(queue=STUCK_QUEUE)),
    "queue-empty": at_menu(Page.QUEUE, facts()),
    "queue-clerk": at_menu(Page.QUEUE, facts(queue=STUCK_QUEUE), who=CLERK),
    "devices": at_menu(Page.DEVICES, facts(NO_PAPER)),
    "network": at_menu(Page.NETWORK, facts(line=LINE)),
    "network-down": at_menu(Page.NETWORK, facts(line=Line(online=False, since=AFTERNOON, quarters=QUARTERS))),
    "logs": at_menu(Page.LOGS, facts(log=LOG)),
    "logs-one": at_menu(Page.LOGS, facts(log=LOG), Menu(event="task_fell")),
}

"""The moments of the menu: what the pictures 16, 64 to 67 show, and what they do not."""

from dataclasses import replace
from types import MappingProxyType

from devices.contracts.camera import CameraStatus
from devices.contracts.health import Health
from devices.contracts.keypad import Key, KeypadStatus
from devices.contracts.lights import LightsStatus
from devices.contracts.printer import Paper, PrintTrouble
from devices.contracts.sensing import HeadphoneStatus
from kiosk.maintenance.access import Level, SignedIn, Staff, Way
from kiosk.maintenance.facts import Facts, Line
from kiosk.maintenance.menu import Led, Menu, Told
from kiosk.maintenance.needs import Kind
from kiosk.maintenance.pages import Page
from kiosk.maintenance.printer_test import PrinterTest, Question, Stage
from kiosk.maintenance.self_tests import Colour, SelfTests, Trial, Trouble
from kiosk.maintenance.sight import Sight
from kiosk.maintenance.verdicts import Verdict
from kiosk.maintenance.visit import AtMenu
from kiosk.outbox import Lockout
from kiosk.session.screens import Maintenance
from kiosk.session.states import SessionState
from tests.helpers.later_states import jpeg
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
    WELL,
    facts,
    printer,
)  # fmt: skip
from tests.helpers.staff_states import WANG, ZHAO

TECHNICIAN = SignedIn(Staff("0427", "王*", Level.TECHNICIAN, Way.CARD))
CLERK = SignedIn(Staff("clerk", "", Level.CLERK, Way.PIN))
LOW = facts(printer(paper=Paper.LOW), paper=ENDING)
FITTED = replace(
    WELL,
    camera=CameraStatus(health=Health.ONLINE, since_s=0.0),
    keypad=KeypadStatus(health=Health.ONLINE, since_s=0.0),
    headphones=HeadphoneStatus(health=Health.ONLINE, since_s=0.0, plugged=False),
    lights=LightsStatus(health=Health.ONLINE, since_s=0.0),
)
TRIED = facts(
    FITTED,
    verdicts={
        "touch": Verdict(True, AFTERNOON, ("T0427",), 1.2),
        "beep": Verdict(True, AFTERNOON, ("T0427",)),
        "camera": Verdict(False, AFTERNOON, ("T0427",)),
    },
)
TWO = SignedIn(WANG, ZHAO)
LOCKED = facts(
    lockouts=(
        Lockout("pin:clerk", 15, 0.0),
        Lockout("answer:technician", 7, 42.0),
        Lockout("card:0123456789abcdef", 2, 0.0),
    )
)
MANY = facts(NO_PAPER, queue=STUCK_QUEUE)


def at_menu(page: str, seen: Facts, menu: Menu | None = None, who: SignedIn = TECHNICIAN) -> SessionState:
    """Somebody is signed in and looks at a page."""
    sight = Sight(menu or Menu(), seen, "2.4.1", "0420", 100)
    return SessionState(screen=Maintenance(AtMenu(who, page, sight)), online=True)


def led(kind: Kind, index: int, seen: Facts, **other: object) -> SessionState:
    menu = replace(Menu(Led(kind, "receipt_printer", index)), **other)  # type: ignore[arg-type] # a field of Menu
    return at_menu(Page.GUIDE, seen, menu)


def tested(test: PrinterTest, **other: object) -> SessionState:
    menu = replace(Menu(Led(Kind.NO_PAPER, "receipt_printer", 4), test), **other)  # type: ignore[arg-type] # the same
    return at_menu(Page.PRINTER_TEST, facts(), menu)


def trying(tests: SelfTests) -> SessionState:
    return at_menu(f"{Page.SELF_TESTS}/{tests.trial}", TRIED, Menu(tests=tests))


SHIFTED = {str(cell): (5.1, 3.2) for cell in range(24)}
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
    "locked-ways": at_menu(Page.ACCESS, LOCKED),
    "locked-ways-two": at_menu(Page.ACCESS, LOCKED, Menu(told=Told.DONE), who=TWO),
    "locked-ways-none": at_menu(Page.ACCESS, facts()),
    "self-tests": at_menu(Page.SELF_TESTS, TRIED),
    **{f"trial-{each.replace('_', '-')}": trying(SelfTests(each, 1)) for each in Trial},
    "trial-touch-bad": trying(SelfTests(Trial.TOUCH, 1, felt=SHIFTED, outcome=False)),
    "trial-beep-asked": trying(SelfTests(Trial.BEEP, 2, came=True)),
    "trial-headphones-out": trying(SelfTests(Trial.HEADPHONES, 1, trouble=Trouble.NOT_PLUGGED)),
    "trial-camera-asked": trying(SelfTests(Trial.CAMERA, 2, came=True, picture=jpeg())),
    "trial-colours-asked": trying(SelfTests(Trial.COLOURS, 1, came=True, felt=dict.fromkeys(Colour, (0.0, 0.0)))),
    "trial-scanner-other": trying(SelfTests(Trial.SCANNER, 1, trouble=Trouble.OTHER_CODE)),
    "trial-keypad-half": trying(SelfTests(Trial.KEYPAD, 1, felt=dict.fromkeys(list(Key)[:3], (0.0, 0.0)))),
    "trial-lights-good": trying(SelfTests(Trial.LIGHTS, 1, came=True, outcome=True)),
    "logs-one": at_menu(Page.LOGS, facts(log=LOG), Menu(event="task_fell")),
}

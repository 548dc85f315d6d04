"""The menu behind the sign-in, as a frozen value and one rule. Pure; the shell is `kiosk.app.menu_desk`.

    front ─► guide: step, step, … ─► check ─► front, and it is said that it works again
          ├► printer test ─► judged by eye
          └► paper, queue, devices, …        each a page; which one is open is the visit's to know (`visit.AtMenu.page`)

A guide never says that something works: the machine does, and where it cannot see it, an eye.
"""

from dataclasses import dataclass, field, replace
from enum import StrEnum

from devices.contracts.printer import PrintResult
from kiosk.maintenance import printer_test, self_tests
from kiosk.maintenance.access import Action
from kiosk.maintenance.facts import Facts
from kiosk.maintenance.guides import GUIDES, Check, Guide, begins_at, can_print, is_seen
from kiosk.maintenance.needs import Kind, needs_of
from kiosk.maintenance.pages import Page
from kiosk.maintenance.printer_test import PrinterTest, Question, Stage
from kiosk.maintenance.self_tests import Felt, Judged, SelfTests, TrialChosen, TrialSeen, TrialTried


class Told(StrEnum):
    """What the last act came to; each has its words under `menu.told.*`."""

    MENDED = "mended"
    NOT_YET = "not_yet"
    """The check found it as it was."""
    SYNCING = "syncing"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Led:
    """Somebody is led through one need; `index` is one past the last step where the check is."""

    kind: Kind
    role: str = ""
    index: int = 0

    @property
    def guide(self) -> Guide:
        return GUIDES[self.kind]

    @property
    def is_at_check(self) -> bool:
        return self.index >= len(self.guide.steps)


@dataclass(frozen=True, slots=True)
class Menu:
    """What is being done."""

    led: Led | None = None
    test: PrinterTest = field(default_factory=PrinterTest)
    tests: SelfTests = field(default_factory=SelfTests)
    told: Told | None = None
    mended: Kind | None = None
    """What was put right last, while it is told."""
    is_stuck: bool = False
    """A step could not be done: who helps is shown."""
    letter: str = ""
    """The dead letter that is looked at; empty is the first."""
    event: str = ""
    """The sort of event that the log is searched for; empty is all."""


# ── what happens ───────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Looked:
    """The machine was looked at again, and something changed."""


@dataclass(frozen=True, slots=True)
class NeedChosen:
    kind: Kind
    role: str = ""


@dataclass(frozen=True, slots=True)
class StepDone:
    """The hand says that the step is over."""


@dataclass(frozen=True, slots=True)
class Stuck:
    """The hand cannot do it."""


@dataclass(frozen=True, slots=True)
class StepsAgain:
    """From the first step."""


@dataclass(frozen=True, slots=True)
class TestWanted:
    """Another test page."""


@dataclass(frozen=True, slots=True)
class TestEnded:
    serial: int
    result: PrintResult


@dataclass(frozen=True, slots=True)
class Answered:
    question: Question
    is_good: bool


@dataclass(frozen=True, slots=True)
class Finished:
    """The hand is through with the check."""


@dataclass(frozen=True, slots=True)
class Left:
    """The page was left; `page` is where the visit is now."""

    page: str


@dataclass(frozen=True, slots=True)
class ActWanted:
    """An act that the shell carries out and answers with `ActEnded`."""

    action: Action
    subject: str = ""


@dataclass(frozen=True, slots=True)
class ActEnded:
    action: Action
    is_done: bool


@dataclass(frozen=True, slots=True)
class LetterChosen:
    message_id: str


@dataclass(frozen=True, slots=True)
class EventChosen:
    """One sort of the log's events; empty is all."""

    event: str


Event = (
    Looked | NeedChosen | StepDone | Stuck | StepsAgain | TestWanted | TestEnded | Answered | Finished | Left
    | ActWanted | ActEnded | LetterChosen | EventChosen | TrialChosen | TrialTried | TrialSeen | Felt | Judged
)  # fmt: skip


# ── what the shell has to do ───────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class GoTo:
    """Open a page, or what lies behind one."""

    page: str


@dataclass(frozen=True, slots=True)
class PrintTest:
    """Clear the printer of everything that lies there for somebody else, then print the test page."""

    serial: int


@dataclass(frozen=True, slots=True)
class Do:
    """Carry out an act of the table, which is written down before it is done."""

    action: Action
    subject: str = ""


Wish = GoTo | PrintTest | Do | self_tests.Wish
Next = tuple[Menu, tuple[Wish, ...]]


def advance(menu: Menu, event: Event, facts: Facts) -> Next:
    """The next state and what has to be done for it; never raises."""
    match event:
        case Looked():
            return _looked(menu, facts)
        case NeedChosen(kind=kind, role=role):
            return _chosen(kind, role, facts)
        case StepDone() if menu.led is not None:
            return _on(menu, menu.led, facts)
        case Stuck():
            return replace(menu, is_stuck=True), ()
        case StepsAgain() if menu.led is not None:
            return Menu(replace(menu.led, index=0)), (GoTo(Page.GUIDE),)
        case TestWanted():
            return _print(menu, facts)
        case TestEnded(serial=serial, result=result):
            return replace(menu, test=printer_test.ended(menu.test, serial, result)), ()
        case Answered(question=question, is_good=is_good):
            return replace(menu, test=printer_test.judged(menu.test, question, is_good)), ()
        case Finished():
            return _finished(menu, facts)
        case Left(page=page):
            return _left(menu, page), ()
        case ActWanted(action=action, subject=subject):
            told = Told.SYNCING if action is Action.SYNC_NOW else None
            return replace(menu, told=told, letter=""), (Do(action, subject),)
        case ActEnded(is_done=is_done):
            return replace(menu, told=Told.DONE if is_done else Told.FAILED), ()
        case LetterChosen(message_id=message_id):
            return replace(menu, letter=message_id), ()
        case EventChosen(event=sort):
            return replace(menu, event=sort), ()
        case TrialChosen() | TrialTried() | TrialSeen() | Felt() | Judged():
            return _at_trial(menu, event, facts)
        case _:
            return menu, ()


def _chosen(kind: Kind, role: str, facts: Facts) -> Next:
    if kind is Kind.QUEUE:
        return Menu(), (GoTo(Page.QUEUE),)
    return Menu(Led(kind, role, begins_at(GUIDES[kind], facts))), (GoTo(Page.GUIDE),)


def _looked(menu: Menu, facts: Facts) -> Next:
    """A step that the machine sees is over by itself."""
    led = menu.led
    if menu.tests.trial is not None:
        tests, wishes = self_tests.looked(menu.tests, facts)
        return replace(menu, tests=tests), wishes
    if led is None or led.is_at_check or not is_seen(led.guide.steps[led.index], facts):
        return menu, ()
    return _on(menu, led, facts)


def _on(menu: Menu, led: Led, facts: Facts) -> Next:
    """One step further; behind the last one the check begins."""
    moved = replace(menu, led=replace(led, index=min(led.index + 1, len(led.guide.steps))), is_stuck=False, told=None)
    if moved.led is None or not moved.led.is_at_check:
        return moved, ()
    if led.guide.check is Check.PRINT:
        printing, wishes = _print(moved, facts)
        return printing, (GoTo(Page.PRINTER_TEST), *wishes)
    return _checked(moved, moved.led, facts)


def _print(menu: Menu, facts: Facts) -> Next:
    """No page is begun while one is on its way. Whether the printer can is the printer's to say, in its result."""
    if menu.test.stage is Stage.PRINTING:
        return menu, ()
    test = printer_test.begun(menu.test)
    return replace(menu, test=test, told=None), (PrintTest(test.serial),)


def _checked(menu: Menu, led: Led, facts: Facts) -> Next:
    """A check that no eye is needed for: is it still among what needs a hand?"""
    if any((need.kind, need.role) == (led.kind, led.role) for need in needs_of(facts)):
        return replace(menu, told=Told.NOT_YET), ()
    return Menu(told=Told.MENDED, mended=led.kind), (GoTo(Page.FRONT),)


def _at_trial(menu: Menu, event: self_tests.Event, facts: Facts) -> Next:
    tests, wishes = self_tests.advance(menu.tests, event, facts)
    opens = isinstance(event, TrialChosen) and tests is not menu.tests
    to_page = (GoTo(f"{Page.SELF_TESTS}/{tests.trial}"),) if opens else ()
    return replace(menu, tests=tests), (*to_page, *wishes)


def _finished(menu: Menu, facts: Facts) -> Next:
    """It prints again only if an eye found the page good, and the printer itself still lacks nothing."""
    if menu.led is not None and menu.led.guide.check is not Check.PRINT:
        return _checked(menu, menu.led, facts)
    if not (menu.test.is_good and can_print(facts)):
        return replace(menu, told=Told.NOT_YET), ()
    mended = menu.led.kind if menu.led is not None else None
    return Menu(told=Told.MENDED, mended=mended), (GoTo(Page.FRONT),)


def _left(menu: Menu, page: str) -> Menu:
    """Nothing is kept of a page that is not open; the front page still tells what was mended on the way to it."""
    if page.startswith(f"{Page.SELF_TESTS}/"):
        return menu
    match page:
        case Page.GUIDE:
            return replace(menu, test=PrinterTest(serial=menu.test.serial))
        case Page.PRINTER_TEST:
            return menu
        case Page.FRONT:
            return replace(_bare(menu), told=menu.told, mended=menu.mended)
        case _:
            return replace(_bare(menu), letter=menu.letter, told=menu.told)


def _bare(menu: Menu) -> Menu:
    """No more than what counts on, so that the end of something earlier says nothing of what comes."""
    return Menu(test=PrinterTest(serial=menu.test.serial), tests=SelfTests(serial=menu.tests.serial))

"""The printer's test, judged by eye: the machine does not see the paper, so that the hand that holds it answers. Pure.

printed ─► is it black? ─► white stripes? ─► cut off? ─► all three good: it prints again
                                                     └─► else what to do about it, and another page
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from devices.contracts.printer import Printed, PrintResult, PrintTrouble, Unknown


class Question(StrEnum):
    """What the eye is asked; in this order."""

    BLACK = "black"
    STRIPES = "stripes"
    CUT = "cut"


class Stage(StrEnum):
    """Where the page is."""

    READY = "ready"
    PRINTING = "printing"
    FAILED = "failed"
    """None came out, as far as the printer knows."""
    JUDGED = "judged"
    """One came out; the eye answers."""


@dataclass(frozen=True, slots=True)
class PrinterTest:
    """One round of it."""

    stage: Stage = Stage.READY
    serial: int = 0
    """Counts pages; only the newest one's end counts."""
    reason: PrintTrouble | None = None
    """Why there is no page."""
    answers: Mapping[Question, bool] = field(default_factory=lambda: MappingProxyType({}))
    """True is as it should be."""

    @property
    def missing_count(self) -> int:
        """Questions not answered yet."""
        return len(Question) - len(self.answers)

    @property
    def wrong(self) -> Question | None:
        """The first thing that is not as it should be."""
        return next((question for question in Question if self.answers.get(question) is False), None)

    @property
    def is_good(self) -> bool:
        """All was looked at and found good."""
        return self.stage is Stage.JUDGED and not self.missing_count and self.wrong is None


def begun(test: PrinterTest) -> PrinterTest:
    """Another page is on its way; what was seen on the one before says nothing of it."""
    return PrinterTest(Stage.PRINTING, test.serial + 1)


def ended(test: PrinterTest, serial: int, result: PrintResult) -> PrinterTest:
    """The printer's word on that page. A model that confirms nothing may have printed it well: the eye decides."""
    if test.stage is not Stage.PRINTING or serial != test.serial:
        return test
    came_out = isinstance(result, Printed) or result == Unknown(PrintTrouble.UNCONFIRMED)
    if came_out:
        return PrinterTest(Stage.JUDGED, serial)
    reason = PrintTrouble.OFFLINE if isinstance(result, Printed) else result.reason
    return PrinterTest(Stage.FAILED, serial, reason)


def judged(test: PrinterTest, question: Question, is_good: bool) -> PrinterTest:
    """The test after one more answer; one may be taken back by the other."""
    if test.stage is not Stage.JUDGED:
        return test
    answers = MappingProxyType({**test.answers, question: is_good})
    return PrinterTest(Stage.JUDGED, test.serial, answers=answers)

"""Being led through one need, and the printer's test, as plain values: one step a screen, with its picture. No Qt."""

from dataclasses import dataclass

from kiosk.maintenance.facts import Facts
from kiosk.maintenance.guides import Step, is_seen
from kiosk.maintenance.menu import Led
from kiosk.maintenance.printer_test import PrinterTest, Question, Stage
from kiosk.maintenance.sight import Sight
from kiosk.texts import Texts
from ui.viewmodels.menu_front_face import need_title, told_words


@dataclass(frozen=True, slots=True)
class GuideFace:
    """One step, or the check behind the last one."""

    steps: tuple[str, ...] = ()
    index: int = 0
    position: str = ""
    title: str = ""
    help: str = ""
    picture: str = ""
    warning: str = ""
    warning_line: str = ""
    seen: str = ""
    """What the machine itself sees of it; empty where it sees nothing."""
    next_title: str = ""
    next_line: str = ""
    done_text: str = ""
    is_stuck: bool = False
    stuck_line: str = ""
    told: str = ""


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """One question to the eye, and its two answers."""

    question: str
    number: int
    title: str
    good_label: str
    bad_label: str
    is_good: bool
    is_bad: bool


@dataclass(frozen=True, slots=True)
class PrinterTestFace:
    """The test page and what the eye is asked about it."""

    stage: str = "ready"
    title: str = ""
    help: str = ""
    place: str = ""
    count_line: str = ""
    questions: tuple[QuestionRow, ...] = ()
    advice: str = ""
    again_text: str = ""
    finish_text: str = ""
    off_reason: str = ""
    told: str = ""
    is_led: bool = False


def guide_face(sight: Sight, help_phone: str, texts: Texts) -> GuideFace:
    """The step now."""
    led = sight.menu.led
    if led is None:
        return GuideFace()
    steps = led.guide.steps
    index = min(led.index, len(steps) - 1)
    step = steps[index]
    names = tuple(texts(f"mend.{each.name}.short") for each in steps)
    return GuideFace(
        steps=names, index=led.index if led.is_at_check else index,
        position=texts("mend.position", index=index + 1, total=len(steps)),
        title=_title(led, step, texts), help=texts(f"mend.{step.name}.help"), picture=step.picture,
        warning=texts("mend.knife") if step.has_knife else "",
        warning_line=texts("mend.knife_line") if step.has_knife else "",
        seen=_seen(step, sight.facts, texts),
        next_title=texts("mend.paper.wanted") if step.wants_paper else "",
        next_line=texts("mend.paper.where") if step.wants_paper else "",
        done_text=texts(f"mend.{step.name}.done"),
        is_stuck=sight.menu.is_stuck, stuck_line=texts("mend.stuck_line", phone=help_phone),
        told=told_words(sight, texts),
    )  # fmt: skip


def _title(led: Led, step: Step, texts: Texts) -> str:
    if len(led.guide.steps) == 1 and not led.guide.steps[0].sees:
        return need_title(led.kind, led.role, texts)
    return texts(f"mend.{step.name}.title")


def _seen(step: Step, facts: Facts, texts: Texts) -> str:
    """What the machine sees: an open cover, and whether this very step is over."""
    if step.sees is not None:
        return texts(f"mend.{step.name}.seen" if is_seen(step, facts) else f"mend.{step.name}.unseen")
    if facts.printer is not None and facts.printer.cover_open:
        return texts("mend.cover_is_open")
    return ""


def printer_test_face(sight: Sight, texts: Texts) -> PrinterTestFace:
    """The test at one moment."""
    test, stage = sight.menu.test, sight.menu.test.stage
    return PrinterTestFace(
        stage=stage, title=texts(f"printer_test.{stage}.title"), help=_help(test, texts),
        place=texts("printer_test.place"),
        count_line=texts("printer_test.count", count=test.serial) if test.serial else "",
        questions=_questions(test, texts),
        advice=texts(f"printer_test.{test.wrong}.advice") if test.wrong is not None else "",
        again_text=texts("printer_test.again" if test.serial else "printer_test.print"),
        finish_text=texts("printer_test.finish" if sight.menu.led is None else "printer_test.mended"),
        off_reason=_off(test, texts), told=told_words(sight, texts), is_led=sight.menu.led is not None,
    )  # fmt: skip


def _help(test: PrinterTest, texts: Texts) -> str:
    if test.stage is Stage.FAILED and test.reason is not None:
        return texts(f"printer_test.failed.{test.reason}")
    return texts(f"printer_test.{test.stage}.help")


def _questions(test: PrinterTest, texts: Texts) -> tuple[QuestionRow, ...]:
    if test.stage is not Stage.JUDGED:
        return ()
    return tuple(
        QuestionRow(
            question, number, texts(f"printer_test.{question}.question"), texts(f"printer_test.{question}.good"),
            texts(f"printer_test.{question}.bad"), test.answers.get(question) is True,
            test.answers.get(question) is False,
        )
        for number, question in enumerate(Question, start=1)
    )  # fmt: skip


def _off(test: PrinterTest, texts: Texts) -> str:
    """Why the test cannot be ended as passed."""
    if test.is_good:
        return ""
    if test.stage is Stage.JUDGED and test.missing_count:
        return texts("printer_test.missing", count=test.missing_count)
    return texts("printer_test.not_good" if test.stage is Stage.JUDGED else "printer_test.no_page")

"""How one case came to where it is, as plain values: its four ticks, its spans, what was said. No Qt."""

from dataclasses import dataclass
from datetime import datetime

from kiosk.cases import CaseProgress, StepState, Tick
from kiosk.core.clock import china_date
from kiosk.texts import Texts
from kiosk.texts.format import show_date, show_moment
from ui.viewmodels.done_face import StageRow


@dataclass(frozen=True, slots=True)
class TickRow:
    """One of the four ticks."""

    title: str
    line: str
    is_reached: bool


def tick_row(tick: Tick, at: datetime | None, is_reached: bool, texts: Texts) -> TickRow:
    """One tick: its word, and its day or whether it is reached."""
    line = show_date(china_date(at), texts) if at else texts("case.tick.done" if is_reached else "case.tick.todo")
    return TickRow(texts(f"case.tick.{tick}"), line, is_reached)


def stage_row(index: int, case: CaseProgress, texts: Texts) -> StageRow:
    """One span: who does what, when, and what is told of it."""
    step = case.steps[index]
    parts = [
        _done_at(index, case, texts),
        texts("case.step.handler", name=step.handler_masked) if step.handler_masked else "",
        step.note or "",
        texts("case.step.expected", date=show_date(step.expected_by, texts)) if step.expected_by else "",
    ]
    line = texts("case.step.between").join(part for part in parts if part)
    title = texts("case.step.title", department=step.department, step=step.name)
    if not line and step.state is not StepState.DONE:
        line = texts("case.step.now" if step.state is StepState.CURRENT else "case.step.todo")
    return StageRow(title, line, step.state.value, str(index + 1))


def _done_at(index: int, case: CaseProgress, texts: Texts) -> str:
    """When a span was walked; with the ticks that it stands for: kept here, received there, accepted."""
    step = case.steps[index]
    if step.at is None:
        return ""
    moment = show_moment(step.at, texts)
    accepting = [n for n, each in enumerate(case.steps) if each.at is not None and each.at == case.accepted_at]
    if accepting and index == accepting[-1]:
        return texts("case.step.accepted", moment=moment)
    if index == 0 and step.at == case.received_at:
        return texts("case.step.kept", time=show_moment(case.filed_at, texts), moment=moment)
    return moment


def last_said(case: CaseProgress, texts: Texts) -> str:
    """What was said last between the resident and those who have the case; empty for nothing."""
    if not case.said:
        return ""
    last = case.said[-1]
    return texts(f"case.said.{last.kind}", moment=show_moment(last.at, texts), who=last.department, reply=last.text)

"""One case's bridge as plain values: who has it, what is next, what they said. No Qt."""

from dataclasses import dataclass

from kiosk.cases import CaseProgress, CaseState, CloseResult, Correction, ResidentAct, StepState
from kiosk.core.clock import china_date
from kiosk.core.person import mask_name
from kiosk.session.availability import camera_ready
from kiosk.session.screens import CaseDetail
from kiosk.session.snapshot import Snapshot
from kiosk.session.states import Mode
from kiosk.texts import Texts
from kiosk.texts.format import show_date, show_moment
from ui.viewmodels.case_list_face import PILL_KINDS, short_title
from ui.viewmodels.case_way import TickRow, last_said, stage_row, tick_row
from ui.viewmodels.context import ViewContext
from ui.viewmodels.done_face import StageRow, printer_off
from ui.viewmodels.word_face import ActRow, act_rows
from ui.viewmodels.wording import worded


@dataclass(frozen=True, slots=True)
class SpanRow:
    """One arch of the bridge; `state` is done, current or todo."""

    label: str
    mark: str
    state: str


@dataclass(frozen=True, slots=True)
class WantedRow:
    """One missing material."""

    number: str
    name: str
    reason: str
    icon: str


@dataclass(frozen=True, slots=True)
class CaseDetailFace:
    """One case; `layout` is progress, correction or answer."""

    layout: str = "progress"
    title: str = ""
    help: str = ""
    item_line: str = ""
    spans: tuple[SpanRow, ...] = ()
    walker_index: int = -1
    """The span the walker stands on; -1 when nobody walks any more."""
    promise_text: str = ""
    promise_ratio: float = 0.0
    due_label: str = ""
    due_text: str = ""
    stages: tuple[StageRow, ...] = ()
    ticks: tuple[TickRow, ...] = ()
    ticked_text: str = ""
    """收件 and 受理 with their days, one below the other: where there is no room for the way."""
    wanted: tuple[WantedRow, ...] = ()
    deadline_title: str = ""
    deadline_line: str = ""
    assurance: str = ""
    supply_text: str = ""
    supply_off: str = ""
    """Why nothing can be supplied here now; empty when it can."""
    answer_text: str = ""
    answer_by: str = ""
    answer_at: str = ""
    pill_kind: str = ""
    pill_text: str = ""
    phone: str = ""
    phone_text: str = ""
    reprint_text: str = ""
    reprint_off: str = ""
    """Why no slip can be printed here now; empty when it can."""
    acts: tuple[ActRow, ...] = ()
    """Two ways to say no to an answer, beside it."""
    acts_text: str = ""
    """All that can be done; empty from a platform that would take nothing."""
    said_text: str = ""
    """What was said last between the resident and those who have the case."""
    others_text: str = ""
    finish_text: str = ""
    next_line: str = ""


def doers_text(case: CaseProgress, texts: Texts) -> str:
    """Who did it for its owner, and who helped; empty where nobody did."""
    doers = case.doers
    if doers is None:
        return ""
    relation, ground = f"acting.relation.{doers.relation}", f"acting.ground.{doers.ground}.told"
    agent = doers.agent_masked and texts(
        "case.doers.agent", name=doers.agent_masked, relation=texts(relation), ground=texts(ground)
    )
    helper = doers.helper_masked and texts("case.doers.helper", name=doers.helper_masked)
    return "\n".join(filter(None, (agent, helper)))


def case_detail_face(snapshot: Snapshot, context: ViewContext) -> CaseDetailFace:
    """One case as its owner may see it."""
    screen, texts = snapshot.state.screen, context.texts
    if not isinstance(screen, CaseDetail):
        return CaseDetailFace()
    case, elder = screen.case, snapshot.state.mode is Mode.ELDER
    layout = _layout(case)
    answer, correction = case.answer, case.correction
    who = mask_name(snapshot.state.person.name) if snapshot.state.person else ""
    total = max(1, case.committed_working_days)
    ticks = tuple(tick_row(tick, at, is_reached, texts) for tick, at, is_reached in case.ticks)
    return CaseDetailFace(
        layout=layout,
        title=_title(case, layout, elder, context),
        help=texts("case.number_line", number=case.number, name=who),
        item_line=texts(
            "case.item_line", item=short_title(case, context), date=show_date(china_date(case.filed_at), texts)
        ),
        spans=_spans(case, context),
        walker_index=next((n for n, step in enumerate(case.steps) if step.state is StepState.CURRENT), -1),
        promise_text=texts("case.committed", count=case.committed_working_days, used=case.used_working_days),
        promise_ratio=min(1.0, case.used_working_days / total),
        due_label=worded(texts, "case.due", elder),
        due_text=show_date(case.answer_due_on, texts),
        stages=tuple(stage_row(n, case, texts) for n in range(len(case.steps))),
        ticks=ticks,
        ticked_text="\n".join(texts("case.ticked", step=row.title, date=row.line) for row in ticks[1:3]),
        wanted=_wanted(correction, case, context) if correction else (),
        deadline_title=_deadline(correction, snapshot, texts) if correction else "",
        deadline_line=texts("correction.safe"),
        assurance=_assurance(correction, texts) if correction else "",
        supply_text=texts(
            "correction.start" if correction and len(correction.materials) > 1 else "correction.start_one"
        ),
        supply_off="" if camera_ready(snapshot.machines) else texts("correction.off.no_camera"),
        answer_text=answer.text if answer else "",
        answer_by=answer.department if answer else "",
        answer_at=show_moment(answer.at, texts) if answer else "",
        pill_kind=_result_kind(case),
        pill_text=_pill_text(case, texts),
        phone=case.contact_phone,
        phone_text=texts("case.call_text", phone=case.contact_phone),
        reprint_text=worded(texts, "correction.take_home", elder) if case.missing else texts("case.reprint"),
        reprint_off=printer_off(snapshot, texts),
        acts=act_rows(case, (ResidentAct.REOPEN, ResidentAct.REPLY), texts) if layout == "answer" else (),
        acts_text=texts("case.acts") if case.may else "",
        said_text="\n".join(filter(None, (doers_text(case, texts), last_said(case, texts)))),
        others_text=worded(texts, "case.others", elder, count=screen.other_count) if screen.other_count else "",
        finish_text=texts("case.rate" if screen.may_be_rated else "case.finish"),
        next_line=_next_line(case, texts),
    )


def _layout(case: CaseProgress) -> str:
    if case.answer is not None and case.state in (CaseState.CLOSED, CaseState.REFUSED):
        return "answer"
    if case.missing is not None:
        return "correction"
    return "progress"


def _title(case: CaseProgress, layout: str, elder: bool, context: ViewContext) -> str:
    texts = context.texts
    if layout == "correction":
        assert case.correction is not None
        return texts("correction.title", count=len(case.correction.materials))
    current = next((step for step in case.steps if step.state is StepState.CURRENT), None)
    name = case.state.value
    if case.answer is not None and layout == "answer":
        name = case.answer.result.value if case.state is CaseState.CLOSED else name
    elif case.state is CaseState.ACCEPTED and current is None:
        name = CaseState.RECEIVED.value
    department = current.department if current else ""
    key = "case.title_elder" if elder else "case.title"
    return texts(f"{key}.{name}", item=short_title(case, context), department=department)


def _spans(case: CaseProgress, context: ViewContext) -> tuple[SpanRow, ...]:
    texts = context.texts
    shorts: tuple[str, ...] = ()
    if context.catalogue.has(case.item_id):
        shorts = tuple(step.short.text(texts.locale) for step in context.catalogue.item(case.item_id).steps)
    if len(shorts) != len(case.steps):
        shorts = tuple(step.name for step in case.steps)
    return tuple(
        SpanRow(
            label=label,
            mark=texts("case.step.current") if step.state is StepState.CURRENT else str(n),
            state=step.state.value,
        )
        for n, (label, step) in enumerate(zip(shorts, case.steps, strict=True), start=1)
    )


def _wanted(correction: Correction, case: CaseProgress, context: ViewContext) -> tuple[WantedRow, ...]:
    texts = context.texts
    item = context.catalogue.item(case.item_id) if context.catalogue.has(case.item_id) else None
    icons = {material.id: material.icon for material in item.materials} if item else {}
    return tuple(
        WantedRow(
            number=str(n),
            name=material.name,
            reason=texts("correction.said", department=correction.department, reason=material.reason),
            icon=icons.get(material.material_id, "document"),
        )
        for n, material in enumerate(correction.materials, start=1)
    )


def _deadline(correction: Correction, snapshot: Snapshot, texts: Texts) -> str:
    due = texts("correction.due", date=show_date(correction.due_on, texts))
    days = (correction.due_on - china_date(snapshot.now)).days
    return texts("correction.due_in", due=due, left=texts("correction.days_left", count=days)) if days >= 0 else due


def _assurance(correction: Correction, texts: Texts) -> str:
    return texts("correction.asked_by", department=correction.department, name=correction.handler_masked)


def _next_line(case: CaseProgress, texts: Texts) -> str:
    """What follows: a refusal's remedy, and what came of a bad rating; neither hides the other."""
    if case.answer is None:
        return texts("case.nothing_to_do") if case.state in (CaseState.RECEIVED, CaseState.ACCEPTED) else ""
    is_refused = case.answer.result is CloseResult.NOT_GRANTED
    remedy = texts("case.answer.not_granted_next") if is_refused else ""
    return "\n".join(line for line in (remedy, _rectified(case, texts)) if line)


def _rectified(case: CaseProgress, texts: Texts) -> str:
    told = case.rectification
    if told is None:
        return ""
    if told.at is None:
        return texts("case.rectifying", date=show_date(told.due_on, texts))
    return texts("case.rectified", reply=told.text)


def _result_kind(case: CaseProgress) -> str:
    if case.answer is None:
        return PILL_KINDS[case.state]
    return "ok" if case.answer.result is CloseResult.GRANTED else "none"


def _pill_text(case: CaseProgress, texts: Texts) -> str:
    if case.answer is None:
        return texts(f"case.state.{case.state.value}")
    return texts(f"case.pill.{case.answer.result.value}")

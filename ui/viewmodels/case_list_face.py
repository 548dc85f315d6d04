"""The person's cases as plain values, to choose one of. No Qt."""

from dataclasses import dataclass

from devices.contracts.readiness import Service
from kiosk.cases import CaseProgress, CaseState
from kiosk.core.clock import china_date
from kiosk.session.availability import code_readable, is_out_of_order
from kiosk.session.screens import CaseList
from kiosk.session.snapshot import Snapshot
from kiosk.texts.format import show_date
from ui.viewmodels.context import ViewContext

PILL_KINDS = {
    CaseState.RECEIVED: "ok",
    CaseState.CORRECTION_REQUIRED: "bad",
    CaseState.ACCEPTED: "waiting",
    CaseState.REFUSED: "bad",
    CaseState.CLOSED: "none",
}


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One case of the list."""

    case_id: str
    title: str
    line: str
    pill_kind: str
    pill_text: str
    icon: str


@dataclass(frozen=True, slots=True)
class CaseListFace:
    """The list; `state` is looking, unavailable, empty or found."""

    state: str = "looking"
    title: str = ""
    help: str = ""
    rows: tuple[CaseRow, ...] = ()
    safe: str = ""
    what_to_do: str = ""


def case_list_face(snapshot: Snapshot, context: ViewContext) -> CaseListFace:
    """The list, or why there is none."""
    screen, texts = snapshot.state.screen, context.texts
    if not isinstance(screen, CaseList):
        return CaseListFace()
    if screen.unavailable:
        return CaseListFace(
            "unavailable",
            texts("cases.unavailable.title"),
            texts("cases.unavailable.what"),
            safe=texts("cases.unavailable.safe"),
            what_to_do=texts("cases.unavailable.do", phone=context.place.help_phone),
        )
    if screen.cases is None:
        return CaseListFace("looking", texts("cases.loading.title"))
    if not screen.cases:
        return CaseListFace("empty", texts("cases.none.title"), texts("cases.none.help"))
    rows = tuple(_case_row(case, context) for case in screen.cases)
    return CaseListFace("found", texts("cases.title"), texts(_ways_to_choose(snapshot)), rows)


def _ways_to_choose(snapshot: Snapshot) -> str:
    if code_readable(snapshot.machines):
        return "cases.help_scan"
    return "cases.help_scan_off" if is_out_of_order(Service.SCAN_CODE, snapshot.machines) else "cases.help"


def _case_row(case: CaseProgress, context: ViewContext) -> CaseRow:
    texts = context.texts
    known = context.catalogue.has(case.item_id)
    return CaseRow(
        case_id=case.case_id,
        title=short_title(case, context),
        line=texts("cases.line", date=show_date(china_date(case.filed_at), texts), number=case.number),
        pill_kind=PILL_KINDS[case.state],
        pill_text=texts(f"case.state.{case.state.value}"),
        icon=context.catalogue.item(case.item_id).icon if known else "document",
    )


def short_title(case: CaseProgress, context: ViewContext) -> str:
    """What it is called here; a case of an item that this terminal does not know says so itself."""
    if not context.catalogue.has(case.item_id):
        return case.item_name
    return context.catalogue.item(case.item_id).short_title.text(context.texts.locale)

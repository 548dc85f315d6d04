"""What is true of a case after the commit, as plain values: where it is, and what is known of its slip. No Qt.

     the slip did not come out, or the number is to be kept by a photograph ──► number
                                     the print waits for a hand ──► fault
                        the slip of a case filed before, printed again ──► copy
delivery acknowledged, or the slip still waits for the acknowledgement ──► submitted
                                                             otherwise ──► saved
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kiosk.core.case_pages import code_of
from kiosk.core.person import mask_name
from kiosk.session.availability import slip_off
from kiosk.session.screens import NOT_PRINTED, PRINT_UNDER_WAY, Delivery, Done, PrintState, Reprint
from kiosk.session.snapshot import Snapshot
from kiosk.session.states import Mode
from kiosk.texts import Texts
from kiosk.texts.format import show_time
from ui.viewmodels.context import ViewContext
from ui.viewmodels.wording import worded

if TYPE_CHECKING:  # the first frame does without the catalogue's models
    from kiosk.catalogue import Item

WAITS_FOR_HAND = frozenset({PrintState.WAITING_FOR_PAPER, PrintState.WAITING_FOR_COVER})
SLIP_TROUBLE = WAITS_FOR_HAND | NOT_PRINTED

PILL_KINDS = {Delivery.ACKNOWLEDGED: "ok", Delivery.WAITING: "waiting", Delivery.REFUSED: "bad"}
PILL_KEYS = {
    Delivery.ACKNOWLEDGED: "done.pill.received",
    Delivery.WAITING: "done.pill.waiting",
    Delivery.REFUSED: "done.pill.saved",
}


@dataclass(frozen=True, slots=True)
class StageRow:
    """One node of a timeline; `state` is done, current or todo."""

    title: str
    line: str
    state: str
    mark: str = ""
    pill: str = ""


@dataclass(frozen=True, slots=True)
class Slip:
    """The paper: `state` is held, printing, printed, declined or trouble."""

    state: str = "held"
    title: str = ""
    line: str = ""
    again_off: str = ""
    """Why no slip can be printed now; empty when it can."""


@dataclass(frozen=True, slots=True)
class DoneFace:
    """What the screen of a slip shows; `layout` is submitted, saved, copy, fault or number."""

    layout: str = "submitted"
    title: str = ""
    help: str = ""
    safe_title: str = ""
    number: str = ""
    number_head: str = ""
    number_tail: str = ""
    """The digits; what stands before them tells one machine from another."""
    code: str = ""
    """What the QR holds: the number, signed; or the address of the case's page."""
    has_page: bool = False
    scan_text: str = ""
    number_line: str = ""
    pill_kind: str = "ok"
    pill_text: str = ""
    who: str = ""
    slip: Slip = Slip()
    finish_text: str = ""
    finish_off: str = ""
    """Why the session cannot end now; empty when it can."""
    delivery: str = "waiting"
    network_text: str = ""
    stages: tuple[StageRow, ...] = ()


def layout_of(screen: Done | Reprint) -> str:
    """Which of the screens tells the truth best."""
    if screen.shows_code or screen.printing in NOT_PRINTED:
        return "number"
    if screen.printing in WAITS_FOR_HAND:
        return "fault"
    if isinstance(screen, Reprint):
        return "copy"
    if screen.delivery is Delivery.ACKNOWLEDGED:
        return "submitted"
    if screen.delivery is Delivery.WAITING and screen.printing is PrintState.HELD:
        return "submitted"
    return "saved"


def done_face(snapshot: Snapshot, context: ViewContext) -> DoneFace:
    """The truth about one case, in the words of the screen that says it."""
    state, texts = snapshot.state, context.texts
    screen = state.screen
    if not isinstance(screen, Done | Reprint):
        return DoneFace()
    layout, elder = layout_of(screen), state.mode is Mode.ELDER
    head, dash, tail = screen.number.partition("-")
    title, help_line = _title(screen, layout, snapshot, context)
    busy = screen.printing in PRINT_UNDER_WAY - WAITS_FOR_HAND
    delivered = screen.delivery is Delivery.ACKNOWLEDGED
    has_page = delivered and bool(context.place.public_url)
    return DoneFace(
        layout=layout,
        title=title,
        help=help_line,
        safe_title=worded(texts, "done.safe.delivered" if delivered else "done.safe.saved", elder),
        number=screen.number,
        number_head=head if dash else "",
        number_tail=tail if dash else head,
        has_page=has_page,
        scan_text=texts("done.scan_page" if has_page else "done.scan"),
        code=code_of(screen.code, screen.case_id, delivered, context.place.public_url),
        number_line=texts("done.number_line", number=screen.number),
        pill_kind=PILL_KINDS[screen.delivery],
        pill_text=texts(_pill_key(screen, state.online)),
        who=mask_name(state.person.name) if state.person else "",
        slip=_slip(screen, snapshot, texts),
        finish_text=_finish_text(screen, layout, elder, texts),
        finish_off=texts(f"done.print.{screen.printing.value}.title") if busy else "",
        delivery=screen.delivery.value,
        network_text=texts(_road_key(screen, state.online)),
        stages=_stages(screen, state.online, texts) if isinstance(screen, Done) else (),
    )


def _finish_text(screen: Done | Reprint, layout: str, elder: bool, texts: Texts) -> str:
    if isinstance(screen, Reprint):
        return texts("case.finish")
    holds_slip = screen.delivery is Delivery.ACKNOWLEDGED and (layout != "number" or not elder)
    return worded(texts, "done.finish" if holds_slip else "done.finish_saved", elder)


def _pill_key(screen: Done | Reprint, online: bool) -> str:
    """收件 is what this machine did; without a network it says in the official words that nobody else knows yet."""
    unsent = screen.delivery is Delivery.WAITING and not online
    return "done.saved.official" if unsent else PILL_KEYS[screen.delivery]


def _title(screen: Done | Reprint, layout: str, snapshot: Snapshot, context: ViewContext) -> tuple[str, str]:
    elder, online, texts = snapshot.state.mode is Mode.ELDER, snapshot.state.online, context.texts
    if screen.printing in SLIP_TROUBLE:
        name = screen.printing.value
        return texts(f"done.print.{name}.title"), texts(f"done.print.{name}.help")
    if screen.shows_code:
        return texts("done.code.title"), texts("done.code.text")
    if isinstance(screen, Reprint):
        name = "list" if screen.case.missing else "copy"
        return texts(f"done.{name}.title"), texts(f"done.{name}.help")
    if screen.delivery is Delivery.ACKNOWLEDGED:
        return worded(texts, "done.delivered.title", elder), _promise(context.catalogue.item(screen.item_id), texts)
    if screen.delivery is Delivery.REFUSED:
        return worded(texts, "done.refused.title", elder), texts("done.refused.help")
    if layout == "submitted":
        return worded(texts, "done.waiting.title", elder), texts("done.waiting.help")
    if online:
        return worded(texts, "done.slow.title", elder), texts("done.slow.help")
    return worded(texts, "done.saved.title", elder), worded(texts, "done.saved.help", elder)


def _promise(item: Item, texts: Texts) -> str:
    """How long an answer takes at the most, in working days; their dates are for the platform to say."""
    if item.duration is None:
        return texts("guide.by_window")
    key = "done.delivered.days_example" if item.duration.is_example else "done.delivered.days"
    return texts(key, count=item.duration.committed_working_days)


def _slip(screen: Done | Reprint, snapshot: Snapshot, texts: Texts) -> Slip:
    printing = screen.printing
    name = printing.value
    return Slip(
        state="trouble" if printing in SLIP_TROUBLE else name,
        title=texts(f"done.print.{name}.title"),
        line=texts(f"done.print.{name}.help"),
        again_off=_again_off(screen, snapshot, texts),
    )


def _again_off(screen: Done | Reprint, snapshot: Snapshot, texts: Texts) -> str:
    if screen.printing in WAITS_FOR_HAND:
        return texts(f"done.print.{screen.printing.value}.help")
    if screen.printing in PRINT_UNDER_WAY:
        return texts(f"done.print.{screen.printing.value}.title")
    if screen.stopping:
        return texts("done.wait_slip")
    return printer_off(snapshot, texts)


def printer_off(snapshot: Snapshot, texts: Texts) -> str:
    """Why no slip can be begun now; empty when one can. A printer that does not answer may do so by then."""
    off = slip_off(snapshot.machines)
    return texts(f"done.print.off.{off}") if off in ("no_paper", "cover") else ""


def _road_key(screen: Done | Reprint, online: bool) -> str:
    if screen.delivery is Delivery.REFUSED:
        return "done.scene.refused"
    return "done.scene.on_the_way" if online else "done.scene.network"


def _stages(screen: Done, online: bool, texts: Texts) -> tuple[StageRow, ...]:
    """What happens by itself; after a refusal nothing does, and nothing is promised."""
    saved = StageRow(
        texts("done.step.saved.title", time=show_time(screen.filed_at)), texts("done.step.saved.text"), "done"
    )
    if screen.delivery is Delivery.REFUSED:
        asks = StageRow(texts("done.step.refused.title"), texts("done.step.refused.text"), "todo", mark="2")
        return saved, asks
    wait = "done.step.slow" if online else "done.step.network"
    return (
        saved,
        StageRow(texts(f"{wait}.title"), texts(f"{wait}.text"), "current", pill=texts("done.pill.waiting")),
        StageRow(texts("done.step.sent.title"), texts("done.step.sent.text"), "todo", mark="3"),
    )

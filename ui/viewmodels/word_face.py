"""What a resident says of their own case, as plain values: what can be done, what is typed, what came of it. No Qt."""

from dataclasses import dataclass

from kiosk.cases import CaseProgress, CaseState, ResidentAct
from kiosk.session.on_word import problem_of
from kiosk.session.screens import CaseActs, CaseWord, Delivery, WordKept
from kiosk.session.snapshot import Snapshot
from kiosk.session.states import Mode
from kiosk.texts import Texts
from ui.viewmodels.context import ViewContext
from ui.viewmodels.done_face import PILL_KEYS, PILL_KINDS, printer_off
from ui.viewmodels.wording import worded

REPRINT = "reprint"
ICONS = {
    REPRINT: "receipt",
    ResidentAct.REPLY: "reply",
    ResidentAct.REOPEN: "reopen",
    ResidentAct.CORRECT_PHONE: "phone",
    ResidentAct.WITHDRAW: "close",
}


@dataclass(frozen=True, slots=True)
class ActRow:
    """One thing that can be done, or why not now."""

    act: str
    title: str
    text: str
    icon: str
    why: str = ""
    """Not now; empty when it can be done."""


@dataclass(frozen=True, slots=True)
class ActsFace:
    """Everything else that can be done about one case."""

    rows: tuple[ActRow, ...] = ()
    number: str = ""


@dataclass(frozen=True, slots=True)
class WordFace:
    """One thing being said; `keyboard` is empty where nothing is typed, `state` is typing, saving or not-saved."""

    act: str = ""
    state: str = "typing"
    title: str = ""
    help: str = ""
    about: str = ""
    """Which case."""
    label: str = ""
    value: str = ""
    empty: str = ""
    problem: str = ""
    keyboard: str = ""
    begins_typing: bool = False
    send_text: str = ""
    is_grave: bool = False
    """It takes something away."""


@dataclass(frozen=True, slots=True)
class WordKeptFace:
    """What may be said of it at this moment; `name` is delivered, waiting, saved or refused."""

    name: str = ""
    title: str = ""
    help: str = ""
    number: str = ""
    pill_kind: str = ""
    pill_text: str = ""


def acts_face(snapshot: Snapshot, context: ViewContext) -> ActsFace:
    """The list, the slip first."""
    screen, texts = snapshot.state.screen, context.texts
    if not isinstance(screen, CaseActs):
        return ActsFace()
    slip = ActRow(
        REPRINT, texts("case.reprint"), texts("acts.reprint.text"), ICONS[REPRINT], printer_off(snapshot, texts)
    )
    return ActsFace((slip, *_rows(screen.case, texts)), texts("case.number_only", number=screen.case.number))


def act_rows(case: CaseProgress, acts: tuple[ResidentAct, ...], texts: Texts) -> tuple[ActRow, ...]:
    """Those of these acts that the platform would take."""
    return tuple(_row(act, texts) for act in acts if act in case.may)


def _rows(case: CaseProgress, texts: Texts) -> tuple[ActRow, ...]:
    rows = act_rows(
        case, (ResidentAct.REOPEN, ResidentAct.REPLY, ResidentAct.CORRECT_PHONE, ResidentAct.WITHDRAW), texts
    )
    if case.state is CaseState.ACCEPTED:  # what is refused is said, not hidden
        rows += (_row(ResidentAct.WITHDRAW, texts, texts("acts.withdraw.off")),)
    return rows


def _row(act: ResidentAct, texts: Texts, off: str = "") -> ActRow:
    return ActRow(act.value, texts(f"acts.{act}.title"), texts(f"acts.{act}.text"), ICONS[act], off)


def word_face(snapshot: Snapshot, context: ViewContext) -> WordFace:
    """What is typed, and what is wrong with it once it was to be sent."""
    screen, texts = snapshot.state.screen, context.texts
    if not isinstance(screen, CaseWord):
        return WordFace()
    act, elder = screen.act, snapshot.state.mode is Mode.ELDER
    problem = problem_of(screen) if screen.show_problem else None
    kept_back = texts("not_saved.title") if screen.not_saved else ""
    return WordFace(
        act=act.value,
        state="saving" if screen.saving else "not-saved" if screen.not_saved else "typing",
        title=worded(texts, f"word.{act}.title", elder),
        help=kept_back or texts(f"word.{act}.help"),
        about=texts("word.about", item=screen.case.item_name, number=screen.case.number),
        label="" if act is ResidentAct.WITHDRAW else texts(f"word.{act}.label"),
        value=screen.text,
        empty=texts(f"word.{act}.empty") if act in (ResidentAct.REPLY, ResidentAct.REOPEN) else "",
        problem=texts(problem.key, **problem.params) if problem else "",
        keyboard=_keyboard(act),
        begins_typing=act in (ResidentAct.REPLY, ResidentAct.CORRECT_PHONE),
        send_text=texts("word.saving" if screen.saving else f"word.{act}.send"),
        is_grave=act is ResidentAct.WITHDRAW,
    )


def _keyboard(act: ResidentAct) -> str:
    match act:
        case ResidentAct.WITHDRAW:
            return ""
        case ResidentAct.CORRECT_PHONE:
            return "digits"
        case _:
            return "pinyin"


def word_kept_face(snapshot: Snapshot, context: ViewContext) -> WordKeptFace:
    """It is kept; whether it is there yet. What came of it is the case's to say."""
    screen, texts = snapshot.state.screen, context.texts
    if not isinstance(screen, WordKept):
        return WordKeptFace()
    name = _kept_name(screen.delivery, snapshot.state.online)
    return WordKeptFace(
        name=name,
        title=texts(f"word_kept.{name}.title"),
        help=texts(f"word_kept.{name}.help"),
        number=screen.case.number,
        pill_kind=PILL_KINDS[screen.delivery],
        pill_text=texts(PILL_KEYS[screen.delivery]),
    )


def _kept_name(delivery: Delivery, online: bool) -> str:
    match delivery:
        case Delivery.ACKNOWLEDGED:
            return "delivered"
        case Delivery.REFUSED:
            return "refused"
        case Delivery.WAITING:
            return "waiting" if online else "saved"

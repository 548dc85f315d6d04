"""The menu's other pages as plain values: the paper, the queue with what is stuck in it, the devices. No Qt."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kiosk.maintenance.access import Action, SignedIn, may
from kiosk.maintenance.device_report import DeviceRow
from kiosk.maintenance.device_words import error_words, what_to_do
from kiosk.maintenance.facts import Facts
from kiosk.maintenance.sight import Sight
from kiosk.texts import Texts
from kiosk.texts.causes import cause_key
from kiosk.texts.format import show_moment
from ui.viewmodels.menu_front_face import ICONS, device_state, hours_words, paper_words, state_words, told_words

if TYPE_CHECKING:
    from kiosk.maintenance.facts import DeadLetter


@dataclass(frozen=True, slots=True)
class DayRow:
    """One day's column of the plot of what was printed."""

    label: str
    share: float
    """Of the most that was printed on a day."""
    line: str


@dataclass(frozen=True, slots=True)
class PaperFace:
    """The paper's page."""

    share: float = 0.0
    share_text: str = ""
    line: str = ""
    end: str = ""
    length: str = ""
    days: tuple[DayRow, ...] = ()
    total: str = ""
    plot_told: str = ""
    """The plot for the ear: the sum, and each day."""


@dataclass(frozen=True, slots=True)
class LetterRow:
    """One message that waits or is stuck; no word of whoever filed it."""

    message_id: str
    case_text: str
    kind_text: str
    since: str
    pill_kind: str
    pill_text: str


@dataclass(frozen=True, slots=True)
class QueueFace:
    """The queue's page."""

    count_line: str = ""
    stuck: str = ""
    stuck_line: str = ""
    why: str = ""
    letter_id: str = ""
    is_held: bool = False
    rows: tuple[LetterRow, ...] = ()
    oldest: str = ""
    oldest_note: str = ""
    room: str = ""
    room_note: str = ""
    watermark: str = ""
    can_mend: bool = False
    told: str = ""


@dataclass(frozen=True, slots=True)
class DeviceFace:
    """One device in full."""

    role: str
    icon: str
    name: str
    health: str
    state_text: str
    since: str
    about: str
    last_error: str
    what_to_do: str


@dataclass(frozen=True, slots=True)
class DevicesFace:
    """Every device."""

    rows: tuple[DeviceFace, ...] = ()


def paper_face(sight: Sight, texts: Texts) -> PaperFace:
    """How much there is, and two weeks of what was used."""
    facts, paper = sight.facts, sight.facts.paper
    share, line, end = paper_words(paper, facts.now, texts)
    if paper is None:
        return PaperFace(line=texts("menu.paper.no_printer"))
    most_mm = max((mm for _, mm in paper.days), default=0.0)
    days = tuple(
        DayRow(str(day.day), mm / most_mm if most_mm else 0.0, texts("menu.paper.metres", amount=f"{mm / 1000:.1f}"))
        for day, mm in paper.days
    )
    length = "" if paper.left_mm is None else texts("menu.paper.length", amount=f"{paper.left_mm / 1000:.1f}")
    total = texts("menu.paper.total", amount=f"{sum(mm for _, mm in paper.days) / 1000:.1f}")
    told = texts("menu.paper.told", what=total, text=", ".join(f"{day.label} {day.line}" for day in days))
    return PaperFace(paper.left_share or 0.0, share, line, end, length, days, total, told)


def queue_face(sight: Sight, who: SignedIn, texts: Texts) -> QueueFace:
    """What waits, and the letter that is looked at: the chosen one, or the first that needs a person."""
    queue, report = sight.facts.queue, sight.facts.queue.report
    told = told_words(sight, texts)
    if report is None:
        return QueueFace(count_line=texts("menu.queue.unreadable"), told=told)
    letter = next((one for one in queue.letters if one.message_id == sight.menu.letter), None)
    letter = letter or (queue.letters[0] if queue.letters else None)
    others = tuple(_row(one, texts) for one in (*queue.letters, *queue.trying) if one is not letter)
    return QueueFace(
        count_line=texts("menu.queue.counts", waiting=report.waiting_count, refused=len(queue.letters)),
        stuck="" if letter is None else texts("menu.queue.letter", number=short_id(letter), count=letter.attempt_count),
        stuck_line="" if letter is None else _letter_line(letter, texts),
        why="" if letter is None else texts(cause_key(letter.cause, texts, letter.is_held)),
        letter_id="" if letter is None else letter.message_id,
        is_held=letter is not None and letter.is_held,
        rows=others,
        oldest=texts("menu.none") if report.oldest_waiting_s is None else hours_words(report.oldest_waiting_s, texts),
        oldest_note=texts("menu.queue.oldest_note"),
        room=_room(sight.facts, texts), room_note=texts(f"menu.queue.room.{queue.room}"),
        watermark=texts("menu.queue.watermark", count=report.acknowledged_count),
        can_mend=may(who, Action.MEND_QUEUE), told=told,
    )  # fmt: skip


def devices_face(sight: Sight, texts: Texts) -> DevicesFace:
    """Those in trouble first."""
    order = {"bad": 0, "soon": 1, "unknown": 2, "ok": 3}
    rows = sorted(sight.facts.report.devices, key=lambda row: order[device_state(row)])
    return DevicesFace(tuple(_device(row, texts) for row in rows))


def short_id(letter: "DeadLetter") -> str:
    """The end of its case's id: enough to tell two apart on a screen, and to find it at the platform."""
    return letter.case_id[-6:].upper()


def _row(letter: "DeadLetter", texts: Texts) -> LetterRow:
    pill = ("waiting", "menu.queue.pill.trying") if letter.waiting_s is not None else ("bad", "menu.queue.pill.stuck")
    if letter.is_held:
        pill = ("info", "menu.queue.pill.held")
    return LetterRow(
        letter.message_id, short_id(letter), texts(f"menu.queue.kind.{letter.kind}"), show_moment(letter.since, texts),
        pill[0], texts(pill[1]),
    )  # fmt: skip


def _letter_line(letter: "DeadLetter", texts: Texts) -> str:
    kind = texts(f"menu.queue.kind.{letter.kind}")
    return texts("menu.queue.letter_line", what=kind, moment=show_moment(letter.since, texts))


def _room(facts: Facts, texts: Texts) -> str:
    return texts("menu.queue.free", amount=f"{facts.queue.free_bytes / 1e9:.1f}")


def _device(row: DeviceRow, texts: Texts) -> DeviceFace:
    about = [row.model, row.firmware and texts("doctor.firmware", what=row.firmware)]
    error = "" if row.last_error_at is None else texts(
        "doctor.last_error", what=error_words(row.last_error, texts), moment=show_moment(row.last_error_at, texts)
    )  # fmt: skip
    return DeviceFace(
        role=row.role, icon=ICONS[row.role], name=texts(f"doctor.role.{row.role}"), health=device_state(row),
        state_text=state_words(row, texts),
        since="" if row.since is None else texts("menu.since", moment=show_moment(row.since, texts)),
        about="  ".join(part for part in about if part) or row.driver, last_error=error,
        what_to_do=what_to_do(row, texts),
    )  # fmt: skip

"""The menu's front page as plain values: what needs a hand first, then every device, the paper and the queue. No Qt."""

from dataclasses import dataclass
from datetime import datetime

from devices.contracts.power import PowerStatus
from devices.contracts.readiness import Lack
from kiosk.core.clock import china_date
from kiosk.maintenance.access import Action, SignedIn, can_help, may
from kiosk.maintenance.device_report import DeviceRow
from kiosk.maintenance.facts import Facts
from kiosk.maintenance.menu import Told
from kiosk.maintenance.needs import Kind, Need, needs_of
from kiosk.maintenance.paper_outlook import PaperOutlook
from kiosk.maintenance.sight import Sight
from kiosk.texts import Texts
from kiosk.texts.format import show_moment, show_time, show_weekday

ICONS = {
    "id_card": "id-card",
    "social_card": "social-card",
    "staff_card": "staff-card",
    "receipt_printer": "printer",
    "page_printer": "document",
    "scanner": "qr-scan",
    "camera": "camera",
    "microphone": "microphone",
    "voice": "read-aloud",
    "keypad": "keypad",
    "headphones": "headphones",
    "proximity": "user",
    "help_button": "help-person",
    "lights": "info",
    "power": "electricity",
}
"""Every role of a device."""


@dataclass(frozen=True, slots=True)
class NeedRow:
    """One thing to do."""

    kind: str
    role: str
    title: str
    line: str
    do_text: str


@dataclass(frozen=True, slots=True)
class TileRow:
    """One device at a glance."""

    role: str
    icon: str
    name: str
    health: str
    """ok, soon, bad or unknown."""
    state_text: str
    line: str


@dataclass(frozen=True, slots=True)
class FrontFace:
    """Everything on the front page."""

    title: str = ""
    is_well: bool = True
    needs: tuple[NeedRow, ...] = ()
    told: str = ""
    tiles: tuple[TileRow, ...] = ()
    paper_share: str = ""
    paper_line: str = ""
    paper_end: str = ""
    queue_title: str = ""
    queue_line: str = ""
    queue_is_well: bool = True
    versions: tuple[str, ...] = ()
    can_restart: bool = False
    can_look_deeper: bool = False
    can_help: bool = False


def front_face(sight: Sight, who: SignedIn, texts: Texts) -> FrontFace:
    """The page at one moment."""
    facts = sight.facts
    needs = needs_of(facts)
    share, line, end = paper_words(facts.paper, facts.now, texts)
    waiting = facts.queue.report.waiting_count if facts.queue.report is not None else None
    return FrontFace(
        title=_title(needs, facts, texts),
        is_well=not needs,
        needs=tuple(_need(need, facts, texts) for need in needs),
        told=told_words(sight, texts),
        tiles=tuple(_tile(row, facts, texts) for row in facts.report.devices),
        paper_share=share, paper_line=line, paper_end=end,
        queue_title=texts("menu.queue.unreadable") if waiting is None else texts("menu.queue.waiting", count=waiting),
        queue_line=_queue_line(facts, texts),
        queue_is_well=not facts.queue.letters and waiting is not None,
        versions=(
            texts("menu.version.program", version=sight.program_version or texts("menu.unknown")),
            texts("menu.version.catalogue", version=sight.catalogue_version or texts("menu.unknown")),
        ),
        can_restart=may(who, Action.RESTART_PROGRAM),
        can_look_deeper=may(who, Action.TEST_DEVICES),
        can_help=can_help(who),
    )  # fmt: skip


def told_words(sight: Sight, texts: Texts) -> str:
    """What the last act came to."""
    told, mended = sight.menu.told, sight.menu.mended
    if told is None:
        return ""
    if told is Told.MENDED and mended is not None:
        return texts(f"menu.mended.{mended}")
    return texts(f"menu.told.{told}")


def paper_words(paper: PaperOutlook | None, now: datetime, texts: Texts) -> tuple[str, str, str]:
    """How much, for how many sheets, until when; empty where nobody knows."""
    if paper is None or paper.left_share is None:
        return "", texts("menu.paper.unknown"), ""
    share = texts("menu.paper.share", count=round(paper.left_share * 100))
    line = "" if paper.slips_left_count is None else texts("menu.paper.slips", count=paper.slips_left_count)
    return share, line, "" if paper.runs_out_at is None else _end_words(paper.runs_out_at, now, texts)


def _end_words(at: datetime, now: datetime, texts: Texts) -> str:
    """今天 18:00, 周四 10:00, 5月15日 10:00: as far off as it is."""
    days = (china_date(at) - china_date(now)).days
    if days <= 0:
        return texts("menu.paper.ends_today", time=show_time(at))
    if days < 7:
        return texts("menu.paper.ends_on", day=show_weekday(china_date(at), texts), time=show_time(at))
    return texts("menu.paper.ends_at", moment=show_moment(at, texts))


def need_title(kind: Kind, role: str, texts: Texts) -> str:
    """The need in words; a device by its name."""
    key = f"menu.need.{kind}"
    names_device = kind in (Kind.READER, Kind.DEVICE)
    return texts(key, what=texts(f"doctor.role.{role}")) if names_device else texts(key)


def _title(needs: tuple[Need, ...], facts: Facts, texts: Texts) -> str:
    if not needs:
        return texts("menu.well")
    return texts("menu.needs", count=len(needs), what=need_title(needs[0].kind, needs[0].role, texts))


def _need(need: Need, facts: Facts, texts: Texts) -> NeedRow:
    title = need_title(need.kind, need.role, texts)
    return NeedRow(need.kind, need.role, title, _need_line(need, facts, texts), texts(f"menu.do.{need.kind}"))


def _need_line(need: Need, facts: Facts, texts: Texts) -> str:
    if need.kind is Kind.PAPER_LOW and facts.paper is not None:
        _, line, end = paper_words(facts.paper, facts.now, texts)
        return texts("menu.joined", what=line, text=end) if line and end else line or end
    if need.since is not None:
        return texts("menu.since", moment=show_moment(need.since, texts))
    return texts(f"menu.why.{need.kind}")


def _tile(row: DeviceRow, facts: Facts, texts: Texts) -> TileRow:
    return TileRow(
        role=row.role, icon=ICONS[row.role], name=texts(f"menu.device.{row.role}"), health=device_state(row),
        state_text=_short_state(row, texts), line=_tile_line(row, facts, texts),
    )  # fmt: skip


def device_state(row: DeviceRow) -> str:
    """How a device is drawn: ok, soon, bad, or unknown; what nobody knows is neither well nor bad."""
    if row.lack is Lack.STARTING or (row.lack is None and row.health == "unknown"):
        return "unknown"
    if row.lack is not None:
        return "unknown" if row.health == "unknown" else "bad"
    return "soon" if row.need and row.need != "unseen" else "ok"


def state_words(row: DeviceRow, texts: Texts) -> str:
    """The state in a word or two, as `kiosk doctor` says it."""
    word = row.lack or (row.need if row.need != "unseen" else "")
    return texts(f"doctor.lack.{word}") if word else texts(f"doctor.health.{row.health}")


def _short_state(row: DeviceRow, texts: Texts) -> str:
    """The state in two or three characters: a tile has no room for more."""
    word = row.lack or (row.need if row.need != "unseen" else "")
    return texts(f"menu.short.{word or row.health}")


def _tile_line(row: DeviceRow, facts: Facts, texts: Texts) -> str:
    """One fact that tells more than the state."""
    if row.role == "receipt_printer":
        return paper_words(facts.paper, facts.now, texts)[1]
    status = facts.statuses.present().get(row.role)
    if isinstance(status, PowerStatus) and status.charge_percent is not None:
        return texts("menu.charge", count=round(status.charge_percent))
    return row.model or row.driver


def _queue_line(facts: Facts, texts: Texts) -> str:
    report = facts.queue.report
    if facts.queue.letters:
        return texts("menu.queue.stuck", count=len(facts.queue.letters))
    if report is None or report.oldest_waiting_s is None:
        return texts("menu.queue.all_arrived")
    return texts("menu.queue.oldest", what=hours_words(report.oldest_waiting_s, texts))


def hours_words(age_s: float, texts: Texts) -> str:
    """23 小时, 5 分钟."""
    if age_s >= 3600:
        return texts("menu.hours", count=int(age_s // 3600))
    return texts("menu.minutes", count=int(age_s // 60))

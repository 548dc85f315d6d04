"""What surrounds every screen, as plain values: top bar, bottom bar with its countdown, overlay, spoken line. No Qt.

The order of screens (`depth`) tells the window which way the resident walks: deeper slides in from the right.
"""

import math
from dataclasses import dataclass, replace

from devices.contracts.card_reader import CardMedia
from kiosk.core.clock import CHINA
from kiosk.core.person import IdentityLevel, mask_name
from kiosk.session import overlays, screens, states
from kiosk.session.moves import has_something_to_lose, keeps_draft
from kiosk.session.on_hearing import may_go_back
from kiosk.session.overlays import Overlay
from kiosk.session.screens import Screen
from kiosk.session.snapshot import Snapshot
from kiosk.session.states import HelpState, Mode, SessionState
from kiosk.session.world import DEFAULT_LIMITS
from kiosk.texts import Texts
from kiosk.texts.format import show_clock, show_date, show_remaining, show_weekday
from ui.viewmodels.context import FirstContext
from ui.viewmodels.rail import RailRow, rail_rows
from ui.viewmodels.wording import worded

_ORDER: tuple[type[Screen], ...] = (
    screens.Idle, screens.Home, screens.Category, screens.Search, screens.Information, screens.Danger, screens.Notice,
    screens.Identify, screens.TypeIdentity, screens.NotEligible, screens.Resume, screens.ActFor, screens.OwnWish,
    screens.NotToday, screens.Form,
    screens.PickPlace, screens.Record, screens.Attach, screens.Photograph, screens.Review,
    screens.Saving, screens.NotSaved, screens.Done, screens.CaseList, screens.CaseDetail, screens.Reprint,
    screens.Supply, screens.Supplied, screens.CaseActs, screens.CaseWord, screens.WordKept, screens.Rate,
    screens.Maintenance,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class OverlayFace:
    """What lies over the screen; `name` is empty when nothing does."""

    name: str = ""
    title: str = ""
    text: str = ""
    safe_answer: str = ""
    leave_answer: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class ShellFace:
    """Everything the window shows besides the screen itself."""

    screen: str
    step: str
    depth: float
    mode: str
    low_reach: bool
    reduced_motion: bool
    by_ear: bool
    is_dark: bool
    own_aloud: bool
    in_private: bool
    clock_text: str
    date_text: str
    weekday_text: str
    online: bool
    online_text: str
    person_masked: str
    can_exit: bool
    in_session: bool
    attended: bool
    back_enabled: bool
    at_home: bool
    speaking: bool
    can_listen: bool
    read_aloud_text: str
    countdown_text: str
    countdown_fraction: float
    countdown_paused: bool
    countdown_warning: bool
    seconds_text: str
    seconds_fraction: float
    overlay: OverlayFace
    rail: tuple[RailRow, ...]
    caption_text: str
    caption_lit_start: int
    caption_lit_length: int
    toast_text: str

    def lasting(self) -> "ShellFace":
        """Without the clock and the countdown, which move every second."""
        return replace(
            self, clock_text="", date_text="", weekday_text="", countdown_text="", countdown_fraction=0.0,
            seconds_text="", seconds_fraction=0.0,
        )  # fmt: skip


def shell_face(snapshot: Snapshot, context: FirstContext) -> ShellFace:
    """The window at one moment."""
    state, texts = snapshot.state, context.texts
    local = snapshot.now.astimezone(CHINA)
    left, caption = snapshot.countdown, snapshot.caption
    who = _who_stands_here(state, texts)
    return ShellFace(
        screen=_file(state.screen),
        step=_step(state.screen),
        depth=_depth(state.screen),
        mode=state.mode.value,
        low_reach=state.low_reach,
        reduced_motion=state.reduced_motion,
        by_ear=state.hearing.by_ear,
        is_dark=state.hearing.is_dark,
        own_aloud=state.hearing.aloud,
        in_private=state.in_private,
        clock_text=show_clock(snapshot.now),
        date_text=show_date(local.date(), texts),
        weekday_text=show_weekday(local.date(), texts),
        online=state.online or not state.network_known,
        online_text=_online_text(state, context),
        person_masked=who,
        can_exit=bool(who),
        in_session=state.in_session,
        attended=isinstance(state.screen, screens.Maintenance),
        back_enabled=may_go_back(state),
        at_home=isinstance(state.screen, screens.Home),
        speaking=state.speaking,
        can_listen=state.can_listen and state.in_session,
        read_aloud_text=texts("bottom.stop_reading" if state.speaking else "bottom.read_aloud"),
        countdown_text=texts("bottom.paused") if left.paused else show_remaining(left.remaining_s, texts),
        countdown_fraction=min(1.0, left.remaining_s / left.total_s) if left.total_s else 0.0,
        countdown_paused=left.paused,
        countdown_warning=left.warning,
        seconds_text=str(max(0, math.ceil(left.remaining_s))),
        seconds_fraction=min(1.0, left.remaining_s / DEFAULT_LIMITS[state.mode].warn_s),
        overlay=_overlay(snapshot, context),
        rail=rail_rows(snapshot, texts),
        caption_text=caption.text if caption else "",
        caption_lit_start=caption.lit_start if caption else 0,
        caption_lit_length=caption.lit_length if caption else 0,
        toast_text=_toast(snapshot, context.texts),
    )


def _who_stands_here(state: SessionState, texts: Texts) -> str:
    """Whose hand it is, masked, and who may leave: never somebody who is not here; else whoever helps."""
    agent = state.acting.agent if state.acting is not None else state.person
    who = state.screen.agent if isinstance(state.screen, screens.ActFor) else agent
    if who is not None:
        return mask_name(who.name) or texts("form.unnamed")
    return "" if state.helper is None else state.helper.name_masked or texts("acting.helper.unnamed")


def _file(screen: Screen) -> str:
    """The screen's file below Kiosk/, without its ending."""
    if isinstance(screen, screens.Maintenance):
        return "Maintenance/Maintenance" + screen.visit.shown.partition("/")[0]
    return type(screen).__name__


def _depth(screen: Screen) -> float:
    page = screen.page if isinstance(screen, screens.Form | screens.Review) else 0
    page = 1 if isinstance(screen, screens.Rate) and screen.asks_why else page
    if isinstance(screen, screens.Maintenance) and screen.visit.is_signed_in:
        page = 1 + screen.visit.shown.count("/")
    page += len(screen.within) if isinstance(screen, screens.PickPlace) else 0
    index = screen.index if isinstance(screen, screens.Supply) else 0
    return _ORDER.index(type(screen)) + (page + index) / 100


def _step(screen: Screen) -> str:
    """Names one thing to do; changes whenever the resident has moved on, also within a screen."""
    match screen:
        case screens.Category(category_id=part) | screens.Information(entry_id=part):
            return f"{type(screen).__name__}/{part}"
        case screens.PickPlace(within=within):
            return f"PickPlace/{within}"
        case screens.Form() | screens.Review():
            return f"{type(screen).__name__}/{screen.page}"
        case screens.Maintenance(visit=visit):
            return f"Maintenance/{visit.shown}"
        case screens.ActFor(agent=agent, absent=absent, relation=relation):
            return f"ActFor/{(agent, absent).count(None)}/{relation or ''}"
        case screens.OwnWish(about=about):
            return f"OwnWish/{about.value}"
        case screens.Record(state=recording):
            return f"Record/{recording.value}"
        case screens.Photograph(material_id=part, scan=scan):
            return f"Photograph/{part}/{scan.value}"
        case screens.Supply(index=index, scan=scan):
            return f"Supply/{index}/{scan.value}"
        case screens.Rate(asks_why=True):
            return "Rate/why"
        case _:
            return type(screen).__name__


def _online_text(state: SessionState, context: FirstContext) -> str:
    if not state.network_known:
        return context.texts("top.connecting")
    return context.texts("top.online" if state.online else "top.offline")


_HELP_TOLD = {HelpState.COMING: "help.toast", HelpState.CANNOT: "help.toast_cannot"}
"""What is told of a call to who has gone on meanwhile."""


def _toast(snapshot: Snapshot, texts: Texts) -> str:
    """A sentence about the card; where it is read aloud its caption stands there already, and says the same."""
    state = snapshot.state
    if snapshot.caption is not None or state.mode in states.SPEAKS_BY_ITSELF:
        return ""
    if state.help_call is not None and state.overlay is None and state.help_call.state in _HELP_TOLD:
        return texts(_HELP_TOLD[state.help_call.state])
    if state.card_put_early:
        return texts("toast.card_early_notice" if isinstance(state.screen, screens.Notice) else "toast.card_early")
    taken = isinstance(state.screen, screens.Form | screens.CaseList | screens.NotEligible | screens.Resume)
    known_by_card = state.person is not None and state.person.level >= IdentityLevel.CARD_READ
    if taken and known_by_card and state.card is CardMedia.PRESENT:
        return texts("toast.card_read")
    return ""


# ── overlays ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _overlay(snapshot: Snapshot, context: FirstContext) -> OverlayFace:
    overlay: Overlay | None = snapshot.state.overlay
    texts, loses = context.texts, has_something_to_lose(snapshot.state)
    match overlay:
        case None:
            return OverlayFace()
        case overlays.TimeIsUp():
            return _time_is_up(snapshot, context, loses)
        case overlays.ModeChooser():
            return OverlayFace("ModeChooser", texts("mode.title"), safe_answer=texts("mode.close"))
        case overlays.HelpCalled():
            return OverlayFace("HelpCalled")
        case overlays.AlertShown():
            return OverlayFace("AlertShown")
        case overlays.LeaveQuestion(to_home=to_home):
            leave = "leave.home" if to_home else "leave.exit"
            return OverlayFace(
                "LeaveQuestion", texts("leave.title"), texts("leave.text"), texts("leave.stay"), texts(leave)
            )  # fmt: skip
        case overlays.Listening(is_open=is_open):
            return _listening(snapshot.state, is_open, texts)
        case overlays.Interruption():
            text = texts("interrupt.safe") if loses else ""
            return OverlayFace("Interruption", texts("interrupt.title"), text, note=texts("interrupt.back"))


def _listening(state: SessionState, is_open: bool, texts: Texts) -> OverlayFace:
    """What can be said here, and that it stays here."""
    numbered = state.mode is Mode.ELDER and isinstance(state.screen, screens.Home | screens.Form)
    return OverlayFace(
        "Listening", texts("listen.title" if is_open else "listen.wait"),
        texts("listen.numbered" if numbered else "listen.what"),
        texts("listen.enough"), texts("listen.by_hand"), note=texts("listen.private"),
    )  # fmt: skip


def _time_is_up(snapshot: Snapshot, context: FirstContext, loses: bool) -> OverlayFace:
    texts = context.texts
    return OverlayFace(
        "TimeIsUp", texts("timeout.title"), _time_is_up_text(snapshot.state, texts),
        texts("timeout.stay"), texts("timeout.leave"),
        note=_after(snapshot.state, loses, texts),
    )  # fmt: skip


def _after(state: SessionState, loses: bool, texts: Texts) -> str:
    """What becomes of the session if nobody answers."""
    if keeps_draft(state):
        return worded(texts, "timeout.after_kept", state.mode is Mode.ELDER)
    return texts("timeout.after" if loses else "timeout.after_saved")


def _time_is_up_text(state: SessionState, texts: Texts) -> str:
    lines = [texts("timeout.text")]
    if has_something_to_lose(state):
        lines.append(texts("timeout.kept"))
    elif isinstance(state.screen, screens.Done | screens.Rate | screens.Supplied | screens.WordKept):
        lines.append(texts("timeout.saved"))
    return "\n".join(lines)

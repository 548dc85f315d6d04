"""The rating (好差评) as plain values: five official levels, nothing chosen beforehand, reasons by level. No Qt."""

from dataclasses import dataclass

from kiosk.cases import LEAST_GOOD_LEVEL, reasons_of
from kiosk.session.screens import Rate
from kiosk.session.snapshot import Snapshot
from kiosk.session.states import Mode
from kiosk.texts.format import show_time
from ui.viewmodels.context import ViewContext

LEVELS = (5, 4, 3, 2, 1)
"""The five levels of the national 好差评, best first."""

LEVEL_ICONS = {
    5: "face-very-satisfied",
    4: "face-satisfied",
    3: "face-basically-satisfied",
    2: "face-dissatisfied",
    1: "face-very-dissatisfied",
}


@dataclass(frozen=True, slots=True)
class LevelRow:
    """One of the five tiles."""

    level: int
    label: str
    icon: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class ReasonRow:
    """One reason; any number may be chosen, also none."""

    reason: str
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class RatingFace:
    """What the rating screen shows."""

    subject: str = ""
    levels: tuple[LevelRow, ...] = ()
    reasons_title: str = ""
    reasons: tuple[ReasonRow, ...] = ()
    can_send: bool = False
    asks_why: bool = False
    why_text: str = ""
    """Leads an elder who has chosen a level on to the reasons; for others they stand below."""


def rating_face(snapshot: Snapshot, context: ViewContext) -> RatingFace:
    """The five levels, the chosen one's reasons, and whether there is anything to send."""
    screen, texts = snapshot.state.screen, context.texts
    if not isinstance(screen, Rate):
        return RatingFace()
    item = context.catalogue.item(screen.item_id)
    return RatingFace(
        subject=texts("rate.subtitle", item=item.short_title.text(texts.locale), time=show_time(snapshot.now)),
        levels=tuple(
            LevelRow(level, texts(f"rate.level.{level}"), LEVEL_ICONS[level], level == screen.level) for level in LEVELS
        ),
        reasons_title=_reasons_title(screen, context),
        reasons=tuple(
            ReasonRow(key, texts(f"rate.reason.{key}"), key in screen.reasons) for key in _reasons(screen.level)
        ),
        can_send=screen.level is not None,
        asks_why=screen.asks_why,
        why_text=_why_text(screen, snapshot.state.mode, context),
    )


def _reasons(level: int | None) -> tuple[str, ...]:
    return () if level is None else reasons_of(level)


def _reasons_title(screen: Rate, context: ViewContext) -> str:
    return "" if screen.level is None else context.texts(f"rate.why.{_kind(screen.level)}")


def _why_text(screen: Rate, mode: Mode, context: ViewContext) -> str:
    if mode is not Mode.ELDER or screen.level is None or screen.asks_why:
        return ""
    return context.texts(f"rate.tell.{_kind(screen.level)}")


def _kind(level: int) -> str:
    return "good" if level >= LEAST_GOOD_LEVEL else "bad"

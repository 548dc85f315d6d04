"""The rating (好差评) as plain values: five official levels, nothing chosen beforehand, reasons by level. No Qt."""

from dataclasses import dataclass

from kiosk.session.screens import Rate
from kiosk.session.snapshot import Snapshot
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

GOOD_REASONS = ("readable", "clear", "no_queue", "helped", "fast", "quiet")
BAD_REASONS = ("unreadable", "unclear", "slow", "no_help", "too_much", "machine")

LEAST_GOOD_LEVEL = 3
"""基本满意 and better count as good; below it the question is what was bad."""


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
    )


def _reasons(level: int | None) -> tuple[str, ...]:
    if level is None:
        return ()
    return GOOD_REASONS if level >= LEAST_GOOD_LEVEL else BAD_REASONS


def _reasons_title(screen: Rate, context: ViewContext) -> str:
    if screen.level is None:
        return ""
    return context.texts("rate.why.good" if screen.level >= LEAST_GOOD_LEVEL else "rate.why.bad")

"""A warning of the authorities as plain values: level in words, what to do, where to go. No Qt."""

from dataclasses import dataclass

from kiosk.session.snapshot import Snapshot
from kiosk.texts import Texts
from kiosk.texts.format import show_moment
from ui.viewmodels.context import ViewContext
from ui.viewmodels.walk import walk_text

_ACT_ICONS = {"rainstorm": ("home", "road", "electricity"), "other": ("home", "read-aloud", "phone-call")}
_ACT_DRAWINGS = {"rainstorm": ("alert-stay", "alert-water", "alert-power")}
"""Of assets/illustrations; a hazard that nobody has drawn shows its icons."""
_LEVELS = ("red", "orange", "yellow", "blue")


@dataclass(frozen=True, slots=True)
class ActRow:
    """One thing to do."""

    icon: str
    title: str
    text: str
    drawing: str = ""


@dataclass(frozen=True, slots=True)
class AlertFace:
    """Exactly what the warning shows; empty while there is none."""

    title: str = ""
    issued: str = ""
    text: str = ""
    level: str = ""
    icon: str = ""
    go_on: str = ""
    duty: str = ""
    refuge_name: str = ""
    refuge_way: str = ""
    refuge_walk: str = ""
    acts: tuple[ActRow, ...] = ()


def alert_face(snapshot: Snapshot, context: ViewContext) -> AlertFace:
    """The warning at one moment."""
    alert, texts, place = snapshot.state.alert, context.texts, context.place
    if alert is None:
        return AlertFace()
    return AlertFace(
        title=alert.title,
        issued=texts("alert.issued", moment=show_moment(alert.issued_at, texts)),
        text=alert.text,
        level=_level(alert.title, texts),
        icon=alert.icon,
        go_on=texts("alert.back" if snapshot.state.in_session else "alert.go_on"),
        duty=texts("alert.duty", phone=place.help_phone),
        refuge_name=place.refuge_name,
        refuge_way=place.refuge_way or walk_text(place.refuge_walk, texts),
        refuge_walk=place.refuge_walk if place.refuge_name else "",
        acts=tuple(_act(alert.hazard, number, texts) for number in range(1, len(_ACT_ICONS[alert.hazard]) + 1)),
    )


def _act(hazard: str, number: int, texts: Texts) -> ActRow:
    words, drawings = f"alert.do.{hazard}.{number}", _ACT_DRAWINGS.get(hazard, ())
    return ActRow(
        _ACT_ICONS[hazard][number - 1],
        texts(f"{words}.title"),
        texts(f"{words}.text"),
        drawings[number - 1] if drawings else "",
    )


def _level(title: str, texts: Texts) -> str:
    """In words, since a colour alone says nothing to some; titles name the colour (QX/T 549)."""
    named = (level for level in _LEVELS if texts(f"alert.colour.{level}") in title)
    return texts(f"alert.level.{next(named, 'unknown')}")

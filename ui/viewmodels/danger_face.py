"""Whether somebody is in danger, as plain values: whom to telephone, and where one is. No Qt."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.session.screens import Danger
from kiosk.session.snapshot import Snapshot
from ui.viewmodels.context import ViewContext
from ui.viewmodels.wording import named


@dataclass(frozen=True, slots=True)
class CallRow:
    """One number, what it is for, and who comes."""

    number: str
    danger: str
    sends: str
    accessible_name: str


@dataclass(frozen=True, slots=True)
class DangerFace:
    """Exactly what the screen shows."""

    calls: tuple[CallRow, ...] = ()
    address: str = ""


def danger_face(snapshot: Snapshot, context: ViewContext) -> DangerFace:
    """The numbers of the item on the screen; empty when another screen is shown."""
    screen, locale = snapshot.state.screen, context.texts.locale
    if not isinstance(screen, Danger):
        return DangerFace()
    calls = context.catalogue.item(screen.item_id).emergencies
    return DangerFace(
        tuple(
            CallRow(
                call.phone,
                call.danger.text(locale),
                call.sends.text(locale),
                named(call.danger.text(locale), call.phone),
            )
            for call in calls
        ),
        context.place.address,
    )

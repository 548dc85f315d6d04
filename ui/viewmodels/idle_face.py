"""The idle screen as plain values: notices, and a card somebody forgot. It knows nobody. No Qt."""

from dataclasses import dataclass

from kiosk.session.snapshot import Snapshot
from kiosk.session.troubles import FilingOff
from ui.viewmodels.context import FirstContext

SHOWN_BULLETINS_COUNT = 2
"""As many as stay readable from three steps away (picture 01)."""


@dataclass(frozen=True, slots=True)
class BulletinRow:
    """One notice: its kind as a pill, its text beside it."""

    title: str
    text: str
    icon: str


@dataclass(frozen=True, slots=True)
class IdleFace:
    """Exactly what the idle screen shows of its own."""

    bulletins: tuple[BulletinRow, ...] = ()
    card_title: str = ""
    """A card somebody forgot; empty while none lies there."""
    card_text: str = ""
    somebody_near: bool = False
    """As far as a sensor knows."""
    is_resting: bool = False
    """The machine takes no cases from anybody until somebody has seen to it."""


def idle_face(snapshot: Snapshot, context: FirstContext) -> IdleFace:
    """The idle screen at one moment."""
    notices = (BulletinRow(each.title, each.text, each.icon) for each in snapshot.bulletins)
    bulletins = (*_stopped(snapshot, context), *notices)[:SHOWN_BULLETINS_COUNT]
    resting = snapshot.state.filing_off is FilingOff.OUT_OF_SERVICE
    near = snapshot.machines.proximity is not None and snapshot.machines.proximity.somebody_near is True
    if not snapshot.state.card_must_be_lifted:
        return IdleFace(bulletins, somebody_near=near, is_resting=resting)
    title, text = context.texts("idle.card_left.title"), context.texts("idle.card_left.text")
    return IdleFace(bulletins, title, text, near, resting)


def _stopped(snapshot: Snapshot, context: FirstContext) -> tuple[BulletinRow, ...]:
    """Before every other notice: what was not handed in before the machine stopped is gone, what was is not."""
    if not snapshot.state.lost_until_s:
        return ()
    return (BulletinRow(context.texts("idle.stopped.title"), context.texts("idle.stopped.text"), "restart"),)

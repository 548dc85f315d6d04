"""The rail at the screen's border: which hardware lies behind it, and whether a hand or a technician is wanted there.

rest ─► wanted (put something here, take something from here) · fault (do not use it now, and why)
"""

from dataclasses import dataclass
from enum import StrEnum

from devices.contracts.card_reader import CardMedia
from devices.contracts.readiness import Service
from kiosk.session import screens, troubles
from kiosk.session.availability import is_out_of_order, reader_gone, slip_off
from kiosk.session.screens import PrintState, Screen
from kiosk.session.snapshot import Snapshot
from kiosk.session.states import Mode, SessionState
from kiosk.session.troubles import ReadTrouble
from kiosk.texts import Texts


class RailState(StrEnum):
    """How a spot is drawn."""

    REST = "rest"
    WANTED = "wanted"
    FAULT = "fault"


@dataclass(frozen=True, slots=True)
class RailRow:
    """One spot."""

    spot: str
    icon: str
    text: str
    state: str


def rail_rows(snapshot: Snapshot, texts: Texts) -> tuple[RailRow, ...]:
    """The spots of what this terminal has, in the order they lie behind the border."""
    machines = snapshot.machines
    there = (
        (machines.receipt_printer, _receipt),
        (machines.camera, _camera),
        (machines.id_card, _card),
    )
    return tuple(row(snapshot, texts) for device, row in there if device is not None)


def card_wanted(state: SessionState) -> bool:
    """The reader waits for a card now."""
    screen = state.screen
    if not isinstance(screen, screens.Identify | screens.ActFor):
        return False
    if isinstance(screen, screens.ActFor) and screen.absent is not None:
        return False
    return screen.reading or screen.trouble not in (None, ReadTrouble.LEFT_LYING, ReadTrouble.READER_GONE)


def _card(snapshot: Snapshot, texts: Texts) -> RailRow:
    state = snapshot.state
    size = _size(state)
    if _lies_forgotten(state):
        return _row("card", "id-card", texts("rail.reader_take_away"), RailState.WANTED)
    if reader_gone(state, snapshot.machines):
        return _row("card", "id-card", texts(f"rail.reader_fault{size}"), RailState.FAULT)
    if card_wanted(state):
        if state.card is CardMedia.PRESENT and _is_read(state):
            return _row("card", "id-card", texts("rail.reader_reading"), RailState.WANTED)
        if state.card is CardMedia.PRESENT and _was_refused(state):
            return _row("card", "id-card", texts("rail.reader_take"), RailState.WANTED)
        return _row("card", "id-card", texts(f"rail.reader_place{size}"), RailState.WANTED)
    if state.card is CardMedia.PRESENT and not state.card_put_early:  # also of one who may not apply, and is home again
        return _row("card", "id-card", texts("rail.reader_take"), RailState.WANTED)
    return _row("card", "id-card", texts("rail.reader"), RailState.REST)


def _is_read(state: SessionState) -> bool:
    return isinstance(state.screen, screens.Identify | screens.ActFor) and state.screen.reading


def _was_refused(state: SessionState) -> bool:
    screen = state.screen
    if isinstance(screen, screens.ActFor) and screen.wrong is not None:
        return True
    return isinstance(screen, screens.Identify | screens.ActFor) and screen.trouble in troubles.CARD_REFUSED


def _lies_forgotten(state: SessionState) -> bool:
    screen = state.screen
    asked = isinstance(screen, screens.Identify | screens.ActFor) and screen.trouble is ReadTrouble.LEFT_LYING
    return state.card_must_be_lifted or asked


def _receipt(snapshot: Snapshot, texts: Texts) -> RailRow:
    screen, size = snapshot.state.screen, _size(snapshot.state)
    fault = _paper_fault(screen) or slip_off(snapshot.machines)
    if fault:
        return _row("receipt", "warning", texts(f"rail.receipt_{fault}{size}"), RailState.FAULT)
    printing = screen.printing if isinstance(screen, screens.Done | screens.Reprint) else None
    if printing in (PrintState.PRINTED, PrintState.PARTIAL, PrintState.PRINTING):
        return _row("receipt", "receipt", texts(f"rail.receipt_take{size}"), RailState.WANTED)
    return _row("receipt", "receipt", texts("rail.receipt"), RailState.REST)


def _paper_fault(screen: Screen) -> str:
    """What the slip under way waits for, as the end of a key that begins with `rail.receipt_`; or nothing."""
    if isinstance(screen, screens.Done | screens.Reprint):
        match screen.printing:
            case PrintState.WAITING_FOR_PAPER:
                return "no_paper"
            case PrintState.WAITING_FOR_COVER:
                return "cover"
    return ""


def _camera(snapshot: Snapshot, texts: Texts) -> RailRow:
    screen = snapshot.state.screen
    if is_out_of_order(Service.PHOTOGRAPH, snapshot.machines):
        return _row("camera", "warning", texts(f"rail.camera_fault{_size(snapshot.state)}"), RailState.FAULT)
    match screen:
        case screens.Supply(saving=False, scan=scan) | screens.Photograph(scan=scan) if (
            scan is not screens.ScanState.LOOK
        ):
            return _row("camera", "camera", texts("rail.camera_place"), RailState.WANTED)
        case screens.Supplied():
            return _row("camera", "camera", texts("rail.camera_take"), RailState.WANTED)
        case _:
            return _row("camera", "camera", texts("rail.camera"), RailState.REST)


def _size(state: SessionState) -> str:
    """Short words where letters are large (NOTES, elder layout: a lit label has at most five characters)."""
    return "_elder" if state.mode is Mode.ELDER else ""


def _row(spot: str, icon: str, text: str, state: RailState) -> RailRow:
    return RailRow(spot, icon, text, state.value)

"""What can be done at this machine now, and if not, why: before a resident spends ten minutes on it. Pure.

    an item's identity          ─► the ID-card reader, unless name and number may be typed
    material, source read       ─► the ID-card reader
    material, source photo      ─► the camera
    its slip                    ─► the receipt printer; nobody is kept from filing by it
    coming back to a case       ─► the ID-card reader
    typed identity, case's slip ─► social-card reader, scanner: another way is always there

Every answer is `devices.contracts.readiness.service_off` over what the devices say at this moment, so what is off comes
back by itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from devices.contracts.readiness import Lack, Off, Service, service_off
from devices.contracts.statuses import Statuses
from kiosk.catalogue.kinds import Kind, Offline
from kiosk.core.person import IdentityLevel
from kiosk.session import screens
from kiosk.session.on_browse import surest_here
from kiosk.session.states import SessionState
from kiosk.session.troubles import ReadTrouble

if TYPE_CHECKING:  # the first frame does without the catalogue's models
    from kiosk.catalogue import Item, Material

_SLIP = {Lack.NO_PAPER: "no_paper", Lack.COVER_OPEN: "cover", Lack.JAMMED: "jammed"}


def is_filed_here(item: Item) -> bool:
    """The item is something to apply for, not only something to know."""
    return item.kind is Kind.APPLY and item.identity is not None


def may_be_typed(item: Item) -> bool:
    """Name and number by hand are enough to file this item."""
    return item.identity is not None and item.identity.file <= IdentityLevel.TYPED


def may_stay_unnamed(item: Item) -> bool:
    """Nobody need say who they are to file this item."""
    return item.identity is not None and item.identity.file is IdentityLevel.NONE


def reader_gone(state: SessionState, machines: Statuses) -> bool:
    """Nothing can be read now: the reader says so, or the last read found it gone."""
    screen = state.screen
    is_gone = getattr(screen, "trouble", None) is ReadTrouble.READER_GONE
    if isinstance(screen, screens.Identify | screens.ActFor) and is_gone and not screen.reading:
        return True
    return _off(Service.READ_ID_CARD, machines) is not None


def reason_off(item: Item, state: SessionState, machines: Statuses) -> str:
    """Why an item that is filed here cannot be filed now, as the last part of a key under `guide.off`; empty when it
    can."""
    if item.identity is None:
        return ""
    if state.filing_off is not None:
        return state.filing_off.value
    if item.identity.file > surest_here(state):
        return "needs_code" if item.identity.file is IdentityLevel.CARD_AND_CODE else "needs_witness"
    if item.offline is Offline.ONLINE_ONLY and not state.online:
        return "offline"
    if reader_gone(state, machines) and not may_be_typed(item):
        return "reader_gone"
    return ""


def slip_off(machines: Statuses) -> str:
    """Why no slip would come out now, as the last part of a key under `guide.slip`; empty when one would.

    No paper keeps nobody from filing: the number is on the screen, and the slip can be had later.
    """
    off = _off(Service.PRINT_SLIP, machines)
    return "" if off is None else _SLIP.get(off.lack, "fault")


def is_without_printer(machines: Statuses) -> bool:
    """This machine never had one for slips: nothing is said of printing."""
    off = service_off(Service.PRINT_SLIP, machines)
    return off is not None and off.lack is Lack.ABSENT


_SOURCES = {"read": Service.READ_ID_CARD, "photo": Service.PHOTOGRAPH}


def material_off(material: Material, machines: Statuses) -> bool:
    """What this machine would read or photograph, it cannot now."""
    service = _SOURCES.get(material.source)
    return service is not None and _off(service, machines) is not None


def is_out_of_order(service: Service, machines: Statuses) -> bool:
    """This machine has the device, and it does not work now: worth a word, unlike one that was never there."""
    off = _off(service, machines)
    return off is not None and off.lack is not Lack.ABSENT


def camera_ready(machines: Statuses) -> bool:
    """A page can be photographed now."""
    return service_off(Service.PHOTOGRAPH, machines) is None


def microphone_ready(machines: Statuses) -> bool:
    """Something can be said instead of written."""
    return service_off(Service.RECORD_SPEECH, machines) is None


def social_card_ready(machines: Statuses) -> bool:
    """A social-security card can be read now, in place of typing."""
    return service_off(Service.READ_SOCIAL_CARD, machines) is None


def code_readable(machines: Statuses) -> bool:
    """A code can be held to the scanner now."""
    return service_off(Service.SCAN_CODE, machines) is None


def _off(service: Service, machines: Statuses) -> Off | None:
    """Off, and not only for the second in which the device is greeted."""
    off = service_off(service, machines)
    return None if off is None or off.lack is Lack.STARTING else off

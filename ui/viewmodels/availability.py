"""Whether an item can be filed at this machine now, and if not, why. Pure: item and machines in, a reason out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.catalogue.kinds import Kind
from kiosk.core.person import IdentityLevel
from kiosk.session.on_browse import SUREST_HERE
from kiosk.session.snapshot import Snapshot
from ui.viewmodels.rail import reader_gone

if TYPE_CHECKING:  # the first frame does without the catalogue's models
    from kiosk.catalogue import Item


def is_filed_here(item: Item) -> bool:
    """The item is something to apply for, not only something to know."""
    return item.kind is Kind.APPLY and item.identity is not None


def may_be_typed(item: Item) -> bool:
    """Name and number by hand are enough to file this item."""
    return item.identity is not None and item.identity.file <= IdentityLevel.TYPED


def reason_off(item: Item, snapshot: Snapshot) -> str:
    """Why an item that is filed here cannot be filed now, as the last part of a key under `guide.off`; empty when it
    can."""
    if item.identity is None:
        return ""
    if snapshot.state.filing_off is not None:
        return snapshot.state.filing_off.value
    if item.identity.file > SUREST_HERE:
        return "needs_code" if item.identity.file is IdentityLevel.CARD_AND_CODE else "needs_witness"
    if reader_gone(snapshot) and not may_be_typed(item):
        return "reader_gone"
    return ""

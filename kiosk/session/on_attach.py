"""What goes with a case: photographed here, one page after the other, or brought to the window. Pure.

form ─► Attach ─► Photograph ─► Attach ─► Review
           └───────────────────────────────▲  nothing is photographed: all of it is brought
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from devices.contracts.page import Page
from kiosk.catalogue.acting import paper_for
from kiosk.session import effects as do
from kiosk.session import events as ev
from kiosk.session import moves, on_wish
from kiosk.session.acting import Acting
from kiosk.session.drafts import Draft, ScannedPage
from kiosk.session.events import Event
from kiosk.session.moves import Step
from kiosk.session.on_case import READS_WELL
from kiosk.session.screens import KEPT_AFTER_REFUSALS, Attach, OwnWish, Photograph, Review, ScanState
from kiosk.session.states import SessionState
from kiosk.session.world import World

if TYPE_CHECKING:  # the first frame does without the catalogue's models
    from kiosk.catalogue import Item, Material

MOST_PAGES_COUNT = 12
"""Of a case: whoever has more brings them to the window."""


def photographed(item: Item, acting: Acting | None = None) -> tuple[Material, ...]:
    """What is asked for before the case is handed in; of who acts for another also on what they do."""
    paper = None if acting is None else paper_for(item, acting.ground)
    return tuple(material for material in item.materials if material.at_filing or material.id == paper)


def after_form(state: SessionState, item: Item, world: World) -> Attach | Review | OwnWish:
    """What comes when nothing is left to answer."""
    return Attach() if photographed(item, state.acting) else on_wish.before_review(state, item, world)


def hand(
    state: SessionState, screen: Attach | Photograph, draft: Draft, item: Item, event: Event, world: World
) -> Step:
    """A hand on the list of materials, or under the camera."""
    if isinstance(screen, Photograph):
        return _camera(state, screen, draft, event)
    match event:
        case ev.MaterialChosen(material_id=material_id) if may_photograph(state, draft, item, material_id, world):
            return moves.show(state, Photograph(material_id))
        case ev.PagesDropped(material_id=material_id):
            left = tuple(page for page in draft.pages if page.material_id != material_id)
            return moves.stay(replace(state, draft=replace(draft.unsigned(), pages=left)))
        case ev.NextPressed():
            return moves.show(state, on_wish.before_review(state, item, world))
        case _:
            return moves.stay(state)


def may_photograph(state: SessionState, draft: Draft, item: Item, material_id: str, world: World) -> bool:
    """The camera works, and there is room for one more page of this material."""
    known = any(material.id == material_id for material in photographed(item, state.acting))
    return known and world.camera_ready and len(draft.pages) < MOST_PAGES_COUNT


def machine(state: SessionState, screen: Photograph, event: Event, world: World) -> Step:
    """The camera's answer to this session."""
    if getattr(event, "session_serial", None) != state.session_serial or screen.scan is not ScanState.CAPTURING:
        return moves.stay(state)
    touched = replace(state, touched_s=world.now_s)
    match event:
        case ev.PageCaptured(page=page) if page.verdict in READS_WELL:
            looked_at = Photograph(screen.material_id, ScanState.LOOK, ScannedPage(screen.material_id, page.jpeg))
            return replace(touched, screen=looked_at), (do.Speak("scan_look"),)
        case ev.PageCaptured(page=page):
            return _refused(touched, screen, page)
        case ev.CaptureFailed():
            return replace(touched, screen=replace(screen, scan=ScanState.FAILED)), (do.Speak("scan_failed"),)
        case _:
            return moves.stay(state)


def _refused(state: SessionState, screen: Photograph, page: Page) -> Step:
    """As with what is supplied later: only a sheet that is there can be kept against the judge."""
    count = screen.refusal_count + page.is_seen
    may_keep = page.is_seen and count >= KEPT_AFTER_REFUSALS
    asked = replace(
        screen, scan=ScanState.REFUSED, taken=None, wrong=page.verdict, refusal_count=count,
        doubtful=ScannedPage(screen.material_id, page.jpeg) if may_keep else None,
    )  # fmt: skip
    also = (do.Speak("scan_keep_anyway"),) if may_keep else ()
    return replace(state, screen=asked), (do.Speak(f"scan_{page.verdict.value}"), *also)


def _camera(state: SessionState, screen: Photograph, draft: Draft, event: Event) -> Step:
    match event:
        case ev.CapturePressed() if screen.scan is not ScanState.CAPTURING:
            capturing = replace(screen, scan=ScanState.CAPTURING, taken=None, wrong=None, doubtful=None)
            return replace(state, screen=capturing), (do.StopSpeaking(), do.CapturePage(state.session_serial))
        case ev.PageKept() if (page := screen.taken or screen.doubtful) is not None:
            kept = replace(draft.unsigned(), pages=(*draft.pages, page))
            return moves.show(replace(state, draft=kept), Attach())
        case ev.BackPressed():
            return moves.show(state, Attach())
        case _:
            return moves.stay(state)

"""What goes with a case, as plain values: what is photographed here, what is brought to the window. No Qt."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.catalogue.acting import paper_for
from kiosk.session.availability import camera_ready
from kiosk.session.on_attach import MOST_PAGES_COUNT, photographed
from kiosk.session.screens import Attach
from kiosk.session.snapshot import Snapshot
from ui.viewmodels.context import ViewContext


@dataclass(frozen=True, slots=True)
class AttachRow:
    """One thing that can be photographed."""

    material_id: str
    name: str
    note: str
    pill: str
    """How many pages there are of it."""
    has_pages: bool
    off_reason: str
    drop_text: str


@dataclass(frozen=True, slots=True)
class AttachFace:
    """Exactly what the screen shows."""

    rows: tuple[AttachRow, ...] = ()
    bring: str = ""
    """What has to be brought to the window, all of it at once; empty when nothing has."""


def attach_face(snapshot: Snapshot, context: ViewContext) -> AttachFace:
    """The materials at one moment; empty when another screen is shown."""
    state, texts = snapshot.state, context.texts
    if not isinstance(state.screen, Attach) or state.draft is None:
        return AttachFace()
    item, pages = context.catalogue.item(state.draft.item_id), state.draft.pages
    off = "" if camera_ready(snapshot.machines) else texts("correction.off.no_camera")
    off = off or (texts("attach.off.full") if len(pages) >= MOST_PAGES_COUNT else "")
    rows = []
    for material in photographed(item, state.acting):
        count = sum(page.material_id == material.id for page in pages)
        name, note = material.name.text(texts.locale), material.note.text(texts.locale) if material.note else ""
        pill, dropping = texts("attach.count", count=count) if count else "", texts("attach.drop", material=name)
        note = note or texts("attach.note" if material.needed else "attach.note_optional")
        rows.append(AttachRow(material.id, name, note, pill, bool(count), off, dropping))
    paper = None if state.acting is None else paper_for(item, state.acting.ground)
    there = {page.material_id for page in pages} | {
        each.id for each in item.materials if each.source in ("read", "typed")
    }
    missing = [
        each.name.text(texts.locale)
        for each in item.materials
        if (each.needed or each.id == paper) and each.id not in there
    ]
    return AttachFace(tuple(rows), texts("attach.between").join(missing))

"""A form that was kept for this person, as plain values. No Qt."""

from dataclasses import dataclass

from kiosk.session.screens import Resume
from kiosk.session.snapshot import Snapshot
from ui.viewmodels.context import ViewContext


@dataclass(frozen=True, slots=True)
class ResumeFace:
    """Exactly what the offer shows; of the form itself only what it is about."""

    what: str = ""
    anew_text: str = ""
    cost: str = ""
    """What the other answer does to the form."""


def resume_face(snapshot: Snapshot, context: ViewContext) -> ResumeFace:
    """The offer on the screen; empty when another screen is shown."""
    screen, texts, catalogue = snapshot.state.screen, context.texts, context.catalogue
    if not isinstance(screen, Resume):
        return ResumeFace()
    began = catalogue.item(screen.found.draft.item_id)
    wanted = catalogue.item(screen.item_id)
    other = texts("resume.other", item=wanted.short_title.text(texts.locale))
    anew = texts("resume.anew") if began.id == wanted.id else other
    what = texts("resume.what", item=began.title.text(texts.locale))
    return ResumeFace(what, anew, cost=texts("resume.cost", answer=anew))

"""What a screen owes a resident about a device that does not work, and what it says: taken from its view-models."""

from collections.abc import Callable, Mapping
from typing import Any

from kiosk.session import screens
from kiosk.session.snapshot import Snapshot
from tests.helpers.terminal import texts_in
from ui.viewmodels.case_list_face import case_list_face
from ui.viewmodels.context import ViewContext
from ui.viewmodels.done_face import done_face
from ui.viewmodels.form_face import form_face
from ui.viewmodels.guide_face import information_face
from ui.viewmodels.home_face import home_face
from ui.viewmodels.identify_face import identify_face, notice_face, type_identity_face
from ui.viewmodels.progress_face import case_detail_face
from ui.viewmodels.rail import rail_rows
from ui.viewmodels.review_face import review_face
from ui.viewmodels.supply_face import supply_face

FACES: Mapping[type[screens.Screen], Callable[[Snapshot, ViewContext], Any]] = {
    screens.Home: home_face,
    screens.Information: information_face,
    screens.Notice: notice_face,
    screens.Identify: identify_face,
    screens.TypeIdentity: type_identity_face,
    screens.Form: form_face,
    screens.Review: review_face,
    screens.Done: done_face,
    screens.CaseList: case_list_face,
    screens.CaseDetail: case_detail_face,
    screens.Supply: supply_face,
}
OWED: Mapping[type[screens.Screen], Mapping[str, str]] = {
    screens.Home: {"id_card": "home.progress.off"},
    screens.Information: {
        "id_card": "guide.off_read", "camera": "guide.off_photo", "receipt_printer": "guide.slip.{hand}",
    },
    screens.Identify: {"id_card": "identify.trouble.reader_gone.what"},
    screens.TypeIdentity: {"social_card": "type.social.off"},
    screens.CaseList: {"scanner": "cases.help_scan_off"},
}  # fmt: skip
"""Screen → device that has a part in it → the key of what the screen then says, besides the rail."""
AT_THE_BORDER = frozenset({"id_card", "camera", "receipt_printer"})
"""Told on the rail, on every screen but the idle one."""
IN_MOTION = (screens.Idle, screens.Saving, screens.Done)
"""What these say changes by itself."""


def screen_words(snapshot: Snapshot, context: ViewContext) -> str:
    """Everything that stands on the screen and on the rail now, line by line; of a screen without a face the rail."""
    face = FACES.get(type(snapshot.state.screen))
    shown = () if face is None else face(snapshot, context)
    return "\n".join(texts_in((shown, rail_rows(snapshot, context.texts))))


def owed_keys(device: str, rail: str, screen: screens.Screen) -> tuple[str, ...]:
    """What is to be read there of a device that lacks something; `rail` is the rail's own key for it. Nothing where the
    device has no part in the step."""
    if isinstance(screen, screens.Idle):
        return ()
    owed = OWED.get(type(screen), {}).get(device, "")
    own = (owed.format(hand=rail.removeprefix("rail.receipt_")),) if owed else ()
    return (*((rail,) if device in AT_THE_BORDER else ()), *own)

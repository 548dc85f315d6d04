"""Supplying what was asked for, as plain values: one material after the other, looked at before it is kept. No Qt."""

import hashlib
from dataclasses import dataclass

from kiosk.session.screens import Delivery, Photograph, ScannedPage, ScanState, Screen, Supplied, Supply
from kiosk.session.snapshot import Snapshot
from kiosk.session.states import Mode
from kiosk.texts import Texts
from ui.viewmodels.context import ViewContext
from ui.viewmodels.done_face import PILL_KEYS, PILL_KINDS
from ui.viewmodels.wording import worded

LOOKING = ("look", "saving", "not-saved", "refused")
"""Steps at which the picture just taken is looked at."""


@dataclass(frozen=True, slots=True)
class SupplyFace:
    """The camera step; `scan` is ready, capturing, look, failed, refused, saving or not-saved."""

    scan: str = "ready"
    title: str = ""
    position: str = ""
    help: str = ""
    reason: str = ""
    trouble_title: str = ""
    trouble_line: str = ""
    page_url: str = ""
    page_name: str = ""
    capture_text: str = ""
    keep_text: str = ""
    number: int = 1
    count: int = 1


@dataclass(frozen=True, slots=True)
class SuppliedFace:
    """The supplement is on disk; `name` is delivered, waiting, saved or refused."""

    name: str = "waiting"
    title: str = ""
    help: str = ""
    number: str = ""
    pill_kind: str = "waiting"
    pill_text: str = ""


def wanted_page(screen: Supply) -> ScannedPage | None:
    """The picture taken of the material asked for now, if there is one that may be kept."""
    if screen.doubtful is not None:
        return screen.doubtful
    if screen.case.correction is None:
        return None
    material_id = screen.case.correction.materials[screen.index].material_id
    return next((page for page in screen.pages if page.material_id == material_id), None)


def page_key(jpeg: bytes) -> str:
    """Names a picture for `image://pages/`; a new picture has a new name, so that no old one stays on the screen."""
    return hashlib.blake2b(jpeg, digest_size=8).hexdigest()


def supply_face(snapshot: Snapshot, context: ViewContext) -> SupplyFace:
    """Where the camera step is."""
    screen, texts = snapshot.state.screen, context.texts
    if isinstance(screen, Photograph):
        return _photograph(snapshot, screen, context)
    if not isinstance(screen, Supply) or screen.case.correction is None:
        return SupplyFace()
    correction = screen.case.correction
    material = correction.materials[screen.index]
    count = len(correction.materials)
    scan = _scan(screen)
    page = wanted_page(screen)
    elder = snapshot.state.mode is Mode.ELDER
    trouble_title, trouble_line = _trouble(screen, scan, texts)
    return SupplyFace(
        scan=scan,
        title=_title(scan, material.name, elder, texts),
        position=texts("scan.position", index=screen.index + 1, total=count),
        help=worded(texts, "scan.look.help" if scan == "look" else "scan.hint", elder),
        reason=texts("correction.said", department=correction.department, reason=material.reason),
        trouble_title=trouble_title,
        trouble_line=trouble_line,
        page_url=f"image://pages/{page_key(page.jpeg)}" if page is not None and scan in LOOKING else "",
        page_name=material.name,
        capture_text=texts("scan.again" if page is not None or screen.wrong is not None else "scan.capture"),
        keep_text=_keep_text(scan, texts),
        number=screen.index + 1,
        count=count,
    )


def pages_shown(screen: Screen) -> tuple[ScannedPage | None, ...]:
    """The pictures that may be on the screen now."""
    match screen:
        case Supply(pages=pages, doubtful=doubtful):
            return (*pages, doubtful)
        case Photograph(taken=taken, doubtful=doubtful):
            return (taken, doubtful)
        case _:
            return ()


def _photograph(snapshot: Snapshot, screen: Photograph, context: ViewContext) -> SupplyFace:
    """The same step before the case is handed in: one page of one material."""
    state, texts = snapshot.state, context.texts
    if state.draft is None:
        return SupplyFace()
    name = context.catalogue.item(state.draft.item_id).material(screen.material_id).name.text(texts.locale)
    index = sum(page.material_id == screen.material_id for page in state.draft.pages) + 1
    page, elder = screen.taken or screen.doubtful, state.mode is Mode.ELDER
    scan = screen.scan.value
    trouble_title, trouble_line = _trouble(screen, scan, texts)
    return SupplyFace(
        scan=scan,
        title=_title(scan, name, elder, texts),
        position=texts("attach.page", index=index),
        help=worded(texts, "scan.look.help" if scan == "look" else "scan.hint", elder),
        trouble_title=trouble_title,
        trouble_line=trouble_line,
        page_url=f"image://pages/{page_key(page.jpeg)}" if page is not None and scan in LOOKING else "",
        page_name=name,
        capture_text=texts("scan.again" if page is not None or screen.wrong is not None else "scan.capture"),
        keep_text=_keep_text(scan, texts),
    )


def supplied_face(snapshot: Snapshot, context: ViewContext) -> SuppliedFace:
    """What may be said of the supplement at this moment."""
    state, texts = snapshot.state, context.texts
    screen = state.screen
    if not isinstance(screen, Supplied):
        return SuppliedFace()
    name = _supplied_name(screen, state.online)
    department = screen.case.correction.department if screen.case.correction else ""
    return SuppliedFace(
        title=texts(f"supplied.{name}.title"),
        help="\n".join((texts(f"supplied.{name}.help", department=department), texts("supplied.take_page"))),
        number=screen.case.number,
        name=name,
        pill_kind=PILL_KINDS[screen.delivery],
        pill_text=texts(PILL_KEYS[screen.delivery]),
    )


def _supplied_name(screen: Supplied, online: bool) -> str:
    match screen.delivery:
        case Delivery.ACKNOWLEDGED:
            return "delivered"
        case Delivery.REFUSED:
            return "refused"
        case Delivery.WAITING:
            return "waiting" if online else "saved"


def _title(scan: str, material: str, elder: bool, texts: Texts) -> str:
    if scan == "look":
        return texts("scan.look.title")
    return worded(texts, "scan.title", elder, material=material)


def _scan(screen: Supply) -> str:
    if screen.saving:
        return "saving"
    if screen.not_saved:
        return "not-saved"
    return screen.scan.value


def _trouble(screen: Supply | Photograph, scan: str, texts: Texts) -> tuple[str, str]:
    if screen.wrong is not None:
        return texts(f"scan.wrong.{screen.wrong.value}.title"), texts(f"scan.wrong.{screen.wrong.value}.do")
    if scan == ScanState.FAILED.value:
        return texts("scan.failed.title"), texts("scan.failed.do")
    if scan == "not-saved":
        return texts("scan.not_saved.title"), texts("scan.not_saved.safe")
    return "", ""


def _keep_text(scan: str, texts: Texts) -> str:
    if scan == "not-saved":
        return texts("scan.retry")
    if scan == ScanState.REFUSED.value:
        return texts("scan.keep_anyway")
    return texts("scan.saving" if scan == "saving" else "scan.keep")

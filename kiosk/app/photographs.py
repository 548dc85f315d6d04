"""Who photographs pages on this machine."""

from devices.contracts.camera import FrameSource
from devices.contracts.page import PageSource
from devices.registry.cameras import page_source
from kiosk.telemetry import emit


def pages_of(camera: FrameSource | None) -> PageSource | None:
    """The camera's pages; None without a camera. That nobody judges them is told once."""
    if camera is None:
        return None
    pages = page_source(camera)
    if not pages.judges:
        emit("pages_unjudged")
    return pages

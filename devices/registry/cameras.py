"""Drivers of document cameras, and what makes pages of their pictures.

role              driver            options
camera            http-snapshot     url
                  v4l2              path, width_px = 2592, height_px = 1944 (needs the extra [camera])
"""

from importlib.util import find_spec

from devices.contracts.camera import FrameSource
from devices.contracts.page import PageSource
from devices.registry.options import Reading


def _http_snapshot(options: Reading) -> FrameSource:
    from devices.cameras.http_answer import parse_address
    from devices.cameras.snapshot import SnapshotCamera
    from devices.links.streams import tcp_link

    address = parse_address(options.address("url", "http"))
    return SnapshotCamera(address, tcp_link(address.host, address.port))


def _v4l2(options: Reading) -> FrameSource:
    from devices.cameras.v4l2 import V4l2Camera
    from devices.cameras.v4l2_node import ask_node
    from devices.links.process import own_module, process_link

    if not has_opencv():
        options.wrong("needs OpenCV; install the extra [camera] (opencv-python-headless)")
    path = options.path("path")
    width_px, height_px = options.number("width_px", 2592), options.number("height_px", 1944)
    helper = own_module("devices.cameras.v4l2_process", path, str(width_px), str(height_px))
    return V4l2Camera(process_link(helper), lambda: ask_node(path))


DRIVERS = {"camera": {"http-snapshot": _http_snapshot, "v4l2": _v4l2}}


def has_opencv() -> bool:
    """Whether the extra [camera] is installed; loads nothing of it."""
    return find_spec("cv2") is not None


def page_source(camera: FrameSource) -> PageSource:
    """Pages from this camera, straightened and judged where OpenCV is installed, else as they are."""
    from devices.cameras.pages import Pages
    from devices.links.process import own_module, process_link

    helper = process_link(own_module("devices.cameras.page_process")) if has_opencv() else None
    return Pages(camera, helper)

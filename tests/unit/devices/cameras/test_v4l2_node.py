"""Who answers at a V4L2 node. The kernel here offers none: the answers are structs as uvcvideo fills them."""

import contextlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.cameras.v4l2_node import CAPABILITY, VIDIOC_QUERYCAP, NoCameraError, Node, ask_node, node_of

CAPTURE, METADATA, STREAMING, EXTENDED, DEVICE_CAPS = 0x1, 0x80_0000, 0x0400_0000, 0x0020_0000, 0x8000_0000
ALL_CAPS = CAPTURE | METADATA | STREAMING | EXTENDED | DEVICE_CAPS


def answer(node_caps: int, all_caps: int = ALL_CAPS) -> bytes:
    """struct v4l2_capability of a UVC camera on Linux 6.1.76."""
    bus = b"usb-0000:00:14.0-3"
    return CAPABILITY.pack(b"uvcvideo", b"HD Document Camera: Doc", bus, 0x06_01_4C, all_caps, node_caps)


def test_the_request_is_the_one_of_videodev2_h() -> None:
    assert (VIDIOC_QUERYCAP, CAPABILITY.size) == (0x8068_5600, 104)


def test_a_camera_tells_its_model_and_where_it_is_plugged_in() -> None:
    node = Node("HD Document Camera: Doc", "usb-0000:00:14.0-3", "6.1.76")
    assert node_of(answer(CAPTURE | STREAMING | EXTENDED)) == node


def test_the_second_node_of_a_camera_gives_no_pictures_and_is_told() -> None:
    with pytest.raises(NoCameraError, match="not_a_camera"):
        node_of(answer(METADATA | STREAMING | EXTENDED))


def test_an_old_driver_without_caps_of_the_node_is_believed_for_the_whole_device() -> None:
    assert node_of(answer(0, CAPTURE | STREAMING)).kernel == "6.1.76"


def test_what_is_not_there_and_what_is_no_camera_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(NoCameraError, match="no_device"):
        ask_node(str(tmp_path / "camera"))
    with pytest.raises(NoCameraError, match="not_a_camera"):
        ask_node("/dev/null")


@given(st.binary(max_size=120) | st.binary(min_size=104, max_size=104))
def test_no_bytes_make_it_raise_anything_else(data: bytes) -> None:
    with contextlib.suppress(NoCameraError):
        node_of(data)

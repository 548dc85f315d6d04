"""Who answers at a V4L2 node, without switching the camera on: `VIDIOC_QUERYCAP` (linux/videodev2.h)."""

import fcntl
import os
import stat
import struct
from dataclasses import dataclass

CAPABILITY = struct.Struct("=16s32s32sIII12x")
"""struct v4l2_capability: driver, card, bus_info, version, capabilities, device_caps, reserved[3]."""
VIDIOC_QUERYCAP = 2 << 30 | CAPABILITY.size << 16 | ord("V") << 8
VIDEO_CAPTURE, STREAMING, DEVICE_CAPS = 0x1, 0x0400_0000, 0x8000_0000


class NoCameraError(Exception):
    """Its text is a short code: `no_device`, `not_a_camera`."""


@dataclass(frozen=True, slots=True)
class Node:
    """A camera as its driver in the kernel names it."""

    model: str
    bus: str
    kernel: str
    """Version of the kernel's driver."""


def node_of(answer: bytes) -> Node:
    """The kernel's answer. Raises NoCameraError: a UVC camera has a second node that gives metadata and no picture."""
    if len(answer) != CAPABILITY.size:
        raise NoCameraError("not_a_camera")
    _, card, bus, version, all_caps, node_caps = CAPABILITY.unpack(answer)
    caps = node_caps if all_caps & DEVICE_CAPS else all_caps
    if not (caps & VIDEO_CAPTURE and caps & STREAMING):
        raise NoCameraError("not_a_camera")
    kernel = f"{version >> 16}.{version >> 8 & 0xFF}.{version & 0xFF}"
    return Node(_text(card), _text(bus), kernel)


def ask_node(path: str) -> Node:
    """Open the node, ask, close. Blocks for as long as the kernel does; call it in a thread. Raises NoCameraError."""
    answer = bytearray(CAPABILITY.size)
    try:
        if stat.S_ISREG(os.stat(path).st_mode):
            return Node("recording", "", "")
        node = os.open(path, os.O_RDWR | os.O_NONBLOCK | os.O_CLOEXEC)
        try:
            fcntl.ioctl(node, VIDIOC_QUERYCAP, answer)
        finally:
            os.close(node)
    except (FileNotFoundError, NotADirectoryError):
        raise NoCameraError("no_device") from None
    except OSError as error:
        raise NoCameraError("no_access" if isinstance(error, PermissionError) else "not_a_camera") from None
    return node_of(bytes(answer))


def _text(field: bytes) -> str:
    return field.partition(b"\0")[0].decode("ascii", "replace")

"""Who answers at a V4L2 node, without switching the camera on: `VIDIOC_QUERYCAP` (linux/videodev2.h); and whether it
would give its pictures to us: `VIDIOC_REQBUFS` for no buffers at all is refused (EBUSY) while somebody else has some.
"""

import errno
import fcntl
import os
import stat
import struct
from collections.abc import Callable
from dataclasses import dataclass

CAPABILITY = struct.Struct("=16s32s32sIII12x")
"""struct v4l2_capability: driver, card, bus_info, version, capabilities, device_caps, reserved[3]."""
VIDIOC_QUERYCAP = 2 << 30 | CAPABILITY.size << 16 | ord("V") << 8
NO_BUFFERS = struct.pack("=IIIIB3x", 0, 1, 1, 0, 0)
"""struct v4l2_requestbuffers: count 0, type video capture, memory mmap, capabilities, flags, reserved[3]."""
VIDIOC_REQBUFS = 3 << 30 | len(NO_BUFFERS) << 16 | ord("V") << 8 | 8
VIDEO_CAPTURE, STREAMING, DEVICE_CAPS = 0x1, 0x0400_0000, 0x8000_0000


class NoCameraError(Exception):
    """Its text is a short code: `no_device`, `not_a_camera`, `in_use`."""


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


Ioctl = Callable[[int, int, bytearray], object]


def ask_node(path: str, ioctl: Ioctl = fcntl.ioctl) -> Node:
    """Open the node, ask, close. Blocks for as long as the kernel does; call it in a thread. Raises NoCameraError."""
    answer = bytearray(CAPABILITY.size)
    try:
        if stat.S_ISREG(os.stat(path).st_mode):
            return Node("recording", "", "")
        node = os.open(path, os.O_RDWR | os.O_NONBLOCK | os.O_CLOEXEC)
        try:
            ioctl(node, VIDIOC_QUERYCAP, answer)
            found = node_of(bytes(answer))
            _see_whose(node, ioctl)
        finally:
            os.close(node)
    except (FileNotFoundError, NotADirectoryError):
        raise NoCameraError("no_device") from None
    except OSError as error:
        raise NoCameraError(_CODES.get(error.errno or 0, "not_a_camera")) from None
    return found


_CODES = {errno.EACCES: "no_access", errno.EPERM: "no_access", errno.EBUSY: "in_use"}


def _see_whose(node: int, ioctl: Ioctl) -> None:
    """Raises OSError with EBUSY; whatever else a driver says to this question is no word about that."""
    try:
        ioctl(node, VIDIOC_REQBUFS, bytearray(NO_BUFFERS))
    except OSError as error:
        if error.errno == errno.EBUSY:
            raise


def _text(field: bytes) -> str:
    return field.partition(b"\0")[0].decode("ascii", "replace")

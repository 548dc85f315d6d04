"""The helper process that takes one picture from a V4L2 device and ends. Started by `v4l2`, never imported.

    argv      path, width, height
    stdout    one message: J, the device's own JPEG at full resolution, or X and why there is none

The device is open while this process lives and no longer, so that a camera whose light is off sees nothing. MJPEG is
asked for and handed on as the device sent it; a device that has none is encoded here. Frames are dropped until the
automatic exposure has settled. A regular file in the place of the device (MJPEG) plays as one: training and tests.
"""

import os
import stat
import sys
import time

import cv2
import numpy as np
from cv2.typing import MatLike

from devices.cameras.messages import write_message
from devices.cameras.v4l2_node import NoCameraError, ask_node

LEAST_FRAMES, MOST_FRAMES = 4, 40
MOST_WARM_UP_S = 5.0
SETTLED_LEVELS = 2.0
"""Two frames in a row that are equally bright to this much of 256."""
MOST_HALF_FRAMES = 5
BLACK_LEVEL = 6.0
"""No pixel of a black frame is brighter: a lid on the lens, a dead sensor. A dark room still has noise."""
JPEG_QUALITY = 95


class NoPictureError(Exception):
    """Its text is the code that the parent is told."""


def open_camera(path: str, width_px: int, height_px: int) -> cv2.VideoCapture:
    """The device, set to hand out its own JPEG."""
    try:
        is_device = stat.S_ISCHR(os.stat(path).st_mode)
    except OSError:
        raise NoPictureError("no_device") from None
    camera = cv2.VideoCapture(path, cv2.CAP_V4L2 if is_device else cv2.CAP_FFMPEG)
    if not camera.isOpened():
        raise NoPictureError(_why_not(path))
    if is_device:
        camera.set(cv2.CAP_PROP_FOURCC, cv2.VideoWriter.fourcc(*"MJPG"))
        camera.set(cv2.CAP_PROP_FRAME_WIDTH, width_px)
        camera.set(cv2.CAP_PROP_FRAME_HEIGHT, height_px)
        is_mjpeg = int(camera.get(cv2.CAP_PROP_FOURCC)) == cv2.VideoWriter.fourcc(*"MJPG")
        camera.set(cv2.CAP_PROP_CONVERT_RGB, 0 if is_mjpeg else 1)
    else:
        camera.set(cv2.CAP_PROP_FORMAT, -1)  # FFmpeg's way to say: as it is
    return camera


def _why_not(path: str) -> str:
    """OpenCV says no more than that it could not."""
    try:
        ask_node(path)
    except NoCameraError as error:
        return str(error)
    return "not_a_camera"


def take_picture(camera: cv2.VideoCapture) -> bytes:
    """The first whole frame after the exposure has settled, or the last one before patience ends."""
    best, level, halves, began_s = b"", -1.0, 0, time.monotonic()
    for count in range(1, MOST_FRAMES + 1):
        is_there, frame = camera.read()
        if not is_there:
            break
        jpeg = jpeg_of(frame)
        seen = cv2.imdecode(np.frombuffer(jpeg, np.uint8), cv2.IMREAD_REDUCED_GRAYSCALE_8) if jpeg else None
        if seen is None:
            halves += 1
            if halves > MOST_HALF_FRAMES:
                break
            continue
        before, level, best = level, float(seen.mean()), jpeg if seen.max() > BLACK_LEVEL else b""
        is_settled = count >= LEAST_FRAMES and abs(level - before) < SETTLED_LEVELS
        if is_settled or time.monotonic() - began_s > MOST_WARM_UP_S:
            break
    if best:
        return best
    raise NoPictureError("black" if level >= 0 else "half_frame" if halves else "no_frame")


def jpeg_of(frame: MatLike) -> bytes:
    """A frame as JPEG, empty if it is half a one; devices pad theirs with zeros."""
    if frame.ndim == 3 and frame.shape[2] == 3:
        return cv2.imencode(".jpg", frame, [cv2.IMWRITE_JPEG_QUALITY, JPEG_QUALITY])[1].tobytes()
    data = frame.tobytes().rstrip(b"\0")
    return data if data.startswith(b"\xff\xd8") and data.endswith(b"\xff\xd9") else b""


def main() -> None:
    path, width_px, height_px = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    cv2.setNumThreads(1)
    try:
        camera = open_camera(path, width_px, height_px)
        try:
            write_message(sys.stdout.buffer, b"J", take_picture(camera))
        finally:
            camera.release()
    except NoPictureError as error:
        write_message(sys.stdout.buffer, b"X", str(error).encode())


if __name__ == "__main__":
    main()

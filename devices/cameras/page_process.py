"""The helper process that straightens and judges pages, one after the other. Started by `pages`, never imported.

OpenCV is native code fed with whatever a camera sends: a crash here cannot take the screen along, and its memory is
given back when the process ends, which it does with the resident's session. Loses its parent: ends.
"""

import sys

import cv2
import numpy as np

from devices.cameras.legible import Look, look_at
from devices.cameras.messages import read_message, spell_seen, write_message
from devices.contracts.page import MOST_PAGE_BYTES

LONGEST_PX = 2600
"""A4 at 220 dpi."""
QUALITIES = (88, 75, 60, 40)


def page_of(look: Look, original: bytes) -> tuple[bytes, int, int]:
    """The page as JPEG of at most `MOST_PAGE_BYTES`, its width and height; a whole picture that fits stays as it is."""
    height, width = look.page.shape[:2]
    if not look.is_straightened and len(original) <= MOST_PAGE_BYTES:
        return original, width, height
    scale = min(1.0, LONGEST_PX / max(width, height))
    page = cv2.resize(look.page, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA) if scale < 1 else look.page
    for quality in QUALITIES:
        jpeg = cv2.imencode(".jpg", page, [cv2.IMWRITE_JPEG_QUALITY, quality])[1].tobytes()
        if len(jpeg) <= MOST_PAGE_BYTES:
            break
    return jpeg, page.shape[1], page.shape[0]


def main() -> None:
    cv2.setNumThreads(1)
    while (message := read_message(sys.stdin.buffer)) is not None:
        picture = cv2.imdecode(np.frombuffer(message[1], np.uint8), cv2.IMREAD_COLOR)
        if picture is None:
            write_message(sys.stdout.buffer, b"X", b"jpeg")
            continue
        look = look_at(picture)
        jpeg, width_px, height_px = page_of(look, message[1])
        write_message(sys.stdout.buffer, b"V", spell_seen(width_px, height_px, look.verdict.value, look.is_seen))
        write_message(sys.stdout.buffer, b"J", jpeg)


if __name__ == "__main__":
    main()

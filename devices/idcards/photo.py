"""The photo on a card, made visible by somebody else's program. WLT is proprietary and no open decoder exists: a site
that has one names its command; without it a card simply has no picture.

    stdin  ◄─ the 1024 bytes of WLT as the card gives them, then the end
    stdout ─► one BMP or PNG, then the end, and exit status 0

The program is native and proprietary, so it runs in a process of its own, once for a card. Whatever it does, the read
goes on: a crash, a hang, a flood or rubbish is a card without a picture.
"""

from collections.abc import Sequence

from devices.links.process import other_program, run_filter

LIMIT_S = 1.5
MOST_PICTURE_BYTES = 262_144
"""The usual 102 × 126 BMP has 38,862."""
PNG_HEAD = b"\x89PNG\r\n\x1a\n"
PNG_TAIL = b"IEND\xaeB`\x82"
BMP_HEAD_BYTES = 54


class PhotoDecoder:
    """Loop thread only; keeps nothing."""

    def __init__(self, command: Sequence[str], limit_s: float = LIMIT_S) -> None:
        self._command = other_program(*command)
        self._limit_s = limit_s

    async def decode(self, wlt: bytes) -> bytes | None:
        """The picture as a whole BMP or PNG file; None if there is none to be had in time."""
        picture = await run_filter(self._command, wlt, MOST_PICTURE_BYTES, self._limit_s)
        return picture if picture is not None and is_whole_picture(picture) else None


def is_whole_picture(data: bytes) -> bool:
    """Whether a file begins and ends as a BMP or a PNG does; what is in between is for who draws it."""
    if data.startswith(b"BM"):
        return len(data) > BMP_HEAD_BYTES and int.from_bytes(data[2:6], "little") == len(data)
    return data.startswith(PNG_HEAD) and data.endswith(PNG_TAIL)

"""A scanner's bytes as codes, pure.

A code ends at CR, LF or CR LF, as most scanners are set to send one; else when nothing more has come for a while. Once
a scanner has shown that it ends its codes with a line's end, what lies there without one was cut short.

    bytes ──► code … line's end ──► Scanned | ScanUnusable(control_characters | encoding)
                │ more than 4 KiB ──► dropped to its end ──► ScanUnusable(too_long)
                │ silence, and its codes end with lines ──► ScanUnusable(cut_short)
"""

import re
import unicodedata

from devices.contracts.scanner import MOST_PAYLOAD_BYTES, Scanned, ScanUnusable

Code = Scanned | ScanUnusable
ENCODINGS = ("utf-8", "gb18030")
"""In this order: hardly any Chinese text in GBK is also UTF-8. GB 18030-2022 contains GBK and GB/T 2312."""
_LINE_ENDS = re.compile(rb"[\r\n]")


class Framer:
    """Cuts the stream into codes; holds one unfinished code of at most 4 KiB."""

    def __init__(self) -> None:
        self._code = bytearray()
        self._instead: list[Code] | None = None
        """What the code under way comes to when its bytes are not kept."""
        self._ends_lines = False

    @property
    def is_within_code(self) -> bool:
        """Whether a code has begun and not ended."""
        return bool(self._code) or self._instead is not None

    def feed(self, data: bytes) -> list[Code]:
        """Take bytes as they come, and return the codes that ended in them, in order."""
        *ended, rest = _LINE_ENDS.split(data)
        codes = []
        for part in ended:
            self._ends_lines = True
            self._add(part)
            codes += self._end()
        self._add(rest)
        return codes

    def silence(self) -> list[Code]:
        """Nothing has come for the gap: what the code under way comes to, if there is one."""
        if self._ends_lines and self._code:
            self._drop([ScanUnusable("cut_short")])
        return self._end()

    def skip(self) -> None:
        """Drop the code under way, to its end, and tell nobody."""
        if self.is_within_code:
            self._drop([])

    def _add(self, part: bytes) -> None:
        if self._instead is not None:
            return
        if len(self._code) + len(part) > MOST_PAYLOAD_BYTES:
            self._drop([ScanUnusable("too_long")])
        else:
            self._code += part

    def _drop(self, instead: list[Code]) -> None:
        self._code.clear()
        self._instead = instead

    def _end(self) -> list[Code]:
        codes, self._instead = self._instead, None
        if codes is None:
            codes = [decode(bytes(self._code))] if self._code else []
        self._code.clear()
        return codes


def decode(payload: bytes) -> Code:
    """What a code says: UTF-8, else GB 18030; no control character is let through (Unicode's Cc)."""
    for encoding in ENCODINGS:
        try:
            text = payload.decode(encoding)
        except UnicodeDecodeError:
            continue
        if any(unicodedata.category(character) == "Cc" for character in text):
            return ScanUnusable("control_characters")
        return Scanned(text)
    return ScanUnusable("encoding")

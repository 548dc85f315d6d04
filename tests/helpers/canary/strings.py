"""The canary resident's strings, and how each may lie in memory or in a file.

A `Needle` is bytes to be found as they are. What is looked for is unmistakable: nothing in the product contains it.
"""

import base64
import json
from collections.abc import Iterator
from dataclasses import dataclass

from devices.emulators.persons import load_persons

PERSON = load_persons()["ouyang-dan-yi"]
PHONE = "13872946105"
ACCOUNT = "6217008357192640738"
SIGNATURE = [[(0.13, 0.31), (0.29, 0.27), (0.23, 0.59)], [(0.41, 0.23), (0.43, 0.79)], [(0.61, 0.37), (0.83, 0.33)]]
"""Points in 0..1 of the pad."""
LEAST_BYTES = 8
"""What is shorter could be there by chance."""


@dataclass(frozen=True, slots=True)
class Needle:
    """One string in one encoding."""

    what: str
    encoding: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Canary:
    """What one resident brings along, as text and as bytes."""

    texts: dict[str, str]
    data: dict[str, bytes]

    @property
    def needles(self) -> tuple[Needle, ...]:
        """Everything in every encoding, each sequence of bytes once."""
        found: dict[bytes, Needle] = {}
        for what, text in self.texts.items():
            for encoding, data in _text_as_bytes(text):
                found.setdefault(data, Needle(what, encoding, data))
        for what, raw in self.data.items():
            found.setdefault(raw, Needle(what, "raw", raw))
            for encoding, data in _armoured(raw):
                found.setdefault(data, Needle(what, encoding, data))
        return tuple(needle for data, needle in found.items() if len(data) >= LEAST_BYTES)


def resident(page: bytes, picture: bytes = b"", **more: str) -> Canary:
    """The canary resident with the page they bring and the picture it was cut out of.

    `more` is what else they typed.
    """
    texts = {
        "name": PERSON.name,
        "id_number": PERSON.number,
        "address": "望月巷七十七号院",
        "phone": PHONE,
        "account": ACCOUNT,
        **more,
    }
    pictures = {"picture": page_piece(picture)} if picture else {}
    return Canary(texts, {"page": page_piece(page), **pictures})


def page_piece(jpeg: bytes) -> bytes:
    """Bytes from the middle of the picture's compressed part: no other picture has them."""
    middle = len(jpeg) // 2
    return jpeg[middle : middle + 32]


def _text_as_bytes(text: str) -> Iterator[tuple[str, bytes]]:
    yield "utf-8", text.encode()
    yield "utf-16le", text.encode("utf-16-le")
    yield "utf-32le", text.encode("utf-32-le")
    yield "gb18030", text.encode("gb18030")
    yield "json", json.dumps(text)[1:-1].encode()
    yield from _armoured(text.encode())


def _armoured(raw: bytes) -> Iterator[tuple[str, bytes]]:
    """Base64 in each of its three alignments, without the characters that depend on what stands beside it; hex."""
    for before in range(3):
        whole = base64.b64encode(bytes(before) + raw)
        first = (before * 8 + 5) // 6
        last = (before + len(raw)) * 8 // 6
        for encoding, data in (("base64", whole), ("base64url", whole.translate(_URL_SAFE))):
            yield encoding, data[first:last]
    yield "hex", raw.hex().encode()
    yield "hex", raw.hex().upper().encode()


_URL_SAFE = bytes.maketrans(b"+/", b"-_")

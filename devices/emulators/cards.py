"""What the chip of a card carries as text, built field by field: 256 bytes, UTF-16LE, padded with blanks.

The four layouts as vendors publish them (resident: GA 450 tables; J, I, Y: the interface notes of 2018 and 2023), each
from its first byte to its last. Written without a look at the driver's places, so that a slip in either shows.
"""

from collections.abc import Mapping

Layout = tuple[tuple[str, int], ...]
"""Field and bytes, in order; a blank is reserved."""

RESIDENT: Layout = (
    ("name", 30), ("sex", 2), ("nation", 4), ("birth", 16), ("address", 70), ("number", 36), ("issuer", 30),
    ("from", 16), ("until", 16), ("", 36),
)  # fmt: skip
PERMIT_J: Layout = (
    ("name", 30), ("sex", 2), ("", 4), ("birth", 16), ("address", 70), ("number", 36), ("issuer", 30), ("from", 16),
    ("until", 16), ("pass_number", 18), ("issues", 4), ("", 6), ("mark", 2), ("", 6),
)  # fmt: skip
FOREIGNER_2017: Layout = (
    ("english_name", 120), ("sex", 2), ("number", 30), ("country", 6), ("name", 30), ("from", 16), ("until", 16),
    ("birth", 16), ("version", 4), ("authority", 8), ("mark", 2), ("", 6),
)  # fmt: skip
FOREIGNER_2023: Layout = (
    ("name", 30), ("sex", 2), ("renewals", 4), ("birth", 16), ("english_name", 70), ("number", 36), ("", 30),
    ("from", 16), ("until", 16), ("english_name_goes_on", 22), ("country", 6), ("mark", 2), ("old_number_link", 6),
)  # fmt: skip


def build_text(layout: Layout, fields: Mapping[str, str]) -> bytes:
    """The text of a card. Raises ValueError for a field that does not fit or that the layout has not."""
    unknown = fields.keys() - {name for name, _ in layout}
    if unknown:
        raise ValueError(f"no such field: {', '.join(sorted(unknown))}")
    return b"".join(_padded(fields.get(name, "").encode("utf-16-le"), size) for name, size in layout)


def _padded(value: bytes, size_bytes: int) -> bytes:
    if len(value) > size_bytes:
        raise ValueError(f"{len(value)} bytes do not fit a field of {size_bytes}")
    return value + b" \0" * ((size_bytes - len(value)) // 2)


SAMPLES: Mapping[str, tuple[Layout, Mapping[str, str]]] = {
    "J": (
        PERMIT_J,
        {"name": "SAMPLE J", "sex": "2", "birth": "19750809", "address": "SAMPLE ROAD 1",
         "number": "810000197508090027",
         "issuer": "SAMPLE OFFICE", "from": "20190101", "until": "20240101", "pass_number": "H12345678",
         "issues": "01", "mark": "J"},
    ),
    "I": (
        FOREIGNER_2017,
        {"english_name": "ZHENG, JIAN YANG", "sex": "1", "number": "KAZ110090123105", "country": "KAZ",
         "from": "20180601", "until": "20280601", "birth": "19901231", "version": "01", "authority": "1500",
         "mark": "I"},
    ),
    "Y": (
        FOREIGNER_2023,
        {"sex": "1", "renewals": "01", "birth": "19850101", "english_name": "SAMPLE PERSON OF A LONG ENGLISH NAM",
         "number": "932682198501010017", "from": "20240101", "until": "20340101",
         "english_name_goes_on": "E INDEED", "country": "KAZ", "mark": "Y", "old_number_link": "101"},
    ),
}  # fmt: skip
"""Cards of people who are no residents, by their mark; the numbers are the authorities' own samples."""

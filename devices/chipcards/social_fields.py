"""The values of a social-security card, pure; a value of another form than it must have counts as left out: None."""

import re
from datetime import date, datetime

RESIDENT_NUMBER = r"[0-9A-Z]{18}|[0-9A-Z]{15}"
CARD_NUMBER = r"[0-9A-Z]{1,9}"
SPECIFICATION = r"[0-9]\.[0-9]{2}"
REGION = r"[0-9]{6}"


def matching(pattern: str, value: bytes) -> str | None:
    """ASCII without its padding (zeros, blanks, FF), if it is of this form; letters in upper case."""
    text = value.rstrip(b"\0\xff ").decode("ascii", "replace").upper()
    return text if re.fullmatch(pattern, text, re.ASCII) else None


def day(digits: str) -> date | None:
    """YYYYMMDD."""
    try:
        return datetime.strptime(digits, "%Y%m%d").date() if re.fullmatch(r"[0-9]{8}", digits) else None  # noqa: DTZ007
    except ValueError:
        return None


def printable(value: bytes) -> str | None:
    """A name in GB 18030 (GBK is a part of it)."""
    try:
        name = value.decode("gb18030").strip()
    except UnicodeDecodeError:
        return None
    return name if name and name.isprintable() else None

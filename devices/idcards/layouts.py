"""The 256 bytes of text on a card, pure: which kind of card, and its fields. UTF-16LE, padded with spaces.

Four layouts share the size; bytes 248–249 tell them apart (blank, J, I, Y). The places are those on which the public
readers agree (vendor samples, GA 467 tables); dates are YYYYMMDD. What is not a card of a known layout is a value,
never an exception.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from devices.contracts.card_reader import IdCard

TEXT_BYTES = 256
ADDRESS_BYTES = 70
ADDRESSED = frozenset({"resident", "hmt"})
"""Cards that carry an address, and so may carry a newer one."""
LONG_TERM = bytes.fromhex("7F951F67").decode("utf-16-le")
"""The two characters that stand where other cards have their last day."""


@dataclass(frozen=True, slots=True)
class BadLayout:
    """The bytes are no card: which field says so, never its content."""

    field: str


def decode_card(payload: bytes) -> IdCard | BadLayout:
    """The answer to "read text and photo": lengths, 16 bits big-endian, then the text and the photo as WLT.

    A module that adds fingerprints unasked says their length as a third; they are stepped over and kept nowhere.
    """
    text_bytes, photo_bytes, print_bytes = (int.from_bytes(payload[at : at + 2], "big") for at in (0, 2, 4))
    if len(payload) == 6 + text_bytes + photo_bytes + print_bytes:
        head_bytes = 6
    elif len(payload) == 4 + text_bytes + photo_bytes:
        head_bytes = 4
    else:
        return BadLayout("lengths")
    photo_at = head_bytes + text_bytes
    return decode_text(payload[head_bytes:photo_at], payload[photo_at : photo_at + photo_bytes] or None)


def decode_newest_address(data: bytes) -> str | None:
    """The answer to "read newest address": 70 bytes; None for anything else, and for blanks."""
    return _may(data, 0, ADDRESS_BYTES) if len(data) == ADDRESS_BYTES else None


def decode_text(text: bytes, photo: bytes | None = None) -> IdCard | BadLayout:
    """The fields of a card's text."""
    if len(text) != TEXT_BYTES:
        return BadLayout("lengths")
    reader = _LAYOUTS.get(_field(text, 248, 2) or "")
    if reader is None:
        return BadLayout("mark")
    try:
        return reader(text, photo)
    except _FieldError as error:
        return BadLayout(str(error))


class _FieldError(Exception):
    """A field that must be there is not."""


def _field(text: bytes, at: int, size_bytes: int) -> str | None:
    try:
        return text[at : at + size_bytes].decode("utf-16-le").rstrip("\0").rstrip()
    except UnicodeDecodeError:
        return None


def _must(text: bytes, name: str, at: int, size_bytes: int) -> str:
    value = _field(text, at, size_bytes)
    if not value:
        raise _FieldError(name)
    return value


def _may(text: bytes, at: int, size_bytes: int) -> str | None:
    return _field(text, at, size_bytes) or None


def _day(text: bytes, name: str, at: int) -> date:
    day = _parse_day(_must(text, name, at, 16))
    if day is None:
        raise _FieldError(name)
    return day


def _parse_day(value: str) -> date | None:
    if len(value) != 8 or not value.isascii() or not value.isdigit():
        return None
    try:
        return date(int(value[:4]), int(value[4:6]), int(value[6:]))
    except ValueError:
        return None


def _last_day(text: bytes, at: int) -> date | None:
    if _must(text, "valid_until", at, 16) == LONG_TERM:
        return None
    return _day(text, "valid_until", at)


def _mainland_shape(text: bytes, photo: bytes | None, card_type: str, nation: str | None) -> IdCard:
    return IdCard(
        card_type=card_type, name=_must(text, "name", 0, 30), sex_code=_must(text, "sex", 30, 2), nation_code=nation,
        birth_date=_day(text, "birth", 36), address=_may(text, 52, 70), id_number=_must(text, "number", 122, 36),
        issuer=_may(text, 158, 30), valid_from=_day(text, "valid_from", 188), valid_until=_last_day(text, 204),
        photo_wlt=photo,
    )  # fmt: skip


def _resident(text: bytes, photo: bytes | None) -> IdCard:
    return _mainland_shape(text, photo, "resident", _must(text, "nation", 32, 4))


def _hmt(text: bytes, photo: bytes | None) -> IdCard:
    return _mainland_shape(text, photo, "hmt", None)


def _foreigner_2017(text: bytes, photo: bytes | None) -> IdCard:
    return IdCard(
        card_type="foreigner_2017", name=_may(text, 158, 30) or _must(text, "name", 0, 120),
        sex_code=_must(text, "sex", 120, 2), nation_code=None, birth_date=_day(text, "birth", 220), address=None,
        id_number=_must(text, "number", 122, 30), issuer=_may(text, 240, 8), valid_from=_day(text, "valid_from", 188),
        valid_until=_last_day(text, 204), photo_wlt=photo,
    )  # fmt: skip


def _foreigner_2023(text: bytes, photo: bytes | None) -> IdCard:
    english = text[52:122] + text[220:242]  # one name in two places, cut wherever the 35th letter falls
    return IdCard(
        card_type="foreigner_2023", name=_may(text, 0, 30) or _must(english, "name", 0, 92),
        sex_code=_must(text, "sex", 30, 2), nation_code=None, birth_date=_day(text, "birth", 36), address=None,
        id_number=_must(text, "number", 122, 36), issuer=None, valid_from=_day(text, "valid_from", 188),
        valid_until=_last_day(text, 204), photo_wlt=photo,
    )  # fmt: skip


_LAYOUTS: dict[str, Callable[[bytes, bytes | None], IdCard]] = {
    "": _resident,
    "J": _hmt,
    "I": _foreigner_2017,
    "Y": _foreigner_2023,
}

"""What the ministry's reading function `iReadCardBas` answers, pure.

    0, "region|number|card number|card id|name|ATR history|version|issued|until|terminal|device|"     in GBK
    an error's number, its text

Source: LD/T 6001.5 as vendors' public code applies it, which also lists the numbers; a reader without a PSAM leaves
number and name of a card of specification 3.00 empty.
"""

from dataclasses import dataclass

from devices.chipcards.social_fields import (
    CARD_NUMBER,
    REGION,
    RESIDENT_NUMBER,
    SPECIFICATION,
    day,
    matching,
    printable,
)
from devices.contracts.card_reader import CardUnreadable
from devices.contracts.results import DeviceGone
from devices.contracts.social_card import NotASocialCard, SocialCard, SocialCardRead


@dataclass(frozen=True, slots=True)
class NoCardThere:
    """The library found no card in the time it takes itself."""


LibraryAnswer = SocialCardRead | NotASocialCard | CardUnreadable | NoCardThere | DeviceGone

NO_CARD = -2
OTHER_KIND = frozenset({-1, -27266, -27265})
"""Not of this type; its application was not found; the card has no such function."""
NO_READER = {-5: "no_library", -11: "no_reader", -12: "no_reader", -13: "no_function"}
"""Its own library does not load, no connection to the reader, not connected, function missing."""
WITHOUT_PSAM = frozenset({-2201, -2202, -2203, -27010})
LEAST_FIELDS = 9


def decode_answer(code: int, text: bytes) -> LibraryAnswer:
    """What a call came to."""
    if code == 0:
        return _card(text.split(b"|"))
    if code == NO_CARD:
        return NoCardThere()
    if code in OTHER_KIND:
        return NotASocialCard()
    if code in NO_READER:
        return DeviceGone(NO_READER[code])
    return CardUnreadable("needs_authentication" if code in WITHOUT_PSAM else f"code_{code}")


def _card(fields: list[bytes]) -> SocialCardRead | CardUnreadable:
    if len(fields) < LEAST_FIELDS:
        return CardUnreadable("answer_fields")
    region, number, card_number, _, name, _, specification, issued, until = fields[:LEAST_FIELDS]
    if not number.strip() and not name.strip():
        return CardUnreadable("needs_authentication")
    whole_number, whole_name = matching(RESIDENT_NUMBER, number), printable(name)
    if whole_number is None or whole_name is None:
        return CardUnreadable("answer_number" if whole_number is None else "answer_name")
    return SocialCardRead(
        SocialCard(
            whole_number, whole_name,
            card_number=matching(CARD_NUMBER, card_number),
            region_code=matching(REGION, region),
            specification=matching(SPECIFICATION, specification),
            issued_on=day(issued.decode("ascii", "replace")),
            valid_until=day(until.decode("ascii", "replace")),
        )
    )  # fmt: skip

"""Why something a resident asked for could not be done, as closed lists; each member has its words in the catalogue."""

from enum import StrEnum


class FilingOff(StrEnum):
    """Why this machine begins no new case now; each has its words under `guide.off.*`. A running one is finished."""

    NO_ROOM = "no_room"
    """The disk is so full that only what was begun still has room."""
    POWER_LOW = "power_low"
    """The street has no power, and its battery lasts for minutes: only what was begun still has time."""
    NO_NUMBERS = "no_numbers"
    """All leased numbers are given out, and no others came."""
    OUT_OF_SERVICE = "out_of_service"
    """It is not enrolled, or the platform has revoked its key: what it filed would be taken by nobody."""


class ReadTrouble(StrEnum):
    """Why a card was not taken; each has its words under `identify.trouble.*`."""

    PULLED = "pulled"
    UNREADABLE = "unreadable"
    READER_GONE = "reader_gone"
    EXPIRED = "expired"
    NUMBER = "number"
    NOT_RESIDENT_CARD = "not_resident_card"
    LEFT_LYING = "left_lying"


class ActTrouble(StrEnum):
    """Why a second card cannot be the one of whom it is for; each has its words under `acting.trouble.*`."""

    SAME_PERSON = "same_person"
    NOT_FOR_THEM = "not_for_them"
    """The item's rules let nobody act for this person."""


class SocialTrouble(StrEnum):
    """Why a social-security card did not fill in name and number."""

    PULLED = "pulled"
    UNREADABLE = "unreadable"
    OTHER_CARD = "other_card"


CARD_REFUSED = frozenset({ReadTrouble.EXPIRED, ReadTrouble.NUMBER, ReadTrouble.NOT_RESIDENT_CARD})
"""The card was read well; only another one helps."""
NOT_READ = frozenset({ReadTrouble.PULLED, ReadTrouble.UNREADABLE, ReadTrouble.READER_GONE})
"""Nothing was read: after the second time somebody is offered."""

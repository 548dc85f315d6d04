"""Why a message is stuck, as a cause is kept and as people are told it (`queue.cause.*` in the po files). Pure.

422 number-not-leased    the platform's status and its own word for what is wrong
unreachable, crashed     what the terminal saw itself
"""

from kiosk.texts.catalogue import Texts

CRASHED = "crashed"
"""The program fell while it was sending this message."""
_STATUSES = {
    "400": "not_understood",
    "404": "unknown_there",
    "405": "not_understood",
    "410": "over",
    "413": "too_large",
    "415": "not_understood",
    "422": "not_as_expected",
}
_FAILING = "status_5"


def cause_code(cause: str) -> str:
    """The first word of a cause: what it is, without what the platform said about it."""
    return cause.partition(" ")[0]


def cause_key(cause: str, texts: Texts, is_held: bool = False) -> str:
    """The key of the sentence that tells people why a message is stuck: the most exact one there is."""
    code, _, slug = cause.partition(" ")
    general = "failing" if code.startswith(_FAILING) else _STATUSES.get(code, "other")
    known = ("held",) if is_held else (slug, code, general)
    return next(key for each in (*known, "other") if (key := f"queue.cause.{each}") in texts)

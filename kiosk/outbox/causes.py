"""Why a message is stuck, as a key of the words for it (`queue.cause.*` in the po files). Pure."""

_STATUSES = {
    "400": "not_understood",
    "404": "unknown_there",
    "405": "not_understood",
    "410": "over",
    "413": "too_large",
    "415": "not_understood",
    "422": "not_as_expected",
}
GENERAL = "queue.cause.other"


def cause_code(cause: str) -> str:
    """The first word of a cause: what it is, without what the platform said about it."""
    return cause.partition(" ")[0]


def cause_key(cause: str, is_held: bool = False) -> str:
    """The key of the sentence that tells a technician why a message is stuck."""
    if is_held:
        return "queue.cause.held"
    known = _STATUSES.get(cause_code(cause))
    return GENERAL if known is None else f"queue.cause.{known}"

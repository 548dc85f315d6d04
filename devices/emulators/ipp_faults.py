"""What can be wrong with the emulated A4 printer, and with an answer of it."""

import re

from devices.emulators.ipp_wire import http_answer

FAULTS = ("garbage", "circle", "silent", "reset", "http_error", "half_an_answer", "endless", "redirect")
REASONS = {
    "paper_out": "media-empty-error",
    "paper_low": "media-low-report",
    "jam": "media-jam-error",
    "cover_open": "cover-open-error",
    "toner_empty": "toner-empty-error",
}
BLOCKING = frozenset(REASONS.values()) - {REASONS["paper_low"]}
"""It prints nothing while one of them stands."""
CIRCLE = bytes.fromhex("440000fffb03")
"""An attribute whose value is -5 bytes long: a reader of signed lengths goes round and round."""

_KEYWORD = re.compile(r"[a-z][a-z0-9._-]*")
"""RFC 8011, 5.1.4."""


def keyword_of(reason: str) -> str:
    """What the printer says of one of REASONS, or of any keyword of IPP's. Raises ValueError for what is none."""
    keyword = REASONS.get(reason, reason)
    if not _KEYWORD.fullmatch(keyword):
        raise ValueError(f"no keyword of IPP: {reason}")
    return keyword


def spoilt(answer: bytes, fault: str | None, elsewhere: str) -> bytes:
    """An HTTP answer as this fault leaves it; `silent` and `reset` leave none, and are not of this place."""
    match fault:
        case "garbage":
            return http_answer(bytes(range(1, 200)))
        case "circle":
            return http_answer(b"\x02\x00\x00\x00\x00\x00\x00\x01\x04\x44\x00\x01a\x00\x01x" + CIRCLE)
        case "http_error":
            return b"HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n"
        case "redirect":
            head = f"HTTP/1.1 307 Temporary Redirect\r\nLocation: {elsewhere}\r\nContent-Length: 0\r\n\r\n"
            return head.encode()
        case "half_an_answer":
            return answer[: len(answer) // 2]
        case "endless":
            return b"HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n" + bytes(2 * 1024 * 1024)
        case _:
            return answer

"""Sending one scanned page so that a cut line costs at most the last piece. Pure: yields requests, is sent answers.

small ─► PUT, whole
large ─► HEAD: how much is there? ─► PATCH from there, a piece at a time ─► 201, the platform's own echo
                                       ▲ 204: where to go on │
                                       └─────────────────────┘ 409: elsewhere
"""

from collections.abc import Callable, Generator
from datetime import datetime

from kiosk.outbox import Pending
from kiosk.sync.answers import SendResult
from kiosk.sync.judge import PROBLEM, Answer, Request, judge

PIECE_BYTES = 1024 * 1024
MOST_CORRECTIONS = 3
"""How often in one go the platform may say that it is elsewhere; more, and it is tried again later."""
Steps = Generator[Request, Answer, SendResult]


def send_page(message: Pending, now: Callable[[], datetime]) -> Steps:
    """The requests that bring one page over, each sent after the answer to the one before."""
    address, total = f"/v1/blobs/{message.digest}", len(message.content)
    if total <= PIECE_BYTES:
        whole = Request("PUT", address, message.content, {"Content-Type": "application/octet-stream"})
        return judge(message, (yield whole), now())
    answer = yield Request("HEAD", address)
    offset = 0 if answer.status == 404 else answer.upload_offset
    corrections_left = MOST_CORRECTIONS
    while offset is not None and offset <= total:
        answer = yield _piece(address, message.content, offset)
        if answer.status == 204:
            offset = _further(answer.upload_offset, offset)
        elif answer.status == 409 and answer.media_type == PROBLEM and corrections_left > 0:
            offset = answer.upload_offset
            corrections_left -= 1
        else:
            break
    return judge(message, answer, now())


def _further(told: int | None, before: int) -> int | None:
    return told if told is not None and told > before else None


def _piece(address: str, content: bytes, offset: int) -> Request:
    headers = {
        "Content-Type": "application/offset+octet-stream",
        "Upload-Offset": str(offset),
        "Upload-Length": str(len(content)),
    }
    return Request("PATCH", address, content[offset : offset + PIECE_BYTES], headers)

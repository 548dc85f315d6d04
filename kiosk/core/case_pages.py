"""The address of a case's page on the open network: what the QR code of a slip carries where there is such a network.

    HTTPS://KIOSK.EXAMPLE.GOV.CN/R/4F7QJ2… (26 characters)

The token says nothing of case or person and cannot be guessed (it has what is random of the case's id, 74 bits); any
machine can make it again, also without a line, and the platform finds the case by it. Only characters of a QR code's
alphanumeric mode (ISO/IEC 18004 §7.4.4), so that the code stays coarse enough for 80 mm paper.
"""

import base64
import hashlib
import re

PATH = "/R/"
TOKEN_LENGTH = 26
_TOKEN = re.compile(r"https?://[^/]+/r/([a-z2-7]{26})", re.IGNORECASE)


def page_token(case_id: str) -> str:
    """The opaque name of a case's page: 130 bits of SHA-256, in base 32 (RFC 4648 §6)."""
    digest = hashlib.sha256(f"page\0{case_id}".encode()).digest()
    return base64.b32encode(digest).decode()[:TOKEN_LENGTH]


def page_address(public_url: str, case_id: str) -> str:
    """Where a telephone finds it; in capitals, which neither a scheme, a host nor this path minds."""
    return f"{public_url.rstrip('/')}{PATH}".upper() + page_token(case_id)


def code_of(signed: str, case_id: str, delivered: bool, public_url: str) -> str:
    """What a slip's QR code holds: the case's page where there is one, else the number as this machine signed it.

    What is not handed in yet has no page, and needs the signature: it is all that proves the number (`slips`).
    """
    return page_address(public_url, case_id) if public_url and delivered else signed


def token_on(code: str) -> str:
    """The token that a slip's code carries; empty for another code."""
    found = _TOKEN.fullmatch(code.strip())
    return found.group(1).upper() if found else ""

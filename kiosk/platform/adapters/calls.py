"""One HTTP call to another system: what it answered, or why it is to be tried again, or never.

By https only, or to this very machine; no redirect is followed and no proxy of the environment is used.
"""

import ssl
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import msgspec

from kiosk.platform.adapters.contract import Away, Refused
from kiosk.platform.adapters.staff import LOOPBACK, BadAddressError

TIMEOUT_S = 10.0
LATER = frozenset({408, 425, 429})
MOST_ANSWER_BYTES = 1 << 20
Answered = dict[str, Any] | Away | Refused


class Calls:
    """A system's address with our token; close it when done. Raises `BadAddressError`."""

    def __init__(
        self, url: str, token: str, ca_file: Path | None = None, transport: httpx.AsyncBaseTransport | None = None
    ) -> None:
        place = urlsplit(url)
        if place.scheme != "https" and place.hostname not in LOOPBACK and transport is None:
            raise BadAddressError(f"{url}: cases are told by https only, or to this machine.")
        try:
            believed: ssl.SSLContext | bool = ssl.create_default_context(cafile=ca_file) if ca_file else True
        except (OSError, ssl.SSLError) as error:
            raise BadAddressError(f"{ca_file}: {error.strerror or error}") from None
        self._http = httpx.AsyncClient(
            base_url=url, headers={"Authorization": f"Bearer {token}"} if token else {}, timeout=TIMEOUT_S,
            transport=transport, verify=believed, follow_redirects=False, trust_env=False,
        )  # fmt: skip

    async def close(self) -> None:
        """Let its connections go."""
        await self._http.aclose()

    async def ask(
        self, method: str, path: str, said: object = None, key: str = "", content_type: str = "application/json"
    ) -> Answered:
        """One call; `key`: its Idempotency-Key. An empty answer is an empty object."""
        headers = {"Idempotency-Key": key} if key else {}
        content = None
        if said is not None:
            content, headers["Content-Type"] = msgspec.json.encode(said), content_type
        try:
            answer = await self._http.request(method, path, content=content, headers=headers)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            return Away(type(error).__name__)
        return _judged(answer)


def _judged(answer: httpx.Response) -> Answered:
    status = answer.status_code
    if answer.is_success:
        return _read(answer.content)
    if status in LATER or status >= 500 or status < 400:  # a redirect is somebody else's answer
        told = answer.headers.get("retry-after", "")
        return Away(f"status_{status}", float(told) if told.isascii() and told.isdigit() and len(told) < 6 else None)
    return Refused(f"status_{status}")


def _read(content: bytes) -> Answered:
    if not content:
        return {}
    try:
        told = msgspec.json.decode(content[:MOST_ANSWER_BYTES])
    except (msgspec.DecodeError, UnicodeError):
        return Away("no_json")
    return told if isinstance(told, dict) else Away("no_object")

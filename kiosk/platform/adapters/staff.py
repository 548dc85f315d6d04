"""The staff API, called by an operator's command line. The home of httpx in the platform's package.

The token leaves this machine by TLS only; in the clear it goes to loopback.
"""

import ssl
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TypeVar
from urllib.parse import urlsplit

import httpx
import msgspec

from kiosk.wire import Problem, Wire, decode

TIMEOUT_S = 10.0
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
T = TypeVar("T", bound=Wire)


class BadAddressError(Exception):
    """The platform cannot be called like that; the message says why."""


@dataclass(frozen=True, slots=True)
class NotDone:
    """`cause`: the last part of the problem's type, or `unreachable`; `told`: the platform's own words."""

    cause: str
    told: str


class Staff:
    """A clerk at the platform's door; use as an async context manager. Raises `BadAddressError` when it is made."""

    def __init__(
        self, url: str, token: str, ca_file: Path | None = None, transport: httpx.AsyncBaseTransport | None = None
    ) -> None:
        place = urlsplit(url)
        if place.scheme != "https" and place.hostname not in LOOPBACK and transport is None:
            raise BadAddressError(f"{url}: the staff token is sent by https only, or to this machine.")
        try:
            believed: ssl.SSLContext | bool = ssl.create_default_context(cafile=ca_file) if ca_file else True
        except (OSError, ssl.SSLError) as error:
            raise BadAddressError(f"{ca_file}: {error.strerror or error}") from None
        self._http = httpx.AsyncClient(
            base_url=url, headers={"Authorization": f"Bearer {token}"}, timeout=TIMEOUT_S, transport=transport,
            verify=believed, follow_redirects=False, trust_env=False,
        )  # fmt: skip

    async def __aenter__(self) -> "Staff":
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._http.aclose()

    async def ask(self, method: str, path: str, answer_type: type[T], said: Wire | None = None) -> T | NotDone:
        """One call."""
        headers = {} if said is None else {"Content-Type": "application/json"}
        content = None if said is None else msgspec.json.encode(said)
        try:
            answer = await self._http.request(method, path, content=content, headers=headers)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            return NotDone("unreachable", str(error) or type(error).__name__)
        try:
            if answer.is_success:
                return decode(answer.content, answer_type)
            problem = decode(answer.content, Problem)
        except (msgspec.MsgspecError, UnicodeError):
            return NotDone("unreachable", f"HTTP {answer.status_code}")
        return NotDone(problem.type.rpartition(":")[2], problem.title)

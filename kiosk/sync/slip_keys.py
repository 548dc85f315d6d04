"""What the platform publishes to anybody about slips: the machines' public keys, and whether a case has arrived.

Whoever can answer in the platform's place can call any slip true, so it is asked by https or on this machine only.
"""

import asyncio
import ssl
from pathlib import Path
from urllib.parse import quote, urlsplit

import httpx
import msgspec

from kiosk.sync.exchange import read_body
from kiosk.wire import SlipKeys, decode

TIMEOUT_S = 10.0
WHOLE_S = 3 * TIMEOUT_S
"""However steadily an answer drips."""
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


class NoKeysError(Exception):
    """They are not to be had; the message says why."""


class _Arrival(msgspec.Struct, frozen=True):
    """Of the platform's own judgement of a slip, what only it can know."""

    has_arrived: bool | None = None


class Published:
    """One platform, as anybody may ask it. Raises `NoKeysError` when it is made for an address that proves nothing."""

    def __init__(
        self, base_url: str, ca_file: Path | None = None, transport: httpx.AsyncBaseTransport | None = None
    ) -> None:
        try:
            place = urlsplit(base_url)
            is_safe = place.scheme == "https" or (place.scheme == "http" and place.hostname in LOOPBACK)
        except ValueError:
            is_safe = False
        if not is_safe:
            raise NoKeysError(f"{base_url}: by https only, or on this machine")
        self._base_url = base_url
        self._transport = transport
        try:
            self._believed: ssl.SSLContext | bool = ssl.create_default_context(cafile=ca_file) if ca_file else True
        except OSError as error:  # ssl's errors are OSErrors
            raise NoKeysError(f"{ca_file}: {error.strerror or error}") from None

    def keys(self) -> SlipKeys:
        """The machines' keys; raises `NoKeysError`."""
        return read_keys(asyncio.run(self._asked("/v1/slip-keys")))

    def has_arrived(self, code: str) -> bool | None:
        """Whether the case of a true slip is there; None where that is not to be learnt."""
        path = f"/v1/slips?code={quote(code.strip(), safe='')}"
        try:
            return decode(asyncio.run(self._asked(path)), _Arrival).has_arrived
        except (NoKeysError, msgspec.MsgspecError):
            return None

    async def _asked(self, path: str) -> bytes:
        try:
            async with (
                asyncio.timeout(WHOLE_S),
                httpx.AsyncClient(
                    base_url=self._base_url, timeout=TIMEOUT_S, transport=self._transport, verify=self._believed,
                    follow_redirects=False, trust_env=False,
                ) as client,
                client.stream("GET", path) as answer,
            ):  # fmt: skip
                body = await read_body(answer)
        except TimeoutError:
            raise NoKeysError(f"no answer within {WHOLE_S:g} s") from None
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise NoKeysError(str(error) or type(error).__name__) from None
        if body is None:
            raise NoKeysError("longer than any list of keys")
        if answer.status_code != 200:
            raise NoKeysError(f"HTTP {answer.status_code}")
        return body


def read_keys(data: bytes) -> SlipKeys:
    """The keys of a published list; raises `NoKeysError`."""
    try:
        return decode(data, SlipKeys)
    except msgspec.MsgspecError as error:
        raise NoKeysError(str(error)) from None

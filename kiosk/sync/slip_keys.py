"""The machines' public keys as the platform publishes them to anybody."""

import httpx
import msgspec

from kiosk.wire import SlipKeys

TIMEOUT_S = 10.0
MOST_BYTES = 1 << 20


class NoKeysError(Exception):
    """They are not to be had; the message says why."""


def read_keys(data: bytes) -> SlipKeys:
    """The keys of a published list; raises `NoKeysError`."""
    try:
        return msgspec.json.decode(data, type=SlipKeys)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise NoKeysError(str(error)) from None


def fetch_keys(base_url: str, transport: httpx.BaseTransport | None = None) -> SlipKeys:
    """Ask a platform, which needs no credentials; raises `NoKeysError`."""
    try:
        with httpx.Client(
            base_url=base_url, timeout=TIMEOUT_S, transport=transport, follow_redirects=False, trust_env=False
        ) as client:
            answer = client.get("/v1/slip-keys")
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise NoKeysError(str(error) or type(error).__name__) from None
    if answer.status_code != 200 or len(answer.content) > MOST_BYTES:
        raise NoKeysError(f"HTTP {answer.status_code}, {len(answer.content)} bytes")
    return read_keys(answer.content)

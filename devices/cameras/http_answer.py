"""The answer to `GET /snapshot.jpg`, pure: bytes to a picture or to why not. Just as much HTTP/1.1 as cameras speak."""

import io
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from PIL import Image

from devices.contracts.camera import Frame, FrameUnusable

MOST_HEAD_BYTES = 16 * 1024
MOST_BODY_BYTES = 32 * 1024 * 1024
MOST_LENGTH_DIGITS = len(str(MOST_BODY_BYTES))
"""Python itself refuses to read a number of more than 4300."""
DEFAULT_PORT = 80
AS_THEY_ARE = "!$%&'()*+,/:;=?@[]"
"""Signs that have a meaning in a path or a query (RFC 3986, 2.2), or stand for one already."""


@dataclass(frozen=True, slots=True)
class SnapshotAddress:
    """Where a camera hands out pictures."""

    host: str
    port: int
    path: str


def parse_address(url: str) -> SnapshotAddress:
    """http://host[:port]/path; a camera stands in the same machine, so there is no TLS. Raises ValueError."""
    parts = urlsplit(url)
    if parts.scheme != "http" or not parts.hostname:
        raise ValueError(f"not the address of a camera: {url}")
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    host = parts.hostname.encode("idna").decode("ascii")
    return SnapshotAddress(host, parts.port or DEFAULT_PORT, quote(path, safe=AS_THEY_ARE))


def request_for(address: SnapshotAddress, method: str = "GET") -> bytes:
    lines = (
        f"{method} {address.path} HTTP/1.1",
        f"Host: {_host_of(address)}",
        "Accept: image/jpeg",
        "Connection: close",
    )
    return "\r\n".join((*lines, "", "")).encode("ascii")


def _host_of(address: SnapshotAddress) -> str:
    """As RFC 9110, 7.2 wants it: an IPv6 address in brackets and without its zone, which is this machine's affair, and
    the port where it is not the usual one."""
    host = f"[{address.host.partition('%')[0]}]" if ":" in address.host else address.host
    return host if address.port == DEFAULT_PORT else f"{host}:{address.port}"


def body_bytes_wanted(head: bytes) -> int | FrameUnusable:
    """The length of the picture that follows the head (status line and fields)."""
    status, *lines = head.decode("latin-1").split("\r\n")
    if status.split(" ")[1:2] != ["200"]:
        return FrameUnusable("status")
    fields = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    if fields.get("content-type", "").split(";")[0].strip().lower() != "image/jpeg":
        return FrameUnusable("content_type")
    length = fields.get("content-length", "").lstrip("0")
    if not length.isascii() or not length.isdigit() or len(length) > MOST_LENGTH_DIGITS:
        return FrameUnusable("content_length")
    return int(length) if int(length) <= MOST_BODY_BYTES else FrameUnusable("content_length")


def frame_of(body: bytes) -> Frame | FrameUnusable:
    """The picture, decoded once to be sure it is whole."""
    try:
        with Image.open(io.BytesIO(body), formats=["JPEG"]) as picture:
            picture.load()
            return Frame(body, picture.width, picture.height)
    except (OSError, ValueError, Image.DecompressionBombError):
        return FrameUnusable("jpeg")

"""A version of the program as one signed file. Pure; the disk is kiosk.app's.

    bundle = 64 bytes of signature (Ed25519) · manifest (JSON, one line) · a tar.xz of the program's folders

The manifest names length and digest of what follows, so the signature is of everything; nothing is unpacked before both
held. A serial only rises: an old version cannot come back by a bundle.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

SIGNED_AS = b"bianmin program bundle/1\0"
"""In front of what is signed, so that no other signature of the same key is one of a bundle."""
SIGNATURE_BYTES = 64
MOST_HEAD_BYTES = 4096
MOST_BUNDLE_BYTES = 1 << 30

IsSigned = Callable[[bytes, bytes], bool]
"""Whether a message and a signature fit the publisher's key."""


class Manifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a bundle says of itself."""

    format: Literal[1]
    serial: Annotated[int, Meta(ge=1, lt=10**9)]
    version: Annotated[str, Meta(pattern=r"^[0-9A-Za-z.+~-]{1,40}$")]
    machine: Annotated[str, Meta(pattern=r"^[a-z0-9_]{1,20}$")]
    """For which processors, as uname(1) -m says."""
    python: Annotated[str, Meta(pattern=r"^3[.][0-9]{1,2}$")]
    queue_schema: Annotated[int, Meta(ge=1, lt=10**6)]
    """Of the queue that this version makes of the one it finds; an older one reads no newer queue (decisions/0016)."""
    length: Annotated[int, Meta(ge=1, le=MOST_BUNDLE_BYTES)]
    sha256: Annotated[str, Meta(pattern=r"^[0-9a-f]{64}$")]


@dataclass(frozen=True, slots=True)
class NoBundle:
    """Why a file is none that this machine may take."""

    place: str
    what: str

    def __str__(self) -> str:
        return f"{self.place}: {self.what}"


@dataclass(frozen=True, slots=True)
class Head:
    """A manifest whose signature held, and where the program begins."""

    manifest: Manifest
    starts_at: int


def manifest_bytes(manifest: Manifest, sign: Callable[[bytes], bytes]) -> bytes:
    """What stands in front of the program."""
    written = msgspec.json.encode(manifest)
    return sign(SIGNED_AS + written) + written + b"\n"


def read_head(head: bytes, is_signed: IsSigned, machine: str, python: str, newest: int) -> Head | NoBundle:
    """From a file's first `MOST_HEAD_BYTES`; never raises. `newest` is the greatest serial that was taken before."""
    signature, rest = head[:SIGNATURE_BYTES], head[SIGNATURE_BYTES:]
    written, newline, _ = rest.partition(b"\n")
    if not newline:
        return NoBundle("manifest", "is cut short: this is no bundle, or not all of one")
    if not is_signed(SIGNED_AS + written, signature):
        return NoBundle("signature", "is not the publisher's: ask for the bundle again")
    try:
        manifest = msgspec.json.decode(written, type=Manifest)
    except msgspec.DecodeError as error:
        return NoBundle("manifest", str(error))
    if manifest.machine != machine:
        return NoBundle("manifest.machine", f"is for {manifest.machine}, and this is {machine}")
    if manifest.python != python:
        return NoBundle("manifest.python", f"is for Python {manifest.python}, and here is {python}")
    if manifest.serial <= newest:
        return NoBundle("manifest.serial", f"{manifest.serial} is not newer than {newest}, which was taken")
    return Head(manifest, SIGNATURE_BYTES + len(written) + 1)

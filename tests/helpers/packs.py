"""Signed catalogue packs for tests: a publisher, and packs as they should not be."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from kiosk.catalogue.packs import SIGNATURE_BYTES, SIGNED_AS, pack_of
from kiosk.wire.keys import SoftwareSigner, is_signed

SHIPPED = Path(__file__).parents[2] / "assets" / "catalogue"
PUBLISHER = SoftwareSigner(bytes(range(32)))
STRANGER = SoftwareSigner(bytes(32))


def by_publisher(message: bytes, signature: bytes) -> bool:
    """Whether the publisher signed it."""
    return is_signed(PUBLISHER.public_key, message, signature)


def pack(directory: Path = SHIPPED, serial: int = 1) -> bytes:
    """A good pack of a catalogue."""
    return pack_of(directory, "hebei", serial, PUBLISHER.sign)


def with_manifest(content: bytes, change: Callable[[dict[str, Any]], None]) -> bytes:
    """The pack with another manifest, signed by the publisher all the same."""
    head, _, body = content[SIGNATURE_BYTES:].partition(b"\n")
    manifest = json.loads(head)
    change(manifest)
    made = json.dumps(manifest).encode()
    return PUBLISHER.sign(SIGNED_AS + made) + made + b"\n" + body

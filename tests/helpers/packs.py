"""Signed catalogue packs for tests: a publisher, and packs as they should not be."""

import hashlib
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


def files_of(directory: Path = SHIPPED) -> dict[str, bytes]:
    """What a pack of the catalogue holds, by path."""
    paths = [directory / "groups.toml", *sorted((directory / "items").glob("*.toml"))]
    return {path.relative_to(directory).as_posix(): path.read_bytes() for path in paths}


def signed(files: dict[str, bytes], serial: int = 1) -> bytes:
    """A pack of any files whatever, signed by the publisher: what a careless or wicked one might send."""
    listed = [
        {"path": path, "length": len(data), "sha256": hashlib.sha256(data).hexdigest()} for path, data in files.items()
    ]
    manifest = json.dumps({"format": 1, "name": "hebei", "serial": serial, "files": listed}).encode()
    return PUBLISHER.sign(SIGNED_AS + manifest) + manifest + b"\n" + b"".join(files.values())

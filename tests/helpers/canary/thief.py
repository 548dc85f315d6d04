"""What somebody gets who carries the disk away: everything on it is read, and every key on it is tried on the queue."""

import base64
import binascii
import re
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from kiosk.wire.keys import KEY_BYTES, sealing_public_key, thumbprint
from kiosk.wire.messages import Envelope
from kiosk.wire.sealed import ALG_HPKE, PAGE_MARK, OpeningKeys, SealedError

MOST_KEY_FILE_BYTES = 64 * 1024
_WORD = re.compile(rb"[0-9A-Za-z+/_=-]{43,64}")


@dataclass(slots=True)
class Loot:
    """What was on the disk."""

    queued_count: int = 0
    key_count: int = 0
    """Anything that could be a private key: each sequence of 32 bytes in a file, a text or a field."""
    opened: list[str] = field(default_factory=list)
    """What of the queue could be read, by kind."""


def rob(storage: Path, copy: Path) -> Loot:
    """Copy a terminal's storage as it lies there, and try everything on it."""
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(storage, copy)
    rows = [row for path in copy.rglob("*.db") for row in _queued(path)]
    keys = set(_possible_keys(copy))
    loot = Loot(len(rows), len(keys))
    for kind, content in rows:
        if any(_opens(content, key) for key in (None, *keys)):
            loot.opened.append(kind)
    return loot


def _queued(path: Path) -> Iterator[tuple[str, bytes]]:
    with sqlite3.connect(path) as database:
        yield from database.execute("select kind, data from contents join outbox using (seq)")
    database.close()


def _possible_keys(folder: Path) -> Iterator[bytes]:
    for path in folder.rglob("*"):
        if path.is_file() and path.stat().st_size <= MOST_KEY_FILE_BYTES:
            yield from keys_in(path.read_bytes())


def keys_in(data: bytes) -> Iterator[bytes]:
    """Everything in a file that could be 32 secret bytes: the file itself, its hex and its base64 words."""
    if len(data) == KEY_BYTES:
        yield data
    for word in _WORD.findall(data):
        for read in (bytes.fromhex, _from_base64):
            try:
                key = read(word.decode())
            except (ValueError, binascii.Error):
                continue
            if len(key) == KEY_BYTES:
                yield key


def _from_base64(text: str) -> bytes:
    return base64.b64decode(text.rstrip("=") + "=" * (-len(text.rstrip("=")) % 4), altchars=b"-_")


def _opens(content: bytes, key: bytes | None) -> bool:
    """Whether a message of the queue can be read: as it is, or by this key under whatever name it was sealed."""
    if content.startswith(PAGE_MARK):
        return key is not None and _tried(key, lambda keys, name: keys.open_page(
            PAGE_MARK + bytes.fromhex(name) + content[len(PAGE_MARK) + 8 :]))  # fmt: skip
    try:
        envelope = msgspec.json.decode(content, type=Envelope)
    except msgspec.DecodeError:
        return True  # a page as it was taken
    if envelope.alg != ALG_HPKE:
        return True
    _, _, text = envelope.body.partition(".")
    return key is not None and _tried(
        key, lambda keys, name: keys.open_body(msgspec.structs.replace(envelope, body=f"{name}.{text}"))
    )


def _tried(key: bytes, open_it: Callable[[OpeningKeys, str], object]) -> bool:
    try:
        open_it(OpeningKeys((key,)), thumbprint(sealing_public_key(key)))
    except SealedError:
        return False
    return True

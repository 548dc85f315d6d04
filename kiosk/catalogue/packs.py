"""A catalogue as one signed file: what a county publishes and a terminal takes in. Pure; the disk is kiosk.app's.

    pack = 64 bytes of signature (Ed25519) · manifest (JSON, one line) · the files, one after another

The manifest names the files with length and digest, so the signature is of everything. A serial only rises: an old pack
cannot come back. Nothing of a file is looked at before the signature held.
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, ValidationError

from kiosk.catalogue.faults import ITEMS_FOLDER, LAYOUT_FILE
from kiosk.catalogue.load import MAX_FILE_BYTES
from kiosk.catalogue.shapes import SLUG, Model

SIGNED_AS = b"bianmin catalogue pack/1\0"
"""In front of what is signed, so that no other signature of the same key is one of a pack."""
SIGNATURE_BYTES = 64
MOST_PACK_BYTES = 8 * 1024 * 1024
MOST_FILES_COUNT = 2000

Sign = Callable[[bytes], bytes]
IsSigned = Callable[[bytes, bytes], bool]
"""Whether a message and a signature fit the publisher's key."""


class PackedFile(Model):
    """One file of a pack."""

    path: Annotated[str, Field(pattern=rf"^({LAYOUT_FILE.replace('.', '[.]')}|{ITEMS_FOLDER}/{SLUG[1:-1]}[.]toml)$")]
    """Nothing else than what a catalogue consists of, and nowhere else."""
    length: Annotated[int, Field(ge=0, le=MAX_FILE_BYTES)]
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class Manifest(Model):
    """What a pack says of itself."""

    format: Literal[1]
    name: Annotated[str, Field(pattern=SLUG, max_length=40)]
    serial: Annotated[int, Field(ge=1, lt=10**9)]
    files: Annotated[tuple[PackedFile, ...], Field(min_length=1, max_length=MOST_FILES_COUNT)]


@dataclass(frozen=True, slots=True)
class Pack:
    """A pack whose signature held."""

    manifest: Manifest
    files: Mapping[str, bytes] = field(repr=False)


@dataclass(frozen=True, slots=True)
class NoPack:
    """Why a file is none that this machine may take, and where it shows."""

    place: str
    what: str

    def __str__(self) -> str:
        return f"{self.place}: {self.what}"


def pack_of(directory: Path, name: str, serial: int, sign: Sign) -> bytes:
    """The pack of a catalogue's directory; the same files make the same pack. Raises OSError, and ValueError for a
    manifest that is none."""
    paths = [directory / LAYOUT_FILE, *sorted((directory / ITEMS_FOLDER).glob("*.toml"))]
    contents = {path.relative_to(directory).as_posix(): path.read_bytes() for path in paths}
    files = tuple(
        PackedFile(path=path, length=len(content), sha256=hashlib.sha256(content).hexdigest())
        for path, content in contents.items()
    )
    manifest = Manifest(format=1, name=name, serial=serial, files=files).model_dump_json().encode()
    return sign(SIGNED_AS + manifest) + manifest + b"\n" + b"".join(contents.values())


def read_pack(content: bytes, is_signed: IsSigned, newest_serial: int = 0) -> Pack | NoPack:
    """The pack, or why it is refused; never raises. `newest_serial` is the greatest that was taken before."""
    if len(content) > MOST_PACK_BYTES:
        return NoPack("file", f"{len(content)} bytes, at most {MOST_PACK_BYTES}")
    signature, rest = content[:SIGNATURE_BYTES], content[SIGNATURE_BYTES:]
    head, newline, body = rest.partition(b"\n")
    if not newline:
        return NoPack("manifest", "is cut short: this is no pack, or not all of one")
    if not is_signed(SIGNED_AS + head, signature):
        return NoPack("signature", "is not the publisher's: ask for the pack again, or for the key it was signed with")
    try:
        manifest = Manifest.model_validate_json(head)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
        return NoPack("manifest." + ".".join(map(str, first["loc"])), first["msg"])
    if manifest.serial <= newest_serial:
        return NoPack("manifest.serial", f"{manifest.serial} is not newer than {newest_serial}, which was taken")
    return _with_files(manifest, body)


def _with_files(manifest: Manifest, body: bytes) -> Pack | NoPack:
    files: dict[str, bytes] = {}
    start = 0
    for packed in manifest.files:
        content = body[start : start + packed.length]
        start += packed.length
        if packed.path in files:
            return NoPack(packed.path, "is there twice")
        if len(content) < packed.length:
            return NoPack(packed.path, f"is cut short: {len(content)} bytes of {packed.length}")
        if hashlib.sha256(content).hexdigest() != packed.sha256:
            return NoPack(packed.path, "is not what was signed")
        files[packed.path] = content
    if start != len(body):
        return NoPack("file", f"{len(body) - start} bytes behind the last file")
    return Pack(manifest, files)

"""An export of a terminal's queue, read: `kiosk queue export` on one end, an operator on the other (decisions/0016).

Everything is checked against the manifest before the first message is given out: half a file gives nothing.
"""

import hashlib
import tarfile
from collections.abc import Iterator
from pathlib import Path

import msgspec

from kiosk.platform.fleet_wire import ExportedMessage
from kiosk.wire import MAX_BLOB_BYTES

FORMAT = "bianmin-queue-export/1"
MANIFEST = "manifest.json"
MOST_MANIFEST_BYTES = 256 * 1024 * 1024
MOST_FILE_BYTES = MAX_BLOB_BYTES + 1024
"""A page, sealed once more on its way out."""


class BadExportError(Exception):
    """The file is no export, or not as it was written."""


class _Entry(msgspec.Struct, frozen=True):
    file: str
    sha256: str
    message_id: str
    kind: str
    digest: str
    sealed_here: bool


class _Manifest(msgspec.Struct, frozen=True):
    format: str
    messages: list[_Entry]


def exported_messages(path: Path) -> Iterator[ExportedMessage]:
    """Every message, in the order of filing; raises `BadExportError` before the first."""
    try:
        with tarfile.open(path, "r:") as tar:
            manifest = msgspec.json.decode(_content(tar, MANIFEST, MOST_MANIFEST_BYTES), type=_Manifest)
            if manifest.format != FORMAT:
                raise BadExportError
            for entry in manifest.messages:
                _checked(tar, entry)
            for entry in manifest.messages:
                yield ExportedMessage(
                    message_id=entry.message_id,
                    kind=entry.kind,
                    digest=entry.digest,
                    sealed_here=entry.sealed_here,
                    data=_checked(tar, entry),
                )
    except (OSError, tarfile.TarError, EOFError, ValueError) as error:  # msgspec's errors are ValueErrors
        raise BadExportError from error


def _checked(tar: tarfile.TarFile, entry: _Entry) -> bytes:
    data = _content(tar, entry.file, MOST_FILE_BYTES)
    if hashlib.sha256(data).hexdigest() != entry.sha256:
        raise BadExportError
    return data


def _content(tar: tarfile.TarFile, name: str, most_bytes: int) -> bytes:
    try:
        member = tar.getmember(name)
    except KeyError as error:
        raise BadExportError from error
    file = tar.extractfile(member) if member.isreg() and member.size <= most_bytes else None
    if file is None:
        raise BadExportError
    return file.read()

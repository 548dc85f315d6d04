"""The queue on a stick: everything pending in one tar file, sealed as it is, with a manifest that names each digest.

    000001-<message id>   the bytes as they were committed, one file a message, in the order of filing
    …
    manifest.json         last: {"format", "made_at", "audit", "messages": [{"file", "sha256", "sealed_here", …}]}

`sealed_here`: the file is the committed bytes in an envelope of a page's kind, because they lay in the queue in plain
text; `digest` is of what is inside, `sha256` of the file.

The file appears under its name whole or not at all. Nobody but the platform can read it; an operator hands it in there
(`kiosk platform terminal import`), where nothing is taken twice.
"""

import hashlib
import io
import tarfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

import apsw
import msgspec

from kiosk.outbox import audit
from kiosk.outbox.files import Files
from kiosk.outbox.messages import Exported, NotDoneError
from kiosk.outbox.queries import SQL

FORMAT = "bianmin-queue-export/1"
_COLUMNS = ("message_id", "case_id", "kind", "number", "digest", "filed_at", "state", "cause", "attempt_count")
_MESSAGE_ID = 2
"""Its place in a row, behind the sequence number."""
Seal = Callable[[bytes], bytes]
"""To the platform, as a page is sealed."""


def write_export(db: apsw.Connection, path: Path, at: datetime, files: Files, seal: Seal | None = None) -> Exported:
    """Write everything pending, as of one moment; notes nothing in the store.

    What the first schema queued in plain text is sealed on its way; without a key to seal with nothing is exported.
    Raises `NotDoneError` for that and where a file of that name is there already, `OSError` and apsw's errors.
    """
    if files.exists(path):
        raise NotDoneError("file_exists")
    with _snapshot(db), files.written_whole(path) as file:
        hashed = _Hashed(file)
        with tarfile.open(fileobj=hashed, mode="w|", format=tarfile.PAX_FORMAT) as tar:
            waits = defaultdict(list)
            for message_id, before_id in SQL.waits_of_pending(db):
                waits[message_id].append(before_id)
            entries = [
                {**_put(tar, db, row, at, seal), "waits_for": waits[row[_MESSAGE_ID]]} for row in SQL.pending_rows(db)
            ]
            manifest = {"format": FORMAT, "made_at": at, "audit": audit.head(db), "messages": entries}
            _add(tar, "manifest.json", msgspec.json.encode(manifest), at)
    return Exported(tuple(entry["message_id"] for entry in entries), hashed.sha256.hexdigest())


def _put(
    tar: tarfile.TarFile, db: apsw.Connection, row: tuple[Any, ...], at: datetime, seal: Seal | None
) -> dict[str, Any]:
    is_plain, seq, *values = row
    entry = dict(zip(_COLUMNS, values, strict=True)) | {"sealed_here": bool(is_plain)}
    data = SQL.content_of(db, seq=seq)
    if is_plain:
        if seal is None:
            raise NotDoneError("not_sealed")
        data = seal(data)
    name = f"{seq:06d}-{entry['message_id']}"
    _add(tar, name, data, at)
    return {"file": name, "sha256": hashlib.sha256(data).hexdigest(), **entry}


def _add(tar: tarfile.TarFile, name: str, data: bytes, at: datetime) -> None:
    member = tarfile.TarInfo(name)
    member.size, member.mtime, member.mode = len(data), at.timestamp(), 0o600
    tar.addfile(member, io.BytesIO(data))


@contextmanager
def _snapshot(db: apsw.Connection) -> Iterator[None]:
    """One moment's view: what is committed meanwhile is not seen, and is not kept waiting."""
    db.execute("begin").fetchall()
    try:
        yield
    finally:
        db.execute("rollback").fetchall()


class _Hashed(io.RawIOBase):
    """A file being written, and the digest of what went into it."""

    def __init__(self, file: BinaryIO) -> None:
        super().__init__()
        self._file = file
        self.sha256 = hashlib.sha256()

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self.sha256.update(data)
        return self._file.write(data)

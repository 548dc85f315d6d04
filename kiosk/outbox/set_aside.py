"""Queues that are not the one in use and may hold what never arrived. They count until a person has taken them away.

    outbox.db.broken-1     failed its check when the terminal started, and was renamed
    outbox.db.missing-1    stands for a queue that was gone, or empty of even a header, when the terminal started
    outbox.db.of-HSL3-1    of the terminal this machine was before, with the prefix of its numbers; something of it
                           has not arrived (outbox.db.over-HSL3-1: all of it has, so it needs nobody)
    outbox.db.v1-copy      taken before a migration of a queue that is not the one in use any more

That a queue was here is told by `queue.mark`, written once the queue's own name is durable. It is called otherwise than
the queue, so that whatever takes away `outbox.db*` leaves it.
"""

import re
from pathlib import Path

import apsw

from kiosk.outbox.files import Files
from kiosk.outbox.queries import SQL

BROKEN, OF_ANOTHER, OVER = "broken", "of", "over"
_SET_ASIDE = re.compile(r"\.(broken|missing|of-[A-Z0-9]+)-[0-9]+")
_BROKEN = re.compile(r"\.broken-([0-9]+)")
_COPY = re.compile(r"\.v[0-9]+-copy")
_WORDS = b"A queue lies beside this file. If outbox.db is not here, somebody or something took it away.\n"


def set_aside(path: Path, files: Files, how: str) -> Path:
    """Rename a database and its journals, so that a person can look at it and the machine goes on."""
    if marks := _marks(path, files):  # first of all, so that a power cut in between does not look like a theft
        for mark in marks:
            files.remove(mark)
        files.sync(path.parent)
    return _moved(path, path, how, files)


def note_missing(path: Path, files: Files) -> Path | None:
    """Where a queue was and is no more, let its mark stand for it, with what is left of its log; else None.

    A file without a byte is what is left of a queue, too: SQLite would take it for a new one.
    """
    is_there = files.exists(path)
    marks = _marks(path, files)
    if not marks or (is_there and not files.is_empty(path)):
        return None
    for needless in (*marks[1:], *([path] if is_there else [])):
        files.remove(needless)
    return _moved(marks[0], path, "missing", files)


def leave_mark(path: Path, files: Files) -> None:
    """Let it be known that a queue is here; its name must be durable."""
    mark, former = _mark_names(path)
    if not files.exists(mark):
        with files.create(mark) as file:
            file.write(_WORDS)
        files.sync(mark)
        files.sync(path.parent)
    if files.exists(former):
        files.remove(former)


def broken_ones(path: Path, files: Files) -> list[Path]:
    """What was set aside as corrupt, the latest first."""
    found = [(int(is_one[1]), each) for each in files.beside(path) if (is_one := _BROKEN.fullmatch(_end(each, path)))]
    return [each for _, each in sorted(found, reverse=True)]


def needing_a_person(db: apsw.Connection, path: Path, files: Files) -> tuple[str, ...]:
    """The names of all that was set aside; a copy only where the queue in use did not come out of it."""
    names = sorted(each.name for each in files.beside(path) if _SET_ASIDE.fullmatch(_end(each, path)))
    copies = sorted(each.name for each in files.beside(path) if _COPY.fullmatch(_end(each, path)))
    return (*names, *(copies if copies and not SQL.was_migrated(db) else ()))


def _moved(main: Path, path: Path, how: str, files: Files) -> Path:
    """Give a file, and the journals of the database at `path`, the next free name."""
    aside = next(free for n in range(1, 10_000) if not files.exists(free := path.with_name(f"{path.name}.{how}-{n}")))
    for part, suffix in ((path, "-wal"), (path, "-shm"), (main, "")):
        old = part.with_name(part.name + suffix)
        if files.exists(old):
            files.rename(old, aside.with_name(aside.name + suffix))
    files.sync(path.parent)
    return aside


def _marks(path: Path, files: Files) -> list[Path]:
    return [mark for mark in _mark_names(path) if files.exists(mark)]


def _mark_names(path: Path) -> tuple[Path, Path]:
    """The mark's name, and the one that earlier versions gave it."""
    return path.with_name("queue.mark"), path.with_name(path.name + ".mark")


def _end(each: Path, path: Path) -> str:
    return each.name.removeprefix(path.name)

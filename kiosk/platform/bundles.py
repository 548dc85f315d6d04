"""Versions of the program that terminals fetch: files in a folder, which an operator puts there. decisions/0044.

    bundles/12.bundle   offered to every terminal that knows none as new      bundles/12.only   or to those named in it
    terminal ─ GET /v1/bundles?after=9 ─► BundleOffer ─ GET /v1/bundles/12?start=… ─► the next piece

The platform trusts no bundle and opens none: the terminal checks whose it is. The folder is read anew for each
question, so an operator only copies a file, under another name until it is whole, and takes one back by taking it away.
"""

from collections.abc import Iterator
from pathlib import Path

from kiosk.platform.problems import Refusal, refusal
from kiosk.platform.reception import Reception
from kiosk.platform.terminals import Caller
from kiosk.wire import BundleOffer

PIECE_BYTES = 512 * 1024
"""Over a slow line half a minute; a line that breaks costs one piece."""


def offer(reception: Reception, caller: Caller, after: int) -> BundleOffer | None:
    """The newest version for this terminal, if it is newer than the one it knows."""
    meant = [(serial, path) for serial, path in _bundles(reception) if serial > after and _is_for(path, caller)]
    if not meant:
        return None
    serial, path = max(meant)
    return BundleOffer(serial=serial, length=path.stat().st_size)


def piece(reception: Reception, serial: int, start: int) -> bytes | Refusal:
    """Some bytes of a version; none behind its end."""
    path = next((path for number, path in _bundles(reception) if number == serial), None)
    if path is None:
        return refusal(404, "not-found", "There is no such version here.")
    with path.open("rb") as file:
        file.seek(start)
        return file.read(PIECE_BYTES)


def _bundles(reception: Reception) -> Iterator[tuple[int, Path]]:
    folder = reception.settings.bundles
    if folder is not None:
        yield from ((int(path.stem), path) for path in folder.glob("*.bundle") if path.stem.isdecimal())


def _is_for(path: Path, caller: Caller) -> bool:
    """A list beside it names the only ones it is for; without one it is for all."""
    named = path.with_suffix(".only")
    return not named.exists() or caller.terminal_id in named.read_text(encoding="utf-8").split()

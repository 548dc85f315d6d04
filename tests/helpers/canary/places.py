"""Where bytes can lie outside of live objects: every writable page of a process, every file below a folder.

Reads `/proc` as the kernel shows it; the process goes on meanwhile and is not stopped.
"""

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

from tests.helpers.canary.strings import Needle

READ_BYTES = 8 * 1024 * 1024
PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")
ZEROS_BYTES = 64 * 1024


@dataclass(slots=True)
class Found:
    """What a search came to."""

    scanned_bytes: int = 0
    hits: Counter[tuple[str, str]] = field(default_factory=Counter)
    """How often each (what, encoding) was there."""
    where: list[str] = field(default_factory=list)
    """Each place with what it holds, once."""

    @property
    def count(self) -> int:
        """All hits."""
        return self.hits.total()

    @property
    def by_encoding(self) -> dict[str, int]:
        """Hits of all strings, by encoding."""
        sums: Counter[str] = Counter()
        for (_, encoding), count in self.hits.items():
            sums[encoding] += count
        return dict(sorted(sums.items()))

    def add(self, other: "Found") -> None:
        """Count another search into this one."""
        self.scanned_bytes += other.scanned_bytes
        self.hits.update(other.hits)
        self.where += other.where


def search_process(pid: int, needles: Sequence[Needle]) -> Found:
    """Search every writable mapping of a process and everything it has open but nobody can see by name.

    One that ends meanwhile, as those do that speak a sentence, holds nothing any more.
    """
    found = Found()
    with suppress(FileNotFoundError, ProcessLookupError):
        _search_process(pid, needles, found)
    return found


def _search_process(pid: int, needles: Sequence[Needle], found: Found) -> None:
    with open(f"/proc/{pid}/mem", "rb", buffering=0) as memory, open(f"/proc/{pid}/pagemap", "rb", 0) as pagemap:
        for first, last, name in _writable(pid):
            search_blocks(_pages(memory.fileno(), pagemap.fileno(), first, last), needles, f"{pid} {name}", found)
    for descriptor in Path(f"/proc/{pid}/fd").iterdir():
        with suppress(FileNotFoundError):  # closed since
            target = os.readlink(descriptor)
            if "(deleted)" in target or "memfd:" in target:
                search_blocks([descriptor.read_bytes()], needles, f"{pid} open {target}", found)


def search_files(folders: Iterable[Path], needles: Sequence[Needle]) -> Found:
    """Search every file below these folders, and its name."""
    found = Found()
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.is_file() and not path.is_symlink():
                search_blocks([str(path).encode()], needles, f"name of {path.name}", found)
                search_blocks(_blocks(path), needles, str(path.relative_to(folder.parent)), found)
    return found


def family(pid: int) -> list[int]:
    """The process and all that descend from it."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    threads = [entry.name for entry in Path(f"/proc/{pid}/task").iterdir() if entry.name != str(pid)]
    for thread in threads:
        children += Path(f"/proc/{pid}/task/{thread}/children").read_text().split()
    return [pid, *(one for child in children for one in family(int(child)))]


def search_blocks(blocks: Iterable[bytes], needles: Sequence[Needle], where: str, found: Found) -> None:
    """Count what is in the blocks; a needle that spans two of them counts once."""
    overlap = max(len(needle.data) for needle in needles) - 1
    here: Counter[tuple[str, str]] = Counter()
    rest = b""
    for block in blocks:
        found.scanned_bytes += len(block)
        text = rest + block
        for needle in needles:
            at = text.find(needle.data)
            while at >= 0:
                if at + len(needle.data) > len(rest):
                    here[needle.what, needle.encoding] += 1
                at = text.find(needle.data, at + 1)
        rest = text[-overlap:]
    found.hits.update(here)
    found.where += [f"{where}: {what} ({encoding}) × {count}" for (what, encoding), count in here.items()]


def _writable(pid: int) -> Iterator[tuple[int, int, str]]:
    for line in Path(f"/proc/{pid}/maps").read_text().splitlines():
        place, rights, _, _, _, *name = line.split(maxsplit=5)
        if rights.startswith("rw") and not (name and name[0].startswith("/dev/")):
            first, _, last = place.partition("-")
            yield int(first, 16), int(last, 16), name[0] if name else "anonymous"


def _pages(memory: int, pagemap: int, first: int, last: int) -> Iterator[bytes]:
    """What was ever written to in a mapping, run by run; pages that are not there hold nothing."""
    for start, end in _runs(os.pread(pagemap, (last - first) // PAGE_BYTES * 8, first // PAGE_BYTES * 8)):
        for at in range(first + start * PAGE_BYTES, first + end * PAGE_BYTES, READ_BYTES):
            try:
                block = os.pread(memory, min(READ_BYTES, first + end * PAGE_BYTES - at), at)
            except OSError:  # unmapped since
                return
            yield from _written(block)


def _runs(entries: bytes) -> Iterator[tuple[int, int]]:
    """Runs of pages in memory or in swap, by proc_pid_pagemap(5)."""
    there = [bool(entries[at + 7] & 0b1100_0000) for at in range(0, len(entries), 8)]
    for is_there, group in groupby(enumerate(there), key=lambda page: page[1]):
        pages = [number for number, _ in group]
        if is_there:
            yield pages[0], pages[-1] + 1


def _written(block: bytes) -> Iterator[bytes]:
    """The block without long stretches of zeros."""
    start = 0
    zeros = bytes(ZEROS_BYTES)
    for at in range(0, len(block), ZEROS_BYTES):
        if block[at : at + ZEROS_BYTES] == zeros:
            if at > start:
                yield block[start:at]
            start = at + ZEROS_BYTES
    if start < len(block):
        yield block[start:]


def _blocks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while block := file.read(READ_BYTES):
            yield block

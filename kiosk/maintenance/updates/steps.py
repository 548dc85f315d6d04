"""What is to be done next with the versions of the program, looked at before every start of it. Pure.

    staged ─ Take ─► whole on disk ─► on trial ─ Point ─► Start ×3 ─► the program says that it is well ─ Keep ─► Remove
               └ refused: not signed, too old, does not fit    └ it fell three times ─ Keep the one before ─ Point ─► …

Nothing is remembered but what is on disk: the record, where `current` points, which versions are whole. So after a
power cut the same question has the same answer, and each step may be begun again.
"""

from dataclasses import dataclass

import msgspec

PACKAGED = 0
"""The version that the package brought. Always there; what brings others in and back is its own."""
STARTS_COUNT = 3
"""So often a version on trial is started; one that is not well by then is given back."""


class Record(msgspec.Struct, frozen=True):
    """What is written down of versions, by root alone."""

    good: int = PACKAGED
    """The last one that was well."""
    trial: int | None = None
    starts_left: int = 0
    is_one_way: bool = False
    """The one on trial makes a queue that the good one cannot read: there is no way back, only forward."""
    newest: int = 0
    """The greatest serial ever taken: what was given back is not taken again either."""
    last: int = PACKAGED
    """The serial of the last bundle of which anything came; `PACKAGED` if it could not be read."""
    outcome: str = ""
    """And what: on_trial, kept, returned, lost, or the part of it for which it was refused."""

    @property
    def wanted(self) -> int:
        """Which version is to run."""
        return self.good if self.trial is None else self.trial


@dataclass(frozen=True, slots=True)
class Found:
    """How it is on disk."""

    record: Record
    current: int
    """Where the link points; `PACKAGED` where there is none."""
    whole: frozenset[int] = frozenset()
    """Versions that were unpacked and synced to the end."""
    is_staged: bool = False
    """A bundle lies in the inbox."""
    healthy: int | None = None
    """Which version last said that it is well."""


@dataclass(frozen=True, slots=True)
class Keep:
    """Write this record."""

    record: Record


@dataclass(frozen=True, slots=True)
class Point:
    """Let `current` point there, in one go."""

    serial: int


@dataclass(frozen=True, slots=True)
class Remove:
    """Nobody needs this version any more, or it was being unpacked when the power went."""

    serial: int


@dataclass(frozen=True, slots=True)
class Take:
    """Check the bundle in the inbox, unpack it, and put it on trial; or refuse it."""


@dataclass(frozen=True, slots=True)
class Start:
    """Start the program. `record` is written before, if there is one: a start that hangs has to count."""

    record: Record | None = None


Step = Keep | Point | Remove | Take | Start


def next_step(found: Found) -> Step:
    """The one thing to do now."""
    settled = _settled(found)
    if settled != found.record:
        return Keep(settled)
    if found.current != settled.wanted:
        return Point(settled.wanted)
    needless = found.whole - {settled.good, settled.wanted}
    if needless:
        return Remove(min(needless))
    if settled.trial is not None:
        left = settled.starts_left if settled.is_one_way else settled.starts_left - 1
        return Start(msgspec.structs.replace(settled, starts_left=left))
    return Take() if found.is_staged else Start()


def _settled(found: Found) -> Record:
    """The record after what became of the version on trial, and of one that is not there any more."""
    record = found.record
    if record.trial is not None:
        if found.healthy == record.trial:
            return Record(good=record.trial, newest=record.newest, last=record.trial, outcome="kept")
        if record.trial not in found.whole:
            return Record(good=record.good, newest=record.newest, last=record.trial, outcome="lost")
        if record.starts_left <= 0:
            return Record(good=record.good, newest=record.newest, last=record.trial, outcome="returned")
    elif record.good not in {PACKAGED, *found.whole}:
        return msgspec.structs.replace(record, good=PACKAGED, last=record.good, outcome="lost")
    return record


def taken(before: Record, serial: int, is_one_way: bool) -> Record:
    """The record once this version is whole on disk."""
    return Record(before.good, serial, STARTS_COUNT, is_one_way, max(before.newest, serial), serial, "on_trial")


def refused(before: Record, serial: int, why: str) -> Record:
    """The record once a bundle was refused; one that could be read is not looked at a second time."""
    return msgspec.structs.replace(before, newest=max(before.newest, serial), last=serial, outcome=why)

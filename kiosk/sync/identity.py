"""Who this machine is: its key and whom it belongs to, in a folder that no other user of the machine can read.

    identity/<key id>.key      what is kept of the key in use: the private key, or a chip's two blobs (key_store)
             <key id>.next     the one that is to follow, from before anybody hears of it until it is in use
             identity.json     which key is in use, and what was pinned: written in one piece, so that it decides
             beat              the last heartbeat's number; 0 from the enrolment on
             not_known_since   when the platform first said that it knows no such key, while it does

Every change is on disk when its call returns, and a power cut between two of them leaves the state before or after.
Whether a machine may take cases is decided here and nowhere else (`standing`).
"""

import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

import msgspec

from kiosk.core.durable import destroy, sync_folder, write_whole
from kiosk.sync.key_store import FILES, KeyStore
from kiosk.telemetry import emit
from kiosk.wire import (
    Enrolled,
    Lease,
    PlatformKeys,
    Revoked,
    SealingKey,
    Signer,
    Wire,
    decode,
    encode,
    from_text,
    is_signed_text,
    thumbprint,
    to_text,
)

IDENTITY = "identity"
"""The folder's name, below the storage directory."""
BEAT = "beat"
NOT_KNOWN_SINCE = "not_known_since"
BEFORE_ALL_BEATS = datetime(2025, 1, 1, tzinfo=UTC)
BEAT_DIGITS_COUNT = 12
"""A longer number is damage, too."""


class Standing(StrEnum):
    """Whether this machine may take cases, or why not."""

    IN_SERVICE = "in_service"
    NOT_ENROLLED = "not_enrolled"
    AWAITING = "awaiting_confirmation"
    """Enrolled; nobody has confirmed its fingerprint yet."""
    REVOKED = "revoked"


class ForeignKeysError(Exception):
    """The keys are not signed by the platform they claim to come from."""


class _Pinned(Wire, frozen=True):
    """What `identity.json` holds."""

    public_key: str
    enrolled: Enrolled
    confirmed: bool = False
    revoked: Revoked | None = None
    last_serial: int = 0


class Identity:
    """One machine's identity. Reading is from memory; what changes something writes and waits for the disk."""

    def __init__(self, folder: Path, pinned: _Pinned, signer: Signer, keys: KeyStore) -> None:
        self._folder = folder
        self._keys = keys
        self._pinned = pinned
        self._signer = signer
        self._subscribers: list[Callable[[Standing], None]] = []

    def subscribe(self, told: Callable[[Standing], None]) -> None:
        """Call `told` whenever the standing changes."""
        self._subscribers.append(told)

    @property
    def terminal_id(self) -> str:
        """The name it was enrolled under."""
        return self._pinned.enrolled.terminal_id

    @property
    def number_prefix(self) -> str:
        """What its case numbers begin with; no other terminal's do."""
        return self._pinned.enrolled.lease.prefix

    @property
    def enrolled(self) -> Enrolled:
        """What the platform said at the enrolment, with the newest keys."""
        return self._pinned.enrolled

    @property
    def signer(self) -> Signer:
        """The key in use."""
        return self._signer

    @property
    def platform_key(self) -> bytes:
        """The platform's own Ed25519 key, pinned at the enrolment."""
        return from_text(self._pinned.enrolled.platform_key)

    @property
    def keys_version(self) -> int:
        """Of the platform's list of sealing keys that is kept here."""
        return self._pinned.enrolled.keys.version

    @property
    def standing(self) -> Standing:
        """Whether it may take cases."""
        if self._pinned.revoked is not None:
            return Standing.REVOKED
        return Standing.IN_SERVICE if self._pinned.confirmed else Standing.AWAITING

    def sealing_key(self, now: datetime) -> SealingKey:
        """What to seal to: the newest key that is not over.

        If all are over, the newest: the clock may be wrong, or the platform out of reach for long, and neither is a
        resident's fault. The platform opens what is sealed to a key that is over; `keys_are_over` lets a person know.
        """
        held = self._pinned.enrolled.keys.sealing
        chosen = next((key for key in held if now < key.not_after), held[0])
        return SealingKey(from_text(chosen.public_key))

    def keys_are_over(self, now: datetime) -> bool:
        """Every sealing key kept here is past its time."""
        return all(now >= key.not_after for key in self._pinned.enrolled.keys.sealing)

    def take_keys(self, keys: PlatformKeys) -> bool:
        """Keep a newer list of sealing keys; True if it is newer. Raises `ForeignKeysError`."""
        check_keys(keys, self.platform_key)
        if keys.version <= self.keys_version:
            return False
        self._keep(msgspec.structs.replace(self._pinned, enrolled=_with_keys(self._pinned.enrolled, keys)))
        return True

    def confirm(self) -> None:
        """The platform takes what this machine signs: somebody has confirmed its fingerprint."""
        if not self._pinned.confirmed:
            self._keep(msgspec.structs.replace(self._pinned, confirmed=True))
            self._tell()

    def hear(self, word: Revoked) -> bool:
        """Take the platform's word that this machine is revoked; False, and nothing changes, unless it is truly its
        word and about this machine's key."""
        about_us = (word.terminal_id, word.key_id) == (self.terminal_id, thumbprint(self._signer.public_key))
        if not about_us or not _is_the_platforms(word, self.platform_key):
            return False
        if self._pinned.revoked is None:
            self._pinned = msgspec.structs.replace(self._pinned, revoked=word)
            emit("terminal_revoked")
            try:
                self._keep(self._pinned)
            except OSError:  # it holds for this run all the same, and the next one is told again
                emit("identity_not_kept")
            self._tell()
        return True

    @property
    def not_known_since(self) -> datetime | None:
        """When the platform first said that it knows no such key; None while it answers."""
        return not_known_since(self._folder)

    def note_not_known(self, now: datetime) -> None:
        """The platform says that it knows no such key. That is nobody's signed word, so service goes on (0014)."""
        if self.not_known_since is None:
            write_whole(self._folder / NOT_KNOWN_SINCE, now.isoformat().encode())

    def note_known(self) -> None:
        """The platform answers as to one of its own."""
        (self._folder / NOT_KNOWN_SINCE).unlink(missing_ok=True)

    def next_beat(self, now: datetime) -> int | None:
        """A number that was never used before, on disk before it is used.

        What was kept of the last one may be damaged or gone. No machine beats once a second, so a number as high as the
        seconds since a day before all beats was never used; None while the clock is so wrong that there is none.
        """
        last = _beat(self._folder)
        beat = int((now - BEFORE_ALL_BEATS).total_seconds()) if last is None else last + 1
        if last is None:
            emit("beat_unreadable", beat=beat)
        if beat < 1:
            return None
        write_whole(self._folder / BEAT, str(beat).encode())
        return beat

    @property
    def last_serial(self) -> int:
        """The last serial of all blocks that ever went to a queue of this machine, also one that is gone; 0 if none."""
        return self._pinned.last_serial

    def take_block(self, block: Lease) -> bool:
        """Note that a block of numbers goes to the queue, on disk before it does; False if it, or a later one, did.

        So a queue that takes the place of a lost one is never given numbers that may stand on somebody's slip.
        """
        if block.last <= self.last_serial:
            return False
        self._keep(msgspec.structs.replace(self._pinned, last_serial=block.last))
        return True

    def next_signer(self) -> Signer:
        """The key that is to follow, made now or by an attempt that was cut short; not in use yet.

        Making it may take a chip a second. Raises `SigningError`.
        """
        return _candidate(self._folder, self._keys)

    def forget_next_signer(self) -> None:
        """Let the next change of keys make another one."""
        forget_candidate(self._folder)

    @property
    def is_changing_key(self) -> bool:
        """A key that is to follow was made, and is not in use yet."""
        return any(self._folder.glob("*.next"))

    def adopt(self, signer: Signer) -> None:
        """Use another key from now on; the one before is destroyed."""
        self._keep(msgspec.structs.replace(self._pinned, public_key=to_text(signer.public_key)))
        self._signer = signer
        self.note_known()  # whatever was said was said of another one
        _tidy(self._folder, thumbprint(signer.public_key))

    def _tell(self) -> None:
        for told in self._subscribers:
            told(self.standing)

    def _keep(self, pinned: _Pinned) -> None:
        write_whole(self._folder / "identity.json", encode(pinned))
        self._pinned = pinned


def load_identity(folder: Path, keys: KeyStore = FILES) -> Identity | None:
    """The identity kept in a folder; None if this machine was never enrolled, or its identity cannot be read."""
    kept = folder / "identity.json"
    if not kept.exists():
        return None
    try:
        pinned = decode(kept.read_bytes(), _Pinned)
        in_use = thumbprint(from_text(pinned.public_key))
        with suppress(OSError):  # a disk that takes nothing more can still be read
            _tidy(folder, in_use)
        return Identity(folder, pinned, keys.signer(_kept_key(folder, in_use)), keys)
    except (OSError, ValueError) as error:  # msgspec's errors are ValueErrors
        emit("identity_unreadable", error=type(error).__name__)
        return None


def not_known_since(folder: Path) -> datetime | None:
    """When the platform first said that it knows no key of this machine; None while it knows one. Changes nothing."""
    try:
        since = datetime.fromisoformat((folder / NOT_KNOWN_SINCE).read_text(encoding="ascii"))
    except (OSError, ValueError):
        return None
    return since if since.tzinfo is not None else None


def candidate_signer(folder: Path, keys: KeyStore = FILES) -> Signer:
    """The key to enrol with: made and kept before anybody hears of it, the same again until the enrolment is done.

    Raises `SigningError`.
    """
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    return _candidate(folder, keys)


def keep_enrolment(folder: Path, signer: Signer, enrolled: Enrolled, keys: KeyStore = FILES) -> Identity:
    """Pin what the platform said; raises `ForeignKeysError`. An identity kept here before is replaced."""
    check_keys(enrolled.keys, from_text(enrolled.platform_key))
    if not (folder / BEAT).exists():
        write_whole(folder / BEAT, b"0")  # so that it is missed when it is gone
    identity = Identity(folder, _Pinned(public_key=to_text(signer.public_key), enrolled=enrolled), signer, keys)
    identity.adopt(signer)
    return identity


def forget_candidate(folder: Path) -> None:
    """Let the next attempt make another key."""
    for key in folder.glob("*.next"):
        destroy(key)


def wipe(folder: Path) -> None:
    """Destroy the identity: keys overwritten where the disk does so, everything removed."""
    for key in (*folder.glob("*.key"), *folder.glob("*.next")):
        destroy(key)
    shutil.rmtree(folder, ignore_errors=True)


def check_keys(keys: PlatformKeys, platform_key: bytes) -> None:
    """Raises `ForeignKeysError` unless the platform signed this list, and there is something in it."""
    if not keys.sealing or not is_signed_text(platform_key, keys.signed_bytes(), keys.signature):
        raise ForeignKeysError


def _with_keys(enrolled: Enrolled, keys: PlatformKeys) -> Enrolled:
    return msgspec.structs.replace(enrolled, keys=keys)


def _is_the_platforms(word: Revoked, platform_key: bytes) -> bool:
    return is_signed_text(platform_key, word.signed_bytes(), word.signature)


def _candidate(folder: Path, keys: KeyStore) -> Signer:
    for path in sorted(folder.glob("*.next")):
        return keys.signer(path.read_bytes())
    kept = keys.new()
    signer = keys.signer(kept)
    write_whole(folder / f"{thumbprint(signer.public_key)}.next", kept)
    return signer


def _kept_key(folder: Path, key_id: str) -> bytes:
    kept = folder / f"{key_id}.key"
    return (kept if kept.exists() else kept.with_suffix(".next")).read_bytes()


def _tidy(folder: Path, in_use: str) -> None:
    """What a change of keys leaves to be done once `identity.json` names the new one."""
    followed = folder / f"{in_use}.next"
    if followed.exists():
        os.replace(followed, followed.with_suffix(".key"))
        sync_folder(folder)
    for key in folder.glob("*.key"):
        if key.stem != in_use:
            destroy(key)


def _beat(folder: Path) -> int | None:
    """The last number; None if nobody knows it any more."""
    try:
        kept = (folder / BEAT).read_bytes()
    except FileNotFoundError:
        return None
    return int(kept) if kept.isdigit() and len(kept) <= BEAT_DIGITS_COUNT else None

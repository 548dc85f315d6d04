"""Bundles of small programs, a machine's folder of versions, and a power cut at any write of it."""

import hashlib
import io
import os
import platform
import sys
import tarfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kiosk.app.versions import Inbox, Versions
from kiosk.maintenance.updates import IsSigned, Manifest, Record, manifest_bytes
from kiosk.wire.keys import SoftwareSigner, is_signed, new_signing_key

QUEUE_SCHEMA = 2
WRITES = frozenset({"open", "os.rename", "os.remove", "os.symlink", "os.mkdir", "os.rmdir", "os.chmod",
                    "shutil.copyfile", "shutil.rmtree"})  # fmt: skip
CUT, WHOLE = 9, 0
HERE = (platform.machine(), f"{sys.version_info.major}.{sys.version_info.minor}")


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who signs."""

    signer: SoftwareSigner

    @classmethod
    def new(cls) -> "Publisher":
        return cls(SoftwareSigner(new_signing_key()))

    @property
    def is_signed(self) -> IsSigned:
        """What a machine asks that trusts this one."""
        return lambda message, signature: is_signed(self.signer.public_key, message, signature)

    def bundle(self, serial: int, files: dict[str, str], **manifest: Any) -> bytes:
        """One bundle; `manifest` says otherwise than what would be true."""
        packed = io.BytesIO()
        with tarfile.open(fileobj=packed, mode="w:xz", preset=0) as tar:
            for name, text in files.items():
                member = tarfile.TarInfo(name)
                member.size = len(text.encode())
                tar.addfile(member, io.BytesIO(text.encode()))
        body = packed.getvalue()
        told = {
            "format": 1, "serial": serial, "version": f"1.{serial}", "machine": HERE[0], "python": HERE[1],
            "queue_schema": QUEUE_SCHEMA, "length": len(body), "sha256": hashlib.sha256(body).hexdigest(), **manifest,
        }  # fmt: skip
        return manifest_bytes(Manifest(**told), self.signer.sign) + body


def program(serial: int) -> dict[str, str]:
    """What a small version consists of."""
    return {"kiosk/main.py": f"serial = {serial}\n", "assets/word": "hello\n" * 50, "VERSION": f"1.{serial}\n"}


class Machine:
    """One machine's versions and inbox, without a service manager."""

    def __init__(self, folder: Path, publisher: Publisher, kind: type[Versions] = Versions) -> None:
        self.folder = folder / "versions"
        self.inbox = Inbox(folder / "updates")
        self.inbox.folder.mkdir(parents=True, exist_ok=True)
        self._publisher = publisher
        self._kind = kind

    def stage(self, bundle: bytes) -> None:
        self.inbox.bundle.write_bytes(bundle)

    def says_it_is_well(self, serial: int) -> None:
        (self.inbox.folder / "healthy").write_text(str(serial))

    @property
    def versions(self) -> Versions:
        return self._kind(self.folder, self.inbox, self._publisher.is_signed, QUEUE_SCHEMA, fits)

    def start(self) -> Record:
        """What happens before the program is started; the record afterwards."""
        return self.versions.bring_in()

    @property
    def runs(self) -> str:
        """What packaging/session/launch would start: the serial its program says; "packaged" for the package's."""
        home = self.folder / "current"
        if not home.exists():
            return "packaged"
        return (home / "VERSION").read_text().strip().removeprefix("1.") if fits(home) else "half"


def fits(folder: Path) -> bool:
    """As a check of a version would find it: everything is there."""
    version = folder / "VERSION"
    if not version.exists():
        return False
    return all((folder / name).exists() for name in program(int(version.read_text().strip().removeprefix("1."))))


def cut_at(count: int, work: Callable[[], object]) -> bool:
    """Do `work` in a process that ends, without a word, at its write number `count`; whether it was cut.

    Every opening for writing, rename, removal and link counts. What was written before stays: this is the order of
    writes; that each is on disk before the next is the business of `kiosk.core.durable`.
    """
    child = os.fork()
    if child == 0:
        seen = 0

        def hook(event: str, arguments: tuple[Any, ...]) -> None:
            nonlocal seen
            if event not in WRITES or (event == "open" and not _writes(arguments)):
                return
            seen += 1
            if seen == count:
                os._exit(CUT)

        sys.addaudithook(hook)
        try:
            work()
        finally:
            os._exit(WHOLE)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == CUT


def _writes(arguments: tuple[Any, ...]) -> bool:
    flags = arguments[2] if len(arguments) > 2 and isinstance(arguments[2], int) else 0
    return bool(flags & (os.O_WRONLY | os.O_RDWR))

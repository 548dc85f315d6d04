"""A machine with the packaged unit to which versions of this very program are brought, good ones and others."""

import asyncio
import hashlib
import io
import os
import tarfile
import time
from pathlib import Path

from kiosk.app.demo.stage import Stage
from kiosk.app.versions import record_in
from kiosk.maintenance.updates import Manifest, manifest_bytes
from kiosk.outbox.migrations import SCHEMA_VERSION
from kiosk.wire.keys import to_text
from tests.helpers.bundles import HERE, Publisher
from tests.helpers.installed_settings import settings_at
from tests.helpers.own_systemd import STORAGE, UNIT
from tests.helpers.packaged_unit import PROGRAM, SETTINGS, USER_ID, PackagedUnit
from tests.helpers.view_context import ROOT

HEALTHY_S = 4.0
START_LIMIT_S = 40
"""What systemd waits for a start, so that one that hangs need not be waited for two minutes."""
GOOD: dict[str, str] = {}
"""Files of this program that are otherwise in a version, by their ends."""
UNFIT = {"kiosk/app/program.py": "raise RuntimeError('not what it should be')\n"}
BROKEN = {"kiosk/app/start.py": "raise RuntimeError('not what it should be')\n"}
HANGS = {"kiosk/app/start.py": "import time\n\n\ndef run(config, root):\n    time.sleep(3600)\n"}


class Updated:
    """What is brought, and what became of it. Blocking but for the waiting."""

    def __init__(self, folder: Path, stage: Stage, machine: PackagedUnit, publisher: Publisher) -> None:
        self._stage, self._machine, self._publisher = stage, machine, publisher
        self._program = _packed_program()
        self._inbox = machine.root / STORAGE / "updates"

    def configure(self) -> None:
        """The settings, with this publisher; the unit is the packaged one, and only less patient."""
        trusted = {"publisher_key": to_text(self._publisher.signer.public_key), "healthy_s": HEALTHY_S}
        (self._machine.root / SETTINGS).write_text(settings_at(self._stage, STORAGE, updates=trusted), encoding="utf-8")
        self._machine.change_unit("patience.conf", f"[Service]\nTimeoutStartSec={START_LIMIT_S}\n")
        self._machine.use_launcher()

    def leave(self, serial: int, files: dict[str, str], is_forged: bool = False) -> None:
        """Put a bundle into the inbox, as the program does."""
        signer = (Publisher.new() if is_forged else self._publisher).signer
        body = _with(self._program, files)
        manifest = Manifest(
            format=1, serial=serial, version=f"1.{serial}", machine=HERE[0], python=HERE[1],
            queue_schema=SCHEMA_VERSION, length=len(body), sha256=hashlib.sha256(body).hexdigest(),
        )  # fmt: skip
        self._inbox.mkdir(exist_ok=True)
        beside = self._inbox / "staging"
        beside.write_bytes(manifest_bytes(manifest, signer.sign) + body)
        for path in (self._inbox, beside):
            os.chown(path, USER_ID, USER_ID)
        beside.replace(self._inbox / "next.bundle")

    async def until_settled(self, serial: int, running: int, outcome: str, within_s: float) -> bool:
        """Wait until this came of the bundle, and a program of that version is ready."""
        end_s = time.monotonic() + within_s
        while time.monotonic() < end_s:
            if await asyncio.to_thread(self._is_settled, serial, running, outcome):
                return True
            await asyncio.sleep(0.2)
        return False

    def _is_settled(self, serial: int, running: int, outcome: str) -> bool:
        record = self._record
        is_refused = outcome not in ("kept", "returned")
        if outcome == "kept" and record.trial == serial:  # well, and not looked at again before the next start
            is_told = (self._inbox / "healthy").exists() and (self._inbox / "healthy").read_text() == str(serial)
        else:
            is_told = record.outcome == outcome and (record.last == serial or is_refused)
        return is_told and record.wanted == running and self._runs(running)

    def _runs(self, serial: int) -> bool:
        """Whether a program of this version serves."""
        if self._machine.run(f"systemctl is-active -q {UNIT}").returncode != 0:
            return False
        environment = self._machine.run(f"cat /proc/{self._machine.main_pid()}/environ | tr '\\0' '\\n'").stdout
        return f"PYTHONPATH={PROGRAM}/versions/{serial:09}" in environment.splitlines()

    def told(self) -> str:
        """What is written down."""
        return str(self._record)

    @property
    def _record(self):  # type: ignore[no-untyped-def]
        return record_in(self._machine.root / PROGRAM.relative_to("/") / "versions")


def _packed_program() -> dict[str, bytes]:
    """Every file of the program's folders; what is large and the same stays the package's."""
    found: dict[str, bytes] = {}
    for part in ("kiosk", "devices", "ui", "assets"):
        for path in sorted((ROOT / part).rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts and "platform" not in path.relative_to(ROOT).parts:
                found[path.relative_to(ROOT).as_posix()] = path.read_bytes()
    return found


def _with(program: dict[str, bytes], files: dict[str, str]) -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:xz", preset=0) as tar:
        for name, content in {**program, **{name: text.encode() for name, text in files.items()}}.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            tar.addfile(member, io.BytesIO(content))
        for name in ("venv", "build"):
            link = tarfile.TarInfo(name)
            link.type, link.linkname = tarfile.SYMTYPE, str(PROGRAM / name)
            tar.addfile(link)
    return packed.getvalue()

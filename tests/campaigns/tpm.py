"""Campaign `tpm`: a terminal whose key is in a TPM, from its enrolment to its end, with a real chip in software.

    kiosk enrol ─► a case delivered ─► chip restarted ─► another ─► chip off: a case waits, a slip bears its number
                ─► chip on: it arrives ─► kiosk rotate-key ─► slips of both keys are true ─► kiosk decommission

The judge of what lies on the disk is shown two keys that do: one of a file, and one as a chip would keep it if it did.
The power cuts are shown a key that does not outlive them.
"""

import asyncio
import os
import random
import re
import shutil
import statistics
import sys
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, derive_private_key
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from kiosk.app.slip_signing import signed_number
from kiosk.core.clock import SystemClock
from kiosk.core.ids import new_id
from kiosk.core.tasks import Supervisor
from kiosk.outbox import Delivery, DeliveryState, FiledCase, Outbox
from kiosk.sync import IDENTITY, Identity, PlatformClient, Synchroniser, Watcher, load_identity
from kiosk.sync import tpm as tpm_module
from kiosk.sync.identity import candidate_signer
from kiosk.sync.key_store import KeyStore, signed
from kiosk.sync.tpm import Tpm, TpmSigner
from kiosk.wire import KEY_BYTES, SigningError, SlipKeys, SoftwareSigner, TrueSlip, decode, from_text, judge_slip
from tests.campaigns.runner import Campaign, CannotRun, Context, FellShort, Held, Outcome
from tests.helpers.enrolled import code_for, confirmed
from tests.helpers.faulty_platform import AsgiApp, on_a_socket
from tests.helpers.in_process_platform import DIVISION_CODE, InProcessPlatform, in_process_platform
from tests.helpers.machine import PREFIX, TERMINAL_ID
from tests.helpers.p256 import P256Signer
from tests.helpers.platform_cases import case_envelope
from tests.helpers.swtpm import Swtpm, cause_without_swtpm

ROOT = Path(__file__).resolve().parents[2]
ARRIVES_S = 30.0
POWER_CUTS_COUNT = 5
"""More than the wrong guesses after which a chip locks away what is not exempt."""
_WORD = re.compile(rb"[A-Za-z0-9+/_-]{43,}")


async def run(context: Context) -> Outcome:
    """The walk, and what is planted beside it."""
    cause = cause_without_swtpm()
    if cause:
        return CannotRun(cause)
    shutil.rmtree(context.folder, ignore_errors=True)
    context.folder.mkdir(parents=True)
    _plant_keys(context)
    await asyncio.to_thread(_plant_lockout, context)
    clock = SystemClock()
    with Swtpm(context.folder / "chip") as chip:
        async with (
            in_process_platform(context.folder, clock) as platform,
            on_a_socket(cast(AsgiApp, platform.app)) as base_url,
        ):
            walk = _Walk(context, platform, chip, base_url)
            await walk.whole()
    return FellShort("; ".join(walk.broken)) if walk.broken else Held("enrolled, delivered, changed its key, and left")


@dataclass(slots=True)
class _Walk:
    context: Context
    platform: InProcessPlatform
    chip: Swtpm
    base_url: str
    broken: list[str] = field(default_factory=list)
    slips: list[str] = field(default_factory=list)

    async def whole(self) -> None:
        await self._enrol()
        await self._file_through_restarts()
        before = self._identity()
        self._promise((await self._command("rotate-key"))[0] == 0, "the key was not changed")
        after = self._identity()
        self._promise(before.signer.public_key != after.signer.public_key, "it is the same key")
        async with self._running(after) as (outbox, synchroniser):
            await self._delivered(outbox, synchroniser, after)
        for identity in (before, after):
            kept = keys_on_disk(self._storage / IDENTITY, identity.signer.public_key)
            self._promise(not kept, f"the private key lies in {kept}")
        await self._judge_slips()
        await self._measure(after)
        self._carry_off(after)
        self._promise((await self._command("decommission"))[0] == 0, "it was not decommissioned")
        self._promise(not (self._storage / IDENTITY).exists(), "its identity is still there")

    async def _enrol(self) -> None:
        code = await code_for(self.platform.staff.http, TERMINAL_ID, DIVISION_CODE, PREFIX)
        began_s = time.monotonic()
        exit_code, said = await self._command("enrol", "--code", code, "--no-wait")
        self.context.figure("enrol_s", round(time.monotonic() - began_s, 2))
        assert exit_code == 0, said
        identity = self._identity()
        self._promise(isinstance(identity.signer, TpmSigner), "the key is not in the chip")
        (await confirmed(self.platform.staff.http, TERMINAL_ID, identity.signer)).raise_for_status()
        identity.confirm()

    async def _file_through_restarts(self) -> None:
        identity = self._identity()
        async with self._running(identity) as (outbox, synchroniser):
            await self._delivered(outbox, synchroniser, identity)
            for _ in range(POWER_CUTS_COUNT if self.context.is_short else 4 * POWER_CUTS_COUNT):
                self.chip.stop()
                self.chip.start()
                await self._delivered(outbox, synchroniser, identity)
            self.chip.stop()
            filed = await self._filed(outbox, synchroniser)
            slip = await signed_number(identity.signer, filed.number, filed.filed_at)
            self._promise(slip == filed.number, "a chip that is off signed a slip")
            await asyncio.sleep(1)
            waits = await outbox.delivery(filed.case_id)
            self._promise(isinstance(waits, Delivery) and waits.state is DeliveryState.WAITING, "it does not wait")
            self.chip.start()
            await self._arrived(outbox, synchroniser, filed.case_id)

    async def _delivered(self, outbox: Outbox, synchroniser: Synchroniser, identity: Identity) -> None:
        """A case, its slip, and the platform's word for it."""
        filed = await self._filed(outbox, synchroniser)
        self.slips.append(await signed_number(identity.signer, filed.number, filed.filed_at))
        await self._arrived(outbox, synchroniser, filed.case_id)

    async def _filed(self, outbox: Outbox, synchroniser: Synchroniser) -> FiledCase:
        now = self.platform.clock.now()
        case_id = new_id(now)
        filed = await outbox.file_case(case_id, now, lambda number: case_envelope(case_id, number=number))
        assert isinstance(filed, FiledCase), filed
        synchroniser.handed_in(case_id)
        return filed

    async def _arrived(self, outbox: Outbox, synchroniser: Synchroniser, case_id: str) -> None:
        ends_s = time.monotonic() + ARRIVES_S
        while time.monotonic() < ends_s:
            known = await outbox.delivery(case_id)
            if isinstance(known, Delivery) and known.state is DeliveryState.ACKNOWLEDGED:
                await self.platform.staff.case(case_id)
                return
            synchroniser.wake()
            await asyncio.sleep(0.1)
        self.broken.append("a case did not arrive")

    async def _judge_slips(self) -> None:
        async with self.platform.http() as anybody:
            published = decode((await anybody.get("/v1/slip-keys")).content, SlipKeys)
        verdicts = [judge_slip(slip, published) for slip in self.slips]
        self.context.figure("slips_true_count", sum(isinstance(verdict, TrueSlip) for verdict in verdicts))
        keys = {verdict.claim.key_id for verdict in verdicts if isinstance(verdict, TrueSlip)}
        self._promise(all(isinstance(verdict, TrueSlip) for verdict in verdicts), "a slip is not true")
        self._promise(len(keys) == 2, "not both keys signed slips")

    async def _measure(self, identity: Identity) -> None:
        """What a signature takes, and how late the loop of the screens is meanwhile."""
        taken_ms, late_ms = list[float](), list[float]()

        async def look() -> None:
            while True:
                began_s = time.monotonic()
                await asyncio.sleep(0.005)
                late_ms.append((time.monotonic() - began_s - 0.005) * 1000)

        looking = asyncio.create_task(look())
        for each in range(60 if self.context.is_short else 500):
            began_s = time.monotonic()
            await signed(identity.signer, b"message %d" % each)
            taken_ms.append((time.monotonic() - began_s) * 1000)
        looking.cancel()
        began_s = time.monotonic()
        await asyncio.to_thread(Tpm(self.chip.tcti).new_key)
        self.context.figure("new_key_ms", round((time.monotonic() - began_s) * 1000))
        for name, values in (("sign", taken_ms), ("loop_late", late_ms)):
            cuts = statistics.quantiles(values, n=100)
            self.context.figure(f"{name}_p50_ms", round(cuts[49], 1))
            self.context.figure(f"{name}_p99_ms", round(cuts[98], 1))

    def _carry_off(self, identity: Identity) -> None:
        """The disk in another machine: everything there, and another chip."""
        stolen = self.context.plant("the whole identity at another chip")
        copy = self.context.folder / "stolen"
        shutil.copytree(self._storage / IDENTITY, copy)
        with Swtpm(self.context.folder / "other-chip") as other:
            thief = load_identity(copy, KeyStore(Tpm(other.tcti)))
            assert thief is not None
            assert thief.signer.public_key == identity.signer.public_key
            own = KeyStore(Tpm(other.tcti), in_chip=True)
            own.signer(own.new()).sign(b"the other chip does sign, with a key of its own")
            try:
                thief.signer.sign(b"message")
            except SigningError:
                stolen.caught()

    def _identity(self) -> Identity:
        found = load_identity(self._storage / IDENTITY, KeyStore(Tpm(self.chip.tcti)))
        assert found is not None
        return found

    @property
    def _storage(self) -> Path:
        return self.context.folder / "terminal"

    @asynccontextmanager
    async def _running(self, identity: Identity) -> AsyncIterator[tuple[Outbox, Synchroniser]]:
        outbox = await Outbox(self._storage / "outbox.db").open()
        await outbox.add_lease(identity.enrolled.lease)
        async with (
            PlatformClient(self.base_url, identity, self.platform.clock) as client,
            Supervisor() as supervisor,
        ):
            synchroniser = Synchroniser(outbox, client, self.platform.clock, Watcher(), random.Random(1))
            supervisor.start("sync", synchroniser.run())
            yield outbox, synchroniser
        await outbox.close()

    async def _command(self, name: str, *arguments: str) -> tuple[int, str]:
        """One command at the terminal's command line, as a technician gives it."""
        config = self.context.folder / "terminal.toml"
        example = (ROOT / "assets/config/example.toml").read_text(encoding="utf-8")
        config.write_text("\n".join(line for line in example.splitlines() if not line.startswith("ca_file")))
        settings = {
            "KIOSK_STORAGE__DIRECTORY": str(self._storage),
            "KIOSK_PLATFORM__BASE_URL": self.base_url,
            "KIOSK_TERMINAL__TPM": self.chip.tcti,
        }
        running = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "kiosk", name, "--config", str(config), *arguments,
            cwd=ROOT, env={**os.environ, **settings}, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
        )  # fmt: skip
        said, _ = await running.communicate()
        assert running.returncode is not None
        return running.returncode, said.decode()

    def _promise(self, is_kept: bool, otherwise: str) -> None:
        if not is_kept:
            self.broken.append(otherwise)


def _plant_lockout(context: Context) -> None:
    """A parent key that is not exempt from the chip's defence against guessing: power cuts lock it away."""
    fault = context.plant("a key that power cuts lock away")
    exempt = tpm_module.PARENT
    tpm_module.PARENT = exempt.replace("|noda", "")
    try:
        with Swtpm(context.folder / "guessed-chip") as chip:
            keys = KeyStore(Tpm(chip.tcti), in_chip=True)
            signer = keys.signer(keys.new())
            for _ in range(POWER_CUTS_COUNT):
                signer.sign(b"message")
                chip.stop()
                chip.start()
    except SigningError:
        fault.caught()
    finally:
        tpm_module.PARENT = exempt


def keys_on_disk(folder: Path, public_key: bytes) -> list[str]:
    """The files below a folder in which the private half of this key lies, raw or in base64, at any place."""
    return [
        path.name
        for path in sorted(folder.rglob("*"))
        if path.is_file() and any(_public_half(found, public_key) for found in _windows(path.read_bytes()))
    ]


def _windows(data: bytes) -> Iterator[bytes]:
    for each in (data, *(_decoded(word.decode()) for word in _WORD.findall(data))):
        for at in range(len(each) - KEY_BYTES + 1):
            yield each[at : at + KEY_BYTES]


def _decoded(word: str) -> bytes:
    word = word.replace("+", "-").replace("/", "_")
    try:
        return from_text(word)
    except ValueError:
        return b""


def _public_half(secret: bytes, public_key: bytes) -> bool:
    if len(public_key) == KEY_BYTES:
        return SoftwareSigner(secret).public_key == public_key
    try:
        key = derive_private_key(int.from_bytes(secret, "big"), SECP256R1()).public_key()
    except ValueError:
        return False
    return key.public_bytes(Encoding.X962, PublicFormat.CompressedPoint) == public_key


def _plant_keys(context: Context) -> None:
    """Show the judge of disks one key of each kind that does lie there."""
    file = context.plant("a key that is kept in a file")
    folder = context.folder / "planted-file"
    if keys_on_disk(folder, candidate_signer(folder).public_key):
        file.caught()
    chip = context.plant("a chip's key that came to the disk")
    folder = context.folder / "planted-chip"
    folder.mkdir()
    signer = P256Signer()
    (folder / "core").write_bytes(b"something " + signer.private_bytes() + b" something else")
    if keys_on_disk(folder, signer.public_key) == ["core"]:
        chip.caught()


CAMPAIGN = Campaign("tpm", "a terminal whose key is in a TPM, from its enrolment to its end", "", run)

"""A signing key that a TPM 2.0 makes and never gives away, by the chip's own programs (tpm2-tools).

    create: primary key of the owner hierarchy ─► P-256 key below it ─► two blobs: public, private wrapped by the chip
    sign:   blobs loaded once ─► context, until the chip forgets it (a restart) ─► SHA-256 in, signature out

Nothing is left in the chip: the primary key comes out the same from its seed each time, and the blobs are of use to
this chip alone. Every call is a child process with an end: a chip that hangs costs one signature, never this program.
"""

import hashlib
import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from kiosk.wire import SigningError, Wire, is_signed, point_from_pem, signature_from_der, thumbprint

DEVICE = "device:/dev/tpmrm0"
"""The kernel's resource manager."""
TIMEOUT_S = 5.0
"""Of one program; a slow chip takes about a second for a key, and a tenth for a signature."""
_OURS = "fixedtpm|fixedparent|sensitivedataorigin|userwithauth|noda"
"""`noda`: a chip takes each power cut for a wrong guess, and locks away what is not exempt after a few of them."""
PARENT, SIGNING = f"{_OURS}|restricted|decrypt", f"{_OURS}|sign"
_MANAGED = ("device:/dev/tpmrm", "tabrmd")
"""Ways to a chip on which a program's objects go when the program does."""
_PROGRAMS = ("createprimary", "create", "load", "sign", "flushcontext", "print")


class TpmKey(Wire, frozen=True):
    """What is kept on the disk of a key in a chip; nobody can sign with it elsewhere."""

    public_key: bytes
    """The compressed point."""
    public: bytes
    private: bytes


@dataclass(frozen=True, slots=True)
class Tpm:
    """A chip, by the way to it that the programs are told (their TCTI)."""

    tcti: str = DEVICE
    timeout_s: float = TIMEOUT_S

    @property
    def is_there(self) -> bool:
        """The programs are installed, and so is the chip, as far as can be seen without asking it."""
        device = self.tcti.partition("device:")[2]
        return (not device or Path(device).exists()) and all(shutil.which(f"tpm2_{name}") for name in _PROGRAMS)

    def new_key(self) -> TpmKey:
        """A fresh key; raises `SigningError`."""
        with _at(self) as bench:
            bench.primary()
            bench.run("create", "-C", "primary", "-g", "sha256", "-G", "ecc256:ecdsa", "-a", SIGNING,
                      "-u", "public", "-r", "private")  # fmt: skip
            public, private = bench.read("public"), bench.read("private")
            try:
                point = point_from_pem(bench.output("print", "-t", "TPM2B_PUBLIC", "-f", "pem", "public"))
            except ValueError as error:
                raise SigningError("tpm2_print: no P-256 key") from error
        return TpmKey(public_key=point, public=public, private=private)


class TpmSigner:
    """Signs with a key of a chip, which is asked for nothing before. Any thread."""

    is_slow = True

    def __init__(self, tpm: Tpm, key: TpmKey) -> None:
        self.public_key = key.public_key
        self._tpm = tpm
        self._key = key
        self._context: bytes | None = None

    def sign(self, message: bytes) -> bytes:
        """Checked before it leaves: what a chip gives is believed no more than any other device's word."""
        with _at(self._tpm) as bench:
            signature = self._signed(bench, hashlib.sha256(message).digest())
        if not is_signed(self.public_key, message, signature):
            raise SigningError("tpm2_sign: not this key's signature")
        return signature

    def _signed(self, bench: "_Bench", digest: bytes) -> bytes:
        if self._context is not None:
            try:
                return bench.sign(self._context, digest)
            except SigningError:  # the chip was restarted since
                self._context = None
        loaded = bench.load(self._key)
        signature = bench.sign(loaded, digest)
        self._context = loaded
        return signature

    def __repr__(self) -> str:
        return f"TpmSigner({thumbprint(self.public_key)})"


_BUSY = threading.Lock()
"""A chip without a resource manager has room for three objects: one caller at a time in this process."""


@contextmanager
def _at(tpm: Tpm) -> Iterator["_Bench"]:
    """The chip for oneself, as soon as whoever is there has done; raises `SigningError` if that is not soon."""
    if not _BUSY.acquire(timeout=tpm.timeout_s):
        raise SigningError("the chip is busy")
    try:
        with TemporaryDirectory(prefix="tpm-") as folder:
            yield _Bench(tpm, Path(folder))
    except OSError as error:
        raise SigningError(f"no room to sign: {error.strerror or error}") from error
    finally:
        _BUSY.release()


class _Bench:
    """One folder for the files that the programs read and write, none of them a secret outside the chip."""

    def __init__(self, tpm: Tpm, folder: Path) -> None:
        self._tpm = tpm
        self._folder = folder

    def primary(self) -> None:
        self.run("createprimary", "-C", "o", "-g", "sha256", "-G", "ecc", "-a", PARENT, "-c", "primary")

    def load(self, key: TpmKey) -> bytes:
        """The key's context, as the chip wraps it."""
        (self._folder / "public").write_bytes(key.public)
        (self._folder / "private").write_bytes(key.private)
        self.primary()
        self.run("load", "-C", "primary", "-u", "public", "-r", "private", "-c", "key")
        return self.read("key")

    def sign(self, context: bytes, digest: bytes) -> bytes:
        (self._folder / "key").write_bytes(context)
        (self._folder / "digest").write_bytes(digest)
        self.run("sign", "-c", "key", "-g", "sha256", "-s", "ecdsa", "-d", "-f", "plain", "-o", "signature", "digest")
        try:
            return signature_from_der(self.read("signature"))
        except ValueError as error:
            raise SigningError("tpm2_sign: no signature") from error

    def run(self, program: str, *arguments: str) -> None:
        """One program at the chip, and the place of its object free again, whatever came of it."""
        try:
            self.output(program, "-T", self._tpm.tcti, "-Q", *arguments)
        finally:
            if not self._tpm.tcti.startswith(_MANAGED):
                self.output("flushcontext", "-T", self._tpm.tcti, "-t")

    def output(self, program: str, *arguments: str) -> bytes:
        name = f"tpm2_{program}"
        try:
            ended = subprocess.run(
                (name, *arguments), cwd=self._folder, stdin=subprocess.DEVNULL, capture_output=True,
                timeout=self._tpm.timeout_s, check=True,
            )  # fmt: skip
        except subprocess.CalledProcessError as error:
            raise SigningError(f"{name}: ended with {error.returncode}: {_last_line(error.stderr)}") from error
        except subprocess.TimeoutExpired as error:
            raise SigningError(f"{name}: no end after {self._tpm.timeout_s:g} s") from error
        except OSError as error:
            raise SigningError(f"{name}: {error.strerror or error}") from error
        return ended.stdout

    def read(self, name: str) -> bytes:
        return (self._folder / name).read_bytes()


def _last_line(said: bytes) -> str:
    """Where these programs tell the chip's own error, if they tell it."""
    lines = [line for line in said.decode(errors="replace").splitlines() if "ERROR" in line and "0x" in line]
    return lines[0].strip() if lines else ""

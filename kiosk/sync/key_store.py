"""Where a terminal's signing keys are made: in a file, or in a chip. What is kept of a key says itself which.

So the setting decides about the next key alone, and a change of keys moves a terminal from one to the other.
"""

import asyncio
from dataclasses import dataclass, field
from typing import Literal

from kiosk.sync.tpm import Tpm, TpmKey, TpmSigner
from kiosk.wire import KEY_BYTES, Signer, SoftwareSigner, decode, encode, new_signing_key


@dataclass(frozen=True, slots=True)
class KeyStore:
    """Makes keys, and opens what is kept of one."""

    tpm: Tpm = field(default_factory=Tpm)
    in_chip: bool = False
    """Whether the next key is made in the chip."""

    @classmethod
    def chosen(cls, choice: Literal["auto", "file", "tpm"], tcti: str) -> "KeyStore":
        """By the settings; `auto` takes the chip where there is one."""
        tpm = Tpm(tcti)
        return cls(tpm, choice == "tpm" or (choice == "auto" and tpm.is_there))

    def new(self) -> bytes:
        """What is kept of a fresh key; raises `SigningError`."""
        return encode(self.tpm.new_key()) if self.in_chip else new_signing_key()

    def signer(self, kept: bytes) -> Signer:
        """Signs with a key by what is kept of it; asks no chip yet. Raises ValueError."""
        return SoftwareSigner(kept) if len(kept) == KEY_BYTES else TpmSigner(self.tpm, decode(kept, TpmKey))


FILES = KeyStore()


async def signed(signer: Signer, message: bytes) -> bytes:
    """A signature that holds up nobody but who waits for it; raises `SigningError`."""
    return await asyncio.to_thread(signer.sign, message) if signer.is_slow else signer.sign(message)

"""Keys of both ends, as they are written down: raw bytes in unpadded base64url, named by their thumbprint.

    sealing key   X25519    the platform's; a finished case is sealed to it
    signing key   Ed25519   a terminal's (its requests, its slips) or the platform's (its keys, its word that a terminal
                            is revoked)

A private key never travels. `kiosk.wire` is the one home of `cryptography`.
"""

import base64
import hashlib
from typing import Protocol

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

KEY_BYTES = 32
SIGNATURE_BYTES = 64


class Signer(Protocol):
    """Whatever holds a signing key: a file, or a chip that never gives it away."""

    @property
    def public_key(self) -> bytes:
        """32 bytes, RFC 8032."""
        ...

    def sign(self, message: bytes) -> bytes:
        """64 bytes, Ed25519."""
        ...


class SoftwareSigner:
    """A signing key in memory."""

    def __init__(self, private_key: bytes) -> None:
        self._key = Ed25519PrivateKey.from_private_bytes(private_key)
        self.public_key = self._key.public_key().public_bytes_raw()

    def sign(self, message: bytes) -> bytes:
        return self._key.sign(message)

    def __repr__(self) -> str:
        return f"SoftwareSigner({thumbprint(self.public_key)})"


def new_signing_key() -> bytes:
    """A fresh private Ed25519 key, 32 bytes."""
    return Ed25519PrivateKey.generate().private_bytes_raw()


def new_sealing_key() -> bytes:
    """A fresh private X25519 key, 32 bytes."""
    return X25519PrivateKey.generate().private_bytes_raw()


def sealing_public_key(private_key: bytes) -> bytes:
    """The public half of an X25519 key, 32 bytes."""
    return X25519PrivateKey.from_private_bytes(private_key).public_key().public_bytes_raw()


def is_signed(public_key: bytes, message: bytes, signature: bytes) -> bool:
    """Whether the owner of an Ed25519 key signed exactly these bytes."""
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def thumbprint(public_key: bytes) -> str:
    """A key's name: the first 16 hex digits of the SHA-256 of its raw public bytes."""
    return hashlib.sha256(public_key).hexdigest()[:16]


def fingerprint(public_key: bytes) -> str:
    """What two people compare by eye and ear: 24 decimal digits in six groups (80 bits)."""
    number = int.from_bytes(hashlib.sha256(public_key).digest()[:10], "big")
    digits = f"{number:024d}"[-24:]
    return " ".join(digits[at : at + 4] for at in range(0, 24, 4))


def to_text(data: bytes) -> str:
    """Unpadded base64url (RFC 4648 §5)."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def from_text(text: str) -> bytes:
    """The bytes of unpadded base64url; raises ValueError on anything else."""
    try:
        data = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except ValueError as error:  # binascii.Error is one; so is a text that is not ASCII
        raise ValueError("not base64url") from error
    if to_text(data) != text:
        raise ValueError("not canonical base64url")
    return data

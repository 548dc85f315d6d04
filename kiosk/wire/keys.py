"""Keys of both ends, as they are written down: raw bytes in unpadded base64url, named by their thumbprint.

    sealing key   X25519    the platform's; a finished case is sealed to it
    signing key   Ed25519   the platform's (its keys, its word that a terminal is revoked), or a terminal's in a file
                  P-256     a terminal's in a chip, none of which knows Ed25519: a compressed point (SEC 1 §2.3.3)

The length of a public key is its kind, and a kind has one algorithm: 32 bytes are Ed25519's, 33 ECDSA's with SHA-256.
A private key never travels. `kiosk.wire` is the one home of `cryptography`.
"""

import base64
import hashlib
from enum import IntEnum
from typing import Protocol

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, SECP256R1, EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA256

KEY_BYTES = 32
SIGNATURE_BYTES = 64
_HALF_BYTES = SIGNATURE_BYTES // 2


class KeyKind(IntEnum):
    """What a signing key is of, by the length of its public half in bytes."""

    ED25519 = 32
    P256 = 33


class SigningError(Exception):
    """Whatever holds the key did not sign; the message is for a log, and holds nothing of what was to be signed."""


class Signer(Protocol):
    """Whatever holds a signing key: a file, or a chip that never gives it away."""

    @property
    def public_key(self) -> bytes:
        """32 or 33 bytes, as its `KeyKind` says."""
        ...

    @property
    def is_slow(self) -> bool:
        """Whether signing waits for something outside this program: never on the thread of the screens then."""
        ...

    def sign(self, message: bytes) -> bytes:
        """64 bytes: Ed25519's, or ECDSA's r and s. Raises `SigningError`."""
        ...


class SoftwareSigner:
    """An Ed25519 key in memory."""

    is_slow = False

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


def public_key_of(public_key: bytes) -> Ed25519PublicKey | EllipticCurvePublicKey:
    """A signing key as the library knows it, by its length; raises ValueError."""
    if len(public_key) == KeyKind.P256:
        return EllipticCurvePublicKey.from_encoded_point(SECP256R1(), public_key)
    return Ed25519PublicKey.from_public_bytes(public_key)


def is_signed(public_key: bytes, message: bytes, signature: bytes) -> bool:
    """Whether the owner of a signing key signed exactly these bytes, by the one algorithm of its kind."""
    try:
        match public_key_of(public_key):
            case Ed25519PublicKey() as key:
                key.verify(signature, message)
            case key:
                key.verify(_as_der(signature), message, ECDSA(SHA256()))
    except (InvalidSignature, ValueError):
        return False
    return True


def is_signed_text(public_key: bytes, message: bytes, signature: str) -> bool:
    """`is_signed`, of a signature as it travels; a text that is no canonical base64url is nobody's signature."""
    try:
        return is_signed(public_key, message, from_text(signature))
    except ValueError:
        return False


def point_from_pem(pem: bytes) -> bytes:
    """The compressed point of a P-256 public key; raises ValueError on any other."""
    # loaded where a key is made: it takes a fifth of all that the first screen waits for
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_public_key

    key = load_pem_public_key(pem)
    if not isinstance(key, EllipticCurvePublicKey) or not isinstance(key.curve, SECP256R1):
        raise ValueError("not a P-256 key")
    return key.public_bytes(Encoding.X962, PublicFormat.CompressedPoint)


def signature_from_der(der: bytes) -> bytes:
    """An ECDSA signature as it travels (RFC 9421 §3.3.4), from ASN.1; raises ValueError."""
    try:
        return b"".join(half.to_bytes(_HALF_BYTES, "big") for half in decode_dss_signature(der))
    except OverflowError as error:
        raise ValueError("not a P-256 signature") from error


def _as_der(signature: bytes) -> bytes:
    if len(signature) != SIGNATURE_BYTES:
        raise ValueError("not 64 bytes")
    r, s = (int.from_bytes(half, "big") for half in (signature[:_HALF_BYTES], signature[_HALF_BYTES:]))
    return encode_dss_signature(r, s)


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

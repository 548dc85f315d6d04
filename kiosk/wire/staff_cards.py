"""What a staff card shows of itself, and whether it is true: certificates and signatures, no APDU.

A card (PIV, NIST SP 800-73-4) has two P-256 keys with a certificate each: 9E signs for whoever asks, so that a foreign
card is told before a PIN is typed; 9A signs only after the PIN. The certificate's subject says whose it is:

    CN = name, serialNumber = staff number, OU = clerk | technician

It must be issued under one of the operator's roots (`[maintenance] card_roots`, PEM: roots, and any between them and
the cards), be a signing key, and be valid now.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, SECP256R1, EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed
from cryptography.hazmat.primitives.hashes import SHA256, Hash
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.x509.oid import NameOID

from kiosk.wire.keys import thumbprint

NONCE_BYTES = 32


class CardDoubt(StrEnum):
    """Why a certificate is not believed."""

    FOREIGN = "foreign"
    EXPIRED = "expired"
    NOT_YET_VALID = "not_yet_valid"
    NO_STAFF_CARD = "no_staff_card"
    """It does not say whose it is, or is no P-256 key."""


@dataclass(frozen=True, slots=True)
class CardHolder:
    """Whose a certificate is, once it is believed."""

    name: str
    staff_number: str
    role: str
    key_id: str
    public_key: EllipticCurvePublicKey


@dataclass(frozen=True, slots=True)
class CardChallenge:
    """What a card is to sign: fresh, and for this terminal alone."""

    digest: bytes


def new_challenge(terminal_id: str) -> CardChallenge:
    """Never the same twice, so what a card signed before is of no use."""
    hashed = Hash(SHA256())
    hashed.update(b"bianmin staff card/1\0" + terminal_id.encode() + b"\0" + secrets.token_bytes(NONCE_BYTES))
    return CardChallenge(hashed.finalize())


def is_answered(holder: CardHolder, challenge: CardChallenge, signature: bytes) -> bool:
    """Whether the card with this key signed exactly this challenge (ECDSA in ASN.1)."""
    try:
        holder.public_key.verify(signature, challenge.digest, ECDSA(Prehashed(SHA256())))
    except (InvalidSignature, ValueError):
        return False
    return True


class CardRoots:
    """The operator's authorities."""

    def __init__(self, pem: bytes) -> None:
        """Raises ValueError if there is no certificate in it."""
        self._issuers = x509.load_pem_x509_certificates(pem)

    def judge(self, der: bytes, now: datetime) -> CardHolder | CardDoubt:
        """Whose certificate this is, or why it is not believed."""
        try:
            certificate = x509.load_der_x509_certificate(der)
            key = certificate.public_key()
        except ValueError:
            return CardDoubt.NO_STAFF_CARD
        if not isinstance(key, EllipticCurvePublicKey) or not isinstance(key.curve, SECP256R1):
            return CardDoubt.NO_STAFF_CARD
        doubt = self._doubt(certificate, now)
        return doubt if doubt is not None else _holder(certificate, key)

    def _doubt(self, certificate: x509.Certificate, now: datetime, depth: int = 0) -> CardDoubt | None:
        """Of a chain: foreign before expired, since a foreign card's dates are nobody's word."""
        issuer = next((each for each in self._issuers if _is_issued_by(certificate, each)), None)
        if issuer is None or depth > len(self._issuers):
            return CardDoubt.FOREIGN
        if issuer != certificate and not _is_root(issuer) and (above := self._doubt(issuer, now, depth + 1)):
            return above
        if not _may_issue(issuer) or (depth == 0 and not _may_sign(certificate)):
            return CardDoubt.FOREIGN
        for each in (certificate, issuer):
            if now > each.not_valid_after_utc:
                return CardDoubt.EXPIRED
            if now < each.not_valid_before_utc:
                return CardDoubt.NOT_YET_VALID
        return None


def _is_issued_by(certificate: x509.Certificate, issuer: x509.Certificate) -> bool:
    try:
        certificate.verify_directly_issued_by(issuer)
    except (InvalidSignature, ValueError, TypeError):
        return False
    return True


def _is_root(certificate: x509.Certificate) -> bool:
    return certificate.subject == certificate.issuer


def _may_issue(issuer: x509.Certificate) -> bool:
    """A card's own certificate issues nothing, however it is signed."""
    try:
        return bool(issuer.extensions.get_extension_for_class(x509.BasicConstraints).value.ca)
    except x509.ExtensionNotFound:
        return False


def _may_sign(certificate: x509.Certificate) -> bool:
    try:
        if certificate.extensions.get_extension_for_class(x509.BasicConstraints).value.ca:
            return False
    except x509.ExtensionNotFound:
        pass
    try:
        return bool(certificate.extensions.get_extension_for_class(x509.KeyUsage).value.digital_signature)
    except x509.ExtensionNotFound:
        return False


def _holder(certificate: x509.Certificate, key: EllipticCurvePublicKey) -> CardHolder | CardDoubt:
    parts = [_one(certificate, oid) for oid in (NameOID.COMMON_NAME, NameOID.SERIAL_NUMBER)]
    role = _one(certificate, NameOID.ORGANIZATIONAL_UNIT_NAME)
    if not all(parts) or role not in ("clerk", "technician"):
        return CardDoubt.NO_STAFF_CARD
    point = key.public_bytes(Encoding.X962, PublicFormat.CompressedPoint)
    return CardHolder(parts[0], parts[1], role, thumbprint(point), key)


def _one(certificate: x509.Certificate, oid: x509.ObjectIdentifier) -> str:
    """The only value of that kind; empty if there is none or more than one."""
    found = certificate.subject.get_attributes_for_oid(oid)
    return str(found[0].value) if len(found) == 1 else ""

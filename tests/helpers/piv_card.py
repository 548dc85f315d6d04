"""Staff cards for tests: an operator who issues them, and what such a card answers, APDU by APDU (NIST SP 800-73-4).

office = CardOffice(NOW); chip = office.issue("王建国", "T0427", "technician"); office.roots ─► [maintenance] card_roots
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, SECP256R1, EllipticCurvePrivateKey, generate_private_key
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from devices.emulators.chips import ATR_T1

PIN = "271828"
OK, WRONG_PIN, BLOCKED, NOT_ALLOWED, NOT_FOUND, NO_INSTRUCTION = 0x9000, 0x63C0, 0x6983, 0x6982, 0x6A82, 0x6D00
PIV = bytes.fromhex("A00000030800001000")
OBJECTS = {bytes.fromhex("5FC105"): 0x9A, bytes.fromhex("5FC101"): 0x9E}
CARD_TRIES_COUNT = 15


@dataclass
class PivChip:
    """One card. `stolen`: signatures seen before, given again instead of new ones."""

    keys: dict[int, EllipticCurvePrivateKey]
    certificates: dict[int, bytes]
    pin: str = PIN
    tries_left: int = CARD_TRIES_COUNT
    atr: bytes = ATR_T1
    stolen: list[bytes] = field(default_factory=list)
    given: list[bytes] = field(default_factory=list)
    """Signatures, oldest first."""
    commands: list[bytes] = field(default_factory=list)
    _is_selected: bool = False
    _is_open: bool = False
    _waiting: bytes = b""

    def power(self) -> None:
        self._is_selected, self._is_open, self._waiting = False, False, b""

    def answer(self, command: bytes) -> bytes:
        self.commands.append(command)
        data, status = self._obey(command)
        if len(data) > 256:
            data, self._waiting, status = data[:256], data[256:], 0x6100 | min(len(data) - 256, 255)
        return data + status.to_bytes(2, "big")

    def _obey(self, command: bytes) -> tuple[bytes, int]:
        body = command[5 : 5 + command[4]] if len(command) > 5 else b""
        match tuple(command[:4]):
            case (0x00, 0xA4, 0x04, 0x00):
                self._is_selected = body == PIV
                return b"", OK if self._is_selected else NOT_FOUND
            case (0x00, 0xC0, 0x00, 0x00):
                data, self._waiting = self._waiting, b""
                return data, OK
            case _ if not self._is_selected:
                return b"", NO_INSTRUCTION
            case (0x00, 0xCB, 0x3F, 0xFF):
                return self._object(body[2:])
            case (0x00, 0x20, 0x00, 0x80):
                return b"", self._verify(body)
            case (0x00, 0x87, 0x11, key):
                return self._sign(key, body)
            case _:
                return b"", NO_INSTRUCTION

    def _object(self, name: bytes) -> tuple[bytes, int]:
        held = self.certificates.get(OBJECTS.get(name, 0))
        if held is None:
            return b"", NOT_FOUND
        return tlv(0x53, tlv(0x70, held) + tlv(0x71, b"\0") + tlv(0xFE, b"")), OK

    def _verify(self, pin: bytes) -> int:
        if self.tries_left == 0:
            return BLOCKED
        self._is_open = pin == self.pin.encode().ljust(8, b"\xff")
        self.tries_left = CARD_TRIES_COUNT if self._is_open else self.tries_left - 1
        return OK if self._is_open else WRONG_PIN | self.tries_left if self.tries_left else BLOCKED

    def _sign(self, key: int, template: bytes) -> tuple[bytes, int]:
        if key == 0x9A and not self._is_open:
            return b"", NOT_ALLOWED
        if key not in self.keys:
            return b"", NOT_FOUND
        digest = template[-32:]
        signature = self.stolen.pop(0) if self.stolen else self.keys[key].sign(digest, ECDSA(Prehashed(SHA256())))
        self.given.append(signature)
        return tlv(0x7C, tlv(0x82, signature)), OK


class CardOffice:
    """An operator: a root, and an authority below it that issues the cards."""

    def __init__(self, now: datetime, name: str = "运维中心") -> None:
        self._now = now
        self._root_key, self._key = generate_private_key(SECP256R1()), generate_private_key(SECP256R1())
        self._root_name, self._name = _named(name), _named(f"{name} 发卡")
        life = (now - timedelta(days=400), now + timedelta(days=4000))
        self._root = _made(self._root_name, self._root_name, self._root_key, self._root_key, life, is_authority=True)
        self._own = _made(self._name, self._root_name, self._key, self._root_key, life, is_authority=True)

    @property
    def roots(self) -> bytes:
        """PEM, as a terminal's configuration names it."""
        return b"".join(each.public_bytes(Encoding.PEM) for each in (self._root, self._own))

    def issue(
        self, name: str, number: str, role: str, valid_days: tuple[float, float] = (-30, 335), **changes: bool
    ) -> PivChip:
        """A card; `valid_days`: from when to when, of the office's day. `changes`: `may_sign=False`."""
        subject = x509.Name([
            x509.NameAttribute(NameOID.COMMON_NAME, name),
            x509.NameAttribute(NameOID.SERIAL_NUMBER, number),
            x509.NameAttribute(NameOID.ORGANIZATIONAL_UNIT_NAME, role),
        ])  # fmt: skip
        life = tuple(self._now + timedelta(days=days) for days in valid_days)
        keys = {slot: generate_private_key(SECP256R1()) for slot in (0x9A, 0x9E)}
        certificates = {
            slot: _made(subject, self._name, key, self._key, (life[0], life[1]), **changes).public_bytes(Encoding.DER)
            for slot, key in keys.items()
        }
        return PivChip(keys, certificates)


def tlv(tag: int, value: bytes) -> bytes:
    """BER with a tag of one byte."""
    size = len(value)
    length = (
        bytes((size,))
        if size < 0x80
        else b"\x81" + bytes((size,))
        if size < 0x100
        else b"\x82" + size.to_bytes(2, "big")
    )
    return bytes((tag,)) + length + value


def _named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def _made(
    subject: x509.Name,
    issuer: x509.Name,
    key: EllipticCurvePrivateKey,
    signing: EllipticCurvePrivateKey,
    life: tuple[datetime, datetime],
    is_authority: bool = False,
    may_sign: bool = True,
) -> x509.Certificate:
    usage = x509.KeyUsage(
        digital_signature=may_sign and not is_authority, content_commitment=False, key_encipherment=not may_sign,
        data_encipherment=False, key_agreement=False, key_cert_sign=is_authority, crl_sign=is_authority,
        encipher_only=False, decipher_only=False,
    )  # fmt: skip
    builder = x509.CertificateBuilder(
        issuer, subject, key.public_key(), x509.random_serial_number(), life[0], life[1]
    ).add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
    return builder.add_extension(usage, critical=True).sign(signing, SHA256())

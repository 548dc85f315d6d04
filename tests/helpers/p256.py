"""A P-256 key in a test's hand: signs as a chip does, without one."""

from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, SECP256R1, EllipticCurvePrivateKey, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from kiosk.wire import point_from_pem, signature_from_der


class P256Signer:
    """Slow by its own word, so that whoever holds it signs in a thread."""

    is_slow = True

    def __init__(self) -> None:
        self._key: EllipticCurvePrivateKey = generate_private_key(SECP256R1())
        pem = self._key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
        self.public_key = point_from_pem(pem)

    def sign(self, message: bytes) -> bytes:
        """64 bytes, r and s."""
        return signature_from_der(self.sign_der(message))

    def sign_der(self, message: bytes) -> bytes:
        """As a chip's programs give it out."""
        return self._key.sign(message, ECDSA(SHA256()))

    def private_bytes(self) -> bytes:
        """The secret number, which no chip tells."""
        return self._key.private_numbers().private_value.to_bytes(32, "big")

"""The library that signs and verifies requests agrees with RFC 9421, appendix B.2.6 (Ed25519)."""

from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key, load_pem_public_key
from http_message_signatures import (
    HTTPMessageSigner,
    HTTPMessageVerifier,
    HTTPSignatureKeyResolver,
    InvalidSignature,
    algorithms,
)

PRIVATE = b"""-----BEGIN PRIVATE KEY-----
MC4CAQAwBQYDK2VwBCIEIJ+DYvh6SEqVTm50DFtMDoQikTmiCqirVv9mWG9qfSnF
-----END PRIVATE KEY-----
"""
PUBLIC = b"""-----BEGIN PUBLIC KEY-----
MCowBQYDK2VwAyEAJrQLj5P/89iXES9+vFgrIy29clF9CC/oPPsw3c5D0bs=
-----END PUBLIC KEY-----
"""
KEY_ID = "test-key-ed25519"
CREATED = 1618884473
COVERED = ("date", "@method", "@path", "@authority", "content-type", "content-length")
INPUT = (
    'sig-b26=("date" "@method" "@path" "@authority" "content-type" "content-length")'
    f';created={CREATED};keyid="{KEY_ID}"'
)
SIGNATURE = "sig-b26=:wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw==:"


class Keys(HTTPSignatureKeyResolver):
    def resolve_public_key(self, key_id: str) -> object:
        return load_pem_public_key(PUBLIC) if key_id == KEY_ID else None

    def resolve_private_key(self, key_id: str) -> object:
        return load_pem_private_key(PRIVATE, None)


class Message:
    """The RFC's test request (B.2)."""

    def __init__(self) -> None:
        self.method = "POST"
        self.url = "https://example.com/foo?param=Value&Pet=dog"
        self.headers = {
            "Host": "example.com",
            "Date": "Tue, 20 Apr 2021 02:07:55 GMT",
            "Content-Type": "application/json",
            "Content-Digest": "sha-512=:WZDPaVn/7XgHaAy8pmojAkGWoRx2UFChF41A2svX+TaPm+AbwAgBWnrIiYllu7BNNyealdVLvRwEm"
            "THWXvJwew==:",
            "Content-Length": "18",
        }


class AtAnyTime(HTTPMessageVerifier):
    """The vector is years old."""

    def validate_created_and_expires(self, sig_input: object, max_age: object = None) -> None:
        return


def test_it_makes_the_signature_of_the_rfc() -> None:
    signer, message = HTTPMessageSigner(signature_algorithm=algorithms.ED25519, key_resolver=Keys()), Message()
    made = signer.prepare(
        message,
        key_id=KEY_ID,
        created=datetime.fromtimestamp(CREATED, UTC),
        label="sig-b26",
        covered_component_ids=COVERED,
        include_alg=False,
        use_existing_digest=True,
    )
    key = load_pem_private_key(PRIVATE, None)
    assert isinstance(key, Ed25519PrivateKey)
    signer.apply(message, made, key.sign(made.signature_base))
    assert message.headers["Signature-Input"] == INPUT
    assert message.headers["Signature"] == SIGNATURE


def test_it_verifies_the_signature_of_the_rfc_and_no_other() -> None:
    message = Message()
    message.headers |= {"Signature-Input": INPUT, "Signature": SIGNATURE}
    verifier = AtAnyTime(signature_algorithm=algorithms.ED25519, key_resolver=Keys())
    (found,) = verifier.verify(message, max_age=None)
    assert found.parameters["keyid"] == KEY_ID
    message.headers["Date"] = "Tue, 20 Apr 2021 02:07:56 GMT"
    with pytest.raises(InvalidSignature):
        verifier.verify(message, max_age=None)

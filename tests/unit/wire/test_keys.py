"""Keys as they are written down and compared by people."""

from collections.abc import Callable

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP384R1, generate_private_key
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import given
from hypothesis import strategies as st

from kiosk.wire import (
    Signer,
    SoftwareSigner,
    fingerprint,
    from_text,
    is_signed,
    new_signing_key,
    point_from_pem,
    signature_from_der,
    thumbprint,
    to_text,
)
from tests.helpers.p256 import P256Signer


def new_software_signer() -> SoftwareSigner:
    return SoftwareSigner(new_signing_key())


KINDS = pytest.mark.parametrize("new", [new_software_signer, P256Signer])
"""A key in a file, and one as a chip holds it."""


@given(st.binary(max_size=80))
def test_bytes_survive_being_written_down(data: bytes) -> None:
    assert from_text(to_text(data)) == data


@pytest.mark.parametrize("text", ["A", "AB", "AA==", "a b", "é", "AA+/", "\n"])
def test_what_was_not_written_by_us_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="base64url"):
        from_text(text)


def test_a_fingerprint_can_be_read_out() -> None:
    groups = fingerprint(b"\0" * 32).split(" ")
    assert [len(group) for group in groups] == [4] * 6
    assert all(group.isdigit() for group in groups)
    assert fingerprint(b"\0" * 32) != fingerprint(b"\1" * 32)


@KINDS
def test_a_signature_is_its_owners(new: Callable[[], Signer]) -> None:
    signer, other = new(), new()
    signature = signer.sign(b"text")
    assert len(signature) == 64
    assert is_signed(signer.public_key, b"text", signature)
    assert not is_signed(signer.public_key, b"other", signature)
    assert not is_signed(other.public_key, b"text", signature)
    assert not is_signed(signer.public_key, b"text", signature + b"\0")
    assert not is_signed(signer.public_key, b"text", bytes(64))
    assert not is_signed(signer.public_key, b"text", b"")


@pytest.mark.parametrize("key", [b"short", b"\4" + bytes(32), b"\2" + b"\xff" * 32, bytes(65)])
def test_nothing_is_signed_by_what_is_no_key(key: bytes) -> None:
    assert not is_signed(key, b"text", P256Signer().sign(b"text"))


def test_a_key_of_one_kind_does_not_vouch_for_the_other() -> None:
    file, chip = new_software_signer(), P256Signer()
    assert not is_signed(file.public_key, b"text", chip.sign(b"text"))
    assert not is_signed(chip.public_key, b"text", file.sign(b"text"))
    assert len(to_text(chip.public_key)) == 44


def test_the_point_of_another_curve_is_refused() -> None:
    pem = generate_private_key(SECP384R1()).public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    with pytest.raises(ValueError, match="P-256"):
        point_from_pem(pem)


def test_halves_of_a_signature_keep_their_leading_zeros() -> None:
    assert signature_from_der(encode_dss_signature(1, 2)) == bytes(31) + b"\1" + bytes(31) + b"\2"
    with pytest.raises(ValueError, match="P-256"):
        signature_from_der(encode_dss_signature(1 << 256, 2))


def test_a_signer_does_not_show_its_key() -> None:
    private = new_signing_key()
    signer = SoftwareSigner(private)
    assert repr(signer) == f"SoftwareSigner({thumbprint(signer.public_key)})"

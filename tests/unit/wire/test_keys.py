"""Keys as they are written down and compared by people."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.wire import SoftwareSigner, fingerprint, from_text, is_signed, new_signing_key, thumbprint, to_text


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


def test_a_signature_is_its_owners() -> None:
    signer, other = SoftwareSigner(new_signing_key()), SoftwareSigner(new_signing_key())
    signature = signer.sign(b"text")
    assert is_signed(signer.public_key, b"text", signature)
    assert not is_signed(signer.public_key, b"other", signature)
    assert not is_signed(other.public_key, b"text", signature)
    assert not is_signed(b"short", b"text", signature)


def test_a_signer_does_not_show_its_key() -> None:
    private = new_signing_key()
    signer = SoftwareSigner(private)
    assert repr(signer) == f"SoftwareSigner({thumbprint(signer.public_key)})"

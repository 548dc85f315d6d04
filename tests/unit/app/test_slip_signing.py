"""A slip is signed by whatever holds the key, and is handed out whether it is signed or not."""

import threading

import pytest

from kiosk.app.slip_signing import signed_number
from kiosk.wire import SigningError, SoftwareSigner, check_slip, new_signing_key, thumbprint
from tests.helpers.messages import NOW
from tests.helpers.p256 import P256Signer

pytestmark = pytest.mark.anyio
NUMBER = "HSL3-260421-00373"


class Broken(P256Signer):
    """A chip that has failed."""

    def sign(self, message: bytes) -> bytes:
        raise SigningError("tpm2_sign: ended with 1")


class Stuck(P256Signer):
    """A chip that gives no signature before it is let go."""

    def __init__(self) -> None:
        super().__init__()
        self.let_go = threading.Event()
        self.thread = threading.current_thread()

    def sign(self, message: bytes) -> bytes:
        self.thread = threading.current_thread()
        self.let_go.wait(10)
        return super().sign(message)


@pytest.mark.parametrize("signer", [SoftwareSigner(new_signing_key()), P256Signer()])
async def test_the_code_is_this_machines(signer: SoftwareSigner | P256Signer) -> None:
    key_id = thumbprint(signer.public_key)
    claim = check_slip(await signed_number(signer, NUMBER, NOW), {key_id: signer.public_key})
    assert claim is not None
    assert (claim.number, claim.key_id) == (NUMBER, key_id)


@pytest.mark.parametrize("signer", [None, Broken()])
async def test_without_a_signature_the_number_is_handed_out(signer: P256Signer | None) -> None:
    assert await signed_number(signer, NUMBER, NOW) == NUMBER


async def test_nobody_waits_for_a_chip_that_hangs_and_the_screens_do_not_at_all() -> None:
    stuck = Stuck()
    try:
        assert await signed_number(stuck, NUMBER, NOW, limit_s=0.05) == NUMBER
        assert stuck.thread is not threading.current_thread()
    finally:
        stuck.let_go.set()

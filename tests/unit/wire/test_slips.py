"""A slip's code: anybody with the published keys sees that this machine gave out this number."""

from datetime import timedelta

import pytest
import segno

from kiosk.core.clock import CHINA
from kiosk.wire import SoftwareSigner, check_slip, new_signing_key, number_on, slip_code, thumbprint
from tests.helpers.messages import NOW
from tests.helpers.p256 import P256Signer

SIGNER = SoftwareSigner(new_signing_key())
KEYS = {thumbprint(SIGNER.public_key): SIGNER.public_key}
NUMBER = "HSL3-260421-00373"
CODE = slip_code(NUMBER, NOW, SIGNER)


def test_a_true_slip_is_true() -> None:
    claim = check_slip(CODE, KEYS)
    assert claim is not None
    assert claim.number == NUMBER
    assert claim.filed_at.tzinfo == CHINA
    assert abs(claim.filed_at - NOW) < timedelta(minutes=1)
    assert check_slip(CODE + "\n", KEYS) == claim  # a scanner ends a code with a line feed


@pytest.mark.parametrize(
    ("code", "number"),
    [
        (CODE, NUMBER),
        (CODE + "\r\n", NUMBER),
        (NUMBER, NUMBER),
        ("BMQ1", ""),
        ("BMQ1:", ""),
        ("BMQ1:x:y", ""),
        ("", ""),
    ],
)
def test_the_number_on_a_slip_is_read_whether_or_not_it_is_true(code: str, number: str) -> None:
    assert number_on(code) == number


@pytest.mark.parametrize(("level", "modules"), [("L", 37), ("M", 41)])
def test_the_code_is_coarse_enough_for_paper(level: str, modules: int) -> None:
    longest = slip_code("ABCDEFGH-260421-00373", NOW, SIGNER)
    made = segno.make(longest, error=level, boost_error=False)
    assert made.mode == "alphanumeric"
    assert len(made.matrix) == modules


@pytest.mark.parametrize(
    "code",
    [
        CODE.replace("00373", "00374"),
        CODE.replace("BMQ1", "BMQ2"),
        CODE[:-1],
        CODE + "A",
        "",
        ":::::",
        "HSL3-260421-00373",
        CODE.replace(":", "："),
    ],
)
def test_a_changed_slip_is_not(code: str) -> None:
    assert check_slip(code, KEYS) is None


def test_a_slip_of_an_unknown_machine_is_not() -> None:
    assert check_slip(CODE, {}) is None
    assert check_slip(slip_code(NUMBER, NOW, SoftwareSigner(new_signing_key())), KEYS) is None


def test_a_slip_signed_by_a_chip_is_as_long_and_as_true() -> None:
    chip = P256Signer()
    code = slip_code(NUMBER, NOW, chip)
    claim = check_slip(code, KEYS | {thumbprint(chip.public_key): chip.public_key})
    assert claim is not None
    assert (claim.number, claim.key_id, len(code)) == (NUMBER, thumbprint(chip.public_key), len(CODE))

"""A terminal's signature holds for exactly one request, and for nobody else's."""

import subprocess
import sys
from collections.abc import Mapping
from datetime import timedelta

import pytest

from kiosk.wire import BadSignatureError, SoftwareSigner, new_signing_key, signature_headers, signer_of, thumbprint
from tests.helpers.messages import NOW
from tests.helpers.p256 import P256Signer

SIGNER = SoftwareSigner(new_signing_key())
KEY_ID = thumbprint(SIGNER.public_key)
PATH = "/v1/feed?division_code=130102001001"
HEADERS = {"Idempotency-Key": "0" * 32, "Content-Type": "application/json"}
BODY = '{"name":"王秀英"}'.encode()


def signed(**changes: str) -> dict[str, str]:
    return HEADERS | signature_headers(SIGNER, "POST", PATH, HEADERS, BODY, NOW) | changes


def who(
    headers: Mapping[str, str],
    method: str = "POST",
    path: str = PATH,
    body: bytes = BODY,
    late: timedelta = timedelta(),
    max_age_s: float | None = 300.0,
) -> str:
    keys = {KEY_ID: SIGNER.public_key}
    return signer_of(method, path, headers, body, keys.get, NOW + late, max_age_s)


def test_the_signer_is_known_by_its_key() -> None:
    assert who(signed()) == KEY_ID


def test_a_chips_key_signs_requests_by_its_own_algorithm() -> None:
    chip = P256Signer()
    headers = HEADERS | signature_headers(chip, "POST", PATH, HEADERS, BODY, NOW)
    keys = {thumbprint(chip.public_key): chip.public_key}
    assert 'alg="ecdsa-p256-sha256"' in headers["Signature-Input"]
    assert signer_of("POST", PATH, headers, BODY, keys.get, NOW, 300.0) == thumbprint(chip.public_key)
    with pytest.raises(BadSignatureError):
        signer_of("POST", PATH, headers, BODY + b" ", keys.get, NOW, 300.0)


@pytest.mark.parametrize("said", ["ed25519", "ecdsa-p256-sha256", "hmac-sha256"])
def test_another_algorithm_than_the_keys_own_is_refused(said: str) -> None:
    for signer in (SIGNER, P256Signer()):
        headers = HEADERS | signature_headers(signer, "POST", PATH, HEADERS, BODY, NOW)
        own = "ed25519" if signer is SIGNER else "ecdsa-p256-sha256"
        changed = headers | {"Signature-Input": headers["Signature-Input"].replace(own, said)}
        keys = {thumbprint(signer.public_key): signer.public_key}
        if said == own:
            assert signer_of("POST", PATH, changed, BODY, keys.get, NOW, 300.0) == thumbprint(signer.public_key)
        else:
            with pytest.raises(BadSignatureError):
                signer_of("POST", PATH, changed, BODY, keys.get, NOW, 300.0)


def test_headers_may_come_in_any_case() -> None:
    assert who({name.upper(): value for name, value in signed().items()}) == KEY_ID


def test_a_request_without_a_body_is_signed_too() -> None:
    headers = signature_headers(SIGNER, "GET", PATH, {}, b"", NOW)
    assert who(headers, method="GET", body=b"") == KEY_ID


@pytest.mark.parametrize(
    "change",
    [
        {"method": "PUT"},
        {"path": "/v1/feed?division_code=130102001002"},
        {"path": "/v1/progress"},
        {"body": BODY + b" "},
        {"body": b""},
        {"late": timedelta(minutes=6)},
        {"late": timedelta(minutes=-6)},
    ],
)
def test_anything_changed_breaks_it(change: dict[str, object]) -> None:
    with pytest.raises(BadSignatureError):
        who(signed(), **change)  # type: ignore[arg-type]  # one keyword of several types


def test_another_idempotency_key_breaks_it() -> None:
    with pytest.raises(BadSignatureError):
        who(signed(**{"Idempotency-Key": "1" * 32}))


def test_a_key_added_afterwards_breaks_it() -> None:
    headers = signature_headers(SIGNER, "POST", PATH, {}, BODY, NOW)
    with pytest.raises(BadSignatureError):
        who(headers | {"Idempotency-Key": "0" * 32})


def test_a_wrong_clock_does_not_matter_where_a_replay_does_no_harm() -> None:
    assert who(signed(), late=timedelta(days=3650), max_age_s=None) == KEY_ID


@pytest.mark.parametrize("name", ["signature", "signature-input", "content-digest"])
@pytest.mark.parametrize("value", ["", "x", "terminal=:AAAA:", "sha-256=:AAAA:", "terminal=();", "é"])
def test_rubbish_is_refused_and_not_a_crash(name: str, value: str) -> None:
    with pytest.raises(BadSignatureError):
        who(signed() | {name: value})


def test_an_unsigned_request_and_a_stranger_are_refused() -> None:
    with pytest.raises(BadSignatureError):
        who(HEADERS)
    stranger = SoftwareSigner(new_signing_key())
    with pytest.raises(BadSignatureError):
        who(HEADERS | signature_headers(stranger, "POST", PATH, HEADERS, BODY, NOW))


def test_what_signs_is_loaded_when_something_is_signed_and_not_before() -> None:
    program = (
        "import sys, kiosk.wire; assert 'http_message_signatures' not in sys.modules; kiosk.wire.signature_headers"
    )
    subprocess.run([sys.executable, "-c", program], check=True)

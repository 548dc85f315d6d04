"""Signing a terminal's requests (RFC 9421), so that they hold through gateways that end TLS (decisions/0014).

Covered are method, path, query, the body's digest (RFC 9530) and the Idempotency-Key: what a gateway may not change.
Scheme and host are not, since a gateway changes them; `tag` and `keyid` tie a signature to this platform's terminals.
The algorithm follows from the key's kind, on both sides; what a request says of it only has to agree.
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from http_message_signatures import (
    HTTPMessageSignaturesException,
    HTTPMessageSigner,
    HTTPMessageVerifier,
    HTTPSignatureKeyResolver,
    InvalidSignature,
    algorithms,
)

from kiosk.wire.keys import KeyKind, Signer, public_key_of, thumbprint

TAG = "bianmin-terminal"
COVERED = ("@method", "@path", "@query")
IDEMPOTENCY_KEY = "idempotency-key"
MAX_AGE_S = 300.0
"""How far a terminal's clock may be off where a replay would do harm."""
_ORIGIN = "https://platform.invalid"
"""The library wants an absolute URL; what it is made of is not covered."""
_ALGORITHMS = {KeyKind.ED25519: algorithms.ED25519, KeyKind.P256: algorithms.ECDSA_P256_SHA256}
logging.getLogger("http_message_signatures").setLevel(logging.WARNING)


@dataclass(slots=True)
class _Message:
    method: str
    url: str
    headers: dict[str, str] = field(default_factory=dict)


class BadSignatureError(Exception):
    """Not signed by a terminal known here; the message is for a log, and holds nothing of the request."""


def signature_headers(
    signer: Signer, method: str, path: str, headers: Mapping[str, str], body: bytes, created_at: datetime
) -> dict[str, str]:
    """The headers that sign one request: Content-Digest, Signature-Input, Signature. `path` with its query.

    Raises `SigningError`.
    """
    message = _Message(method, _ORIGIN + path, {name.lower(): value for name, value in headers.items()})
    covered = (*COVERED, *((IDEMPOTENCY_KEY,) if IDEMPOTENCY_KEY in message.headers else ()))
    handler = HTTPMessageSigner(signature_algorithm=_ALGORITHMS[KeyKind(len(signer.public_key))])
    prepared = handler.prepare(
        message,
        key_id=thumbprint(signer.public_key),
        created=created_at.astimezone(UTC),
        label="terminal",
        tag=TAG,
        covered_component_ids=covered,
        body=body,
    )
    handler.apply(message, prepared, signer.sign(prepared.signature_base))
    return {
        name: value
        for name, value in message.headers.items()
        if name.lower() in ("content-digest", "signature-input", "signature")
    }


def signer_of(
    method: str,
    path: str,
    headers: Mapping[str, str],
    body: bytes,
    key_of: Callable[[str], bytes | None],
    now: datetime,
    max_age_s: float | None,
) -> str:
    """The key id of who signed exactly this request; raises `BadSignatureError`.

    `max_age_s` bounds |created − now| where a replay would do harm; None where the request has its own identity, so
    that a terminal whose clock is wrong still delivers.
    """
    message = _Message(method, _ORIGIN + path, {name.lower(): value for name, value in headers.items()})
    required = (*COVERED, *((IDEMPOTENCY_KEY,) if IDEMPOTENCY_KEY in message.headers else ()))
    failure: Exception | None = None
    for kind, algorithm in _ALGORITHMS.items():
        verifier = _Verifier(_Keys(key_of, kind), algorithm, now, max_age_s)
        try:
            (found,) = verifier.verify(message, max_age=None, expect_tag=TAG, require_components=required, body=body)
        except (HTTPMessageSignaturesException, InvalidSignature, ValueError) as error:
            failure = error
        else:
            return str(found.parameters["keyid"])
    raise BadSignatureError(type(failure).__name__) from failure


class _Keys(HTTPSignatureKeyResolver):
    """The keys of one kind; those of another are as good as unknown."""

    def __init__(self, key_of: Callable[[str], bytes | None], kind: KeyKind) -> None:
        self._key_of = key_of
        self._kind = kind

    def resolve_public_key(self, key_id: str) -> Ed25519PublicKey | EllipticCurvePublicKey | None:
        found = self._key_of(key_id)
        return None if found is None or len(found) != self._kind else public_key_of(found)


class _Verifier(HTTPMessageVerifier):
    """The library's, with the moment handed in instead of the machine's clock."""

    def __init__(
        self, keys: _Keys, algorithm: type[algorithms.HTTPSignatureAlgorithm], now: datetime, max_age_s: float | None
    ) -> None:
        super().__init__(signature_algorithm=algorithm, key_resolver=keys)
        self._now = now
        self._max_age_s = max_age_s

    def validate_created_and_expires(self, sig_input: Any, max_age: timedelta | None = None) -> None:
        created = sig_input.params.get("created")
        if type(created) is not int:
            raise InvalidSignature("no moment of signing")
        if self._max_age_s is not None and abs(self._now.timestamp() - created) > self._max_age_s:
            raise InvalidSignature("not signed at this time")

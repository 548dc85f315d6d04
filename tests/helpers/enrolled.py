"""A terminal that the in-process platform knows: enrolled and confirmed through the real endpoints.

terminal = await platform.enrol()                      # hsl-3, prefix HSL3
async with platform.http(terminal.signer) as http:     # signs whatever it sends
    await http.post("/v1/leases", json={"after": 0})
"""

from collections.abc import Generator
from dataclasses import dataclass

import httpx

from kiosk.core.clock import Clock
from kiosk.wire import (
    Enrolled,
    EnrolmentRequest,
    Lease,
    SealingKey,
    Signer,
    SoftwareSigner,
    encode,
    fingerprint,
    from_text,
    new_signing_key,
    signature_headers,
    to_text,
)

JSON = {"Content-Type": "application/json"}


@dataclass(frozen=True, slots=True)
class EnrolledTerminal:
    """What a terminal has after it was confirmed."""

    signer: SoftwareSigner
    enrolled: Enrolled

    @property
    def terminal_id(self) -> str:
        return self.enrolled.terminal_id

    @property
    def lease(self) -> Lease:
        """Its first block of serials."""
        return self.enrolled.lease

    @property
    def sealing_key(self) -> SealingKey:
        """The platform's newest."""
        return SealingKey(from_text(self.enrolled.keys.sealing[0].public_key))


class Signed(httpx.Auth):
    """Signs each request as a terminal does, by a clock."""

    requires_request_body = True

    def __init__(self, signer: Signer, clock: Clock) -> None:
        self.signer = signer
        self._clock = clock

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        path = request.url.raw_path.decode()
        headers = dict(request.headers)
        now = self._clock.now()
        request.headers.update(signature_headers(self.signer, request.method, path, headers, request.content, now))
        yield request


def enrolment_request(terminal_id: str, code: str, signer: Signer) -> EnrolmentRequest:
    """A key handed in with its code."""
    proof = to_text(signer.sign(code.encode()))
    return EnrolmentRequest(terminal_id=terminal_id, code=code, public_key=to_text(signer.public_key), proof=proof)


async def code_for(staff: httpx.AsyncClient, terminal_id: str, division_code: str, prefix: str) -> str:
    """A code, as staff are shown it."""
    place = {"division_code": division_code, "number_prefix": prefix, "place": "槐树里社区"}
    given = (await staff.post("/v1/terminals", json={"terminal_id": terminal_id, **place})).raise_for_status()
    code: str = given.json()["code"]
    return code


async def handed_in(anybody: httpx.AsyncClient, terminal_id: str, code: str, signer: Signer) -> httpx.Response:
    """The answer to a key and its code."""
    content = encode(enrolment_request(terminal_id, code, signer))
    return await anybody.post("/v1/enrolments", content=content, headers=JSON)


async def confirmed(staff: httpx.AsyncClient, terminal_id: str, signer: Signer) -> httpx.Response:
    """The answer to staff's confirming this key."""
    told = {"fingerprint": fingerprint(signer.public_key)}
    return await staff.post(f"/v1/terminals/{terminal_id}/confirmation", json=told)


def new_signer() -> SoftwareSigner:
    """A key nobody has seen."""
    return SoftwareSigner(new_signing_key())

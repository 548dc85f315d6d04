"""Sequences of requests by chance, sent to the real platform (in process) and to the model of it."""

import hashlib
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import msgspec

from kiosk.core.numbers import case_number
from kiosk.sync.judge import JSON, Answer
from kiosk.wire import Envelope, Problem, SuppliedMaterial, Wire, body_digest, decode, encode
from tests.helpers.fake_clock import FakeClock
from tests.helpers.in_process_platform import DIVISION_CODE, InProcessPlatform, in_process_platform
from tests.helpers.platform_cases import FILED_AT, case_envelope, correction_envelope, rating_envelope
from tests.simulator.platform_model import Arriving, PlatformModel

STEP_COUNT = 8
_LATER = "2026-12-31"
_BYTES = "application/octet-stream"


async def differences(directory: Path, chance: random.Random, sequence_count: int) -> list[str]:
    """Every answer that differs, in a sentence."""
    clock = FakeClock()
    async with in_process_platform(directory, clock) as real:
        enrolled = await real.enrol()
        model = PlatformModel(DIVISION_CODE, enrolled.lease, clock.now)
        found: list[str] = []
        async with real.http(enrolled.signer) as http:
            for _ in range(sequence_count):
                sequence = _Sequence(chance)
                for _ in range(STEP_COUNT):
                    await clock.advance(1.0)
                    if chance.random() < 0.2:
                        await _ask(real, model, sequence)
                    request = sequence.next()
                    told = _comparable(model.answer(request))
                    answer = await _send(http, request)
                    if told != answer:
                        found.append(f"{request} is answered {answer}, by the model {told}")
        return found


async def _ask(real: InProcessPlatform, model: PlatformModel, sequence: "_Sequence") -> None:
    """Staff ask for a page of the sequence's case, if it is there and was not asked for."""
    if sequence.asked or not model.has("case", sequence.case_id, sequence.taken_digest):
        return
    wanted = [{"name": "户口本本人页", "reason": "没有本人页"}]
    action = {"action": "ask_correction", "materials": wanted, "due_on": _LATER}
    await real.staff.act(sequence.case_id, action)
    asked = (await real.staff.case(sequence.case_id))["progress"]["correction"]
    materials = [each["material_id"] for each in asked["materials"]]
    sequence.asked, sequence.materials = asked["correction_id"], materials
    model.ask_correction(sequence.case_id, sequence.asked, frozenset(materials))


async def _send(http: httpx.AsyncClient, request: Arriving) -> tuple[Any, ...]:
    headers = {"Content-Type": request.content_type}
    if request.key:
        headers["Idempotency-Key"] = request.key
    told = await http.request(request.method, request.path, content=request.content, headers=headers)
    content_type, retry_after = told.headers.get("Content-Type", ""), told.headers.get("Retry-After")
    return _comparable(Answer(told.status_code, content_type, told.content, retry_after))


def _comparable(answer: Answer) -> tuple[Any, ...]:
    """What a terminal can tell one answer from another by."""
    if answer.status < 400:
        return (answer.status, answer.media_type, decode(answer.body, dict[str, Any]))
    told = decode(answer.body, Problem)
    return (answer.status, answer.media_type, told.type, told.status, tuple(told.blobs), answer.retry_after)


@dataclass(slots=True)
class _Sequence:
    """Requests about one case: right ones, doubled ones, wrong ones, in any order."""

    chance: random.Random
    case_id: str = ""
    asked: str = ""
    materials: list[str] = field(default_factory=list)
    pages: list[bytes] = field(default_factory=list)
    sent: list[Arriving] = field(default_factory=list)
    case: Envelope | None = None

    def __post_init__(self) -> None:
        self.case_id = self._id()
        self.pages = [self.chance.randbytes(60) for _ in range(2)]

    @property
    def taken_digest(self) -> str:
        return self.case.digest if self.case else ""

    def next(self) -> Arriving:
        """The next request; now and then one that was sent before."""
        if self.sent and self.chance.random() < 0.25:
            return self.chance.choice(self.sent)
        makers: list[Callable[[], Arriving]] = [self._case, self._case, self._page, self._page, self._rating]
        makers += [self._correction, self._correction, self._another, self._broken, self._wrong_page]
        request = self.chance.choice(makers)()
        self.sent.append(request)
        return request

    def _case(self) -> Arriving:
        if self.case is None:
            pages = self.pages[: self.chance.randint(0, 2)]
            digests = [hashlib.sha256(page).hexdigest() for page in pages]
            brought = [SuppliedMaterial(material_id="household_register", blobs=digests)]
            with_pages = self.chance.random() < 0.4  # now and then without a single one, which is no body
            self.case = case_envelope(self.case_id, number=self._number(), materials=brought if with_pages else [])
        return _posted(self.case_id, self.case)

    def _number(self) -> str:
        return self.chance.choice(
            (
                "HSL-0421-0037",
                "HSL3-261123-0001",
                case_number("HSL3", FILED_AT.date(), self.chance.randint(1, 500)),
            )
        )

    def _another(self) -> Arriving:
        """A case that must not be taken, or takes the sequence's key for something else."""
        other = self._id()
        match self.chance.randrange(9):
            case 0:
                return _posted(self.case_id, case_envelope(self.case_id, mode="elder"))
            case 1:
                return _posted(other, case_envelope(other, item_id="unknown-item"))
            case 2:
                return _posted(other, case_envelope(other, number=case_number("HSL3", FILED_AT.date(), 501)))
            case 3:
                return _posted(other, case_envelope(other, number="HSL3-260421-00370"))
            case 4:
                return _posted(other, case_envelope(self._id()))
            case 5:
                return _posted(other, case_envelope(other, division_code="130102001002"))
            case 6:
                return _posted(other, _changed(case_envelope(other), alg="rot13"))
            case 7:
                return _posted(other, _changed(case_envelope(other), schema="case/2"))
            case _:
                return _posted(other, _changed(case_envelope(other), digest="0" * 64))

    def _page(self) -> Arriving:
        page = self.chance.choice(self.pages)
        return Arriving("PUT", f"/v1/blobs/{hashlib.sha256(page).hexdigest()}", _BYTES, "", page)

    def _wrong_page(self) -> Arriving:
        return Arriving("PUT", f"/v1/blobs/{'0' * 64}", _BYTES, "", self.pages[0])

    def _rating(self) -> Arriving:
        return _posted(self._id(), rating_envelope(self.chance.choice((self.case_id, self._id()))))

    def _correction(self) -> Arriving:
        pages = self.pages[: self.chance.randint(0, 2)]
        digests = [hashlib.sha256(page).hexdigest() for page in pages]
        material = self.chance.choice([*self.materials, "another"]) if self.chance.random() < 0.3 else self._material()
        level = self.chance.choice(("card_read", "card_read", "typed"))
        asked = self.asked or self._id()
        return _posted(self._id(), correction_envelope(self.case_id, asked, {material: digests}, level))

    def _material(self) -> str:
        return self.materials[0] if self.materials else "extra_1"

    def _broken(self) -> Arriving:
        """Something that is no envelope, or no body."""
        match self.chance.randrange(4):
            case 0:
                return Arriving("POST", "/v1/envelopes", JSON, self._id(), b'{"case_id":')
            case 1:
                return Arriving("POST", "/v1/envelopes", "text/plain", self._id(), b"{}")
            case 2:
                return Arriving("POST", "/v1/envelopes", JSON, self._id(), b'{"case_id":"x"}')
            case _:
                text = '{"level":9}'
                return _posted(self._id(), _changed(rating_envelope(self.case_id), body=text, digest=body_digest(text)))

    def _id(self) -> str:
        return f"{self.chance.getrandbits(128):032x}"


def _posted(key: str, envelope: Wire) -> Arriving:
    return Arriving("POST", "/v1/envelopes", JSON, key, encode(envelope))


def _changed(envelope: Envelope, **changes: str) -> Envelope:
    return msgspec.structs.replace(envelope, **changes)

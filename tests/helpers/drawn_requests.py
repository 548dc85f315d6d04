"""Requests drawn from a served OpenAPI description by Schemathesis, sent by whom they are for, and held against it.

    description ─► operation ─► a case, as described or broken on purpose ─► fitted: ids that are there, the right ETag
                                             ─► signed or with a token ─► answer ─► never 5xx, nothing undocumented

What is drawn blindly finds no case and signs nothing, so that most answers would be 401 and 404: half of the cases are
fitted with what this platform has.
"""

import asyncio
import hashlib
import json
import warnings
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import httpx
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.checks import CHECKS, load_all_checks
from schemathesis.core.failures import FailureGroup
from schemathesis.generation import GenerationMode

from kiosk.core.ids import new_id
from kiosk.wire import CorrectPhone, Reopen, Reply, Withdraw, Word, as_builtins
from tests.helpers.platform_cases import (
    FILED_AT,
    case_envelope,
    correction_envelope,
    progress_query,
    rating_envelope,
    word_envelope,
)

PROMISED = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
)
_SENT = ("method", "url", "headers", "params", "data", "json")
_OWN = ("content-length", "transfer-encoding", "authorization", "signature", "signature-input")
"""Whoever sends sets these."""
schemathesis.serializer.alias("application/offset+octet-stream", "application/octet-stream")
_VALUES = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), st.text(), st.datetimes().map(str),
    st.lists(st.text(max_size=3), max_size=3), st.dictionaries(st.text(max_size=3), st.text(max_size=3), max_size=2),
    st.sampled_from(["old-age-allowance", "card_read", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59-23:59", "\ud83d"]),
)  # fmt: skip


@dataclass(slots=True)
class Drawing:
    """One run over all operations; `broken` says what was promised and not kept, and how often."""

    description: dict[str, Any]
    loop: asyncio.AbstractEventLoop
    terminal: httpx.AsyncClient
    staff: httpx.AsyncClient
    ids: dict[str, str]
    """What is there, by the name of a path's parameter."""
    broken: Counter[str] = field(default_factory=Counter)
    answers: Counter[int] = field(default_factory=Counter)

    def run(self, count: int, only: Callable[[str, str], bool] = lambda method, path: True) -> int:
        """Send `count` cases of each kind to every operation; how many operations. Not in the loop's thread."""
        load_all_checks()
        schema: Any = schemathesis.openapi.from_dict(self.description)
        operations = [each.ok() for each in schema.get_all_operations()]
        chosen = [each for each in operations if only(each.method.upper(), each.path)]
        for operation in chosen:
            for mode in GenerationMode:
                self._draw(operation, mode, count)
        return len(chosen)

    def _draw(self, operation: Any, mode: GenerationMode, count: int) -> None:
        @settings(
            max_examples=count, database=None, deadline=None, derandomize=True, phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )  # fmt: skip
        @given(case=operation.as_strategy(generation_mode=mode), data=st.data())
        def drawn(case: Any, data: st.DataObject) -> None:
            if data.draw(st.booleans()):
                self._fit(case, data)
            self._hold(case, self._send(case))

        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                drawn()
            except Exception as error:
                if type(error).__name__ not in ("Unsatisfiable", "Unsatisfied"):
                    raise

    def _fit(self, case: Any, data: st.DataObject) -> None:
        """Name what is there, and say it as a caller would who knows."""
        for name in list(case.path_parameters or {}):
            case.path_parameters[name] = self.ids.get(name, case.path_parameters[name])
        for named in (case.query or {}, case.body if isinstance(case.body, dict) else {}):
            if "division_code" in named:
                named["division_code"] = self.ids["division_code"]
        headers = dict(case.headers or {})
        if "Idempotency-Key" in headers:
            headers["Idempotency-Key"] = new_id(FILED_AT)
        match case.operation.path:
            case "/v1/cases/{case_id}/actions":
                headers["If-Match"] = self._wait(self.staff.get(f"/v1/cases/{self.ids['case_id']}")).headers["ETag"]
            case "/v1/blobs/{sha256}" if isinstance(content := getattr(case.body, "data", None), bytes):
                case.path_parameters["sha256"] = hashlib.sha256(content).hexdigest()
                if "Upload-Length" in headers:
                    headers |= {"Upload-Offset": "0", "Upload-Length": str(len(content))}
            case "/v1/envelopes" if isinstance(case.body, dict):
                _enclose(case.body, headers, self.ids, data)
            case "/v1/progress" if isinstance(case.body, dict):
                case.body |= as_builtins(progress_query())
        case.headers = headers

    def _send(self, case: Any) -> httpx.Response:
        told = case.as_transport_kwargs(base_url="http://platform.test")
        told = {key: value for key, value in told.items() if key in _SENT}
        prepared: Any = requests.Request(**told).prepare()
        is_terminals = {"signature": []} in (case.operation.definition.raw.get("security") or [])
        body = prepared.body.encode() if isinstance(prepared.body, str) else prepared.body or b""
        headers = [
            (_bytes(name), _bytes(value)) for name, value in prepared.headers.items() if name.lower() not in _OWN
        ]
        client = self.terminal if is_terminals else self.staff
        url = (prepared.url or "").removeprefix("http://platform.test")
        request = client.build_request(prepared.method or "", url, content=body, headers=headers)
        answer = self._wait(client.send(request))
        self.answers[answer.status_code] += 1
        return answer

    def _hold(self, case: Any, answer: httpx.Response) -> None:
        try:
            case.validate_response(answer, checks=CHECKS.get_by_names(list(PROMISED)))
        except FailureGroup as group:
            for failure in group.exceptions:
                self.broken[f"{case.operation.label}: {answer.status_code} {failure.title}"] += 1

    def _wait(self, awaited: Any) -> httpx.Response:
        answer: httpx.Response = asyncio.run_coroutine_threadsafe(awaited, self.loop).result(60)
        return answer


_WORDS: tuple[Word, ...] = (Reply(text="还没到账"), Reopen(), Withdraw(), CorrectPhone(phone="13812345678"))


def _bytes(text: str | bytes) -> bytes:
    return text if isinstance(text, bytes) else text.encode("latin-1", "replace")


def _enclose(envelope: dict[str, Any], headers: dict[str, str], ids: dict[str, str], data: st.DataObject) -> None:
    """A true body with at most two of its values drawn, of a case that is there or of a new one, with its digest."""
    kind = data.draw(st.sampled_from(["case", "case", "correction", "rating", "word"]))
    case_id = headers.get("Idempotency-Key", ids["case_id"]) if kind == "case" else ids["case_id"]
    serial = data.draw(st.integers(2, 500))
    true = {
        "case": lambda: case_envelope(case_id, number=f"{ids['prefix']}-0421-{serial:04}"),
        "correction": lambda: correction_envelope(case_id, "0" * 32, {"household_register": [ids["sha256"]]}),
        "rating": lambda: rating_envelope(case_id, data.draw(st.integers(1, 5))),
        "word": lambda: word_envelope(case_id, data.draw(st.sampled_from(_WORDS))),
    }[kind]()
    body = json.loads(true.body)
    for _ in range(data.draw(st.sampled_from([0, 1, 1, 2]))):
        _replace(body, data)
    text = json.dumps(body)
    envelope |= as_builtins(true) | {"body": text, "digest": hashlib.sha256(text.encode()).hexdigest()}


def _replace(body: Any, data: st.DataObject) -> None:
    """Another value in one place, however deep."""
    while True:
        keys = list(body) if isinstance(body, dict) else list(range(len(body)))
        if not keys:
            return
        key = data.draw(st.sampled_from(keys))
        if not isinstance(body[key], dict | list) or data.draw(st.booleans()):
            body[key] = data.draw(_VALUES)
            return
        body = body[key]

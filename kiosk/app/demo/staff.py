"""The demo's member of staff: does at the platform's API what a person does at the reception desk."""

import asyncio
import json
import secrets
import urllib.request
from typing import Any


class Staff:
    """A signed-in clerk. Every call waits for the platform's answer and raises on anything but success."""

    def __init__(self, base_url: str, token: str) -> None:
        self._base_url = base_url
        self._token = token

    async def case(self, case_id: str) -> dict[str, Any]:
        """One case with its `state` and `etag`."""
        body, headers = await self._call("GET", f"/v1/cases/{case_id}")
        return {**body, "etag": headers["etag"]}

    async def act(self, case_id: str, action: dict[str, Any]) -> None:
        """Do one thing to a case: ask_correction, accept, refuse or close."""
        etag = (await self.case(case_id))["etag"]
        headers = {"If-Match": etag, "Idempotency-Key": secrets.token_hex(16)}
        await self._call("POST", f"/v1/cases/{case_id}/actions", action, headers)

    async def post_notice(self, entry: dict[str, Any]) -> None:
        """Put one entry into the feed."""
        await self._call("POST", "/v1/feed", entry, {"Idempotency-Key": secrets.token_hex(16)})

    async def give_code(self, terminal_id: str, division_code: str, number_prefix: str, place: str) -> str:
        """Make a place for a terminal and get the one-time code for it."""
        wanted = {
            "terminal_id": terminal_id,
            "division_code": division_code,
            "number_prefix": number_prefix,
            "place": place,
        }
        body, _ = await self._call("POST", "/v1/terminals", wanted)
        return str(body["code"])

    async def confirm(self, terminal_id: str, fingerprint: str) -> None:
        """Say that the fingerprint on the terminal is this one: from now on it may file."""
        await self._call("POST", f"/v1/terminals/{terminal_id}/confirmation", {"fingerprint": fingerprint})

    async def slip_keys(self) -> dict[str, Any]:
        """The published keys, by which anybody can tell whether a slip is true."""
        return (await self._call("GET", "/v1/slip-keys"))[0]

    async def _call(
        self, method: str, path: str, body: dict[str, Any] | None = None, headers: dict[str, str] | None = None
    ) -> tuple[dict[str, Any], dict[str, str]]:
        request = urllib.request.Request(
            self._base_url + path, method=method, data=None if body is None else json.dumps(body).encode(),
            headers={"Authorization": f"Bearer {self._token}", "Content-Type": "application/json", **(headers or {})},
        )  # fmt: skip
        return await asyncio.to_thread(_fetch, request)


def _fetch(request: urllib.request.Request) -> tuple[dict[str, Any], dict[str, str]]:
    with urllib.request.urlopen(request, timeout=10) as answer:
        text = answer.read()
        return (json.loads(text) if text else {}), {name.lower(): value for name, value in answer.headers.items()}

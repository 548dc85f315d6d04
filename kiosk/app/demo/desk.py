"""The demo's office: makes its people at the console's own doors, as an operator does in a browser.

    set-up code ─► /console/set-up: an administrator ─► /console/people/new for each ─► their first passwords

Nothing here knows more than somebody in front of a browser: there is no other way in.
"""

import asyncio
import re
import secrets
import urllib.parse
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass
from http.cookiejar import CookieJar
from typing import Any

_TOKEN = re.compile(r'name="_csrf_token" value="([0-9a-f]+)"')
_GIVEN = re.compile(r'class="code">([a-z0-9-]+)<')


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody who can sign in; a first password is changed at the first sign-in."""

    person_id: str
    name: str
    password: str


def say_desk(base_url: str, colleagues: Sequence[Colleague]) -> None:
    """Who can sign in, for whoever started the demo."""
    print(f"the staff console: {base_url}/console")
    for colleague in colleagues:
        print(f"  {colleague.person_id:<10} {colleague.password:<20} {colleague.name}", flush=True)


async def open_desk(base_url: str, set_up_code: str, people: Sequence[dict[str, Any]]) -> list[Colleague]:
    """Make them, the first one the administrator; raises RuntimeError where the console does not let them."""
    return await asyncio.to_thread(_open_desk, base_url, set_up_code, people)


def _open_desk(base_url: str, set_up_code: str, people: Sequence[dict[str, Any]]) -> list[Colleague]:
    browser = _Browser(base_url)
    first, *others = people
    password = secrets.token_urlsafe(12)
    own = {"code": set_up_code, "person_id": first["person_id"], "name": first["name"]}
    browser.send("/console/set-up", "/console/set-up", {**own, "password": password, "again": password})
    made = [Colleague(first["person_id"], first["name"], password)]
    for person in others:
        shown = browser.send("/console/people/new", "/console/people/new", person)
        given = _GIVEN.search(shown)
        if given is None:
            raise RuntimeError(f"the console did not take {person['person_id']}")
        made.append(Colleague(person["person_id"], person["name"], given[1]))
    return made


class _Browser:
    """Keeps cookies, and sends a form with the token of the page it is on."""

    def __init__(self, base_url: str) -> None:
        self._base_url = base_url
        self._http = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))

    def send(self, page: str, path: str, fields: dict[str, Any]) -> str:
        """Fill in the form of a page; the page that follows. Raises RuntimeError for any but a good one."""
        token = _TOKEN.search(self._open(page))
        if token is None:
            raise RuntimeError(f"{page} has no form")
        body = urllib.parse.urlencode({"_csrf_token": token[1], **fields}, doseq=True).encode()
        return self._open(path, body)

    def _open(self, path: str, body: bytes | None = None) -> str:
        try:
            with self._http.open(self._base_url + path, body, timeout=30) as answer:
                return str(answer.read().decode())
        except OSError as error:
            raise RuntimeError(f"the console at {path}: {error}") from error

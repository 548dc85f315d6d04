"""Signing in by a county's own sign-in: there and back, and everything that is no sign-in of ours."""

import base64
import hashlib
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlsplit

import httpx
import pytest

from kiosk.platform.adapters.oidc import Oidc, Provider
from kiosk.platform.roles import StaffRole
from tests.helpers.console import CONSOLE_URL, Browser, browser, let_in
from tests.helpers.fake_clock import FakeClock
from tests.helpers.in_process_platform import InProcessPlatform, in_process_platform

jwt = pytest.importorskip("joserfc.jwt", reason="joserfc is of the extra `platform`; this environment is older")
jwk = pytest.importorskip("joserfc.jwk")

pytestmark = pytest.mark.anyio
ISSUER, CLIENT = "https://sso.example", "bianmin"
Change = Callable[[dict[str, Any]], None]


@dataclass
class County:
    """An OpenID provider: discovery, keys, a sign-in that lets everybody in, tokens by its codes."""

    clock: FakeClock
    person_id: str = "li"
    change: Change = lambda claims: None
    key: Any = field(default_factory=lambda: jwk.RSAKey.generate_key(2048, parameters={"kid": "one", "use": "sig"}))
    signs_with: Any = None
    asked: dict[str, str] = field(default_factory=dict)
    is_down: bool = False

    def sign_in(self, address: str) -> str:
        """What its page does when somebody has signed in there: the way back."""
        query = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        self.asked = query
        return f"{query['redirect_uri']}?code=the-code&state={query['state']}"

    async def answer(self, request: httpx.Request) -> httpx.Response:
        if self.is_down:
            raise httpx.ConnectError("down")
        match request.url.path:
            case "/.well-known/openid-configuration":
                ends = {"authorization_endpoint": "auth", "token_endpoint": "token", "jwks_uri": "keys"}
                return httpx.Response(200, json={"issuer": ISSUER, **{k: f"{ISSUER}/{v}" for k, v in ends.items()}})
            case "/keys":
                return httpx.Response(200, json={"keys": [self.key.as_dict(private=False)]})
            case "/token":
                return self._token(dict(parse_qsl(request.content.decode())), request.headers.get("authorization", ""))
            case _:
                return httpx.Response(404)

    def _token(self, form: dict[str, str], authorization: str) -> httpx.Response:
        challenge = base64.urlsafe_b64encode(hashlib.sha256(form["code_verifier"].encode()).digest()).rstrip(b"=")
        secret = base64.b64encode(f"{CLIENT}:its secret".encode()).decode()
        if (form["code"], challenge.decode(), authorization) != (
            "the-code", self.asked["code_challenge"], f"Basic {secret}",
        ):  # fmt: skip
            return httpx.Response(400, json={"error": "invalid_grant"})
        now_s = int(self.clock.now().timestamp())
        claims = {
            "iss": ISSUER, "aud": CLIENT, "sub": "42", "preferred_username": self.person_id,
            "nonce": self.asked["nonce"], "iat": now_s, "exp": now_s + 300,
        }  # fmt: skip
        self.change(claims)
        signed = jwt.encode({"alg": "RS256", "kid": "one"}, claims, self.signs_with or self.key)
        return httpx.Response(200, json={"id_token": signed, "token_type": "Bearer"})


@pytest.fixture
def county(clock: FakeClock) -> County:
    return County(clock)


@pytest.fixture
async def platform(tmp_path: Path, clock: FakeClock, county: County) -> AsyncIterator[InProcessPlatform]:
    needed = frozenset({StaffRole.ADMINISTRATOR})
    async with in_process_platform(tmp_path, clock, console_url=CONSOLE_URL, second_for=needed) as running:
        provider = Provider(ISSUER, CLIENT, "its secret")
        oidc = Oidc(provider, httpx.MockTransport(county.answer))
        object.__setattr__(running.reception, "oidc", oidc)  # as its settings would
        yield running


async def through(page: Browser, county: County) -> httpx.Response:
    there = await page.get("/console/oidc")
    assert there.status_code == 303
    back = urlsplit(county.sign_in(there.headers["location"]))
    assert back.netloc == urlsplit(CONSOLE_URL).netloc
    return await page.get(f"{back.path}?{back.query}")


async def is_in(page: Browser) -> bool:
    return (await page.get("/console/password")).status_code == 200


async def test_whoever_the_county_knows_and_has_an_account_here_is_in(
    platform: InProcessPlatform, page: Browser, county: County
) -> None:
    await let_in(platform, "li", "administrator", name="李华")
    assert "统一身份认证" in (await page.get("/console/sign-in")).text
    answer = await through(page, county)
    assert (answer.status_code, answer.headers["refresh"]) == (200, "0; url=/console")
    people = await page.get("/console/people")
    assert (people.status_code, "李华" in people.text) == (200, True), "its second factor is the county's own"


async def test_a_person_without_an_account_or_with_a_closed_one_is_not(
    platform: InProcessPlatform, page: Browser, county: County
) -> None:
    await let_in(platform, "li", "administrator", is_closed=True)
    for county.person_id in ("li", "somebody"):
        assert (await through(page, county)).status_code == 403
        assert not await is_in(page)


@pytest.mark.parametrize(
    "change",
    [
        lambda claims: claims.update(iss="https://other.example"),
        lambda claims: claims.update(aud="another"),
        lambda claims: claims.update(aud=[CLIENT, "another"], azp="another"),
        lambda claims: claims.update(nonce="another"),
        lambda claims: claims.update(exp=claims["iat"] - 120),
        lambda claims: claims.update(nbf=claims["iat"] + 600),
        lambda claims: claims.pop("exp"),
        lambda claims: claims.pop("preferred_username"),
        lambda claims: claims.update(preferred_username=["li"]),
    ],
)
async def test_a_token_that_is_not_for_this_sign_in_lets_nobody_in(
    platform: InProcessPlatform, page: Browser, county: County, change: Change
) -> None:
    await let_in(platform, "li", "administrator")
    county.change = change
    assert (await through(page, county)).status_code == 403
    assert not await is_in(page)


async def test_a_token_signed_by_somebody_else_lets_nobody_in(
    platform: InProcessPlatform, page: Browser, county: County
) -> None:
    await let_in(platform, "li", "administrator")
    county.signs_with = jwk.RSAKey.generate_key(2048, parameters={"kid": "one"})
    assert (await through(page, county)).status_code == 403


async def test_a_way_back_that_nobody_here_began_leads_nowhere(
    platform: InProcessPlatform, page: Browser, county: County, clock: FakeClock
) -> None:
    await let_in(platform, "li", "administrator")
    assert (await page.get("/console/oidc/back?code=the-code&state=x")).status_code == 403
    there = await page.get("/console/oidc")
    back = urlsplit(county.sign_in(there.headers["location"]))
    async with browser(platform) as another:
        assert (await another.get(f"{back.path}?{back.query}")).status_code == 403
    assert (await page.get(f"{back.path}?code=the-code&state=guessed")).status_code == 403
    clock.set_wall_clock(clock.now().fromtimestamp(clock.now().timestamp() + 601, clock.now().tzinfo))
    assert (await page.get(f"{back.path}?{back.query}")).status_code == 403


async def test_while_the_county_is_away_the_page_says_so(
    platform: InProcessPlatform, page: Browser, county: County
) -> None:
    county.is_down = True
    answer = await page.get("/console/oidc")
    assert (answer.status_code, "连不上" in answer.text) == (503, True)


async def test_without_a_provider_there_is_no_such_page(platform: InProcessPlatform, page: Browser) -> None:
    object.__setattr__(platform.reception, "oidc", None)
    assert (await page.get("/console/oidc")).status_code == 404
    assert "统一身份认证" not in (await page.get("/console/sign-in")).text

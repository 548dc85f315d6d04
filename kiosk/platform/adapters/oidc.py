"""The county's own sign-in (OpenID Connect 1.0, code flow with PKCE): who somebody is.

What they may do stays in `people`.

    discovery ─► to its sign-in, with state, nonce and challenge ─► back with a code ─► ID token, signed by its keys
    issuer, audience, time, nonce and algorithm are checked ─► the claim that names a person here

Expected failures are values. The library for signed tokens is joserfc.
"""

import base64
import hashlib
import secrets
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlencode, urlsplit

import httpx

from kiosk.platform.adapters.contract import Away, Refused
from kiosk.platform.adapters.staff import LOOPBACK, BadAddressError

TIMEOUT_S = 10.0
ALGORITHMS = ("RS256", "PS256", "ES256", "EdDSA")
"""None, and nothing with a shared secret: a token signed by our own client's secret proves nothing."""
LEEWAY_S = 60


@dataclass(frozen=True, slots=True)
class Provider:
    """Where it is, and who we are to it."""

    issuer: str
    client_id: str
    secret: str = field(repr=False)
    claim: str = "preferred_username"
    """Which of its claims is the person's number here (工号)."""
    ca_file: Path | None = None


@dataclass(frozen=True, slots=True)
class Begun:
    """One sign-in that is under way; kept by the browser, sealed."""

    state: str
    nonce: str
    verifier: str


@dataclass(frozen=True, slots=True)
class _Ends:
    authorization: str
    token: str
    keys: str


def begun() -> Begun:
    """Three random values, 256 bits each."""
    return Begun(*(secrets.token_urlsafe(32) for _ in range(3)))


class Oidc:
    """One provider."""

    def __init__(self, provider: Provider, transport: httpx.AsyncBaseTransport | None = None) -> None:
        self._provider, self._transport = provider, transport
        if urlsplit(provider.issuer).scheme != "https" and urlsplit(provider.issuer).hostname not in LOOPBACK:
            raise BadAddressError(f"{provider.issuer}: people sign in by https only.")

    async def address(self, under_way: Begun, back: str) -> str | Away:
        """Where the browser is sent."""
        ends = await self._ends()
        if isinstance(ends, Away):
            return ends
        challenge = base64.urlsafe_b64encode(hashlib.sha256(under_way.verifier.encode()).digest()).rstrip(b"=")
        query = urlencode(
            {
                "response_type": "code",
                "client_id": self._provider.client_id,
                "redirect_uri": back,
                "scope": "openid profile",
                "state": under_way.state,
                "nonce": under_way.nonce,
                "code_challenge": challenge.decode(),
                "code_challenge_method": "S256",
            }
        )
        return f"{ends.authorization}{'&' if '?' in ends.authorization else '?'}{query}"

    async def who(self, under_way: Begun, code: str, back: str, now: datetime) -> str | Away | Refused:
        """The number of the person that this code is of."""
        ends = await self._ends()
        if isinstance(ends, Away):
            return ends
        said = {
            "grant_type": "authorization_code", "code": code, "redirect_uri": back,
            "client_id": self._provider.client_id, "code_verifier": under_way.verifier,
        }  # fmt: skip
        told = await self._told("POST", ends.token, said)
        if not isinstance(told, dict):
            return told
        keys = await self._told("GET", ends.keys)
        if not isinstance(keys, dict):
            return keys
        token = told.get("id_token")
        return self._named(str(token or ""), keys, under_way, now)

    def _named(self, token: str, keys: dict[str, object], under_way: Begun, now: datetime) -> str | Refused:
        from joserfc import jwt
        from joserfc.errors import JoseError
        from joserfc.jwk import KeySet

        try:
            claims = jwt.decode(token, KeySet.import_key_set(cast(Any, keys)), algorithms=list(ALGORITHMS)).claims
        except (JoseError, ValueError, KeyError, TypeError) as error:
            return Refused(f"token {type(error).__name__}")
        fault = self._fault(claims, under_way, now.timestamp())
        if fault is not None:
            return Refused(fault)
        name = claims.get(self._provider.claim)
        return name if isinstance(name, str) and name else Refused("claim")

    def _fault(self, claims: dict[str, object], under_way: Begun, now_s: float) -> str | None:
        """OpenID Connect Core 1.0, 3.1.3.7."""
        audience = claims.get("aud")
        for_whom = audience if isinstance(audience, list) else [audience]
        ends_s, begins_s = claims.get("exp"), claims.get("nbf", 0)
        if claims.get("iss") != self._provider.issuer:
            return "issuer"
        if self._provider.client_id not in for_whom:
            return "audience"
        if claims.get("azp", self._provider.client_id) != self._provider.client_id:
            return "authorised party"
        if not isinstance(ends_s, int | float) or ends_s < now_s - LEEWAY_S:
            return "over"
        if not isinstance(begins_s, int | float) or begins_s > now_s + LEEWAY_S:
            return "not yet"
        return None if claims.get("nonce") == under_way.nonce else "nonce"

    async def _ends(self) -> _Ends | Away:
        told = await self._told("GET", f"{self._provider.issuer.rstrip('/')}/.well-known/openid-configuration")
        if not isinstance(told, dict):
            return Away("discovery")
        names = ("authorization_endpoint", "token_endpoint", "jwks_uri")
        ends = [told.get(name) for name in names]
        if told.get("issuer") != self._provider.issuer or not all(isinstance(end, str) for end in ends):
            return Away("discovery")
        return _Ends(*(str(end) for end in ends))

    async def _told(
        self, method: str, url: str, form: dict[str, str] | None = None
    ) -> dict[str, object] | Away | Refused:
        verify = str(self._provider.ca_file) if self._provider.ca_file else True
        auth = None if form is None else httpx.BasicAuth(self._provider.client_id, self._provider.secret)
        try:
            async with httpx.AsyncClient(
                transport=self._transport, timeout=TIMEOUT_S, verify=verify, trust_env=False
            ) as http:
                answer = await http.request(method, url, data=form, auth=auth)
                told = answer.json() if answer.is_success else None
        except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
            return Away(type(error).__name__)
        if isinstance(told, dict):
            return told
        return Refused(f"status_{answer.status_code}") if 400 <= answer.status_code < 500 else Away("answer")

"""Signing in by the county's own sign-in, where one is configured: there and back, and who came back.

What belongs to a sign-in under way (state, nonce, verifier) is in the browser, under a seal of ours, for ten minutes:
no replica has to remember it. Its cookie is `Lax`, since the way back comes from another site; the visit's stays
`Strict`, so the page that is reached first leads on by itself.
"""

import base64
import hmac
from typing import Annotated, Any

import msgspec
from litestar import Request, get
from litestar.datastructures import Cookie
from litestar.params import QueryParameter
from litestar.response import Redirect, Template

from kiosk.platform.access import AtReception
from kiosk.platform.adapters.contract import Away, Refused
from kiosk.platform.adapters.oidc import Begun, Oidc, begun
from kiosk.platform.console.doors import ROOT, is_secure, visit_cookie
from kiosk.platform.console.rendering import page
from kiosk.platform.people.diary import Act, Writing, write_down
from kiosk.platform.people.register import find_person
from kiosk.platform.people.visits import BY_OIDC, begin_visit
from kiosk.platform.problems import RefusedError, refusal
from kiosk.platform.reception import Reception

AnyRequest = Request[Any, Any, Any]
UNDER_WAY_S = 600
BACK = f"{ROOT}/oidc/back"


class _Kept(msgspec.Struct, frozen=True):
    state: str
    nonce: str
    verifier: str
    at_s: float


@get("/oidc")
async def get_oidc(request: AnyRequest, reception: AtReception) -> Redirect | Template:
    """Send the browser to the county's sign-in."""
    under_way = begun()
    told = await _provider(reception).address(under_way, _back(request, reception))
    if isinstance(told, Away):
        return page(request, "oidc", {"problem": "oidc.away", "to": ""}, status=503)
    return Redirect(told, status_code=303, cookies=[_cookie(reception, _sealed(reception, under_way))])


@get("/oidc/back")
async def get_back(
    request: AnyRequest,
    reception: AtReception,
    code: Annotated[str, QueryParameter(max_length=4000)] = "",
    given: Annotated[str, QueryParameter(name="state", max_length=200)] = "",
) -> Template:
    """Let in whoever it says it is, if they are one of ours."""
    under_way = _opened(reception, request.cookies.get(_name(reception), ""))
    if under_way is None or not code or not hmac.compare_digest(under_way.state.encode(), given.encode()):
        return page(request, "oidc", {"problem": "oidc.again", "to": ""}, status=403)
    now = reception.clock.now()
    said = await _provider(reception).who(under_way, code, _back(request, reception), now)
    if isinstance(said, Away):
        return page(request, "oidc", {"problem": "oidc.away", "to": ""}, status=503)
    token = None if isinstance(said, Refused) else await _let_in(request, reception, said)
    if token is None:
        return page(request, "oidc", {"problem": "oidc.nobody", "to": ""}, status=403)
    shown = page(request, "oidc", {"problem": None, "to": ROOT}, headers={"Refresh": f"0; url={ROOT}"})
    shown.cookies = [visit_cookie(reception.settings.console_url, token), _cookie(reception, "", 0)]
    return shown


async def _let_in(request: AnyRequest, reception: Reception, person_id: str) -> str | None:
    now, division_code = reception.clock.now(), reception.settings.division_code
    writing, host = Writing(division_code, now), request.client.host if request.client else ""
    async with reception.database.write() as db:
        found = await find_person(db, person_id)
        if found is None or found[0].is_closed:
            await write_down(db, writing, "", Act.NOT_SIGNED_IN, about=host)
            return None
        await write_down(db, writing, found[0].person_id, Act.SIGNED_IN, about=host)
        return await begin_visit(db, division_code, found[0].person_id, now, BY_OIDC)


def _provider(reception: Reception) -> Oidc:
    if reception.oidc is None:
        raise RefusedError(refusal(404, "not-found", "There is no such page."))
    return reception.oidc


def _back(request: AnyRequest, reception: Reception) -> str:
    own = reception.settings.console_url or f"http://{request.headers.get('host', '')}"
    return f"{own}{BACK}"


def _name(reception: Reception) -> str:
    return "__Host-bianmin-oidc" if is_secure(reception.settings.console_url) else "bianmin-oidc"


def _cookie(reception: Reception, value: str, max_age_s: int = UNDER_WAY_S) -> Cookie:
    return Cookie(
        key=_name(reception), value=value, path="/", httponly=True, samesite="lax", max_age=max_age_s,
        secure=is_secure(reception.settings.console_url),
    )  # fmt: skip


def _sealed(reception: Reception, under_way: Begun) -> str:
    kept = _Kept(under_way.state, under_way.nonce, under_way.verifier, reception.clock.now().timestamp())
    text = base64.urlsafe_b64encode(msgspec.json.encode(kept)).decode()
    return f"{text}.{_seal(reception, text)}"


def _opened(reception: Reception, value: str) -> Begun | None:
    text, _, seal = value.rpartition(".")
    if not hmac.compare_digest(seal.encode(), _seal(reception, text).encode()):
        return None
    kept = msgspec.json.decode(base64.urlsafe_b64decode(text), type=_Kept)
    age_s = reception.clock.now().timestamp() - kept.at_s
    return Begun(kept.state, kept.nonce, kept.verifier) if 0 <= age_s <= UNDER_WAY_S else None


def _seal(reception: Reception, text: str) -> str:
    return hmac.new(reception.database.secret, f"oidc\0{text}".encode(), "sha256").hexdigest()


HANDLERS = [get_oidc, get_back]
"""For whoever has not signed in."""

"""Signing in and out, the first start, one's own password."""

import re
from typing import Annotated, Any

from litestar import Request, get, post
from litestar.datastructures import Cookie
from litestar.params import QueryParameter
from litestar.response import Redirect, Template

from kiosk.platform.access import AtReception
from kiosk.platform.console.doors import (
    EVERYBODY,
    FOR,
    PASSWORD_PATH,
    ROOT,
    SIGN_IN_PATH,
    ByVisitor,
    cookie_name,
    visit_cookie,
)
from kiosk.platform.console.forms import read_form
from kiosk.platform.console.rendering import page, places_of
from kiosk.platform.people.diary import Act, Writing, write_down
from kiosk.platform.people.register import LEAST_PASSWORD_LENGTH, PERSON_ID, Person
from kiosk.platform.people.signing_in import Knock, NotIn, Refused, renew_password, set_up, sign_in
from kiosk.platform.people.visits import IDLE, end_visit
from kiosk.platform.reception import Reception
from kiosk.platform.roles import Clerk, StaffRole

AnyRequest = Request[Any, Any, Any]
STATUS = {NotIn.WRONG: 403, NotIn.SHUT: 429, NotIn.POOR: 422, NotIn.DONE: 409}
_LOCAL = re.compile(rf"{ROOT}(/[A-Za-z0-9/_-]*)?")


@get("/", opt={FOR: EVERYBODY})
async def get_home(visit: ByVisitor) -> Redirect:
    """Go to where this person's work is."""
    places = places_of(visit.person)
    return Redirect(places[0].path if places else PASSWORD_PATH, status_code=303)


@get("/sign-in")
async def get_sign_in(
    request: AnyRequest, reception: AtReception, following: Annotated[str, QueryParameter(name="next")] = ""
) -> Template:
    """The page where people sign in."""
    return _sign_in_page(request, reception, {"next": following})


@post("/sign-in", status_code=303)
async def post_sign_in(request: AnyRequest, reception: AtReception) -> Redirect | Template:
    """Let somebody in."""
    form = await read_form(request)
    said = await sign_in(reception, Knock(form["person_id"], form["password"], _host(request), form["code"]))
    if isinstance(said, Refused):
        return _sign_in_page(request, reception, form, said)
    following = form["next"] if _LOCAL.fullmatch(form["next"]) else ROOT
    return Redirect(following, status_code=303, cookies=[_cookie(reception, said)])


@post("/sign-out", status_code=303, opt={FOR: EVERYBODY})
async def post_sign_out(reception: AtReception, visit: ByVisitor) -> Redirect:
    """End the visit."""
    writing = Writing(reception.settings.division_code, reception.clock.now())
    async with reception.database.write() as db:
        await end_visit(db, visit.token)
        await write_down(db, writing, visit.person.person_id, Act.SIGNED_OUT)
    gone = Cookie(key=cookie_name(reception.settings.console_url), value="", path="/", max_age=0, httponly=True)
    return Redirect(SIGN_IN_PATH, status_code=303, cookies=[gone])


@get("/set-up")
async def get_set_up(request: AnyRequest, reception: AtReception) -> Template | Redirect:
    """The page of the first start; there is none once somebody is there."""
    if not reception.set_up.is_offered:
        return Redirect(SIGN_IN_PATH, status_code=303)
    return _set_up_page(request, {})


@post("/set-up", status_code=303)
async def post_set_up(request: AnyRequest, reception: AtReception) -> Redirect | Template:
    """Make the first administrator."""
    form = await read_form(request)
    if not re.fullmatch(PERSON_ID, form["person_id"]) or not form["name"]:
        return _set_up_page(request, form, "set_up.which")
    if form["password"] != form["again"]:
        return _set_up_page(request, form, "password.differ")
    person = Person(form["person_id"].lower(), Clerk(form["name"], StaffRole.ADMINISTRATOR))
    knock = Knock(person.person_id, form["password"], _host(request))
    said = await set_up(reception, form["code"], person, knock)
    if isinstance(said, Refused):
        return _set_up_page(request, form, f"set_up.{said.why.value}", said)
    return Redirect(ROOT, status_code=303, cookies=[_cookie(reception, said)])


@get("/password", opt={FOR: EVERYBODY})
async def get_password(request: AnyRequest, visit: ByVisitor) -> Template:
    """The page for one's own password."""
    return _password_page(request)


@post("/password", status_code=303, opt={FOR: EVERYBODY})
async def post_password(request: AnyRequest, reception: AtReception, visit: ByVisitor) -> Redirect | Template:
    """Change it; every other visit of this person ends."""
    form = await read_form(request)
    if form["password"] != form["again"]:
        return _password_page(request, "password.differ")
    knock = Knock(visit.person.person_id, form["password"], _host(request))
    said = await renew_password(reception, visit.person, form["old"], knock)
    if isinstance(said, Refused):
        return _password_page(request, f"password.{said.why.value}", said)
    return Redirect(ROOT, status_code=303, cookies=[_cookie(reception, said)])


def _sign_in_page(
    request: AnyRequest, reception: Reception, form: dict[str, str], refused: Refused | None = None
) -> Template:
    values = {
        "person_id": form.get("person_id", ""),
        "next": form.get("next", ""),
        "problem": None if refused is None else f"sign_in.{refused.why.value}",
        "wait_s": refused.wait_s if refused else 0,
        "idle_minutes": int(IDLE.total_seconds() // 60),
        "by_oidc": reception.oidc is not None,
        "set_up_offered": reception.set_up.is_offered,
    }
    return _told(request, "sign_in", values, refused)


def _set_up_page(
    request: AnyRequest, form: dict[str, str], problem: str | None = None, refused: Refused | None = None
) -> Template:
    kept = {name: form.get(name, "") for name in ("code", "person_id", "name")}
    values = {**kept, "problem": problem, "wait_s": refused.wait_s if refused else 0, "least": LEAST_PASSWORD_LENGTH}
    return _told(request, "set_up", values, refused, 422 if problem else 200)


def _password_page(request: AnyRequest, problem: str | None = None, refused: Refused | None = None) -> Template:
    values = {"problem": problem, "wait_s": refused.wait_s if refused else 0, "least": LEAST_PASSWORD_LENGTH}
    return _told(request, "password", values, refused, 422 if problem else 200)


def _told(
    request: AnyRequest, template: str, values: dict[str, Any], refused: Refused | None, status: int = 200
) -> Template:
    if refused is None:
        return page(request, template, values, status=status)
    headers = {"Retry-After": str(refused.wait_s)} if refused.wait_s else {}
    return page(request, template, values, status=STATUS[refused.why], headers=headers)


def _cookie(reception: Reception, token: str) -> Cookie:
    return visit_cookie(reception.settings.console_url, token)


def _host(request: AnyRequest) -> str:
    """Where it comes from; a proxy on this machine says it (X-Forwarded-For, read by the server)."""
    return request.client.host if request.client else ""


HANDLERS = [
    get_home, get_sign_in, post_sign_in, post_sign_out, get_set_up, post_set_up, get_password, post_password,
]  # fmt: skip
"""The way in and out."""

"""One's own second factor: set up with an authenticator application, and given up with the password."""

from io import BytesIO
from typing import Any

import segno
from litestar import Request, get, post
from litestar.response import Redirect, Template
from markupsafe import Markup

from kiosk.platform.access import AtReception
from kiosk.platform.console.doors import EVERYBODY, FOR, ROOT, SECOND_PATH, ByVisitor
from kiosk.platform.console.forms import read_form
from kiosk.platform.console.rendering import page, words
from kiosk.platform.people.diary import Act, Writing, write_down
from kiosk.platform.people.second import address, fitting_step, keep_second, new_secret, second_of, shown
from kiosk.platform.people.signing_in import Knock, Refused, has_said_password
from kiosk.platform.people.visits import Visit
from kiosk.platform.reception import Reception

AnyRequest = Request[Any, Any, Any]


@get("/second", opt={FOR: EVERYBODY})
async def get_second(request: AnyRequest, reception: AtReception, visit: ByVisitor) -> Template:
    """Whether there is one, and the secret of another."""
    return await _page(request, reception, visit, new_secret())


@post("/second", status_code=303, opt={FOR: EVERYBODY})
async def post_second(request: AnyRequest, reception: AtReception, visit: ByVisitor) -> Redirect | Template:
    """Let it count, once its digits were given back with the password."""
    form = await read_form(request)
    secret = _secret(form["secret"])
    if secret is None:
        return await _page(request, reception, visit, new_secret(), "second.again")
    refused = await has_said_password(reception, visit.person, _knock(request, visit, form["password"]))
    if isinstance(refused, Refused):
        return await _page(request, reception, visit, secret, f"second.{refused.why.value}", refused)
    now = reception.clock.now()
    step = fitting_step(secret, form["code"], now, 0)
    if step is None:
        return await _page(request, reception, visit, secret, "second.digits")
    await _keep(reception, visit, secret, step)
    return Redirect(ROOT, status_code=303)


@post("/second/off", status_code=303, opt={FOR: EVERYBODY})
async def post_second_off(request: AnyRequest, reception: AtReception, visit: ByVisitor) -> Redirect | Template:
    """Give it up, with the password; where a role needs one, the next page asks for another."""
    form = await read_form(request)
    refused = await has_said_password(reception, visit.person, _knock(request, visit, form["password"]))
    if isinstance(refused, Refused):
        return await _page(request, reception, visit, new_secret(), f"second.{refused.why.value}", refused)
    await _keep(reception, visit, None, 0)
    return Redirect(SECOND_PATH, status_code=303)


async def _keep(reception: Reception, visit: Visit, secret: bytes | None, step: int) -> None:
    writing = Writing(reception.settings.division_code, reception.clock.now())
    act = Act.SECOND_OFF if secret is None else Act.SECOND_ON
    async with reception.database.write() as db:
        await keep_second(db, visit.person.person_id, secret, step)
        await write_down(db, writing, visit.person.person_id, act)


async def _page(
    request: AnyRequest, reception: Reception, visit: Visit, secret: bytes, problem: str | None = None,
    refused: Refused | None = None,
) -> Template:  # fmt: skip
    async with reception.database.read() as db:
        has_one = await second_of(db, visit.person.person_id) is not None
    values = {
        "has_one": has_one,
        "must": visit.person.clerk.role in reception.settings.second_for and not has_one,
        "secret": secret.hex(),
        "shown": shown(secret),
        "qr": _qr(address(secret, visit.person.person_id, words()("product"))),
        "problem": problem,
        "wait_s": refused.wait_s if refused else 0,
    }
    status = 200 if problem is None else 429 if refused and refused.wait_s else 422
    return page(request, "second", values, status=status)


def _qr(said: str) -> Markup:
    """Drawn into the page: nothing is fetched, and nothing but its shape is in it."""
    drawn = BytesIO()
    segno.make(said, error="m").save(
        drawn, kind="svg", scale=4, xmldecl=False, svgns=True, omitsize=False, title=words()("second.qr")
    )
    return Markup(drawn.getvalue().decode())


def _secret(text: str) -> bytes | None:
    try:
        secret = bytes.fromhex(text)
    except ValueError:
        return None
    return secret if len(secret) == 20 else None


def _knock(request: AnyRequest, visit: Visit, password: str) -> Knock:
    return Knock(visit.person.person_id, password, request.client.host if request.client else "")


HANDLERS = [get_second, post_second, post_second_off]
"""What everybody does for themselves."""

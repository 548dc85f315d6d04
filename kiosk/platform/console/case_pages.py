"""The inbox and the case: what lies there, one case with everything about it, and what can be done to it.

Handlers ask the same core as the staff's API (`case_view`, `act`, `page_of`); what somebody may not see is not there.
"""

import secrets
from dataclasses import dataclass
from typing import Annotated, Any

from litestar import Request, Response, get, post
from litestar.params import QueryParameter
from litestar.response import Redirect, Template

from kiosk.core.clock import china_date
from kiosk.platform.access import AtReception
from kiosk.platform.console.actions import action_of
from kiosk.platform.console.doors import FOR, HEADERS, ROOT, ByVisitor
from kiosk.platform.console.forms import Form, read_form
from kiosk.platform.console.lists import Show, find_number, list_lying
from kiosk.platform.console.offers import offers_of
from kiosk.platform.console.rendering import page, words
from kiosk.platform.console.shown import facts_of, history_of, papers_of, words_of
from kiosk.platform.desk import Call, act, etag, same_matter
from kiosk.platform.ledger import find_case
from kiosk.platform.people.diary import Act, Writing, write_down
from kiosk.platform.people.visits import Visit
from kiosk.platform.problems import Refusal, settled
from kiosk.platform.reception import Reception
from kiosk.platform.roles import AT_DESKS, StaffRole
from kiosk.platform.staff_api import CaseIdPath
from kiosk.platform.staff_wire import CaseView
from kiosk.platform.terminal_api import Sha256Path
from kiosk.platform.views import case_view, page_of

AnyRequest = Request[Any, Any, Any]
WITH_CASES = AT_DESKS | {StaffRole.SUPERVISOR}
_PICTURES = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n", "image/png"),
    (b"%PDF-", "application/pdf"),
    (b"RIFF", "audio/wav"),
)


@dataclass(frozen=True, slots=True)
class _Look:
    """How a case is looked at: whether in full, and what went wrong with what was sent."""

    full: bool = False
    problem: str | None = None
    form: Form | None = None
    status: int = 200


@get("/inbox", opt={FOR: WITH_CASES})
async def get_inbox(
    request: AnyRequest,
    reception: AtReception,
    visit: ByVisitor,
    show: Annotated[Show, QueryParameter()] = Show.ALL,
    cursor: Annotated[str | None, QueryParameter(max_length=200)] = None,
    done: Annotated[str, QueryParameter(max_length=40)] = "",
) -> Template:
    """What lies at this person's desks, what is due first at its top."""
    listing = settled(await list_lying(reception, visit.person.clerk, show, cursor))
    values = {
        "listing": listing,
        "show": show,
        "done": _known(f"done.{done}"),
        "case_id": None,
        "paged": cursor is not None,
        "sought": None,
    }
    return page(request, "inbox", values)


@get("/find", opt={FOR: WITH_CASES})
async def get_found(
    request: AnyRequest,
    reception: AtReception,
    visit: ByVisitor,
    number: Annotated[str, QueryParameter(max_length=40)] = "",
) -> Redirect | Template:
    """Go to the case of a number; one that this person may not see is not there."""
    case_id = await find_number(reception, visit.person.clerk, number.strip())
    if case_id is not None:
        return Redirect(f"{ROOT}/cases/{case_id}", status_code=303)
    listing = settled(await list_lying(reception, visit.person.clerk, Show.ALL, None))
    values = {"listing": listing, "show": Show.ALL, "done": None, "case_id": None, "paged": False, "sought": number}
    return page(request, "inbox", values, status=404)


@get("/cases/{case_id:str}", opt={FOR: WITH_CASES})
async def get_case(
    request: AnyRequest,
    case_id: CaseIdPath,
    reception: AtReception,
    visit: ByVisitor,
    done: Annotated[str, QueryParameter(max_length=40)] = "",
) -> Template:
    """One case; that it was opened is written down."""
    shown = await _case_page(request, reception, visit, case_id, _Look(), _known(f"done.{done}"))
    await _write_down(reception, visit, Act.CASE_OPENED, case_id)
    return shown


@post("/cases/{case_id:str}/reveal", status_code=200, opt={FOR: WITH_CASES})
async def post_reveal(request: AnyRequest, case_id: CaseIdPath, reception: AtReception, visit: ByVisitor) -> Template:
    """The same with nothing masked, for this one page; written down before it is shown."""
    settled(await case_view(reception, visit.person.clerk, case_id))
    await _write_down(reception, visit, Act.CASE_REVEALED, case_id)
    return await _case_page(request, reception, visit, case_id, _Look(full=True))


@get("/cases/{case_id:str}/pages/{sha256:str}", opt={FOR: WITH_CASES})
async def get_page(
    case_id: CaseIdPath, sha256: Sha256Path, reception: AtReception, visit: ByVisitor
) -> Response[bytes]:
    """A scanned page; that it was looked at is written down. Whatever is in it, a browser runs nothing of it."""
    content = settled(await page_of(reception, visit.person.clerk, case_id, sha256))
    await _write_down(reception, visit, Act.PAGE_OPENED, case_id, sha256)
    kind = next((kind for head, kind in _PICTURES if content.startswith(head)), "application/octet-stream")
    headers = {**HEADERS, "Content-Security-Policy": "default-src 'none'; sandbox", "Cache-Control": "no-store"}
    return Response(content, media_type=kind, headers=headers)


@post("/cases/{case_id:str}/actions", status_code=303, opt={FOR: WITH_CASES})
async def post_action(
    request: AnyRequest, case_id: CaseIdPath, reception: AtReception, visit: ByVisitor
) -> Redirect | Template:
    """Do one thing, once, to the version that was looked at; what was refused is shown with what was written."""
    form = await read_form(request)
    action = action_of(form)
    if action is None:
        look = _Look(problem="refused.incomplete", form=form, status=422)
        return await _case_page(request, reception, visit, case_id, look)
    key = form["key"] if len(form["key"]) == 32 else secrets.token_hex(16)
    said = await act(reception, visit.person.clerk, Call(case_id, key, etag(_number(form["version"]))), action)
    if isinstance(said, Refusal):
        look = _Look(problem=why_refused(said), form=form, status=said.problem.status)
        return await _case_page(request, reception, visit, case_id, look)
    still = await case_view(reception, visit.person.clerk, case_id)
    to = f"{ROOT}/inbox" if isinstance(still, Refusal) else f"{ROOT}/cases/{case_id}"
    return Redirect(f"{to}?done={form['action']}", status_code=303)


async def _case_page(
    request: AnyRequest, reception: Reception, visit: Visit, case_id: str, look: _Look, done: str | None = None
) -> Template:
    clerk, now = visit.person.clerk, reception.clock.now()
    view: CaseView = settled(await case_view(reception, clerk, case_id))
    listing = settled(await list_lying(reception, clerk, Show.ALL, None))
    async with reception.database.read() as db:
        held = await find_case(db, case_id)
        if held is None:
            raise AssertionError("a case that is seen is there")
        same = await same_matter(db, clerk, held)
    today = china_date(now)
    item = reception.catalogue.item(view.item_id) if reception.catalogue.has(view.item_id) else None
    values = {
        "view": view,
        "facts": facts_of(view, reception.catalogue, words(), reception.texts, full=look.full, today=today),
        "papers": papers_of(view, reception.catalogue),
        "history": history_of(view, words()),
        "said": words_of(view),
        "offers": offers_of(clerk, held, today, reception.calendar, has_same=bool(same)),
        "same": same,
        "is_confidential": held.case.route.is_confidential,
        "materials": [(m.id, m.name.zh) for m in item.materials if m.id in item.corrections] if item else [],
        "all_desks": reception.routing.desks,
        "due_by_default": reception.calendar.after(today, 10),
        "key": secrets.token_hex(16),
        "form": look.form or Form({}),
        "problem": look.problem,
        "full": look.full,
        "done": done,
        "listing": listing,
        "show": Show.ALL,
        "case_id": case_id,
        "paged": False,
        "sought": None,
    }
    return page(request, "case", values, status=look.status)


async def _write_down(reception: Reception, visit: Visit, act_: Act, case_id: str, about: str = "") -> None:
    writing = Writing(reception.settings.division_code, reception.clock.now())
    async with reception.database.write() as db:
        await write_down(db, writing, visit.person.person_id, act_, case_id=case_id, about=about)


def why_refused(said: Refusal) -> str:
    """Words for a refusal's own name; those that nobody could cause with the page's forms have one sentence."""
    if said.problem.status == 404:
        settled(said)
    key = f"refused.{said.problem.type.rpartition(':')[2].replace('-', '_')}"
    return key if key in words() else "refused.other"


def _known(key: str) -> str | None:
    """What an address says was done, if it is one of ours."""
    return key if key in words() else None


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


HANDLERS = [get_inbox, get_found, get_case, post_reveal, get_page, post_action]
"""What those do who work on cases, and who supervise them."""

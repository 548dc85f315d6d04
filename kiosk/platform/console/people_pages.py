"""People and roles, for administrators: who may sign in, as what, at which desks; and the diary."""

import re
from dataclasses import replace
from typing import Annotated, Any

from litestar import Request, get, post
from litestar.params import PathParameter
from litestar.response import Redirect, Template

from kiosk.platform.access import AtReception
from kiosk.platform.console.doors import FOR, ROOT, ByVisitor
from kiosk.platform.console.forms import Form, read_form
from kiosk.platform.console.rendering import page
from kiosk.platform.people.diary import Act, Writing, latest, write_down
from kiosk.platform.people.register import (
    PERSON_ID,
    ROLES,
    Person,
    add_person,
    change_password,
    change_person,
    find_person,
    given_password,
    list_people,
    open_administrators,
)
from kiosk.platform.people.second import keep_second
from kiosk.platform.people.signing_in import hashed
from kiosk.platform.problems import RefusedError, refusal
from kiosk.platform.reception import Reception
from kiosk.platform.roles import AT_DESKS, Clerk, StaffRole

AnyRequest = Request[Any, Any, Any]
ADMINISTRATORS = frozenset({StaffRole.ADMINISTRATOR})
PersonPath = Annotated[str, PathParameter(pattern=rf"^{PERSON_ID}$")]


@get("/people", opt={FOR: ADMINISTRATORS})
async def get_people(request: AnyRequest, reception: AtReception) -> Template:
    """Everybody."""
    async with reception.database.read() as db:
        everybody = await list_people(db)
    names = {desk.id: desk.name for desk in reception.routing.desks}
    return page(request, "people", {"people": everybody, "desk_names": names})


@get("/people/new", opt={FOR: ADMINISTRATORS})
async def get_new_person(request: AnyRequest, reception: AtReception) -> Template:
    """The form for a new person."""
    return _person_page(request, reception, Person("", Clerk("", StaffRole.COMMUNITY)), is_new=True)


@post("/people/new", status_code=200, opt={FOR: ADMINISTRATORS})
async def post_new_person(request: AnyRequest, reception: AtReception, visit: ByVisitor) -> Template:
    """Make them, and show the first password, this once."""
    form = await read_form(request)
    person = replace(_person(form, form["person_id"].lower()), must_change=True)
    problem = _fault(person, reception)
    given = given_password()
    kept = await hashed(reception, given)
    writing = Writing(reception.settings.division_code, reception.clock.now())
    if problem is None:
        async with reception.database.write() as db:
            if await find_person(db, person.person_id) is not None:
                problem = "people.taken"
            else:
                made = (writing.at, visit.person.person_id)
                await add_person(db, writing.division_code, person, kept, made)
                await write_down(db, writing, visit.person.person_id, Act.PERSON_MADE, about=person.person_id)
    if problem is not None:
        return _person_page(request, reception, person, is_new=True, problem=problem)
    return page(request, "given", {"who": person, "given": given})


@get("/people/{person_id:str}", opt={FOR: ADMINISTRATORS})
async def get_person(request: AnyRequest, person_id: PersonPath, reception: AtReception) -> Template:
    """One person."""
    return _person_page(request, reception, await _found(reception, person_id))


@post("/people/{person_id:str}", status_code=303, opt={FOR: ADMINISTRATORS})
async def post_person(
    request: AnyRequest, person_id: PersonPath, reception: AtReception, visit: ByVisitor
) -> Redirect | Template:
    """Change what they are and may see; it holds from their next page on."""
    before = await _found(reception, person_id)
    form = await read_form(request)
    person = replace(_person(form, before.person_id), must_change=before.must_change)
    problem = _fault(person, reception)
    writing = Writing(reception.settings.division_code, reception.clock.now())
    if problem is None:
        async with reception.database.write() as db:
            if await _is_last(db, before) and (person.is_closed or person.clerk.role not in ADMINISTRATORS):
                problem = "people.last"
            else:
                await change_person(db, person)
                await write_down(db, writing, visit.person.person_id, Act.PERSON_CHANGED, about=person.person_id)
    if problem is not None:
        return _person_page(request, reception, person, problem=problem)
    return Redirect(f"{ROOT}/people", status_code=303)


@post("/people/{person_id:str}/password", status_code=200, opt={FOR: ADMINISTRATORS})
async def post_given_password(
    request: AnyRequest, person_id: PersonPath, reception: AtReception, visit: ByVisitor
) -> Template:
    """Give somebody another first password, shown this once; all their visits end."""
    person = await _found(reception, person_id)
    given = given_password()
    kept = await hashed(reception, given)
    writing = Writing(reception.settings.division_code, reception.clock.now())
    async with reception.database.write() as db:
        await change_password(db, person.person_id, kept, must_change=True)
        await keep_second(db, person.person_id, None)  # a lost telephone is lost with the old password
        await write_down(db, writing, visit.person.person_id, Act.PASSWORD_GIVEN, about=person.person_id)
    return page(request, "given", {"who": person, "given": given})


@get("/diary", opt={FOR: ADMINISTRATORS})
async def get_diary(request: AnyRequest, reception: AtReception) -> Template:
    """Who did and looked at what, newest first."""
    async with reception.database.read() as db:
        entries = await latest(db)
    return page(request, "diary", {"entries": entries})


def _person(form: Form, person_id: str) -> Person:
    role = next((role for role in ROLES if role.value == form["role"]), StaffRole.COMMUNITY)
    desks = frozenset(form.many.get("desks", [])) if role in AT_DESKS | {StaffRole.SUPERVISOR} else frozenset()
    area = form["area"] if role is StaffRole.SUPERVISOR else ""
    return Person(person_id, Clerk(form["name"][:80], role, desks, area), is_closed=form["closed"] == "yes")


def _fault(person: Person, reception: Reception) -> str | None:
    """Why they could not work like that; the same rules as for the file of tokens."""
    clerk = person.clerk
    if not re.fullmatch(PERSON_ID, person.person_id):
        return "people.bad_id"
    if not clerk.name:
        return "people.no_name"
    if clerk.role in AT_DESKS and not clerk.desks:
        return "people.no_desk"
    if any(reception.routing.desk(desk_id) is None for desk_id in clerk.desks):
        return "people.unknown_desk"
    if clerk.role is StaffRole.SUPERVISOR and not re.fullmatch(r"[0-9]{6,12}", clerk.area):
        return "people.no_area"
    return None


def _person_page(
    request: AnyRequest, reception: Reception, who: Person, *, is_new: bool = False, problem: str | None = None
) -> Template:
    values = {"who": who, "roles": ROLES, "all_desks": reception.routing.desks, "is_new": is_new, "problem": problem}
    return page(request, "person", values, status=422 if problem else 200)


async def _found(reception: Reception, person_id: str) -> Person:
    async with reception.database.read() as db:
        found = await find_person(db, person_id)
    if found is None:
        raise RefusedError(refusal(404, "not-found", "There is no such person."))
    return found[0]


async def _is_last(db: Any, person: Person) -> bool:
    is_one = person.clerk.role in ADMINISTRATORS and not person.is_closed
    return is_one and await open_administrators(db) == 1


HANDLERS = [
    get_people, get_new_person, post_new_person, get_person, post_person, post_given_password, get_diary,
]  # fmt: skip
"""What administrators do."""

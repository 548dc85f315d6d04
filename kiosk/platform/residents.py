"""Finding a person's cases without a readable index: keyed hashes of number and name, made with the database's secret.

Never logged, never answered with: neither the number nor its hash leaves this module and the `cases` table.
"""

import hashlib
import hmac
import unicodedata
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from kiosk.cases import CaseProgress
from kiosk.core.clock import china_date
from kiosk.core.person import IDENTITY_LEVEL_NAMES, IdentityLevel
from kiosk.platform.bodies import level_to_change
from kiosk.platform.bridge import progress
from kiosk.platform.ledger import Held, histories_of
from kiosk.platform.problems import Refusal, refusal
from kiosk.platform.reception import Reception
from kiosk.platform.standing import Case
from kiosk.platform.tables import cases
from kiosk.platform.words import acts_of
from kiosk.wire import Applicant, ProgressAnswer, ProgressQuery, WordBody

MOST_CASES_COUNT = 50
_DOTS = {ord(dot): None for dot in ".\u00b7\u2022\u2027\u30fb"}
"""The middle dot of a minority name is typed in many ways; all mean the same."""


@dataclass(frozen=True, slots=True)
class PersonKeys:
    """What is stored of a person beside the sealed body."""

    person_key: str
    name_key: str


def person_keys(secret: bytes, id_number: str, name: str) -> PersonKeys:
    """The keys of one person; the same for every spelling of the same number and name."""
    folded = "".join(unicodedata.normalize("NFKC", name).translate(_DOTS).split())
    return PersonKeys(_keyed(secret, "number", id_number.strip().upper()), _keyed(secret, "name", folded))


def applicant_keys(secret: bytes, applicant: Applicant | None, case_id: str) -> PersonKeys:
    """The keys of the person a case is for; one that nobody put their name to is found by nobody's number."""
    if applicant is None:
        return PersonKeys(_keyed(secret, "unnamed", case_id), _keyed(secret, "name", ""))
    return person_keys(secret, applicant.id_number, applicant.name)


async def is_owner(db: AsyncConnection, secret: bytes, body: WordBody, held: Held) -> bool:
    """Whether it is the case's own person who speaks."""
    here = (cases.c.division_code == held.division_code) & (cases.c.case_id == held.case_id)
    row: Any = (await db.execute(select(cases.c.person_key, cases.c.name_key).where(here))).one()
    keys = person_keys(secret, body.id_number, body.name)
    return (row.person_key, row.name_key) == (keys.person_key, keys.name_key)


async def find_progress(reception: Reception, query: ProgressQuery) -> ProgressAnswer | Refusal:
    """The person's cases, newest first, as far as this identity level may see them."""
    level = IDENTITY_LEVEL_NAMES.get(query.identity.level, IdentityLevel.NONE)
    if level < IdentityLevel.CARD_READ:
        return refusal(403, "identity-too-low", "Progress is shown only to somebody whose card was read.")
    keys = person_keys(reception.database.secret, query.id_number, query.name)
    async with reception.database.read() as db:
        found = await histories_of(db, keys.person_key, keys.name_key, MOST_CASES_COUNT)
    visible = [(case_id, case) for case_id, case in found if IDENTITY_LEVEL_NAMES[case.plan.see_level] <= level]
    return ProgressAnswer(cases=[_told(reception, level, case_id, case) for case_id, case in visible])


def _told(reception: Reception, level: IdentityLevel, case_id: str, case: Case) -> CaseProgress:
    """The case, with what may be done about it by somebody known so well."""
    today, calendar, texts = china_date(reception.clock.now()), reception.calendar, reception.texts
    item_id = case.plan.item_id
    least = level_to_change(reception.catalogue.item(item_id) if reception.catalogue.has(item_id) else None)
    may = acts_of(case, today, calendar, texts) if least <= level else ()
    return progress(case_id, case, today, calendar, texts, may)


def _keyed(secret: bytes, what: str, text: str) -> str:
    return hmac.new(secret, f"{what}\0{text}".encode(), hashlib.sha256).hexdigest()

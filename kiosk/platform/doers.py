"""Who did a case with its applicant or for them: what holds in every place, what the item's rules say of it, and the
masked few words that are kept beside the case. Pure.
"""

from collections.abc import Iterator
from datetime import datetime

from kiosk.cases import Doers
from kiosk.catalogue import Item
from kiosk.catalogue.acting import asks_themselves, grounds_for, relations_for
from kiosk.catalogue.kinds import Ground, Relation
from kiosk.core.clock import china_date
from kiosk.core.person import IDENTITY_LEVEL_NAMES, IdentityLevel, mask_name, years_between
from kiosk.texts import Texts
from kiosk.wire import Acting, CaseBody


def moments_of_others(body: CaseBody) -> Iterator[datetime]:
    """Every moment that is told of them."""
    others = body.others
    agreed_at = others.acting.agreed_at if others is not None and others.acting is not None else None
    own_wish_at = others.own_wish_at if others is not None else None
    yield from (at for at in (agreed_at, own_wish_at) if at is not None)


def doers_hold(body: CaseBody) -> bool:
    """What no terminal sends is not so: nobody acts for themselves or for nobody, and who is here agreed."""
    acting = None if body.others is None else body.others.acting
    if acting is None:
        return True
    if body.applicant is None or acting.agent.id_number == body.applicant.id_number:
        return False
    if acting.relation not in set(Relation) or acting.ground not in set(Ground):
        return False
    level = IDENTITY_LEVEL_NAMES.get(acting.identity.level, IdentityLevel.NONE)
    return level >= IdentityLevel.CARD_READ and (acting.ground != Ground.PRESENT or acting.agreed_at is not None)


def done_by_the_rule(body: CaseBody, item: Item) -> bool:
    """Whether the item may be done for another in this way, as this platform's catalogue has it."""
    others, who = body.others, body.applicant
    if others is None or who is None:
        return True
    age = years_between(who.birth_date, china_date(body.filed_at))
    was_asked = others.own_wish_at is not None or not asks_themselves(item, age)
    return was_asked and (others.acting is None or _allowed(others.acting, item, age))


def _allowed(acting: Acting, item: Item, age_years: int) -> bool:
    relation, ground = Relation(acting.relation), Ground(acting.ground)
    least = item.proxy.identity if item.proxy is not None else IdentityLevel.NONE
    sure = IDENTITY_LEVEL_NAMES[acting.identity.level] >= least
    return sure and relation in relations_for(item, age_years) and ground in grounds_for(item, age_years, relation)


def doers_of(body: CaseBody, texts: Texts) -> Doers | None:
    """What is kept and told of them, masked."""
    others = body.others
    if others is None:
        return None
    acting, helper = others.acting, others.helper
    return Doers(
        agent_masked=mask_name(acting.agent.name) if acting else "",
        relation=acting.relation if acting else "",
        ground=acting.ground if acting else "",
        helper_masked=(helper.name_masked or texts("acting.helper.unnamed")) if helper else "",
    )

"""One case as its page shows it: facts masked or in full, the bridge, the history in words. Pure.

Masks are the kiosk's own (`kiosk.forms.display`, `kiosk.core.person`): what a resident sees hidden, staff see hidden.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from kiosk.catalogue import Catalogue, Item
from kiosk.core.person import mask_address, mask_id_number, mask_name
from kiosk.forms.display import shown_fact
from kiosk.platform.case_events import CLOCK, STAFF
from kiosk.platform.staff_wire import CaseView, EventView, MaterialView
from kiosk.texts import Texts

SEXES = {"1": "sex.1", "2": "sex.2"}
_SAID = ("reason", "text", "note")
"""What of an event's data is somebody's words."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One line: what it is, what it says, and whether some of it is hidden."""

    label: str
    value: str
    is_masked: bool = False


@dataclass(frozen=True, slots=True)
class Happened:
    """One line of the history."""

    at: datetime
    who: str
    key: str
    """Of the words for it."""
    said: str
    wanted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Word:
    """What the resident said of the case since."""

    at: datetime
    key: str
    """Of the words for it."""
    text: str


@dataclass(frozen=True, slots=True)
class Papers:
    """One material with the addresses of its pages."""

    name: str
    supplied_at: datetime
    pages: tuple[str, ...]


def facts_of(
    view: CaseView, catalogue: Catalogue, words: Texts, texts: Texts, *, full: bool, today: date
) -> list[Fact]:
    """Who it is for and what was answered; in full only when that was asked for and written down."""
    return [
        *_person(view, words, texts, full=full, today=today),
        *_answers(view, _item(view, catalogue), texts, full=full),
    ]


def papers_of(view: CaseView, catalogue: Catalogue) -> list[Papers]:
    """What was handed in, in the order it came."""
    item = _item(view, catalogue)
    return [_papers(material, item) for material in view.materials]


def words_of(view: CaseView) -> list[Word]:
    """What the resident said, newest first; a telephone stands among the facts, masked as they are."""
    return [Word(word.at, f"word.{word.act}", word.text) for word in reversed(view.words)]


def history_of(view: CaseView, words: Texts) -> list[Happened]:
    """What happened, newest first."""
    return [_happened(event, words) for event in reversed(view.history)]


def _item(view: CaseView, catalogue: Catalogue) -> Item | None:
    return catalogue.item(view.item_id) if catalogue.has(view.item_id) else None


def _person(view: CaseView, words: Texts, texts: Texts, *, full: bool, today: date) -> Iterator[Fact]:
    who = view.applicant
    if who is None:
        yield Fact(words("fact.name"), words("fact.unnamed"), False)
        return
    born = who.birth_date
    age = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
    sex = words(SEXES[who.sex_code]) if who.sex_code in SEXES else ""
    name = who.name if full else mask_name(who.name)
    yield Fact(words("fact.name"), words("fact.name_sex_age", who=name, sex=sex, age=age), not full)
    yield Fact(words("fact.id_number"), who.id_number if full else mask_id_number(who.id_number), not full)
    yield from _others(view, words, texts, full=full)
    if who.household_address and who.household_address not in view.answers.values():
        shown = who.household_address if full else mask_address(who.household_address)
        yield Fact(words("fact.household_address"), shown, not full)


def _others(view: CaseView, words: Texts, texts: Texts, *, full: bool) -> Iterator[Fact]:
    """Who did it with the applicant or for them, and on what."""
    others = view.others
    acting, helper = (others.acting, others.helper) if others else (None, None)
    if acting is not None:
        name = acting.agent.name if full else mask_name(acting.agent.name)
        number = acting.agent.id_number if full else mask_id_number(acting.agent.id_number)
        relation = texts(f"acting.relation.{acting.relation}")
        yield Fact(words("fact.agent"), words("fact.agent_is", who=name, relation=relation), not full)
        yield Fact(words("fact.agent_number"), number, not full)
        yield Fact(words("fact.ground"), texts(f"acting.ground.{acting.ground}.told"))
    if helper is not None:
        who = helper.name_masked or texts("acting.helper.unnamed")
        yield Fact(words("fact.helper"), words("fact.helper_is", who=who, number=helper.person_id))
    if others is not None and others.own_wish_at is not None:
        yield Fact(words("fact.own_wish"), words("fact.own_wish_asked"))


def _answers(view: CaseView, item: Item | None, texts: Texts, *, full: bool) -> Iterator[Fact]:
    """By the item as it is now; an answer to a question it no longer has is hidden unless in full."""
    for name, raw in view.answers.items():
        shown = shown_fact(item, name, raw, texts, masked=not full)
        if shown is None:
            yield Fact(name, raw if full else "***", not full)
        elif shown[1]:
            yield Fact(*shown, shown != shown_fact(item, name, raw, texts, masked=False))


def _papers(material: MaterialView, item: Item | None) -> Papers:
    known = {each.id: each.name.zh for each in item.materials} if item else {}
    name = known.get(material.material_id, material.material_id)
    return Papers(name, material.supplied_at, tuple(page.sha256 for page in material.pages))


def _happened(event: EventView, words: Texts) -> Happened:
    data: dict[str, Any] = event.data
    said = next((str(data[name]) for name in _SAID if data.get(name)), "")
    missing = [each for each in data.get("materials", ()) if "reason" in each]
    wanted = tuple(words("fact.wanted", what=each["name"], why=each["reason"]) for each in missing)
    return Happened(event.at, _who(event.actor, words), f"event.{event.kind}", said, wanted)


def _who(actor: str, words: Texts) -> str:
    """Colleagues by name; a terminal, the clock by what they are."""
    if actor.startswith(STAFF):
        return actor.removeprefix(STAFF) or words("actor.staff")
    return words("actor.clock") if actor.startswith(CLOCK) else words("actor.resident")

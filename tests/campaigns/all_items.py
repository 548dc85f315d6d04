"""Campaign `all-items`: an automatic resident files every item, in every layout and every manner.

Nobody gets stuck, no question is asked twice, every problem has words on the page, what was typed stays, and what is
handed in is complete. The planted faults are items with a check that no answer satisfies, with a question whose right
answer is refused, and with a problem that has no words.
"""

from collections import Counter
from dataclasses import replace

from kiosk.catalogue import Check, Item, Kind, Words
from kiosk.catalogue.acting import grounds_for, relations_for
from kiosk.catalogue.kinds import Ground, Relation
from kiosk.core.person import years_between
from kiosk.session.states import Mode
from tests.campaigns.runner import Campaign, Context, FellShort, Held, Outcome
from tests.helpers.automatic_resident import AutomaticResident, Manner, StuckError
from tests.helpers.session_world import GUILAN_CARD, ITEM_ID, TODAY, Journey
from tests.helpers.view_context import real_catalogue

IMPOSSIBLE = "1 == 2"


def run(context: Context) -> Outcome:
    """Every item that is filed here × every mode × every manner."""
    filed = [item for item in real_catalogue().items.values() if item.kind is Kind.APPLY]
    complaints, touches = [], Counter[str]()
    for item in filed:
        for mode in Mode:
            for manner in Manner:
                try:
                    walked = AutomaticResident(item, mode, manner).visit()
                except StuckError as stuck:
                    complaints.append(f"{item.id}, {mode}, {manner}: {stuck}")
                    continue
                if manner is Manner.RIGHT:
                    touches[f"{item.id.replace('-', '_')}_{mode.value.replace('-', '_')}_acts_count"] = (
                        walked.touch_count
                    )
    acted, more = _for_another(filed)
    complaints += more
    context.figure("visits_for_another_count", acted)
    for name, count in touches.items():
        context.figure(name, count)
    visits = len(filed) * len(Mode) * len(Manner) + acted
    context.figure("items_count", len(filed))
    context.figure("visits_count", visits)
    context.note("the hand acts on the session; fingers on the glass are the campaigns journeys and ui-speed")
    _plant(context)
    return FellShort("; ".join(complaints[:5])) if complaints else Held(f"{visits} visits to {len(filed)} items")


def _for_another(filed: list[Item]) -> tuple[int, list[str]]:
    """Every item that may be done for another × every mode × every ground that is open for an elder."""
    assert GUILAN_CARD.birth_date is not None
    age = years_between(GUILAN_CARD.birth_date, TODAY)
    grounds = [
        (item, ground)
        for item in filed
        for relation in (Relation.CHILD, Relation.GUARDIAN)
        if relation in relations_for(item, age)
        for ground in grounds_for(item, age, relation)
        if (ground is Ground.GUARDIAN) == (relation is Relation.GUARDIAN)
    ]
    complaints = []
    for item, ground in grounds:
        for mode in Mode:
            try:
                AutomaticResident(item, mode, Manner.RIGHT, ground=ground).visit()
            except StuckError as stuck:
                complaints.append(f"{item.id} for another, {mode}, {ground}: {stuck}")
    return len(grounds) * len(Mode), complaints


def _plant(context: Context) -> None:
    item = real_catalogue().item(ITEM_ID)
    said = Words(zh="不行")
    faulty = {
        "a check that no answer satisfies": _checked(item, Check(rule=IMPOSSIBLE, field="payout_way", say=said)),
        "a right answer that is refused": _checked(item, Check(rule='phone == ""', field="phone", say=said)),
        "a ground that nobody can choose": _groundless(item),
        "a problem without words": _checked(
            item,
            Check(rule='residence_address != "无"', field="residence_address", say=said.model_copy(update={"zh": ""})),
        ),
    }
    for what, spoilt in faulty.items():
        fault = context.plant(what)
        ground = Ground.PRESENT if spoilt.proxy is not None and not spoilt.proxy.grounds else None
        if any(_is_stuck(spoilt, manner, ground) for manner in Manner):
            fault.caught()


def _checked(item: Item, check: Check) -> Item:
    values = {name: value for name, value in item.__dict__.items() if name != "rules"}
    fields = [
        section.model_copy(update={"fields": tuple(f.model_copy(update={"least_length": 1}) for f in section.fields)})
        for section in item.sections
    ]
    return Item.model_construct(**{**values, "sections": tuple(fields), "checks": (check,)})


def _groundless(item: Item) -> Item:
    assert item.proxy is not None
    return item.model_copy(update={"proxy": item.proxy.model_copy(update={"grounds": ()})})


def _is_stuck(item: Item, manner: Manner, ground: Ground | None = None) -> bool:
    real = real_catalogue()
    journey = Journey(catalogue=replace(real, items={**real.items, item.id: item}))
    try:
        AutomaticResident(item, Mode.STANDARD, manner, journey, ground).visit()
    except StuckError:
        return True
    return False


CAMPAIGN = Campaign("all-items", "every item filed by an automatic resident, in every layout and manner", "", run)

"""Who may do an item for whom, on what, and whether the person is asked themselves: the item's rules, applied. Pure.

Terminal and platform ask the same; every number and every name in it is the item's own (`proxies`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.catalogue.kinds import GUARDIANS, Ground, Relation

if TYPE_CHECKING:  # the first frame does without the catalogue's models
    from kiosk.catalogue.model import Item


def is_minor(item: Item, age_years: int) -> bool:
    """For this person a guardian acts, and nobody else."""
    return item.proxy is not None and age_years < item.proxy.guardian_under_years


def asks_themselves(item: Item, age_years: int) -> bool:
    """The matter is serious for a person of this age: they are asked alone whether it is their own will."""
    return item.own_wish is not None and age_years >= item.own_wish.from_age_years


def relations_for(item: Item, age_years: int) -> tuple[Relation, ...]:
    """What somebody may be to a person of this age who acts for them; none where nobody may."""
    if item.proxy is None:
        return ()
    minor = is_minor(item, age_years)
    return tuple(one for one in item.proxy.relations if not minor or one in GUARDIANS)


def grounds_for(item: Item, age_years: int, relation: Relation) -> tuple[Ground, ...]:
    """On what somebody of this relation may act.

    A child's guardian acts by law alone; who is to be asked themselves has to be here; nobody but a guardian acts by
    law, and of a grown-up a parent is none.
    """
    if item.proxy is None:
        return ()
    grounds = item.proxy.grounds
    if is_minor(item, age_years):
        return tuple(one for one in grounds if one is Ground.GUARDIAN and relation in GUARDIANS)
    if asks_themselves(item, age_years):
        return tuple(one for one in grounds if one is Ground.PRESENT)
    return tuple(one for one in grounds if one is not Ground.GUARDIAN or relation is Relation.GUARDIAN)


def paper_for(item: Item, ground: Ground) -> str | None:
    """The material that goes with a ground; None where none does."""
    if item.proxy is None:
        return None
    return {Ground.LETTER: item.proxy.letter, Ground.GUARDIAN: item.proxy.guardian_paper}.get(ground)

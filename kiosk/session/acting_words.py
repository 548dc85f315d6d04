"""The words of acting for another, the same on the screen and in the ear. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.catalogue.kinds import Ground, Relation
from kiosk.session.screens import OwnWish, WishAbout
from kiosk.texts import Texts

if TYPE_CHECKING:  # the first frame does without the catalogue's models
    from kiosk.catalogue import Catalogue

WISHES = ("yes", "no", "ask")
"""In the order of the screen."""


def relation_text(relation: Relation, texts: Texts) -> str:
    """What somebody is to the person they act for."""
    return texts(f"acting.relation.{relation.value}")


def ground_text(ground: Ground, texts: Texts) -> str:
    """On what they act."""
    return texts(f"acting.ground.{ground.value}")


def matter_text(screen: OwnWish, catalogue: Catalogue, texts: Texts) -> str:
    """What a person is asked about, without a word of anybody's."""
    item = catalogue.item(screen.item_id)
    if screen.about is WishAbout.MATTER and item.own_wish is not None:
        return item.own_wish.says.text(texts.locale)
    return texts("wish.acting", item=item.short_title.text(texts.locale))

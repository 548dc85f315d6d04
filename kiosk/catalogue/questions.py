"""What an item asks: fields in sections, and what must be true of their answers. Shape only."""

from typing import Annotated

from pydantic import Field

from kiosk.catalogue.kinds import FieldKind, Mask, PrivacyClass, Source
from kiosk.catalogue.shapes import LocalIcon, LocalId, Model, Words


class Choice(Model):
    """One answer to a question of kind `choice`."""

    value: LocalId
    label: Words
    consequence: Words | None = None
    icon: LocalIcon | None = None
    spoken: Words | None = None


RuleText = Annotated[str, Field(min_length=1, max_length=500)]
"""A CEL expression (kiosk.catalogue.rules)."""


class FieldSpec(Model):
    """One fact asked of the resident."""

    id: LocalId
    kind: FieldKind
    label: Words
    question: Words
    help: Words | None = None
    spoken: Words | None = None
    required: bool = True
    twice: bool = False
    """Typed a second time, without seeing the first (accounts)."""
    locked: bool = False
    """A prefilled value cannot be changed here."""
    prefill: Source | None = None
    same_as: LocalId | None = None
    """Offers one touch that copies the answer of this earlier field."""
    payout: bool = False
    """Says where money goes: asked only of somebody known at the item's `identity.payout` level."""
    when: RuleText | None = None
    """Asked only while this condition on earlier answers is true; otherwise its answer never reaches the case."""
    privacy: PrivacyClass
    mask: Mask = Mask.NONE
    choices: tuple[Choice, ...] = ()
    least_length: int = Field(default=1, ge=1)
    greatest_length: int = Field(default=100, ge=1, le=500)
    least: int | None = None
    greatest: int | None = None
    """Bounds of a count, or of an amount in fen."""


class Check(Model):
    """What must be true of several answers together, or of one beyond its kind."""

    rule: RuleText
    field: LocalId
    """Whose answer is to be corrected."""
    say: Words
    """What is wrong and how it is put right."""


class Section(Model):
    """Fields that stand on one page in standard mode."""

    title: Words
    help: Words | None = None
    fields: tuple[FieldSpec, ...] = Field(min_length=1)

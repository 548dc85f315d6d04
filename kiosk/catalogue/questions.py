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
    from_spots: bool = False
    """An address that is first looked for among the places of this community."""
    voice_note: Words | None = None
    """May be said instead: a recording goes with the case, and these words stand as the answer."""
    payout: bool = False
    """Says where money goes: asked only of somebody known at the item's `identity.payout` level."""
    when: RuleText | None = None
    """Asked only while this condition on earlier answers is true; otherwise its answer never reaches the case."""
    compute: RuleText | None = None
    """Nobody is asked: it is worked out from earlier answers, and is not there while it cannot be."""
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


ADD, ENOUGH, LEAVE_OUT = "add", "enough", "leave_out"
"""What can be answered when it is asked whether there is one more."""


class Repeat(Model):
    """Makes a section be asked for each of several: whether there is one, then of each, then whether there is another.

    Rules behind it know `<id>_count`, and `total_<field>` of its amounts and counts.
    """

    id: LocalId
    one: Words
    """What each of them is called."""
    greatest: int = Field(ge=1, le=9)
    first: Words
    """Whether there is any."""
    more: Words
    """Whether there is another."""
    add: Words
    enough: Words
    leave_out: Words
    """Answers: one more, no more, and that this one does not count."""

    def question(self, number: int) -> FieldSpec:
        """What is asked behind the one of that number, and first with 0."""
        words = self.first if number == 0 else self.more
        choices = {ADD: self.add, ENOUGH: self.enough, LEAVE_OUT: self.leave_out}
        missing = {LEAVE_OUT} if number == 0 else {ADD} if number == self.greatest else set[str]()
        return FieldSpec.model_construct(
            id=f"{self.id}.{number}", kind=FieldKind.CHOICE, label=words, question=words, privacy=PrivacyClass.PERSONAL,
            choices=tuple(Choice(value=v, label=label) for v, label in choices.items() if v not in missing),
        )  # fmt: skip


class Section(Model):
    """Fields that stand on one page in standard mode; one page for each, if the section is repeated."""

    title: Words
    help: Words | None = None
    repeat: Repeat | None = None
    fields: tuple[FieldSpec, ...] = Field(min_length=1)

"""groups.toml: how the catalogue is spread over the home screens. Shape only; dead tiles are found in `faults`."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from kiosk.catalogue.shapes import ItemId, LocalIcon, Model, Words


class Tone(StrEnum):
    """A group's colour role."""

    CARE = "care"
    WORK = "work"
    PLACE = "place"


class Group(Model):
    """A spine of the home screen."""

    id: ItemId
    title: Words
    tone: Tone


class Category(Model):
    """A tile of the home screen."""

    id: ItemId
    group: ItemId
    title: Words
    examples: Words
    icon: LocalIcon


class Spot(Model):
    """A place of a community that everybody there knows, to be pointed at instead of written."""

    division: Annotated[str, Field(pattern=r"^[0-9]{12}$")]
    name: Words


class Lead(Model):
    """One of the elder home's numbered choices; leads to a category, an entry, or the progress of one's cases."""

    title: Words
    icon: LocalIcon
    tone: Tone
    to: Literal["category", "entry", "progress"]
    target: ItemId | None = None


class Layout(Model):
    """groups.toml: how the catalogue is spread over the home screens."""

    format: Literal[2]
    groups: tuple[Group, ...] = Field(min_length=1)
    categories: tuple[Category, ...] = Field(min_length=1)
    elder_home: tuple[Lead, ...] = Field(min_length=1, max_length=6)
    spots: tuple[Spot, ...] = ()
    """In the order in which they are offered."""

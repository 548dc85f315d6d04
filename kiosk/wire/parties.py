"""Whom a case is for, and who did it with them or for them, as it travels within the case (decisions/0048)."""

from datetime import date, datetime
from typing import Annotated

import msgspec

Name = Annotated[str, msgspec.Meta(pattern=r"^[a-z_]{1,40}$")]


class Wire(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, omit_defaults=False):
    """Base of everything that travels: unknown fields, NaN and wrong types are refused."""


class Identity(Wire, frozen=True):
    """How the applicant was known at the terminal."""

    level: str
    """A key of `kiosk.core.person.IDENTITY_LEVEL_NAMES`."""


class Applicant(Wire, frozen=True):
    """The person the case is for, as read or typed."""

    name: str
    id_number: str
    birth_date: date
    sex_code: str
    nation_code: str | None = None
    household_address: str | None = None


class Acting(Wire, frozen=True):
    """Somebody did it in the applicant's place."""

    agent: Applicant
    identity: Identity
    """How the agent was known."""
    relation: Name
    """What they are to the applicant (`kiosk.catalogue.kinds.Relation`)."""
    ground: Name
    """On what they act (`Ground`)."""
    agreed_at: datetime | None = None
    """When the applicant said so themselves, at the machine; None where they were not there."""


class Helper(Wire, frozen=True):
    """Staff, a volunteer or a grid worker who signed in to help at the machine (帮办)."""

    person_id: Annotated[str, msgspec.Meta(min_length=1, max_length=80)]
    """The number of their staff card, or the code that the platform answered for them."""
    name_masked: Annotated[str, msgspec.Meta(max_length=80)]
    """Empty where only the platform knows it."""
    way: Name
    """How they showed who they are."""


class ByOthers(Wire, frozen=True):
    """Who did a case besides the person it is for, and that this person was asked themselves."""

    acting: Acting | None = None
    helper: Helper | None = None
    own_wish_at: datetime | None = None
    """When the applicant said, asked alone, that a serious matter is their own will; a no is kept nowhere."""

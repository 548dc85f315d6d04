"""How an item may be done for another, and when a person is asked themselves whether it is their own will. Shape only.

What a place allows is in its files; no rule of who may act for whom is in the program.
"""

from pydantic import Field

from kiosk.catalogue.kinds import Ground, Relation, Serious
from kiosk.catalogue.shapes import Level, LocalId, Model, Words
from kiosk.core.person import IdentityLevel


class Proxy(Model):
    """An item without it is done by nobody but the person it is for."""

    relations: tuple[Relation, ...] = Field(min_length=1)
    """Who may act."""
    grounds: tuple[Ground, ...] = Field(min_length=1)
    """On what."""
    identity: Level = IdentityLevel.CARD_READ
    """How surely whoever acts must be known."""
    letter: LocalId | None = None
    """The material that a ground of `letter` goes with."""
    guardian_paper: LocalId | None = None
    """The material that a ground of `guardian` goes with."""
    guardian_under_years: int = Field(default=18, ge=0, le=120)
    """Below this age a guardian acts, and nobody else (民法典 17, 27)."""
    basis: Words
    is_example: bool
    """Not confirmed by the authority: shown as 示例."""


class OwnWish(Model):
    """Something so serious that an elder is asked themselves, alone, when others act for them or help."""

    about: Serious
    from_age_years: int = Field(ge=0, le=120)
    says: Words
    """What this matter comes to, said to the person: 以后的养老金，打到您填的这张卡."""
    is_example: bool
    """Which matters and from which age is this place's own: not confirmed by the authority."""

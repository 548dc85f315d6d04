"""A call for help: a terminal asks its platform for somebody to come, and asks again how it stands.

terminal ──PUT /v1/help-calls/{id} ──► waiting | coming (who)      asked again every few seconds: it still calls
         ──DELETE /v1/help-calls/{id} ─► nobody need come any more
staff    ──GET /v1/help-calls ────────► who calls now
         ──POST /v1/help-calls/{id}/answer ─► "I come"

It names the machine and what is done there, never who does it (decisions/0030).
"""

from datetime import datetime
from enum import StrEnum
from typing import Literal

from kiosk.wire.parties import Wire

HelpMatter = Literal[
    "browsing", "in_danger", "identifying", "filling_in", "signing", "handed_in", "looking_up", "supplying"
]
"""What kind of screen somebody stands at."""


class HelpCall(Wire, frozen=True):
    """Somebody is asked for."""

    matter: HelpMatter


class HelpStanding(StrEnum):
    """Where a call is."""

    WAITING = "waiting"
    """It is shown to whoever is on duty."""
    COMING = "coming"
    """One of the staff said that they come."""


class HelpAnswer(Wire, frozen=True):
    """How the call stands."""

    standing: HelpStanding
    who: str
    """The masked name of who comes; empty while nobody does, or where the house's own token answered."""
    called_at: datetime
    answered_at: datetime | None

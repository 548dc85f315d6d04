"""How many days what a resident gave is kept after the end of their case: the operator's own file, pure once read."""

import tomllib
from datetime import date, timedelta
from pathlib import Path
from typing import Annotated

import msgspec

from kiosk.cases import CaseState
from kiosk.platform.deciding import WITHOUT_ACCEPTANCE
from kiosk.platform.standing import Case, ended_on

FORMAT = 1
ERASED = ""
"""In the place of a message's body; how it was sealed stays, so that the same message is known again."""
Days = Annotated[int, msgspec.Meta(ge=1, le=36_500)]


class BrokenRetentionError(Exception):
    """The file cannot be followed; the message says why."""


class Retention(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How many days after its end a case is kept."""

    format: int
    days: Days
    undecided_days: Days
    items: dict[str, Days] = {}

    def kept_until(self, case: Case) -> date | None:
        """The last day; None while it lives, or while somebody still owes the resident a word."""
        ended = ended_on(case)
        if ended is None or case.unanswered_since is not None or case.is_rectified:
            return None
        decision = case.decision
        undecided = case.state is CaseState.REFUSED or (decision is not None and decision.result in WITHOUT_ACCEPTANCE)
        days = self.undecided_days if undecided else self.items.get(case.plan.item_id, self.days)
        return ended + timedelta(days=days)


def load_retention(file: Path) -> Retention:
    """Read it; raises `BrokenRetentionError`. An item that is not offered any more may still be named."""
    try:
        read = msgspec.convert(tomllib.loads(file.read_text(encoding="utf-8")), Retention)
    except (OSError, UnicodeError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise BrokenRetentionError(f"{file}: {error}") from error
    if read.format != FORMAT:
        raise BrokenRetentionError(f"{file}: format {read.format}, known is {FORMAT}")
    return read

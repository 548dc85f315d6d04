"""What staff read of calls for help. Shapes only."""

from datetime import datetime

from kiosk.wire import Wire


class HelpCallView(Wire, frozen=True):
    """One call: which machine, what is done there, for how long, who comes. Who stands there is not in it."""

    call_id: str
    terminal_id: str
    place: str
    matter: str
    """One of `kiosk.wire.HelpMatter`."""
    called_at: datetime
    heard_at: datetime
    """When the terminal last said that it still calls."""
    answered_at: datetime | None
    answered_by: str | None


class HelpCallList(Wire, frozen=True):
    """The calls that stand now, the longest waiting first; no cursor, since those who stand at a machine are few."""

    calls: list[HelpCallView]

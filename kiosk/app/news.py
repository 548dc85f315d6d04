"""What the feed holds, told to the session: notices for the idle screen, the newest warning of the authorities."""

from kiosk.session.events import AlertChanged
from kiosk.session.overlays import Alert
from kiosk.session.runner import Session
from kiosk.session.snapshot import Bulletin
from kiosk.sync import Bulletins
from kiosk.wire import FeedEntry


def show_news(bulletins: Bulletins, session: Session) -> None:
    """Tell what holds now; called whenever that has changed."""
    session.show_bulletins(tuple(Bulletin(e.title, e.text, e.icon) for e in bulletins.valid("notice")))
    newest = next(iter(bulletins.valid("alert")), None)
    session.send(AlertChanged(None if newest is None else _alert(newest)))


def _alert(entry: FeedEntry) -> Alert:
    return Alert(entry.entry_id, entry.version, entry.title, entry.text, entry.icon, entry.starts_at)

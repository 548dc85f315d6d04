"""The voice of this terminal put together: what a screen says, and how its words are spelled for the engine."""

from collections.abc import Callable
from pathlib import Path

from devices.contracts.keypad import Keypad, KeyPress
from devices.contracts.statuses import Statuses
from devices.contracts.voice import Voice
from kiosk.catalogue import Catalogue
from kiosk.config import Settings
from kiosk.core.tasks import Supervisor
from kiosk.session.read_out import read_out
from kiosk.session.runner import Session
from kiosk.session.screen_phrases import Said, phrases_of_screen
from kiosk.session.speaking import SpeakingDesk
from kiosk.speech import Lexicon, LexiconError
from kiosk.telemetry import emit
from kiosk.texts import Texts


def speaking_desk(
    voice: Voice | None, supervisor: Supervisor, session: Session, catalogue: Catalogue, texts: Texts,
    settings: Settings, spelled: Callable[[str], str], heard: Callable[[str], None],
) -> SpeakingDesk:  # fmt: skip
    """Who speaks for a session. `heard` is told every phrase that begins."""
    place = settings.machine.reader.name

    def phrases(requested: bool) -> Said:
        return phrases_of_screen(session.state, session.snapshot.machines, catalogue, texts, place, requested)

    desk = SpeakingDesk(
        voice, supervisor, lambda: session.state, phrases, texts, session.send, session.show_caption, heard, spelled
    )
    desk.handed_in = lambda: read_out(session.state, catalogue, texts)
    return desk


def headphones_in(machines: Statuses) -> bool:
    """Whether one person alone hears; while nobody knows, the room does."""
    return machines.headphones is not None and machines.headphones.plugged is True


async def pass_keys(keypad: Keypad, pressed: Callable[[KeyPress], None]) -> None:
    """Every key of the keypad, until it is closed."""
    async for press in keypad.presses():
        pressed(press)


def spelling(settings: Settings, assets: Path) -> Callable[[str], str]:
    """A phrase as the engine reads it right. A site's lexicon that is none is reported, and the program speaks on."""
    own, site = assets / "speech" / "lexicon.toml", settings.terminal.lexicon
    if settings.terminal.language != "zh_CN":
        return Lexicon()
    try:
        return Lexicon.load(own, *([] if site is None else [site]))
    except LexiconError:
        emit("lexicon_refused")
        return Lexicon.load(own)

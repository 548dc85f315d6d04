"""The voice of this terminal put together: what a screen says, and how its words are spelled for the engine."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

from devices.contracts.keypad import Keypad, KeyPress
from devices.contracts.statuses import Statuses
from kiosk.catalogue import Catalogue
from kiosk.config import Settings
from kiosk.core.clock import Clock
from kiosk.core.tasks import Supervisor
from kiosk.session.read_out import held_open, read_out
from kiosk.session.runner import Session
from kiosk.session.screen_phrases import Said, phrases_of_screen
from kiosk.session.speaking import Says, SpeakingDesk
from kiosk.session.spelling import Spell
from kiosk.speech import Lexicon, LexiconError, Spelling
from kiosk.telemetry import emit
from kiosk.texts import Texts


def speaking_desk(
    voice: Says | None, supervisor: Supervisor, session: Session, catalogue: Catalogue, texts: Texts,
    settings: Settings, spelled: Callable[[str], str], spelling: Spell, heard: Callable[[str], None], clock: Clock,
) -> SpeakingDesk:  # fmt: skip
    """Who speaks for a session. `heard` is told every phrase that begins."""
    place, slot = settings.machine.reader.name, settings.machine.slot.name

    def phrases(requested: bool) -> Said:
        return phrases_of_screen(session.state, session.snapshot.machines, catalogue, texts, place, requested, slot)

    desk = SpeakingDesk(
        voice, supervisor, lambda: session.state, phrases, catalogue, texts, session.send, session.show_caption, heard,
        spelled, spelling, clock.monotonic_s,
    )  # fmt: skip
    desk.handed_in = lambda: read_out(session.state, catalogue, texts)
    desk.held_open = lambda field_id: held_open(session.state, catalogue, texts, field_id)
    return desk


def headphones_in(machines: Statuses) -> bool:
    """Whether one person alone hears; while nobody knows, the room does."""
    return machines.headphones is not None and machines.headphones.plugged is True


async def pass_keys(keypad: Keypad, pressed: Callable[[KeyPress], None]) -> None:
    """Every key of the keypad, until it is closed."""
    async for press in keypad.presses():
        pressed(press)


def words_for_characters(assets: Path) -> Spell:
    """How a text is spelled; its 16,000 words are read when the first one is."""
    load = cache(lambda: Spelling.load(assets / "speech" / "characters.txt"))
    return lambda text, texts: load()(text, texts)


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

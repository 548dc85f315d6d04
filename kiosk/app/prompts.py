"""What is always said in the same words, rendered ahead: by the terminal while nobody is there, with a new pack, and by
`kiosk prompts` for a package.

    texts, catalogue, lexicon ─► utterances ─► the voice's own engine ─► storage/speech/…       (devices/voice/clips)
    the program's own in the voice it comes with ─► build/speech/… of the package, where they are found too
"""

import asyncio
import sys
from argparse import Namespace
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import cast

from devices.contracts.device import Device
from devices.contracts.health import DeviceStatus
from devices.contracts.voice import Utterance, Voice
from devices.registry import BadDeviceConfigError, create_device
from kiosk.app.shelf import offered
from kiosk.app.voice import spelling
from kiosk.catalogue import BrokenCatalogueError, Catalogue
from kiosk.config import Settings, SettingsError, load_settings
from kiosk.core.clock import Clock
from kiosk.session.speaking import RATE_PERCENT
from kiosk.speech import Lexicon, fixed_phrases, fixed_phrases_of
from kiosk.telemetry import emit
from kiosk.texts import Texts

CLIPS = "speech"
"""The folder of clips in the storage, and of those that the program came with, beside its other made files."""
RENDER_AFTER_S = 60.0
"""Rendering all takes a core for half a minute: not while the machine comes up."""
LOOK_S = 5.0
"""How often it is asked whether whoever is served has gone."""
SHIPPED_VOICE = "espeak"
DONE, FELL_SHORT, UNUSABLE = 0, 1, 2


def prompts(catalogue: Catalogue | None, texts: Texts, spelled: Callable[[str], str]) -> Iterator[Utterance]:
    """All that is always said in the same words, at the speed of each mode: the program's own, and its catalogue's."""
    rates = sorted(set(RATE_PERCENT.values()))
    brought = frozenset[str]() if catalogue is None else fixed_phrases_of(catalogue, texts)
    for text in sorted(fixed_phrases(texts) | brought):
        for rate_percent in rates:
            yield Utterance(text, rate_percent, spelling=spelled(text))


def clip_folders(settings: Settings, assets: Path) -> tuple[Path, Path]:
    """Where this machine's own clips are, and those it came with."""
    return settings.storage.directory / CLIPS, assets.parent / "build" / CLIPS


async def render_ahead(
    voice: Voice, clock: Clock, is_served: Callable[[], bool], said: Callable[[], Iterable[Utterance]]
) -> None:
    """Have those clips made that are missing: with a new catalogue only what is new in it, and nothing for a process
    that finds them all. Never while somebody is served; until then, and where the disk refuses, the engine says them.
    """
    await clock.sleep(RENDER_AFTER_S)
    utterances = await asyncio.to_thread(lambda: list(said()))  # 0.2 s: not on the screen's thread
    missing = len(utterances)
    while missing:
        while is_served():
            await clock.sleep(LOOK_S)
        try:
            missing = await voice.prepare(utterances, lambda: not is_served())
        except OSError:
            missing = len(utterances)
        if missing and not is_served():
            emit("prompts_not_rendered", count=missing)
            return


def render_now(settings: Settings, assets: Path) -> int:
    """Make what this terminal lacks of its program and of the catalogue that its next process offers; returns how many
    have no clip then. Raises OSError, BadDeviceConfigError."""
    if settings.devices.voice is None:
        return 0
    voice = create_device("voice", settings.devices.voice.driver, settings.devices.voice.options)
    texts = Texts.load(assets / "i18n", settings.terminal.language, strict=False)
    said = prompts(offered(settings, assets / "catalogue"), texts, spelling(settings, assets))
    return _render(voice, said, clip_folders(settings, assets))


def _render_shipped(assets: Path, folder: Path) -> int:
    """The program's own, which are the same on every terminal that speaks as installed."""
    spelled = Lexicon.load(assets / "speech" / "lexicon.toml")
    said = prompts(None, Texts.load(assets / "i18n", "zh_CN"), spelled)
    return _render(create_device("voice", SHIPPED_VOICE, {}), said, (folder,))


def _render(voice: Device[DeviceStatus], said: Iterable[Utterance], folders: Iterable[Path]) -> int:
    voice = cast(Voice, voice)
    voice.use_clips(*folders)
    return asyncio.run(voice.prepare(list(said)))


def prompts_command(options: Namespace, root: Path) -> int:
    """`kiosk prompts`: the exit code, 0 if every prompt has a clip, 1 if one has none, 2 if something is unusable."""
    try:
        if options.config is not None:
            missing = render_now(load_settings(options.config), root / "assets")
        else:
            missing = _render_shipped(root / "assets", options.to)
    except (OSError, SettingsError, BadDeviceConfigError, BrokenCatalogueError) as error:
        print(error, file=sys.stderr)
        return UNUSABLE
    if missing:
        print(f"{missing} prompts have no clip", file=sys.stderr)
    return FELL_SHORT if missing else DONE

"""Campaign `speech-coverage`: is everything that is seen to be heard, and nothing of a person by the room?

Every scene × mode, upright in Chinese (`--short`: the standard mode; the whole: also in high contrast, elder, 低位 and
lying):

- every visible text is among what the help key reads, in the words that the voice is given;
- every control that the keypad reaches says its name and what it is;
- through the door as the loudspeaker has it, nothing of what the session holds of a person is left in any sentence, nor
  in what the screen says by itself; with headphones it is.

Then journeys, played by a resident whose name, number, address, telephone and account are like nothing else, who has
every screen read out, without headphones: what the loudspeaker was given is searched for them, by its words and by the
engine's phonemes (`--short`: one journey, else five).

Planted: a text that the reader leaves out, a control without a word, a door that stands open, and a journey in which
the resident chose that others hear them: there they must be found.
"""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from kiosk.session.door import let_out
from kiosk.session.own_words import own_words
from kiosk.session.screen_phrases import phrases_of_screen
from kiosk.session.states import SessionState
from kiosk.session.traces import own_texts
from kiosk.speech import Phrase, phrases_of
from tests.campaigns.runner import Campaign, Context, FellShort, Held, Outcome
from tests.helpers.accessibility.seen import look
from tests.helpers.accessibility.walk import Walk
from tests.helpers.canary.overheard import overheard
from tests.helpers.canary.spoken_play import CHOOSE
from tests.helpers.heard import Listener
from tests.helpers.panels import LOOKS, LYING_21, UPRIGHT_27, Look
from tests.helpers.scenes import MACHINES, Scene, all_scenes
from tests.helpers.view_context import ROOT, real_catalogue, real_texts
from ui.bridge.screen_reader import described, everything
from ui.engine import make_application

TEXTS = real_texts()
_NO_WORD = re.compile(r"<[^>]*>|[\W_]+")
TOLD_COUNT = 60


JOURNEYS = {
    "applying, elder": ("old-age-allowance", "--mode", "elder"),
    "applying, standard": ("old-age-allowance", "--mode", "standard"),
    "applying, high contrast": ("old-age-allowance", "--mode", "high-contrast"),
    "applying, elder, offline": ("old-age-allowance", "--mode", "elder", "--offline"),
    "coming back, elder": ("progress", "--mode", "elder"),
}
CHOSEN = ("old-age-allowance", "--mode", "elder", CHOOSE)
LIMIT_S = 600.0


async def run(context: Context) -> Outcome:
    """Walk, listen, then the faults."""
    overheard_lines = await _journeys(context)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = make_application("software")
    unheard: list[str] = []
    loud: list[str] = []
    count = 0
    for panel in (UPRIGHT_27,) if context.is_short else (UPRIGHT_27, LYING_21):
        walk = Walk(panel)
        for way in _looks(context.is_short):
            if way.fits(panel):
                for scene in all_scenes():
                    if way.mode in scene.modes and (len(scene.modes) > 1 or not way.overlays):
                        walk.show(scene, way)
                        where = f"{scene.name} · {way.name} · {panel.name}"
                        unheard += [f"{where}: {text}" for text in _unheard(walk, list(_read(walk)))]
                        loud += [f"{where}: {text}" for text in _loud(scene, way, list(_read(walk)))]
                        count += 1
        walk.close()
    context.figure("sights_count", count)
    context.figure("texts_that_cannot_be_heard_count", len(unheard))
    context.figure("sentences_with_a_persons_own_count", len(loud))
    for line in (unheard + loud)[:TOLD_COUNT]:
        context.note(line)
    _planted(context)
    del app
    if unheard or loud or overheard_lines:
        short = f"{len(unheard)} texts cannot be heard, {len(loud)} sentences are not for the room"
        return FellShort("; ".join([short, *overheard_lines[:TOLD_COUNT]]))
    return Held(f"{count} sights: all is heard that is seen, and nothing of a person by the room")


async def _journeys(context: Context) -> list[str]:
    """What the room heard of the canary resident."""
    found, count = [], 0
    async with Listener() as listener:
        for name, arguments in list(JOURNEYS.items())[: 1 if context.is_short else None]:
            told = _played(context, name, arguments)
            count += len(told["spoken"])
            found += [f"{name}: {line}" for line in await overheard(told["spoken"], listener)]
            found += [f"{name}: {problem}" for problem in told["problems"]]
        chosen = context.plant("who chose that others hear them")
        told = _played(context, "chosen", CHOSEN)
        if {line.partition(":")[0] for line in await overheard(told["spoken"], listener)} >= {"name"}:
            chosen.caught()
    context.figure("lines_on_the_loudspeaker_count", count)
    context.figure("lines_that_tell_of_the_resident_count", len(found))
    return found


def _played(context: Context, name: str, arguments: Iterable[str]) -> dict[str, Any]:
    """The summary of one journey in a process of its own."""
    out = context.folder / name.replace(", ", "-").replace(" ", "-")
    command = [sys.executable, "-m", "tests.helpers.canary.spoken_play", "demo", "--journey", *arguments]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    with (context.folder / f"{out.name}.log").open("wb") as log:
        subprocess.run(
            [*command, "--no-pacing", "--out", str(out)], cwd=ROOT, env=environment, stdout=log, stderr=log,
            stdin=subprocess.DEVNULL, timeout=LIMIT_S, check=False,
        )  # fmt: skip
    summary: dict[str, Any] = json.loads((out / "summary.json").read_bytes())
    return summary


def _planted(context: Context) -> None:
    walk = Walk(UPRIGHT_27)
    scene = next(scene for scene in all_scenes() if scene.state.person is not None and scene.state.draft is not None)
    walk.show(scene, LOOKS[0])
    read = list(_read(walk))
    left_out = context.plant("a text that the reader leaves out")
    if any(_unheard(walk, read[:at] + read[at + 1 :]) for at in range(len(read))):
        left_out.caught()
    open_door = context.plant("a door that stands open")
    own = next(iter(own_texts(scene.state)))
    state = replace(scene.state, in_private=True)
    if _own_in(let_out(phrases_of(own, TEXTS), state, real_catalogue(), TEXTS, is_of_screen=True), scene.state):
        open_door.caught()
    mute = context.plant("a control without a word")
    if not described(walk.stage.item("scene"), TEXTS):
        mute.caught()
    walk.close()


def _looks(is_short: bool) -> Iterable[Look]:
    return LOOKS[:1] if is_short else LOOKS


def _read(walk: Walk) -> Iterator[str]:
    """What the help key reads."""
    return everything(walk.stage.window, TEXTS)


def _unheard(walk: Walk, read: list[str]) -> Iterator[str]:
    """Texts that are seen and not read, and controls that say nothing of themselves."""
    heard = _letters("".join(read))
    for text in look(walk.stage.window, "standard", UPRIGHT_27.short_mm).texts:
        if _letters(text.words) not in heard:
            yield text.words
    for item in walk.stage.shown():
        if item.property("activeFocusOnTab") and item.isEnabled() and not described(item, TEXTS):
            yield f"the control {item.objectName()}"


def _letters(text: str) -> str:
    """Without the signs and gaps that a sentence may put between words."""
    return _NO_WORD.sub("", text)


def _loud(scene: Scene, way: Look, read: list[str]) -> Iterator[str]:
    """What the room would hear of a person."""
    state = replace(scene.snapshot(way.mode).state, in_private=False)
    by_itself = phrases_of_screen(state, MACHINES, real_catalogue(), TEXTS, "right", requested=True)
    asked = [phrase for text in read for phrase in phrases_of(text, TEXTS)]
    catalogue = real_catalogue()
    yield from _own_in(let_out(by_itself, state, catalogue, TEXTS, is_of_screen=False), state)
    yield from _own_in(let_out(asked, state, catalogue, TEXTS, is_of_screen=True), state)


def _own_in(phrases: Iterable[Phrase], state: SessionState) -> list[str]:
    own = [bare for text in own_words(state, real_catalogue(), TEXTS) if len(bare := _letters(text)) > 1]
    return [phrase.caption for phrase in phrases if any(text in _letters(phrase.caption) for text in own)]


CAMPAIGN = Campaign("speech-coverage", "all that is seen is heard, and nothing of a person by the room", "", run)

"""What a room can tell of the canary resident by what the loudspeaker said: by the words, and by the engine's phonemes.

spoken line ─► engine ─► phonemes ─► syllables ─┐
欧阳澹漪 ────► engine ─► phonemes ─► syllables ─┴─► stand these among those?
"""

import re
from collections.abc import Iterable

from kiosk.session.traces import LEAST_WEIGHT
from kiosk.speech import say_digits, spoken
from tests.helpers.canary.strings import ACCOUNT, PERSON, PHONE
from tests.helpers.heard import Listener, readings
from tests.helpers.view_context import real_texts

TEXTS = real_texts()
_NO_WORD = re.compile(r"[\W_]+")
OWN = {
    "name": PERSON.name, "id_number": PERSON.number, "address": PERSON.address[-16:], "phone": PHONE,
    "account": ACCOUNT, "tail of the number": PERSON.number[-LEAST_WEIGHT:], "tail of the phone": PHONE[-LEAST_WEIGHT:],
}  # fmt: skip
"""What is looked for: whole, and so much of a number as tells it from others."""


async def overheard(lines: Iterable[str], listener: Listener) -> list[str]:
    """Of each of the resident's own that can be heard in a line, what it is and the line."""
    needles = {what: await _syllables(said, listener) for what, said in _as_said()}
    words = {what: _NO_WORD.sub("", said) for what, said in _as_said()}
    found = []
    for line in lines:
        heard, bare = await _syllables(line, listener), _NO_WORD.sub("", line)
        found += [f"{what}: {line}" for what, said in words.items() if said in bare or _stands(needles[what], heard)]
    return found


def _as_said() -> list[tuple[str, str]]:
    """Numbers digit by digit, whichever way they are grouped."""
    own = OWN.items()
    return [(what, say_digits(text, TEXTS) if text[:6].isdigit() else spoken(text, TEXTS)) for what, text in own]


async def _syllables(line: str, listener: Listener) -> list[str]:
    """Without tones, which follow their neighbours; a part that is no Mandarin ends one run and begins another."""
    heard: list[str] = []
    for part in _NO_WORD.split(line):
        ways = readings(await listener.phonemes(part)) if part else []
        heard += [syllable.base for syllable in ways[0]] if ways else ["|"]
    return heard


def _stands(needle: list[str], heard: list[str]) -> bool:
    return any(heard[at : at + len(needle)] == needle for at in range(len(heard) - len(needle) + 1))

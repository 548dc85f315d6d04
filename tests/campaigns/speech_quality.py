"""Campaign `speech-quality`: are the words read right? By the engine's own phonemes, syllable by syllable.

- 218 sentences with what must be heard (tests/fixtures/speech/sentences.txt: polyphones, words of this counter, places
  of Hebei, surnames, numbers): at least 98 % right, the wrong ones listed.
- Every line of the program and of the catalogue: as many Mandarin syllables as it has characters. eSpeak NG 1.52 reads
  some characters as English letters, which nobody sees on a screen.
- Every word and surname of the lexicon: its spelling changes what is heard, or the line is superfluous.

The planted faults are a terminal without the lexicon, a sentence whose wanted reading is another one, a line with the r
that the engine spells, and a lexicon with a word too many.
"""

import re
import tomllib
from collections.abc import Iterator

from kiosk.speech import Lexicon, phrases_of
from kiosk.texts import Texts
from tests.campaigns.runner import Campaign, Context, FellShort, Held, Outcome
from tests.helpers.heard import FIXTURES, Listener, readings, wrong_at
from tests.helpers.view_context import ROOT

LEAST_RIGHT_PERCENT = 98.0
ENGLISH_R = "去哪儿办"
_NO_CHARACTER = re.compile(r"[^\u4e00-\u9fff]+")


async def run(context: Context) -> Outcome:
    """Listen to the sentences, the program's lines and the lexicon, then to the faults."""
    texts = Texts.load(ROOT / "assets" / "i18n", "zh_CN")
    lexicon = Lexicon.load(ROOT / "assets" / "speech" / "lexicon.toml")
    async with Listener() as listener:
        wrong = await _wrong(listener, lexicon, texts)
        for line in wrong:
            context.note(line)
        count = sum(1 for _ in _sentences())
        right_percent = round(100 * (1 - len(wrong) / count), 1)
        lines = sorted(set(_lines(texts)))
        foreign = [line for line in lines if not await _is_mandarin(listener, lexicon(line))]
        idle = await _superfluous(listener, lexicon)
        context.figure("sentences_count", count)
        context.figure("right_percent", right_percent)
        context.figure("lines_of_the_program_count", len(lines))
        context.figure("lexicon_lines_count", len(lexicon.words) + len(lexicon.surnames))
        await _planted(context, listener, lexicon, texts, len(wrong))
    complaints = [f"{right_percent} % right"] if right_percent < LEAST_RIGHT_PERCENT else []
    complaints += [f"no Mandarin: {line}" for line in foreign] + [f"changes nothing: {word}" for word in idle]
    return FellShort("; ".join(complaints)) if complaints else Held(f"{count} sentences, {len(wrong)} of them wrong")


async def _planted(context: Context, listener: Listener, lexicon: Lexicon, texts: Texts, wrong_count: int) -> None:
    fault = context.plant("no lexicon")
    if len(await _wrong(listener, Lexicon(), texts)) > wrong_count:
        fault.caught()
    fault = context.plant("another reading wanted")
    if wrong_at(await listener.phonemes("银行"), ["yin2", "xing2"]) == 1:
        fault.caught()
    fault = context.plant("an r spelled in English")
    if not await _is_mandarin(listener, ENGLISH_R):
        fault.caught()
    fault = context.plant("a superfluous word")
    if await _superfluous(listener, Lexicon({"银行": "银航"})):
        fault.caught()


def _sentences() -> Iterator[tuple[str, list[str]]]:
    """Each sentence, and its syllables as they must be heard."""
    for line in (FIXTURES / "sentences.txt").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            sentence, pinyin = line.split(" | ")
            yield sentence, pinyin.split()


async def _wrong(listener: Listener, lexicon: Lexicon, texts: Texts) -> list[str]:
    wrong = []
    for sentence, wanted in _sentences():
        said = "".join(lexicon(phrase.text) for phrase in phrases_of(sentence, texts))
        place = wrong_at(await listener.phonemes(said), wanted)
        if place is not None:
            wrong.append(f"{sentence}: {wanted[place]} expected at syllable {place + 1}")
    return wrong


def _lines(texts: Texts) -> Iterator[str]:
    """Every run of characters that may be said: of the texts, values left out, and of the catalogue."""
    for key in texts:
        for form in texts.forms(key):
            yield from _runs(re.sub(r"\{[^}]*\}", "\n", form), texts)
    for path in sorted((ROOT / "assets" / "catalogue").rglob("*.toml")):
        yield from _runs("\n".join(_strings(tomllib.loads(path.read_text("utf-8")))), texts)


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from _strings(part)
    elif isinstance(value, list):
        for part in value:
            yield from _strings(part)


def _runs(text: str, texts: Texts) -> Iterator[str]:
    for phrase in phrases_of(text, texts):
        yield from (run for run in _NO_CHARACTER.split(phrase.text) if run)


async def _is_mandarin(listener: Listener, said: str) -> bool:
    return any(len(cut) == len(said) for cut in readings(await listener.phonemes(said)))


async def _superfluous(listener: Listener, lexicon: Lexicon) -> list[str]:
    """Words whose spelling is heard as they are themselves."""
    title = lexicon.titles[0] if lexicon.titles else ""
    words = [*lexicon.words, *(name + title for name in lexicon.surnames)]
    return [word for word in words if await _reading(listener, word) == await _reading(listener, lexicon(word))]


async def _reading(listener: Listener, said: str) -> object:
    """Its syllables; what is no Mandarin stands for itself."""
    phonemes = await listener.phonemes(said)
    return next(iter(readings(phonemes)), phonemes)


SUMMARY = "are polyphones, places, names and numbers read right, and all in Mandarin"
CAMPAIGN = Campaign("speech-quality", SUMMARY, "", run)

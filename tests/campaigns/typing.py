"""Campaign `typing`: what it takes to write government terms, places and names on the keyboard of the screen.

- 300 terms and places of Hebei, letter by letter through the real engine: the wanted one first (goal 90 %) and in the
  first five (98 %); the same with nine keys, and of those that stand in none of our own word lists, as figures.
- 200 names: every character, typed alone, stands on the first two pages of the keyboard itself at 1080 pixels.
- Nothing is learnt: after a resident who always took a late candidate, the next one is shown what the first one was.
- A key's processor time, and what 200 letters without a pause take.

The lists were written before the dictionary and are no source of it. Needs librime1, librime-bin, rime-data-pinyin-simp
and python3-jieba (packaging/apt/run). The planted faults are an engine that puts the first word second, one that shows
two candidates, one that shows no rare characters, and one that learns.
"""

import os
import statistics
import sys
import time
from collections.abc import Sequence

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication

from tests.campaigns.runner import Campaign, CannotRun, Context, FellShort, Held, Outcome
from tests.helpers.candidate_pages import CandidatePages
from tests.helpers.typed_words import Rates, Wanted, rates, typed, wanted
from tests.helpers.worse_engines import FewCandidates, LearningEngine, SecondBest, without_rare
from ui.input.engine import InputEngine, Layout
from ui.input.rime import open_engine

LEAST_FIRST_PERCENT, LEAST_IN_FIVE_PERCENT = 90.0, 98.0
PAGES = 2
MANY_LETTERS = ("zhongguorenminyinhang" * 10)[:200]
LATE = 4
"""The candidate that the resident of the learning check takes."""


def run(context: Context) -> Outcome:
    """Measure, then the faults."""
    engine = open_engine()
    if engine.problem:
        return CannotRun(engine.problem)
    application = QGuiApplication.instance() or QGuiApplication(sys.argv[:1])
    terms, names = list(wanted("terms")), list(wanted("names"))
    if context.is_short:
        names = names[::4]
    complaints = [*_terms(context, engine, terms), *_names(context, engine, names), *_learnt(engine, terms[:20])]
    _timed(context, engine, terms)
    _planted(context, engine, terms, names)
    engine.close()
    application.processEvents()
    return FellShort("; ".join(complaints)) if complaints else Held(f"{len(terms)} words and {len(names)} names typed")


def _terms(context: Context, engine: InputEngine, terms: Sequence[Wanted]) -> list[str]:
    """The goals, and the figures beside them."""
    found = rates(engine, terms)
    _told(context, "terms", found)
    _told(context, "terms_with_nine_keys", rates(engine, terms, Layout.NINE_KEY))
    own = _own_words()
    others = [word for word in terms if word.text not in own]
    context.figure("terms_in_no_list_of_ours_count", len(others))
    _told(context, "terms_in_no_list_of_ours", rates(engine, others))
    return _too_low(found)


def _told(context: Context, name: str, found: Rates) -> None:
    context.figure(f"{name}_first_percent", found.first_percent)
    context.figure(f"{name}_in_five_percent", found.in_five_percent)


def _too_low(found: Rates) -> list[str]:
    complaints = []
    if found.first_percent < LEAST_FIRST_PERCENT:
        complaints.append(f"{found.first_percent} % of the words came first")
    if found.in_five_percent < LEAST_IN_FIVE_PERCENT:
        complaints.append(f"{found.in_five_percent} % of the words came among the first five")
    return complaints


def _own_words() -> set[str]:
    """Words of the catalogue and of assets/input, by the maker of the tables itself."""
    sys.path.insert(0, "packaging/dev")
    from rime_tables import SOURCES
    from rime_words import pack_words

    return {word for word, _ in pack_words(SOURCES)}


def _names(context: Context, engine: InputEngine, names: Sequence[Wanted]) -> list[str]:
    """Every character of every name, typed alone, on the pages of the keyboard."""
    wanted_ones = sorted({pair for name in names for pair in zip(name.text, name.syllables, strict=True)})
    page_of = _pages_of(engine, wanted_ones)
    unreached = [one for (one, _), page in page_of.items() if page is None]
    context.figure("characters_of_names_count", len(wanted_ones))
    context.figure("characters_on_first_page_count", sum(page == 0 for page in page_of.values()))
    return [f"not within two pages: {' '.join(unreached)}"] if unreached else []


def _pages_of(engine: InputEngine, characters: Sequence[tuple[str, str]]) -> dict[tuple[str, str], int | None]:
    """On which page each stands; None when on neither."""
    with CandidatePages(engine) as keyboard:
        shown = {syllable: keyboard.pages(syllable, PAGES) for syllable in {syllable for _, syllable in characters}}
    return {
        (one, syllable): next((n for n, page in enumerate(shown[syllable]) if one in page), None)
        for one, syllable in characters
    }


def _learnt(engine: InputEngine, words: Sequence[Wanted]) -> list[str]:
    """A resident takes late candidates, thrice each; the next one must see what was there before."""
    engine.select(Layout.PINYIN)
    before = [typed(engine, word.letters).candidates for word in words]
    for word in [*words, *words, *words]:
        offered = typed(engine, word.letters).candidates
        engine.choose(min(LATE, len(offered) - 1))
    engine.reset()
    after = [typed(engine, word.letters).candidates for word in words]
    engine.reset()
    return [] if before == after else ["candidates changed after a resident had typed"]


def _timed(context: Context, engine: InputEngine, terms: Sequence[Wanted]) -> None:
    """Processor time of a key; the first words warm the mapped tables."""
    for layout in (Layout.PINYIN, Layout.NINE_KEY):
        engine.select(layout)
        taken_ms = []
        for word in terms:
            engine.reset()
            for letter in word.letters if layout is Layout.PINYIN else "2" * len(word.letters):
                began_s = time.process_time()
                engine.type_key(letter)
                taken_ms.append((time.process_time() - began_s) * 1000)
        context.figure(f"{layout.value}_key_cpu_median_ms", round(statistics.median(taken_ms), 2))
        context.figure(f"{layout.value}_key_cpu_p99_ms", round(statistics.quantiles(taken_ms, n=100)[98], 2))
    engine.select(Layout.PINYIN)
    began_s = time.process_time()
    typed(engine, MANY_LETTERS)
    context.figure("two_hundred_letters_cpu_s", round(time.process_time() - began_s, 2))
    engine.reset()


def _planted(context: Context, engine: InputEngine, terms: Sequence[Wanted], names: Sequence[Wanted]) -> None:
    """Each makes one of the complaints above come true."""
    fault = context.plant("the wanted word comes second")
    if _too_low(rates(SecondBest(engine), terms)):
        fault.caught()
    fault = context.plant("only two candidates are shown")
    if _too_low(rates(FewCandidates(engine, 2), terms)):
        fault.caught()
    fault = context.plant("rare characters are not offered")
    rare = [("懿", "yi"), ("郗", "xi"), *((n.text[0], n.syllables[0]) for n in names[:3])]
    if None in _pages_of(without_rare(engine), rare).values():
        fault.caught()
    fault = context.plant("what was chosen is remembered")
    if _learnt(LearningEngine(engine), terms[:20]):
        fault.caught()
    QCoreApplication.processEvents()


CAMPAIGN = Campaign("typing", "government terms, places and names typed on the screen's own keyboard", "", run)

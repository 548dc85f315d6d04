"""Any item of the catalogue by keypad and ear: filed to its end where it is filed here, else heard to its end.

What the resident brings along: the name of the matter and of its kind, and what they know of themselves
(`by_ear.knows` of assets/content/demo.toml, by the name of the question). Everything else was told by the voice.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from kiosk.app.demo.blind import BlindResident, plain, starts
from kiosk.app.demo.made_up import account, applicants
from kiosk.app.demo.player import Player, PromiseBrokenError
from kiosk.app.demo.summary import Outcome
from kiosk.catalogue import Item, Kind
from kiosk.core.clock import china_date

MOST_THINGS = 400
"""Of a form: whoever has gone past so many is lost."""
MOST_PAGES = 6
LONGEST_AMOUNT = 8
"""Digits of a count, an amount or a date, which are read as such."""


async def any_item(player: Player, item_id: str, has_headphones: bool = True) -> None:
    """From headphones in to headphones out, without a look at the screen; who has none has it said to the room."""
    item = player.program.catalogue.item(item_id)
    person = player.randomness.choice(applicants(item))
    await player.until("the machine to be ready", lambda s: s.online and s.filing_off is None)
    resident = BlindResident(player, has_headphones)
    await resident.begin()
    await find(resident, item)
    if item.kind is Kind.APPLY:
        await file_case(resident, person, {**known(player), **_wish(player, item_id)})
        if has_headphones:
            await player.control.do("headphones.plug_in", on=False)
        await player.idle_again()
        player.summary.platform_status = await player.case_state()
    else:
        await _learn(resident, item)
        before = len(resident.heard)
        if has_headphones:  # nobody is known here: that is all there is to leave
            await player.control.do("headphones.plug_in", on=False)
            await resident.hears(resident.words["pulled"], since=before)
    player.summary.figures["keys_pressed_count"] = resident.pressed_count
    player.ended(Outcome.COMPLETED)


def known(player: Player) -> Mapping[str, Any]:
    """What this resident knows of themselves, by the name of the question."""
    script = player.stage.script["by_ear"]
    own = account(player.randomness)
    knows = {label: own if answer == "account" else answer for label, answer in script["knows"].items()}
    today = f"{china_date(player.program.clock.now()):%Y%m%d}"
    return {label: today if answer == "today" else answer for label, answer in knows.items()}


def _wish(player: Player, item_id: str) -> Mapping[str, Any]:
    """What they choose where one item is for several purposes: the seed says which."""
    wishes = player.stage.script["by_ear"]["wishes"].get(item_id, [{}])
    chosen: Mapping[str, Any] = wishes[player.seed % len(wishes)]
    return chosen


async def find(resident: BlindResident, item: Item) -> None:
    """The kind of matter, then the matter; a kind with one matter leads straight to it."""
    program = resident.player.program
    locale = program.texts.locale
    title = resident.as_said((item.spoken_title or item.title).text(locale))
    await resident.go_to(resident.as_said(program.catalogue.category(item.category).title.text(locale)))
    before = len(resident.heard)
    await resident.select()
    await resident.silence()
    if resident.has_heard(resident.words["several"], before):  # the one matter of a kind tells of itself at once
        await resident.choose(resident.as_said(item.title.text(locale)), then=title)


async def file_case(resident: BlindResident, person: str, known: Mapping[str, Any]) -> None:
    """From the guide to the end of the session."""
    words, player = resident.words, resident.player
    before = len(resident.heard)
    await resident.choose(words["apply"])
    await resident.silence()
    if resident.has_heard(words["danger"], before):
        await resident.choose(words["no_danger"])
    await resident.choose(words["understood"], then=words["card_wanted"])
    await give_card(resident, person)
    await _sign(resident, await answer_form(resident, known))
    await resident.hears(words["acknowledged"], since=0)
    await player.slip_settled()
    await player.keep_slip()
    await resident.choose(words["finish"], then=words["rate"])
    await resident.choose(words["level"])
    await resident.choose(words["send_rating"], then=words["goodbye"])


async def give_card(resident: BlindResident, person: str) -> None:
    """Lay the card where the voice said, and take it back once it is read."""
    before = len(resident.heard)
    await resident.player.put_card(person)
    await resident.hears(resident.words["card_read"], since=before)
    await resident.player.take_card()


async def answer_form(resident: BlindResident, known: Mapping[str, Any]) -> list[str]:
    """Go from one thing to the next, answer what asks, and go on where nothing asks any more, until the review.

    What was typed that is read out as it was typed: words, and numbers that are no amounts.
    """
    words, answered, before = resident.words, set[str](), len(resident.heard)
    onwards = (words["same"], words["turn"], words["close"], *words["forward"])
    typed = []
    page = ""
    for _ in range(MOST_THINGS):
        pages = re.findall(words["page"], "".join(resident.heard[before:]))
        if pages and pages[-1] != page:  # what was asked before may be asked of somebody else
            page, answered = pages[-1], set()
        said = await resident.step()
        question = _question(said, words, known, answered)
        answered |= {question, *([words["same_answers"]] if starts(said, (words["same"],)) else [])}
        if question and said.endswith(words["is_field"]):
            await resident.select()
            typed.append(await type_answer(resident, known[question]))
            await resident.choose(words["typed"])
            await resident.silence()
        elif question or starts(said, onwards):
            await resident.select()
            await resident.silence()
        if resident.has_heard(words["review"], before):
            return [answer for answer in typed if not answer.isdecimal() or len(answer) > LONGEST_AMOUNT]
    raise PromiseBrokenError(f"the form has no end: {' / '.join(resident.heard[-30:])}")


def _question(said: str, words: Mapping[str, Any], known: Mapping[str, Any], answered: set[str]) -> str:
    """The question that this thing asks and that has no answer yet; empty where there is none."""
    if said.endswith(words["is_field"]):
        return next((label for label in known if label not in answered and starts(said, (label,))), "")
    if not said.endswith(words["is_open_choice"]):
        return ""
    *_, question = said.removesuffix(words["is_open_choice"]).split(words["pause"])
    wanted = known.get(question, "")
    return question if question not in answered and starts(said, (wanted,)) else ""


async def type_answer(resident: BlindResident, answer: Any) -> str:
    """Digits on the keys of digits; words by their Pinyin, each taken when it was heard. What it comes to."""
    words = resident.words
    match answer:
        case str() as digits:
            await resident.type([words["digits"][int(digit)] for digit in digits])
            return digits
        case {"digits": digits}:
            await resident.choose(words["digit_keys"])
            return await type_answer(resident, digits)
        case _:
            for letters, word in answer:
                await resident.type(letters.upper())
                await resident.choose(word + words["pause"], then=word)
            return "".join(word for _, word in answer)


async def _sign(resident: BlindResident, typed: Sequence[str]) -> None:
    """Hear all that is handed in, and be content only where all that was typed is among it."""
    words = resident.words
    if resident.has_heard(words["consent_asked"], since=0):
        await resident.choose(words["consent"], then=words["made"])
    before = len(resident.heard)
    await resident.choose(words["read_out"], then=words["read_out_ended"])
    heard = plain("".join(resident.heard[before:])).replace(words["one_in_numbers"], words["digits"][1])
    for digit, name in enumerate(words["digits"]):
        heard = heard.replace(name, str(digit))
    for answer in typed:
        if answer not in heard:
            raise PromiseBrokenError(f"{answer!r} was not among what was read out")
    await resident.choose(words["all_right"], then=words["signed"])
    await resident.choose(words["submit"], then=words["number"])


async def _learn(resident: BlindResident, item: Item) -> None:
    """Have the whole guide read, page by page, until everything it tells was heard; that is all."""
    words, before = resident.words, len(resident.heard)
    for _ in range(MOST_PAGES):
        await resident.press("help")
        await resident.silence()
        missing = [line for line in _told(resident, item) if not resident.has_heard(line, before)]
        if not missing:
            break
        await resident.choose(words["turn"], words["turn_back"])
    if missing:
        raise PromiseBrokenError(f"never said: {' / '.join(missing)}")


def _told(resident: BlindResident, item: Item) -> Iterator[str]:
    """What somebody comes for: facts, what to bring, where to go and whom to call."""
    locale = resident.player.program.texts.locale
    for fact in item.facts:
        yield resident.as_said(fact.text.text(locale))
    for material in item.materials:
        yield resident.as_said(material.name.text(locale))
    for place in item.places:
        yield from (resident.as_said(place.name.text(locale)), resident.as_said(place.phone))

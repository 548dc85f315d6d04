"""Campaign `broken-packs`: 200 catalogue packs, each broken in one way; each is refused with its place, by all it says.

A pack is refused if the shelf's serial stays and the catalogue offered is the one before. The place is the part of the
pack (signature, manifest, a file's name) or file, line and key. The planted faults are a shelf that takes everything,
one that refuses without a place, and one that refuses whatever it is given.
"""

import random
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kiosk.app.shelf import Refused, Shelf
from kiosk.catalogue.packs import Manifest, NoPack
from tests.campaigns.runner import Campaign, Context, FellShort, Held, Outcome
from tests.helpers.packs import SHIPPED, STRANGER, by_publisher, files_of, pack, signed, with_manifest

PACK_COUNT, SHORT_PACK_COUNT = 200, 50
GOOD_SERIAL = 10
EXAMPLE = (SHIPPED / "example.toml").read_bytes()
ITEM = "items/meal-subsidy.toml"

Taken = Manifest | Refused


@dataclass(frozen=True, slots=True)
class Broken:
    """A pack, what was done to it, and what the refusal must name."""

    what: str
    content: bytes
    place: str


def run(context: Context) -> Outcome:
    """Offer every broken pack to a shelf that holds a good one."""
    storage = context.folder / "storage"
    shutil.rmtree(storage, ignore_errors=True)
    storage.mkdir()
    shelf = Shelf(storage)
    good = _take(shelf, context.folder, pack(serial=GOOD_SERIAL))
    if not isinstance(good, Manifest):
        return FellShort(f"the good pack was refused: {good}")
    complaints = []
    packs = list(broken_packs(SHORT_PACK_COUNT if context.is_short else PACK_COUNT))
    for one in packs:
        said = complaint(one, _take(shelf, context.folder, one.content))
        if shelf.serial != GOOD_SERIAL or shelf.best(SHIPPED)[1]:
            said = said or "the good one did not stay"
        if said:
            complaints.append(f"{one.what}: {said}")
    context.figure("broken_packs_count", len(packs))
    context.figure("kinds_of_breakage_count", len({one.what for one in packs}))
    _plant(context, packs[0], good)
    newest = _take(shelf, context.folder, pack(serial=GOOD_SERIAL + 1))
    if not isinstance(newest, Manifest):
        complaints.append(f"afterwards a good one was refused too: {newest}")
    return FellShort("; ".join(complaints[:5])) if complaints else Held(f"{len(packs)} refused, each with its place")


def complaint(one: Broken, taken: Taken) -> str:
    """What is wrong with the answer; empty if it is right."""
    if isinstance(taken, Manifest):
        return "was taken"
    told = [str(taken)] if isinstance(taken, NoPack) else [str(fault) for fault in taken if fault.line]
    if any(one.place in line for line in told):
        return ""
    return f"was refused without naming {one.place!r}: {told or taken}"


def broken_packs(count: int) -> Iterator[Broken]:
    """So many packs, each kind of breakage as often as any other, no two alike."""
    ways = [*_TEXT.items(), *_BYTES.items()]
    for number in range(count):
        what, way = ways[number % len(ways)]
        yield way(what, random.Random(number))


def _plant(context: Context, one: Broken, good: Manifest) -> None:
    answers: dict[str, Taken] = {
        "a shelf that takes everything": good,
        "a shelf that names no place": NoPack("pack", "cannot be used"),
        "a check that knows no lines": (),
    }
    for what, answer in answers.items():
        fault = context.plant(what)
        if complaint(one, answer):
            fault.caught()


def _take(shelf: Shelf, folder: Path, content: bytes) -> Taken:
    (folder / "offered.pack").write_bytes(content)
    return shelf.take(folder / "offered.pack", by_publisher)


Way = Callable[[str, random.Random], Broken]


def _replaced(old: str, new: str, place: str) -> Way:
    """A catalogue with the manual's item in it, in which something is replaced."""

    def way(what: str, dice: random.Random) -> Broken:
        text = EXAMPLE.decode()
        assert old in text, old
        changed = text.replace(old, new.replace("§", str(dice.randrange(10**6))), 1)
        return Broken(what, signed({**files_of(), ITEM: changed.encode()}, GOOD_SERIAL + 1), place)

    return way


def _elsewhere(change: Callable[[dict[str, bytes], random.Random], object], place: str) -> Way:
    """A catalogue of other files."""

    def way(what: str, dice: random.Random) -> Broken:
        files = {**files_of(), ITEM: EXAMPLE}
        change(files, dice)
        return Broken(what, signed(files, GOOD_SERIAL + 1), place)

    return way


def _bytes(change: Callable[[bytes, random.Random], bytes], place: str) -> Way:
    """A good pack, spoilt on its way."""
    return lambda what, dice: Broken(what, change(pack(serial=GOOD_SERIAL + 1), dice), place)


def _spoilt(content: bytes, dice: random.Random, least: int, most: int) -> bytes:
    place = dice.randrange(least, most)
    return content[:place] + bytes([content[place] ^ (1 << dice.randrange(8))]) + content[place + 1 :]


_TEXT: dict[str, Way] = {
    "wrong type": _replaced("fill_minutes = 3", 'fill_minutes = "§"', "fill_minutes"),
    "unknown key": _replaced("fill_minutes = 3", "fill_minuts§ = 3", "fill_minuts"),
    "missing key": _replaced(
        'summary = { zh = "满 60 岁，在助餐点吃饭有补贴", en = "From 60, at the canteens" }', "# left out §", "summary"
    ),
    "condition that waits for itself": _replaced('canteen == "home"\'', 'home_address != "§"\'', "asked later"),
    "condition that waits for a later one": _replaced('canteen == "home"\'', "meals > §'", "asked later"),
    "rule of the wrong type": _replaced('canteen == "home"\'', "canteen > §'", "when"),
    "rule that does not come to yes or no": _replaced('canteen == "home"\'', '"§"\'', "meal-subsidy.toml:"),
    "rule of an unknown answer": _replaced('canteen == "home"\'', 'kanteen§ == "home"\'', "no earlier field `kanteen"),
    "choice that does not exist": _replaced('canteen == "home"\'', 'canteen == "hme§"\'', "has no choice `hme"),
    "missing words for the voice": _replaced('question = "饭送到哪里？"', 'question = "A§ 还是 B？"', "spoken"),
    "id twice": _replaced('id = "bill_address"', 'id = "home_address"  # §', "is there twice"),
    "choice twice": _replaced('value = "near"', 'value = "home"', "is there twice"),
    "no such material": _replaced('corrections = ["id_card"]', 'corrections = ["paper_§"]', "no material"),
    "no such category": _replaced('category = "elder-care"', 'category = "elders-§"', "category"),
    "not TOML": _replaced("[notice]", "[notice §", "meal-subsidy.toml:"),
    "key twice": _replaced("fill_minutes = 3", "fill_minutes = 3\nfill_minutes = §", "meal-subsidy.toml:"),
    "lists in lists without end": _replaced(
        "fill_minutes = 3", "fill_minutes = " + "[" * 5000 + "]" * 5000, "meal-subsidy.toml:"
    ),
    "infinity": _replaced("fill_minutes = 3", "fill_minutes = inf  # §", "fill_minutes"),
    "another format": _replaced("format = 2", "format = §", "format"),
    "another name": _replaced('id = "meal-subsidy"', 'id = "meals-§"', "must be called"),
    "300 levels of brackets": _replaced('canteen == "home"\'', "(" * 300 + "true" + ")" * 300 + "'", "when"),
    "a rule without end": _replaced('canteen == "home"\'', 'canteen == "' + "x" * 600 + "\"'", "when"),
}
_BYTES: dict[str, Way] = {
    "wrong encoding": _elsewhere(
        lambda files, dice: files.update({ITEM: EXAMPLE.decode().encode("gb18030")}), "not UTF-8"
    ),
    "10 MB file": _elsewhere(lambda files, dice: files.update({ITEM: b"#" * (10 << 20)}), "at most"),
    "300 kB file": _elsewhere(
        lambda files, dice: files.update({ITEM: b"#" * (300_000 + dice.randrange(99))}), "length"
    ),
    "no groups": _elsewhere(lambda files, dice: files.pop("groups.toml"), "groups.toml"),
    "empty category": _elsewhere(lambda files, dice: files.pop("items/warning-colours.toml"), "has no item"),
    "path elsewhere": _elsewhere(lambda files, dice: files.update({f"../evil{dice.random()}.toml": b""}), "path"),
    "signed by a stranger": _bytes(lambda good, dice: STRANGER.sign(good[64:]) + good[64:], "signature"),
    "signature spoilt": _bytes(lambda good, dice: _spoilt(good, dice, 0, 64), "signature"),
    "manifest spoilt": _bytes(lambda good, dice: _spoilt(good, dice, 64, 1500), ""),
    "file spoilt": _bytes(lambda good, dice: _spoilt(good, dice, len(good) - 15_000, len(good)), ".toml"),
    "cut short": _bytes(lambda good, dice: good[: dice.randrange(len(good) - 20_000, len(good))], "is cut short"),
    "more than all": _bytes(lambda good, dice: good + bytes(dice.randrange(1, 999)), "behind the last file"),
    "old one": _bytes(lambda good, dice: pack(serial=dice.randrange(1, GOOD_SERIAL + 1)), "serial"),
    "unknown key in the manifest": _bytes(
        lambda good, dice: with_manifest(good, lambda m: m.update({f"x{dice.random()}": 1})), "manifest."
    ),
    "noise": _bytes(lambda good, dice: dice.randbytes(5000), ""),
}

CAMPAIGN = Campaign("broken-packs", "catalogue packs broken in every way are refused with the place", "", run)

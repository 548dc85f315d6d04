"""Where people live, down to the village: the areas of the province by code and name, and the places of this community.

assets/divisions/hebei.txt, a line an area: code, first letter in Pinyin, name; a village by its last three digits.

    13 河北省 ─► 1301 石家庄市 ─► 130102 长安区 ─► 130102001 建北街道 ─► 130102001001 棉一东社区
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

PROVINCE = "13"
LENGTHS = (2, 4, 6, 9, 12)
"""Digits of province, city, county, town and village (GB/T 2260, GB/T 10114)."""
FILE = Path(__file__).resolve().parents[2] / "assets" / "divisions" / "hebei.txt"
OWN_LETTER = "-"
"""Of a name that the site told: it stands first, whatever it begins with."""


@dataclass(frozen=True, slots=True)
class Area:
    """One area."""

    code: str
    name: str
    initial: str


@dataclass(frozen=True, slots=True)
class SpotName:
    """A place of a community, as groups.toml calls it; no model, since whoever begins a form does without them."""

    zh: str
    en: str | None

    def text(self, locale: str) -> str:
        """For a locale such as `zh_CN` or `en`; Chinese where there is no other."""
        return self.en if locale.startswith("en") and self.en is not None else self.zh


@dataclass(frozen=True, slots=True)
class Areas:
    """The areas as this terminal knows them. Immutable; safe to share."""

    text: str = field(default="", repr=False)
    here: str = ""
    """Of the terminal's own community, 12 digits."""
    own: Mapping[str, str] = field(default_factory=dict)
    """Names that the site gives to its town and its community."""
    spots: tuple[SpotName, ...] = ()
    """Places of this community that everybody knows: 小花园, 3号楼."""

    def below(self, code: str) -> tuple[Area, ...]:
        """The parts of an area, by first letter; those that this terminal stands in come first."""
        found = sorted(self._below(code), key=lambda area: (not self.here.startswith(area.code), area.initial))
        return tuple(found)

    def path(self, code: str) -> tuple[Area, ...]:
        """The areas round one, widest first, itself last, as far as they are known."""
        named = (self._named(code[:length]) for length in LENGTHS if length <= len(code))
        return tuple(area for area in named if area is not None)

    def full_name(self, code: str) -> str:
        """The name with all round it: 河北省石家庄市长安区建北街道棉一东社区."""
        return "".join(area.name for area in self.path(code))

    def _below(self, code: str) -> Iterator[Area]:
        if code not in ("", PROVINCE) and len(code) == LENGTHS[3]:
            yield from self._villages(code)
        elif len(code) in LENGTHS[:3]:
            digits = LENGTHS[LENGTHS.index(len(code)) + 1] - len(code)
            for match in re.finditer(rf"^({code}\d{{{digits}}}) (.) (.+)$", self.text, re.MULTILINE):
                yield self._area(match[1], match[3], match[2])

    def _villages(self, town: str) -> Iterator[Area]:
        begin = self.text.find(f"\n{town} ")
        end = re.compile(r"^\d{4}", re.MULTILINE).search(self.text, begin + len(town) + 1) if begin >= 0 else None
        part = self.text[begin + 1 : end.start() if end else None] if begin >= 0 else ""
        known = [(town + m[1], m[3], m[2]) for m in re.finditer(r"^(\d{3}) (.) (.+)$", part, re.MULTILINE)]
        if self.here.startswith(town) and self.here in self.own and self.here not in {code for code, *_ in known}:
            known.append((self.here, self.own[self.here], OWN_LETTER))
        for code, name, initial in known:
            yield self._area(code, name, initial)

    def _area(self, code: str, name: str, initial: str) -> Area:
        return Area(code, self.own[code], OWN_LETTER) if code in self.own else Area(code, name, initial)

    def _named(self, code: str) -> Area | None:
        if code in self.own:
            return Area(code, self.own[code], OWN_LETTER)
        if len(code) == LENGTHS[4]:
            return next((area for area in self._villages(code[: LENGTHS[3]]) if area.code == code), None)
        match = re.search(rf"^{code} (.) (.+)$", self.text, re.MULTILINE)
        return Area(code, match[2], match[1]) if match else None


def load_areas(here: str, town_name: str = "", community_name: str = "", file: Path = FILE) -> Areas:
    """The areas round a terminal; without the file it knows its own alone. Names left empty are the file's."""
    own = {here[: LENGTHS[3]]: town_name, here: community_name}
    text = file.read_text(encoding="utf-8") if file.is_file() else ""
    return Areas(text, here, {code: name for code, name in own.items() if name})

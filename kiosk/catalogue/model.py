"""What a service item is: strict, frozen models of the TOML files under assets/catalogue.

Names follow the national item model (实施清单) where it has one. What lives here is shape; what one file says of
another is checked in `check`; what a form does with it is decided in `kiosk.forms`. Never any words of a resident's.
"""

from functools import cached_property
from typing import Annotated, Literal, TypeVar

from pydantic import Field, model_validator

from kiosk.catalogue.item_rules import ItemRules, compiled
from kiosk.catalogue.kinds import Authority, Kind, Offline, OutputType
from kiosk.catalogue.proxies import OwnWish, Proxy
from kiosk.catalogue.questions import Check, FieldSpec, Section
from kiosk.catalogue.shapes import ItemId, Level, LocalIcon, LocalId, Model, Words
from kiosk.core.person import IdentityLevel
from kiosk.texts import Texts

FORMAT = 2
"""Version of the files' format; a file of another format is refused, never half understood."""

TASK_CODE_LENGTH = 31
"""Department (18), level (1) and basic code (12), where a place keeps to GB/T 39554.1-2020; others are opaque."""
MOST_EMERGENCIES_COUNT = 3
"""More of them nobody takes in who is afraid."""
USCC = r"^[0-9A-HJ-NPQRTUWXY]{18}$"


class Identity(Model):
    """The least identity level for each act."""

    file: Level
    """`none`: also somebody who stays unnamed."""
    see: Level
    payout: Level
    """Also to change where money goes."""
    change: Level = IdentityLevel.CARD_READ
    """To put something right afterwards, or to supply what was asked for."""


class Eligibility(Model):
    """Whom the item is for, as far as the machine can know."""

    least_age_years: int = Field(ge=0, le=120)
    otherwise: Words
    """What somebody can do who is not eligible now."""


class Material(Model):
    """Something to bring (up_task_general_material)."""

    id: LocalId
    name: Words
    note: Words | None = None
    source: Literal["read", "photo", "typed", "bring"] = "bring"
    """How it gets here: read, photographed, its number typed off it, or not at all (the window takes it)."""
    needed: bool = True
    at_filing: bool = False
    """Asked for before the case is handed in, to be photographed or brought; else the department asks, if it must."""
    icon: LocalIcon = "document"


class Window(Model):
    """A place where people do the same thing."""

    name: Words
    hours: Words
    phone: str = Field(pattern=r"^[0-9-]{3,14}$")
    address: Words | None = None


class EmergencyCall(Model):
    """A number to dial when somebody is in danger, told before anything is asked."""

    phone: str = Field(pattern=r"^[0-9]{3,5}$")
    danger: Words
    """What has happened."""
    sends: Words
    """Who comes."""


class Duration(Model):
    """The limits: the committed one (promise_day, promise_type), and the law's (anticipate_day, anticipate_type)."""

    committed_working_days: int = Field(ge=0, le=365)
    statutory_working_days: int | None = Field(default=None, ge=0, le=365)
    """None where no law sets one, or none is known."""
    is_example: bool
    """Not confirmed by the authority: shown as 示例, never as a promise."""


class Notice(Model):
    """What has to be understood before any data are taken (个人信息保护法 17)."""

    version: str = Field(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$")
    data: Words
    shared_with: Words
    kept: Words
    basis: Words
    basis_is_example: bool = False
    """The article was not checked against the law's text, or may have been replaced: shown as 示例."""
    rights: Words

    def part(self, name: str, texts: Texts) -> str:
        """What it says of one matter, in the words of a screen."""
        words = {"data": self.data, "shared": self.shared_with, "kept": self.kept, "basis": self.basis}
        text = words.get(name, self.rights).text(texts.locale)
        return texts("notice.example", text=text) if name == "basis" and self.basis_is_example else text


class ExtraConsent(Model):
    """A separate yes or no that costs the resident nothing to refuse."""

    id: LocalId
    title: Words
    text: Words
    yes: Words
    no: Words
    when_answered: LocalId | None = None
    """Asked only if this field was answered."""


class Output(Model):
    """One thing the resident has at the end (result_type, result_name)."""

    type: OutputType
    name: Words


class CaseStep(Model):
    """One span of the bridge."""

    name: Words
    department: Words
    short: Words
    working_days: int = Field(ge=0, le=365)


class Codes(Model):
    """The item in the national catalogue, as far as it is known; opaque here."""

    task_name: str
    """The official name."""
    task_type: str | None = None
    catalog_code: str | None = Field(default=None, max_length=12)
    task_code: str | None = Field(default=None, max_length=36)
    task_handle_item: str | None = Field(default=None, max_length=36)
    dept_code: str | None = Field(default=None, pattern=USCC)
    """Of the body in charge, a unified social credit code (GB 32100-2015); also the first 18 of `task_code`."""
    use_level: Literal["1", "2", "3", "4", "5", "6"] | None = None
    """At which level it is exercised: 1 national, 2 province, 3 city, 4 county, 5 township, 6 community."""
    server_type: Literal["1", "2"] | None = None
    """Whom it serves: 1 persons, 2 bodies."""
    project_type: Literal["1", "2"] | None = None
    """1 即办件, 2 承诺办件."""


class AuthorityAt(Model):
    """Another authority for the terminals of one place."""

    division: Annotated[str, Field(pattern=r"^([0-9]{2}|[0-9]{4}|[0-9]{6}|[0-9]{9}|[0-9]{12})$")]
    """Code of a province, city, county, township or community (GB/T 2260, GB/T 10114): it and all below it."""
    authority: Authority


class Fact(Model):
    """One paragraph of a guide."""

    title: Words
    text: Words


class SearchWord(Model):
    """An everyday word for an item, which its title does not have."""

    word: Annotated[str, Field(min_length=1)]
    pinyin: Annotated[str, Field(min_length=1)]

    @model_validator(mode="after")
    def _one_each(self) -> "SearchWord":
        return _spelt(self, self.word, self.pinyin)


class Search(Model):
    """By what an item is found besides the characters of its title."""

    pinyin: str = ""
    """Of the title: a syllable for each of its characters, `-` for what nobody says."""
    words: tuple[SearchWord, ...] = ()


Found = TypeVar("Found", bound=Model)


def _spelt(model: Found, text: str, pinyin: str) -> Found:
    count = len(pinyin.split())
    if count != len(text):
        raise ValueError(f"{count} syllables for the {len(text)} characters of {text}")
    return model


class Item(Model):
    """One entry of the catalogue: something to apply for, or (kind `inform`) something to know."""

    format: Literal[2]
    id: ItemId
    version: str = Field(pattern=r"^[0-9]+(\.[0-9]+)*$")
    kind: Kind
    category: ItemId
    order: int = 100
    icon: LocalIcon
    title: Words
    short_title: Words
    spoken_title: Words | None = None
    summary: Words
    who: Words
    department: Words
    fee: Words
    codes: Codes
    duration: Duration | None = None
    duration_text: Words | None = None
    fill_minutes: int | None = Field(default=None, ge=1, le=60)
    facts: tuple[Fact, ...] = ()
    materials: tuple[Material, ...] = ()
    places: tuple[Window, ...] = Field(min_length=1)
    urgent_phones: tuple[str, ...] = ()
    """Shown large, above everything: 110, 12345 …"""
    emergencies: tuple[EmergencyCall, ...] = Field(default=(), max_length=MOST_EMERGENCIES_COUNT)
    """First it is asked whether somebody is in danger, and these numbers are shown."""
    discreet: bool = False
    """Its slip says neither what it is about nor who came (未成年人保护法: nobody learns of a child by a paper)."""
    identity: Identity | None = None
    eligibility: Eligibility | None = None
    proxy: Proxy | None = None
    own_wish: OwnWish | None = None
    notice: Notice | None = None
    sections: tuple[Section, ...] = ()
    checks: tuple[Check, ...] = ()
    payout_elsewhere: Words | None = None
    """Where to give the account when the identity is not enough for it."""
    consents: tuple[ExtraConsent, ...] = ()
    steps: tuple[CaseStep, ...] = ()
    offline: Offline = Offline.QUEUE
    authority: Authority = Authority.ACCEPT
    authorities: tuple[AuthorityAt, ...] = ()
    """Where it is otherwise; the longest code that fits a terminal's own decides."""
    corrections: tuple[LocalId, ...] = ()
    """Materials the department may ask for later, by id."""
    outputs: tuple[Output, ...] = ()
    """What the resident has at the end, in the order in which it comes."""
    search: Search = Search()

    @model_validator(mode="after")
    def _spelt_title(self) -> "Item":
        return _spelt(self, self.title.zh, self.search.pinyin) if self.search.pinyin else self

    @cached_property
    def rules(self) -> ItemRules:
        """Its conditions and checks, compiled with the first look; `load` looks."""
        return compiled(self)

    def how_long(self, texts: Texts) -> str:
        """Until it is done, as a guide says it. An example says that it is one; what is unknown is not said."""
        if self.duration is None:
            return self.duration_text.text(texts.locale) if self.duration_text else ""
        example = "_example" if self.duration.is_example else ""
        return texts(f"guide.working_days{example}", count=self.duration.committed_working_days)

    def authority_at(self, division_code: str) -> Authority:
        """What a terminal of this place (12 digits) may do with it."""
        fitting = [place for place in self.authorities if division_code.startswith(place.division)]
        return max(fitting, key=lambda place: len(place.division)).authority if fitting else self.authority

    @property
    def fields(self) -> tuple[FieldSpec, ...]:
        """All facts, in the order they are asked."""
        return tuple(field for section in self.sections for field in section.fields)

    @property
    def own_materials(self) -> tuple[Material, ...]:
        """What the person brings who does it themselves: no letter of authority."""
        papers = (self.proxy.letter, self.proxy.guardian_paper) if self.proxy is not None else ()
        return tuple(material for material in self.materials if material.id not in papers)

    def field(self, field_id: str) -> FieldSpec:
        """The field of that id; raises KeyError for an unknown one."""
        for field in self.fields:
            if field.id == field_id:
                return field
        raise KeyError(field_id)

    def material(self, material_id: str) -> Material:
        """The material of that id; raises KeyError for an unknown one."""
        for material in self.materials:
            if material.id == material_id:
                return material
        raise KeyError(material_id)

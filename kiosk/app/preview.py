"""`kiosk catalogue preview ITEM`: an item on the real screens, for whoever writes it; nothing is handed in or printed.

With a display a window to walk through, where a card is read as soon as it is asked for; without one, or with `--out`,
a picture of every page in every mode: guide and notice, the questions blank and answered, what is looked over.
"""

import os
import sys
import tomllib
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtQuick import QQuickWindow

from devices.contracts.card_reader import CardRead, IdCard
from devices.emulators.persons import load_persons
from kiosk import forms
from kiosk.catalogue import Catalogue, Item
from kiosk.catalogue.check import check
from kiosk.catalogue.kinds import FieldKind
from kiosk.catalogue.load import load_catalogue
from kiosk.catalogue.questions import ADD, ENOUGH
from kiosk.core.clock import Clock, SystemClock
from kiosk.core.ids import CaseId
from kiosk.core.person import Person
from kiosk.session import events as ev
from kiosk.session.advance import advance
from kiosk.session.drafts import Draft
from kiosk.session.on_answers import pages_of, review_page_count
from kiosk.session.on_identify import person_of
from kiosk.session.on_time import countdown
from kiosk.session.screens import Form, Identify, Information, Notice, Purpose, Review, Saving
from kiosk.session.snapshot import Snapshot
from kiosk.session.states import Mode, SessionState
from kiosk.session.troubles import ReadTrouble
from kiosk.session.world import World
from kiosk.texts import Texts
from ui.bridge.pages import PagesProvider
from ui.engine import Scene, make_application
from ui.input.keyboard import InputPort
from ui.input.rime import open_engine
from ui.viewmodels.build import build_view_models
from ui.viewmodels.context import Place, ViewContext
from ui.viewmodels.supply import SupplyModel

RESIDENT = "zhang-gui-lan"
"""Of 80 and more, so that no item is closed to her."""
SOME = "800"
"""What stands for a number."""
SIZE = (1080, 1920)
SETTLING = 3
"""Rounds of Qt's events until bindings and layouts have come to rest, as nothing moves."""


class PreviewSession:
    """Implements `SessionPort` without devices, disk or platform: what would be handed in is let go."""

    def __init__(self, catalogue: Catalogue, item_id: str, mode: Mode, clock: Clock) -> None:
        self._catalogue, self._clock = catalogue, clock
        self._beginning = beginning(item_id, mode, clock.monotonic_s())
        self._state = self._beginning
        self._subscribers: list[Callable[[Snapshot], None]] = []

    @property
    def snapshot(self) -> Snapshot:
        return Snapshot(self._state, self._clock.now(), countdown(self._state, self.world))

    @property
    def world(self) -> World:
        """As the session would see it now."""
        return World(self._catalogue, self._clock.now(), self._clock.monotonic_s(), CaseId("0" * 32))

    def subscribe(self, seen: Callable[[Snapshot], None]) -> None:
        self._subscribers.append(seen)

    def send(self, event: ev.Event) -> None:
        """What a hand does happens; the card lies there when it is asked for, and handing in leads to the beginning."""
        after, _ = advance(self._state, event, self.world)
        if isinstance(after.screen, Identify):
            after, _ = advance(after, ev.CardReadEnded(after.read_serial, CardRead(card_of(RESIDENT))), self.world)
            person = person_of(card_of(RESIDENT), self.world)
            assert isinstance(person, Person)
            after, _ = advance(after, ev.KeptLooked(after.read_serial, person, None), self.world)
        self.show(self._beginning if isinstance(after.screen, Saving) else after)

    def show(self, state: SessionState) -> None:
        """Go to a state, however it was reached."""
        self._state = state
        for seen in self._subscribers:
            seen(self.snapshot)


@dataclass(frozen=True, slots=True)
class Sight:
    """One page, by the name of its picture."""

    name: str
    state: SessionState


def card_of(resident: str) -> IdCard:
    """The card of somebody who does not exist."""
    person = load_persons()[resident]
    return IdCard(
        card_type="resident", name=person.name, sex_code=person.sex, nation_code=person.nation,
        birth_date=person.birth, address=person.address, id_number=person.number, issuer=person.issuer,
        valid_from=person.valid_from, valid_until=person.valid_until,
    )  # fmt: skip


def beginning(item_id: str, mode: Mode, now_s: float) -> SessionState:
    """The item's guide, with all the time there is."""
    return SessionState(screen=Information(item_id), mode=mode, online=True, network_known=True, touched_s=now_s)


def sights(item: Item, mode: Mode, world: World) -> Iterator[Sight]:
    """Every page of an item in this mode, in the order a resident walks; of one of several there is one."""
    first = beginning(item.id, mode, world.now_s)
    yield Sight("guide", first)
    person = person_of(card_of(RESIDENT), world)
    if not item.sections or isinstance(person, ReadTrouble):
        return
    yield Sight("notice", replace(first, screen=Notice(Purpose.APPLY, item.id)))
    known = forms.prefill(item, person) | forms.known(person, world.today)
    for name, answers in (("blank", known), ("answered", known | answered(item))):
        draft = Draft(world.new_case_id, item.id, item.version, world.now, answers)
        state = replace(first, person=person, draft=draft)
        for page in range(len(pages_of(state, item))):
            yield Sight(f"form-{name}-{page + 1}", replace(state, screen=Form(page)))
    for page in range(review_page_count(mode)):
        yield Sight(f"review-{page + 1}", replace(state, screen=Review(page)))


def answered(item: Item) -> dict[str, str]:
    """Every choice made, the last one of each, since it is what brings most further questions; numbers; and one of
    several."""
    found = {field.id: field.choices[-1].value for field in item.fields if field.choices}
    found |= {field.id: SOME for field in item.fields if field.kind in (FieldKind.MONEY, FieldKind.COUNT)}
    for section in item.sections:
        if section.repeat is not None:
            found |= {f"{section.repeat.id}.0": ADD, f"{section.repeat.id}.1": ENOUGH}
            found |= {f"{field.id}.1": found[field.id] for field in section.fields if field.id in found}
    return found


def preview_command(arguments: list[str], root: Path) -> int:
    """Carry it out; returns the exit code: 0 done, 1 a broken catalogue or a complaint of QML, 2 no such item."""
    options = _parser(root).parse_args(arguments)
    faults = check(options.catalogue)
    for fault in faults:
        print(fault, file=sys.stderr)
    if faults:
        return 1
    catalogue = load_catalogue(options.catalogue)
    if not catalogue.has(options.item):
        print(f"{options.item}: there are {', '.join(sorted(catalogue.items))}", file=sys.stderr)
        return 2
    said: list[str] = []
    _shown(options, catalogue, root, said)
    for warning in said:
        print(warning, file=sys.stderr)
    return 1 if said else 0


def _parser(root: Path) -> ArgumentParser:
    parser = ArgumentParser(prog="kiosk catalogue preview")
    parser.add_argument("item", help="its id")
    parser.add_argument("--catalogue", type=Path, default=root / "assets" / "catalogue", help="the directory")
    parser.add_argument(
        "--mode", type=Mode, choices=list(Mode), help="only this one; the window is in standard without"
    )
    parser.add_argument("--out", type=Path, help="leave pictures here instead of opening a window")
    return parser


def _shown(options: Namespace, catalogue: Catalogue, root: Path, said: list[str]) -> None:
    has_display = bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    if not has_display:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = make_application("software")
    session = PreviewSession(catalogue, options.item, options.mode or Mode.STANDARD, SystemClock())
    context = ViewContext(session, Texts.load(root / "assets" / "i18n", "zh_CN", strict=False), catalogue, _place(root))
    _kept = build_view_models(context), InputPort(open_engine())  # QML does not keep them
    scene = Scene({"pages": PagesProvider(SupplyModel.instance.pages)}, said.append)
    window = scene.load("Kiosk", "Main", {"width": SIZE[0], "height": SIZE[1], "reducedMotion": True})
    window.show()
    if has_display and options.out is None:
        window.closing.connect(application.quit)
        application.exec()
    else:
        modes = (options.mode,) if options.mode else tuple(Mode)
        _pictures(options.out or root / "build" / "preview", catalogue.item(options.item), modes, session, window)
    scene.close()


def _pictures(out: Path, item: Item, modes: tuple[Mode, ...], session: PreviewSession, window: QQuickWindow) -> None:
    out.mkdir(parents=True, exist_ok=True)
    for mode in modes:
        for number, sight in enumerate(sights(item, mode, session.world), start=1):
            session.show(sight.state)
            for _ in range(SETTLING):
                QCoreApplication.processEvents()
            path = out / f"{item.id}-{mode}-{number:02d}-{sight.name}.png"
            window.grabWindow().save(str(path))
            print(path)


def _place(root: Path) -> Place:
    """That of the demo."""
    with (root / "assets" / "config" / "demo.toml").open("rb") as file:
        told = tomllib.load(file)["terminal"]
    return Place(told["place_name"], told["machine_line"], told["help_phone"], told["short_place_name"])

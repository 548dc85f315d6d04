"""The dev dock beside the demo's terminal: what a developer can do to the outside world, and what it shows of itself.

    press ─► DevDock.act(name) ─► Workbench.do(act, person) ─► emulators, platform, staff
    emulators … ─► Bench ─► dock_face(bench, session's screen) ─► DevDock ─► Kiosk.DevDock

Only the demo constructs it; the terminal's own window never imports its QML module. What an act means on a wire is the
workbench's business (kiosk.app.demo.dock).
"""

from collections.abc import Mapping
from typing import ClassVar, Protocol

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlSingleton, QQmlEngine

from kiosk.session.snapshot import SessionPort, Snapshot
from kiosk.texts import Texts
from ui.bridge.pages import Pages
from ui.bridge.rows import RowsModel
from ui.viewmodels.context import Starter
from ui.viewmodels.dev_dock_face import (
    Act,
    ActRow,
    Bench,
    DockFace,
    FactRow,
    Resident,
    ResidentRow,
    Utterance,
    dock_face,
)

QML_IMPORT_NAME = "Kiosk.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1


class Workbench(Protocol):
    """Hands on the world outside the terminal. Main thread."""

    async def do(self, act: Act, person: str) -> str:
        """Do one thing, for the person chosen; returns what went wrong, in the developer's words, or an empty text."""
        ...


@QmlElement
@QmlSingleton
class DevDock(QObject):
    """Main thread."""

    instance: ClassVar["DevDock"]
    changed = Signal()

    def __init__(
        self,
        session: SessionPort,
        workbench: Workbench,
        starter: Starter,
        residents: tuple[Resident, ...],
        languages: Mapping[str, Texts],
        language: str,
    ) -> None:
        super().__init__()
        self.slips = Pages()
        """For `image://slip/<slipKey>`."""
        self._session, self._workbench, self._starter = session, workbench, starter
        self._residents, self._chosen = residents, residents[0].key
        self._languages, self._language = languages, language
        self._bench, self._problem = Bench(), ""
        self._residents_model = RowsModel(ResidentRow, self)
        self._card, self._printer = RowsModel(ActRow, self), RowsModel(ActRow, self)
        self._network, self._staff = RowsModel(ActRow, self), RowsModel(ActRow, self)
        self._facts, self._spoken = RowsModel(FactRow, self), RowsModel(Utterance, self)
        self._face = DockFace()
        DevDock.instance = self
        self._refresh()

    @staticmethod
    def create(engine: QQmlEngine) -> "DevDock":
        return DevDock.instance

    @property
    def texts(self) -> Texts:
        """The words of the language it is read in."""
        return self._languages[self._language]

    @property
    def bench(self) -> Bench:
        """What was shown last."""
        return self._bench

    def show(self, bench: Bench) -> None:
        """The world changed."""
        if bench != self._bench:
            self.slips.show({str(bench.slip_count): bench.slip_png} if bench.slip_png else {})
            self._bench = bench
            self._refresh()

    def apply(self, snapshot: Snapshot) -> None:
        """The session moved."""
        self._refresh()

    def _refresh(self) -> None:
        texts, snapshot = self.texts, self._session.snapshot
        face = dock_face(self._bench, snapshot, self._residents, self._chosen, texts, self._problem)
        self._face = face
        for model, rows in (
            (self._residents_model, face.residents), (self._card, face.card), (self._printer, face.printer),
            (self._network, face.network), (self._staff, face.staff), (self._facts, face.facts),
            (self._spoken, face.spoken),
        ):  # fmt: skip
            model.set_rows(rows)
        self.changed.emit()

    async def _carry_out(self, act: Act) -> None:
        self._problem = await self._workbench.do(act, self._chosen)
        self._refresh()

    @Slot(str)
    def act(self, act: str) -> None:
        """Do one thing, by its name."""
        self._starter.start(f"dock: {act}", self._carry_out(Act(act)))

    @Slot(str)
    def choose(self, key: str) -> None:
        """Take this person's card into the hand."""
        self._chosen = key
        self._refresh()

    @Slot()
    def changeLanguage(self) -> None:
        """Read the dock in the next language."""
        names = tuple(self._languages)
        self._language = names[(names.index(self._language) + 1) % len(names)]
        self._refresh()

    @Slot(str, str, result=str)
    def word(self, language: str, key: str) -> str:
        """The text of a key under `dock.`; `language` is named so that a binding follows it."""
        return self._languages[language](f"dock.{key}")

    @Property(str, notify=changed)
    def language(self) -> str:
        return self._language

    @Property(str, notify=changed)
    def problem(self) -> str:
        return self._face.problem

    @Property(str, notify=changed)
    def slipKey(self) -> str:
        """Of the newest slip's picture; empty before the first."""
        return str(self._bench.slip_count) if self._bench.slip_png else ""

    @Property(QObject, constant=True)
    def residents(self) -> QObject:
        return self._residents_model

    @Property(QObject, constant=True)
    def card(self) -> QObject:
        return self._card

    @Property(QObject, constant=True)
    def printer(self) -> QObject:
        return self._printer

    @Property(QObject, constant=True)
    def network(self) -> QObject:
        return self._network

    @Property(QObject, constant=True)
    def staff(self) -> QObject:
        return self._staff

    @Property(QObject, constant=True)
    def facts(self) -> QObject:
        return self._facts

    @Property(QObject, constant=True)
    def spoken(self) -> QObject:
        return self._spoken

"""What the dev dock shows of the outside world and of the session (pure), and what can be done from it."""

from dataclasses import dataclass, field
from enum import StrEnum

from kiosk.cases import CaseState
from kiosk.session.snapshot import Snapshot
from kiosk.texts import Texts


class Act(StrEnum):
    """What can be done; each has its word under `dock.act.*`."""

    CARD_PUT = "card_put"
    CARD_TAKE = "card_take"
    CARD_PULL = "card_pull"
    """Put the card and pull it away while it is being read."""
    READER_UNPLUG = "reader_unplug"
    READER_PLUG = "reader_plug"
    PAPER_OUT = "paper_out"
    PAPER_OUT_SOON = "paper_out_soon"
    """The roll ends in the middle of the next slip."""
    PAPER_IN = "paper_in"
    COVER_OPEN = "cover_open"
    COVER_CLOSE = "cover_close"
    PRINTER_SILENT = "printer_silent"
    PRINTER_ANSWERS = "printer_answers"
    CHIP_PUT = "chip_put"
    """Put the person's social-security card into its slot."""
    CHIP_TAKE = "chip_take"
    PAGE_LAY = "page_lay"
    PAGE_LAY_IN_GLARE = "page_lay_in_glare"
    """Lay a page so that nobody could read its picture."""
    PAGE_TAKE = "page_take"
    NETWORK_CUT = "network_cut"
    NETWORK_BACK = "network_back"
    POWER_FAIL = "power_fail"
    """The street has no power, and the battery lasts for minutes."""
    POWER_BACK = "power_back"
    STAFF_ASK = "staff_ask"
    STAFF_ACCEPT = "staff_accept"
    STAFF_CLOSE = "staff_close"


@dataclass(frozen=True, slots=True)
class Resident:
    """One synthetic person whose card can be put on the reader."""

    key: str
    name: str
    note: str


@dataclass(frozen=True, slots=True)
class Utterance:
    """One phrase as the loudspeaker heard it; `cut` when it was silenced before its end."""

    words: str
    cut: bool


@dataclass(frozen=True, slots=True)
class Bench:
    """The outside world as it is now."""

    card: str | None = None
    """Key of the person whose card lies on the reader."""
    reader_plugged: bool = True
    paper_out: bool = False
    cover_open: bool = False
    printer_silent: bool = False
    page_lies: bool = False
    network_up: bool = True
    waiting_count: int = 0
    """Messages in the outbox that the platform has not acknowledged."""
    case_number: str = ""
    """The newest case filed in this run; empty before the first."""
    case_state: CaseState | None = None
    """Its state at the platform; None while the platform cannot be asked or has not got it."""
    slip_count: int = 0
    slip_png: bytes = field(default=b"", repr=False)
    spoken: tuple[Utterance, ...] = ()
    chip_lies: bool = False
    power_low: bool = False


@dataclass(frozen=True, slots=True)
class ActRow:
    """One button. `on`: what the last press of it did still holds."""

    act: str
    label: str
    ready: bool = True
    on: bool = False


@dataclass(frozen=True, slots=True)
class ResidentRow:
    """One person of the list; `lying` while their card is on the reader."""

    key: str
    name: str
    note: str
    chosen: bool
    lying: bool


@dataclass(frozen=True, slots=True)
class FactRow:
    """One line of facts."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class DockFace:
    """Everything the dock shows but the slip's picture."""

    residents: tuple[ResidentRow, ...] = ()
    card: tuple[ActRow, ...] = ()
    printer: tuple[ActRow, ...] = ()
    network: tuple[ActRow, ...] = ()
    staff: tuple[ActRow, ...] = ()
    facts: tuple[FactRow, ...] = ()
    spoken: tuple[Utterance, ...] = ()
    problem: str = ""


def dock_face(
    bench: Bench, snapshot: Snapshot, residents: tuple[Resident, ...], chosen: str, texts: Texts, problem: str = ""
) -> DockFace:
    """What the dock shows of the world and of the session."""

    def button(act: Act, ready: bool = True) -> ActRow:
        return ActRow(act.value, texts(f"dock.act.{act.value}"), ready)

    def switch(on: bool, off_act: Act, on_act: Act) -> ActRow:
        act = on_act if on else off_act
        return ActRow(act.value, texts(f"dock.act.{act.value}"), on=on)

    state, plugged = bench.case_state, bench.reader_plugged
    return DockFace(
        residents=tuple(ResidentRow(r.key, r.name, r.note, r.key == chosen, r.key == bench.card) for r in residents),
        card=(
            button(Act.CARD_PUT, plugged and bench.card != chosen),
            button(Act.CARD_TAKE, bench.card is not None),
            button(Act.CARD_PULL, plugged),
            switch(not plugged, Act.READER_UNPLUG, Act.READER_PLUG),
            switch(bench.chip_lies, Act.CHIP_PUT, Act.CHIP_TAKE),
        ),
        printer=(
            switch(bench.paper_out, Act.PAPER_OUT, Act.PAPER_IN),
            button(Act.PAPER_OUT_SOON, not bench.paper_out),
            switch(bench.cover_open, Act.COVER_OPEN, Act.COVER_CLOSE),
            switch(bench.printer_silent, Act.PRINTER_SILENT, Act.PRINTER_ANSWERS),
        ),
        network=(
            switch(not bench.network_up, Act.NETWORK_CUT, Act.NETWORK_BACK),
            switch(bench.power_low, Act.POWER_FAIL, Act.POWER_BACK),
            switch(bench.page_lies, Act.PAGE_LAY, Act.PAGE_TAKE),
            button(Act.PAGE_LAY_IN_GLARE),
        ),
        staff=(
            button(Act.STAFF_ASK, state is CaseState.RECEIVED),
            button(Act.STAFF_ACCEPT, state is CaseState.RECEIVED),
            button(Act.STAFF_CLOSE, state is CaseState.ACCEPTED),
        ),
        facts=_facts(bench, snapshot, texts),
        spoken=bench.spoken,
        problem=problem,
    )


def _facts(bench: Bench, snapshot: Snapshot, texts: Texts) -> tuple[FactRow, ...]:
    state = snapshot.state
    over = f" + {type(state.overlay).__name__}" if state.overlay is not None else ""
    case = bench.case_number or texts("dock.no_case")
    at_platform = bench.case_state.value if bench.case_state is not None else texts("dock.case_unseen")
    return (
        FactRow(texts("dock.screen"), f"{type(state.screen).__name__}{over} · {state.mode.value}"),
        FactRow(texts("dock.outbox"), texts("dock.waiting", count=bench.waiting_count)),
        FactRow(texts("dock.case"), f"{case} · {at_platform}" if bench.case_number else case),
    )

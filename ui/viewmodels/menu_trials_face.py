"""The self-tests as plain values: which there are and what each came to, and the one that is open. No Qt."""

from collections.abc import Mapping
from dataclasses import dataclass

from devices.contracts.keypad import Key
from kiosk.maintenance.self_tests import ASKED, BY_BUTTON, WANTED, Colour, SelfTests, Trial, trials_for
from kiosk.maintenance.sight import Sight
from kiosk.maintenance.verdicts import Verdict
from kiosk.texts import Texts
from kiosk.texts.format import show_moment

ICONS = {
    Trial.TOUCH: "hand-tap", Trial.COLOURS: "eye", Trial.BEEP: "read-aloud", Trial.SPEECH: "voice-wave",
    Trial.ID_CARD: "id-card", Trial.SCANNER: "qr-scan", Trial.CAMERA: "camera", Trial.KEYPAD: "keypad",
    Trial.HEADPHONES: "headphones", Trial.LIGHTS: "info",
}  # fmt: skip
PICTURE = "plate"
"""Key of the camera's picture."""


@dataclass(frozen=True, slots=True)
class TrialRow:
    """One self-test in the list."""

    trial: str
    icon: str
    name: str
    health: str
    """ok, bad or unknown."""
    state_text: str
    line: str


@dataclass(frozen=True, slots=True)
class WantedRow:
    """A place of the glass or a key that has to be felt."""

    what: str
    name: str
    felt: bool


@dataclass(frozen=True, slots=True)
class TrialsFace:
    """The list."""

    rows: tuple[TrialRow, ...] = ()
    line: str = ""


@dataclass(frozen=True, slots=True)
class TrialFace:
    """The one that is open."""

    trial: str = ""
    name: str = ""
    stage: str = "try"
    title: str = ""
    help: str = ""
    trouble: str = ""
    outcome: str = ""
    code: str = ""
    """What the scanner has to read; empty for every other trial."""
    picture_key: str = ""
    """Empty until there is a picture."""
    colour: str = ""
    """What the glass shows now; empty once all were shown."""
    wanted: tuple[WantedRow, ...] = ()
    try_text: str = ""
    """Empty where no button begins it."""
    is_busy: bool = False
    has_loudness: bool = False
    loudness: str = ""
    """Empty where it is not what is tried."""
    good_text: str = ""
    """Empty where nobody is asked."""
    off_reason: str = ""
    bad_text: str = ""


def trials_face(sight: Sight, texts: Texts) -> TrialsFace:
    """Every trial this machine has the devices for."""
    trials, verdicts = trials_for(sight.facts), sight.facts.verdicts
    left_count = sum(trial not in verdicts for trial in trials)
    return TrialsFace(
        tuple(_row(trial, verdicts.get(trial), texts) for trial in trials),
        texts("trial.left", count=left_count) if left_count else texts("trial.all_done"),
    )


def trial_face(sight: Sight, texts: Texts) -> TrialFace:
    """The open one at one moment."""
    tests = sight.menu.tests
    if tests.trial is None:
        return TrialFace()
    trial, is_asked = tests.trial, tests.trial in ASKED
    return TrialFace(
        trial=trial, name=texts(f"trial.{trial}.name"), stage=tests.stage, title=texts(f"trial.{trial}.title"),
        help=texts(f"trial.{trial}.{'question' if tests.stage == 'ask' else 'help'}"),
        trouble="" if tests.trouble is None else texts(f"trial.trouble.{tests.trouble}"),
        outcome=_outcome(tests, texts), code=tests.code if trial is Trial.SCANNER else "",
        picture_key=f"{PICTURE}-{tests.serial}" if tests.picture else "",
        colour=_next_colour(tests), wanted=_wanted(tests, texts),
        try_text=texts(f"trial.{trial}.try") if trial in BY_BUTTON else "", is_busy=tests.is_busy,
        has_loudness=trial in (Trial.BEEP, Trial.SPEECH),
        loudness=_loudness(sight, texts),
        good_text=texts(f"trial.{trial}.good") if is_asked else "",
        off_reason="" if tests.came else texts("trial.not_yet"),
        bad_text=texts(f"trial.{trial}.bad"),
    )  # fmt: skip


def picture_of(sight: Sight) -> Mapping[str, bytes]:
    """What of the plate may be looked at now."""
    tests = sight.menu.tests
    return {f"{PICTURE}-{tests.serial}": tests.picture} if tests.picture else {}


def _row(trial: Trial, verdict: Verdict | None, texts: Texts) -> TrialRow:
    state = "untried" if verdict is None else "good" if verdict.is_good else "bad"
    line = "" if verdict is None else texts(
        "trial.by", moment=show_moment(verdict.at, texts), who=" ".join(verdict.by)
    )  # fmt: skip
    health = {"good": "ok", "bad": "bad", "untried": "unknown"}[state]
    return TrialRow(trial, ICONS[trial], texts(f"trial.{trial}.name"), health, texts(f"trial.state.{state}"), line)


def _outcome(tests: SelfTests, texts: Texts) -> str:
    if tests.outcome is None:
        return ""
    told = texts("trial.said.good" if tests.outcome else "trial.said.bad")
    if tests.shift_mm is None:
        return told
    return texts("trial.shift", what=told, amount=f"{tests.shift_mm:.1f}")


def _loudness(sight: Sight, texts: Texts) -> str:
    is_tried = sight.menu.tests.trial in (Trial.BEEP, Trial.SPEECH)
    if not is_tried or sight.volume_percent is None:
        return ""
    return texts("trial.loudness", count=sight.volume_percent)


def _next_colour(tests: SelfTests) -> str:
    if tests.trial is not Trial.COLOURS:
        return ""
    return next((colour for colour in Colour if colour not in tests.felt), "")


def _wanted(tests: SelfTests, texts: Texts) -> tuple[WantedRow, ...]:
    """Cells by their number, keys by their name; a colour is no row."""
    match tests.trial:
        case Trial.TOUCH:
            names = {cell: str(int(cell) + 1) for cell in WANTED[Trial.TOUCH]}
        case Trial.KEYPAD:
            names = {key.value: texts(f"trial.key.{key}") for key in Key}
        case _:
            return ()
    return tuple(WantedRow(what, name, what in tests.felt) for what, name in names.items())

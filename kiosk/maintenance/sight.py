"""What the menu's pages show at one moment, all at once and frozen; two equal sights look the same."""

from dataclasses import dataclass

from kiosk.maintenance.facts import Facts
from kiosk.maintenance.menu import Menu

TRIALS = "self_tests/"


@dataclass(frozen=True, slots=True)
class Sight:
    """The machine as it is, and what is being done at it."""

    menu: Menu
    facts: Facts
    program_version: str = ""
    catalogue_version: str = ""
    volume_percent: int | None = None
    """None: no voice."""


def place_in(page: str, sight: Sight) -> str:
    """Where one is within a page: another step is another thing to do, and is said."""
    led = sight.menu.led
    if page == "guide" and led is not None:
        return f"{led.kind}-{led.index}"
    if page.startswith(TRIALS):
        return sight.menu.tests.stage
    return sight.menu.test.stage.value if page == "printer_test" else ""


def said_of(page: str, sight: Sight | None) -> str:
    """Key of what the page says: of a guide its step, of the printer's test where it stands."""
    if sight is None:
        return "menu.say.front"
    led = sight.menu.led
    if page == "guide" and led is not None and not led.is_at_check:
        return f"mend.{led.guide.steps[led.index].name}.title"
    if page == "printer_test":
        return f"printer_test.{sight.menu.test.stage}.help"
    if page.startswith(TRIALS):
        return _said_of_trial(page.removeprefix(TRIALS), sight.menu.tests.stage)
    return f"menu.say.{page}" if page and page != "guide" else "menu.say.front"


def _said_of_trial(trial: str, stage: str) -> str:
    if stage in ("good", "bad"):
        return f"trial.said.{stage}"
    return f"trial.{trial}.question" if stage == "ask" else f"trial.{trial}.help"

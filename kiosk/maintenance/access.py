"""Who may do what to a terminal: levels, people who are signed in, and the one table of acts. Pure (decisions/0039)."""

from dataclasses import dataclass
from enum import IntEnum, StrEnum


class Level(IntEnum):
    """What somebody is trusted with; each has its word under `maintenance.level.*`."""

    CLERK = 0
    """Who works here: paper, restart, printer test, volume."""
    TECHNICIAN = 1
    """Who looks after machines: devices, network, logs, export."""
    TWO_PERSONS = 2
    """Two technicians at once: what cannot be taken back."""


class Way(StrEnum):
    """How somebody showed who they are."""

    CARD = "card"
    ANSWER = "answer"
    """A code on the screen, answered by the platform to somebody who is signed in there."""
    PIN = "pin"
    """This machine's own, escrowed at the platform; it names nobody, and is another one after every use."""


class Action(StrEnum):
    """Everything that can be done in the menu."""

    SEE_STATE = "see_state"
    """Devices, queue and paper at a glance: nothing of a resident."""
    CHANGE_PAPER = "change_paper"
    RESTART_PROGRAM = "restart_program"
    TEST_PRINTER = "test_printer"
    SET_VOLUME = "set_volume"
    HELP_RESIDENT = "help_resident"
    """Leave the menu and help whoever comes, by name (帮办); who acts names nobody is none."""
    TEST_DEVICES = "test_devices"
    SEE_NETWORK = "see_network"
    SEE_LOGS = "see_logs"
    EXPORT_LOGS = "export_logs"
    SYNC_NOW = "sync_now"
    MEND_QUEUE = "mend_queue"
    """Try a dead letter again, or hold it."""
    EXPORT_QUEUE = "export_queue"
    CHANGE_SETTINGS = "change_settings"
    ADMIT_STICK = "admit_stick"
    UPDATE = "update"
    TRAIN = "train"
    REPORT_READINESS = "report_readiness"
    REBOOT = "reboot"
    DISCARD_MESSAGE = "discard_message"
    DECOMMISSION = "decommission"
    CHANGE_KEY = "change_key"
    REVIVE_CREDENTIAL = "revive_credential"


_OF_LEVEL: dict[Level, frozenset[Action]] = {
    Level.CLERK: frozenset({
        Action.SEE_STATE, Action.CHANGE_PAPER, Action.RESTART_PROGRAM, Action.TEST_PRINTER, Action.SET_VOLUME,
        Action.HELP_RESIDENT,
    }),
    Level.TECHNICIAN: frozenset({
        Action.TEST_DEVICES, Action.SEE_NETWORK, Action.SEE_LOGS, Action.EXPORT_LOGS, Action.SYNC_NOW,
        Action.MEND_QUEUE, Action.EXPORT_QUEUE, Action.CHANGE_SETTINGS, Action.ADMIT_STICK, Action.UPDATE,
        Action.TRAIN, Action.REPORT_READINESS, Action.REBOOT,
    }),
    Level.TWO_PERSONS: frozenset({
        Action.DISCARD_MESSAGE, Action.DECOMMISSION, Action.CHANGE_KEY, Action.REVIVE_CREDENTIAL,
    }),
}  # fmt: skip
NEEDS: dict[Action, Level] = {action: level for level, actions in _OF_LEVEL.items() for action in actions}
"""The level an act needs; whoever has a higher one may do it too."""


@dataclass(frozen=True, slots=True)
class Staff:
    """One person who showed who they are."""

    person_id: str
    """Tells two of them apart: the card's staff number, or the code that the platform answered."""
    shown_name: str
    """Masked, for the screen; empty where only the platform knows."""
    level: Level
    way: Way


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Who is at the menu now: one person, or two."""

    first: Staff
    second: Staff | None = None

    @property
    def level(self) -> Level:
        """Two technicians are more than either."""
        return self.first.level if self.second is None else Level.TWO_PERSONS

    @property
    def person_ids(self) -> tuple[str, ...]:
        """For the audit."""
        return (self.first.person_id,) if self.second is None else (self.first.person_id, self.second.person_id)


def may(who: SignedIn | None, action: Action) -> bool:
    """Whether they may do it; nobody may do anything."""
    return who is not None and who.level >= NEEDS[action]


@dataclass(frozen=True, slots=True)
class HelpBegins:
    """They leave the menu to help whoever comes."""


def can_help(who: SignedIn) -> bool:
    """Whether they may help residents: one person, whom somebody knows by name here or at the platform."""
    return may(who, Action.HELP_RESIDENT) and who.first.way is not Way.PIN


def can_be_of_two(one: Staff) -> bool:
    """Whether somebody can be one of the two: a technician who is known by name here or at the platform."""
    return one.level >= Level.TECHNICIAN and one.way is not Way.PIN

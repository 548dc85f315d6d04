"""Of a hand, on whatever screen it is: being here, seeing and reaching it, the bars, what lies over it."""

from dataclasses import dataclass

from kiosk.session.states import Mode


@dataclass(frozen=True, slots=True)
class Touched:
    """Any touch anywhere: the person is still here."""


@dataclass(frozen=True, slots=True)
class TouchMissed:
    """A touch that came to nothing; whoever it was has to hear of it."""


@dataclass(frozen=True, slots=True)
class Started:
    """轻触开始, or one of the ways to see and reach it that are chosen on the idle screen."""

    mode: Mode = Mode.STANDARD
    low_reach: bool = False


@dataclass(frozen=True, slots=True)
class ModeChooserOpened:
    """大字 · 显示."""


@dataclass(frozen=True, slots=True)
class ModeChosen:
    """Another mode for the rest of this session."""

    mode: Mode


@dataclass(frozen=True, slots=True)
class LowReachChosen:
    """低位 on or off for the rest of this session."""

    on: bool


@dataclass(frozen=True, slots=True)
class ReducedMotionChosen:
    """画面不动 on or off for the rest of this session."""

    on: bool


@dataclass(frozen=True, slots=True)
class OwnAloudChosen:
    """念我自己的内容，旁边有人能听到: chosen, or taken back."""

    on: bool


@dataclass(frozen=True, slots=True)
class HomePressed:
    """首页."""


@dataclass(frozen=True, slots=True)
class BackPressed:
    """返回."""


@dataclass(frozen=True, slots=True)
class ExitPressed:
    """退出."""


@dataclass(frozen=True, slots=True)
class HelpPressed:
    """找人帮忙; `quiet`: the machine itself says nothing of it to the room."""

    quiet: bool = False


@dataclass(frozen=True, slots=True)
class HelpWithdrawn:
    """会了，不用来了."""


@dataclass(frozen=True, slots=True)
class ReadAloudPressed:
    """读给我听, or stop."""


@dataclass(frozen=True, slots=True)
class OverlayDismissed:
    """The safe answer of whatever lies over the screen: 我还在, 接着办, close."""


@dataclass(frozen=True, slots=True)
class LeaveConfirmed:
    """清除并退出."""


@dataclass(frozen=True, slots=True)
class Revealed:
    """A masked value was shown by holding; logged without the value."""

    field_id: str


HandEvent = (
    Touched | TouchMissed | Started | ModeChooserOpened | ModeChosen | LowReachChosen | ReducedMotionChosen
    | HomePressed | BackPressed | ExitPressed | HelpPressed | HelpWithdrawn | ReadAloudPressed | OverlayDismissed
    | LeaveConfirmed | Revealed | OwnAloudChosen
)  # fmt: skip

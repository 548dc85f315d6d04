"""What the loop does next, decided without waiting: no clock, no chance, no network of its own.

                    a message arrived                       a message failed, or was told to wait
          ┌───────────── open ◄──────────────┐                      │
          │ a batch at a time                │ one message          ▼
          │                                  └──────────────── closed until … ◄─── a probe finds the platform:
          └─► nothing due ─► probe now and then, else rest          └────────────► closed no longer, all is due

A failure closes the line for everybody, since the next message would most likely meet the same; after the pause one
message alone is tried, and it is another one if the first was postponed for longer. So a message that always breaks the
platform costs the others a pause and nothing else. What the platform itself asked for (Retry-After) no probe lifts.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import assert_never

from kiosk.outbox import next_delay_s
from kiosk.sync.answers import Acknowledged, Refused, SendResult, TryLater

Uniform = Callable[[float, float], float]


@dataclass(frozen=True, slots=True)
class Pace:
    """How often the platform is looked for, and how much is sent in one go."""

    probe_s: float = 15.0
    """While it is in reach and nothing is sent."""
    probe_offline_s: float = 3.0
    """While it is not, at first: a resident waits for 已联网."""
    probe_offline_cap_s: float = 10.0
    """While it is not, for long: a village's machines must not fall upon a platform that comes back."""
    line_cap_s: float = 60.0
    """The longest pause after failures that named no moment."""
    batch_count: int = 20


@dataclass(frozen=True, slots=True)
class Line:
    """What is known of the way to the platform. Moments are monotonic seconds."""

    online: bool | None = None
    failure_count: int = 0
    """Messages in succession that did not arrive by no fault of their own."""
    missed_probe_count: int = 0
    closed_until_s: float = 0.0
    told: bool = False
    """The platform named that moment."""
    probe_at_s: float = 0.0


@dataclass(frozen=True, slots=True)
class Arrived:
    """The platform has it."""


@dataclass(frozen=True, slots=True)
class Hold:
    """Try this message again, not before a moment."""

    until_s: float
    cause: str
    told: bool
    missing_blobs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Keep:
    """Never by itself: a person must look."""

    cause: str


Verdict = Arrived | Hold | Keep


def how_many(line: Line, now_s: float, pace: Pace) -> int:
    """How many messages may be sent now, 0 while the line is closed."""
    if now_s < line.closed_until_s:
        return 0
    return pace.batch_count if line.online and line.failure_count == 0 else 1


def rest_s(line: Line, now_s: float, next_due_s: float | None) -> float:
    """How long nothing needs to be done; 0 or less if a probe is due."""
    moments = [line.probe_at_s]
    if line.closed_until_s > now_s:
        moments.append(line.closed_until_s)
    if next_due_s is not None:
        moments.append(max(next_due_s, line.closed_until_s))
    return min(moments) - now_s


def after_wake(line: Line, now_s: float) -> Line:
    """Something new lies there, and somebody stands before the screen: look for the platform at once."""
    return line if line.online else replace(line, probe_at_s=now_s)


def after_send(
    line: Line, attempt_count: int, result: SendResult, now_s: float, uniform: Uniform, pace: Pace
) -> tuple[Line, Verdict]:
    """What one answer means for the line and for the message, whose failures so far are `attempt_count`."""
    match result:
        case Acknowledged():
            return _reached(line, now_s, pace), Arrived()
        case Refused(cause=cause):
            return _reached(line, now_s, pace), Keep(cause)
        case TryLater():
            until_s = now_s + next_delay_s(attempt_count + 1, result.retry_after_s, uniform)
            hold = Hold(until_s, result.cause, bool(result.retry_after_s), result.missing_blobs)
            if result.only_this:
                return _reached(line, now_s, pace), hold
            return _failed(line, result, now_s, uniform, pace), hold
        case _:
            assert_never(result)


def after_probe(line: Line, is_there: bool, now_s: float, uniform: Uniform, pace: Pace) -> Line:
    """What a probe means. One that finds the platform again opens the line; `failure_count` stays until a message
    arrives, so that one is tried alone."""
    if not is_there:
        missed_count = line.missed_probe_count + 1
        ceiling_s = min(pace.probe_offline_cap_s, pace.probe_offline_s * 2.0 ** min(missed_count - 1, 10))
        probe_at_s = now_s + uniform(ceiling_s / 2, ceiling_s)
        return replace(line, online=False, missed_probe_count=missed_count, probe_at_s=probe_at_s)
    back = line.online is not True
    opens = back and not line.told
    return replace(
        line,
        online=True,
        missed_probe_count=0,
        closed_until_s=now_s if opens else line.closed_until_s,
        probe_at_s=now_s + pace.probe_s,
    )


def _reached(line: Line, now_s: float, pace: Pace) -> Line:
    return Line(online=True, probe_at_s=now_s + pace.probe_s)


def _failed(line: Line, result: TryLater, now_s: float, uniform: Uniform, pace: Pace) -> Line:
    failure_count = line.failure_count + 1
    pause_s = next_delay_s(failure_count, result.retry_after_s, uniform)
    if not result.retry_after_s:
        pause_s = min(pause_s, pace.line_cap_s)
    probe_in_s = pace.probe_s if result.reached_platform else pace.probe_offline_s
    return Line(
        online=result.reached_platform,
        failure_count=failure_count,
        closed_until_s=now_s + pause_s,
        told=bool(result.retry_after_s),
        probe_at_s=now_s + probe_in_s,
    )

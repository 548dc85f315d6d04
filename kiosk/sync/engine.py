"""What is known of the way to the platform, and what each event makes of it. Pure: no clock, no chance of its own.

                         the way failed a message                 a probe finds nobody
        ┌────── good ─────────────────────────► in doubt ─────────────────────────► offline
        │        ▲                                 │                                  │ probes, a message now and then
        │        │          a probe finds the platform                                │
        │        ├─────────────────────────────────┘        the platform shows itself ▼
        │        └── a message arrives ── tried alone ◄── the backlog's share of the spread
        │                                     ▲
        └── many failures in succession ──► open until a moment; a new case handed in is tried at once

One failure on the way puts it in doubt, and one probe decides whether it was the way or the message: so a message that
always breaks holds up nobody else. What the platform asked for (Retry-After) is lifted by nothing. decisions/0018.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import assert_never

from kiosk.outbox import next_delay_s
from kiosk.sync.answers import Acknowledged, Refused, SendResult, TryLater

Uniform = Callable[[float, float], float]


@dataclass(frozen=True, slots=True)
class Pace:
    """How often the platform is looked for, how much is on its way at once, how a return is spread over a fleet."""

    probe_s: float = 15.0
    """While it is in reach and nothing is sent."""
    probe_offline_s: float = 3.0
    """While it is not, at first: a resident waits for 已联网."""
    probe_offline_cap_s: float = 10.0
    """While it is not, for long: a village's machines must not fall upon a platform that comes back."""
    breaker_count: int = 5
    """Messages that fail in succession until the line is closed for all."""
    breaker_cap_s: float = 900.0
    """The longest it is closed by failures that named no moment."""
    in_flight_count: int = 4
    batch_count: int = 8
    """Messages read from the store in one go."""
    spread_share: float = 1 / 60
    """After an outage the backlog waits for up to this share of it: a fleet's backlog grows with the outage."""
    spread_cap_s: float = 60.0
    stands_there_s: float = 30.0
    """For so long what a resident handed in goes before the backlog, then it is backlog itself."""


@dataclass(frozen=True, slots=True)
class Line:
    """What is known of the way to the platform. Moments are monotonic seconds."""

    online: bool | None = None
    in_doubt: bool = True
    """A probe must say whether anybody is there, before anything more is sent."""
    failure_count: int = 0
    """Messages in succession that did not arrive by no fault of their own."""
    missed_probe_count: int = 0
    closed_until_s: float = 0.0
    told_until_s: float = 0.0
    """Closed by the platform's own word."""
    probe_at_s: float = 0.0
    down_since_s: float = 0.0
    backlog_at_s: float = 0.0
    """Since the last return: when this machine's turn is to send what has piled up."""

    @property
    def opens_at_s(self) -> float:
        """When something may be sent again; past where it may be now."""
        return max(self.closed_until_s, self.told_until_s)


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


def room(line: Line, now_s: float, in_flight_count: int, pace: Pace) -> int:
    """How many more messages may leave now."""
    if line.in_doubt or now_s < line.opens_at_s:
        return 0
    alone = line.online is False or line.failure_count >= pace.breaker_count
    return max(0, (1 if alone else pace.in_flight_count) - in_flight_count)


def after_wake(line: Line, now_s: float) -> Line:
    """Somebody stands before the screen: look for the platform at once, or try the line that failures closed."""
    if line.online:
        return replace(line, closed_until_s=min(line.closed_until_s, now_s))
    return replace(line, in_doubt=True, probe_at_s=min(line.probe_at_s, now_s))


def after_send(
    line: Line, attempt_count: int, result: SendResult, now_s: float, uniform: Uniform, pace: Pace
) -> tuple[Line, Verdict]:
    """What one answer means for the line and for the message, whose failures so far are `attempt_count`."""
    match result:
        case Acknowledged():
            return _arrived(line, now_s, uniform, pace), Arrived()
        case Refused(cause=cause):
            return _arrived(line, now_s, uniform, pace), Keep(cause)
        case TryLater():
            until_s = now_s + next_delay_s(attempt_count + 1, result.retry_after_s, uniform)
            hold = Hold(until_s, result.cause, bool(result.retry_after_s), result.missing_blobs)
            if result.only_this:
                return _arrived(line, now_s, uniform, pace), hold
            return _failed(line, result, now_s, uniform, pace), hold
        case _:
            assert_never(result)


def after_probe(line: Line, is_there: bool, now_s: float, uniform: Uniform, pace: Pace) -> Line:
    """What the answer to a probe means."""
    if is_there:
        return _seen(line, now_s, uniform, pace)
    missed_count = line.missed_probe_count + 1
    ceiling_s = min(pace.probe_offline_cap_s, pace.probe_offline_s * 2.0 ** min(missed_count - 1, 10))
    missed = replace(
        line,
        online=False,
        in_doubt=False,
        missed_probe_count=missed_count,
        probe_at_s=now_s + uniform(ceiling_s / 2, ceiling_s),
    )
    if line.online is False:
        return missed
    return replace(
        missed,
        failure_count=max(line.failure_count, pace.breaker_count),
        closed_until_s=max(line.closed_until_s, now_s + next_delay_s(1, None, uniform)),
        down_since_s=now_s,
    )


def _seen(line: Line, now_s: float, uniform: Uniform, pace: Pace) -> Line:
    """The platform showed itself. After an outage one message goes alone, then the backlog in this machine's turn."""
    seen = replace(line, online=True, in_doubt=False, missed_probe_count=0, probe_at_s=now_s + pace.probe_s)
    if line.online is not False:
        return seen
    longest_s = min(pace.spread_cap_s, (now_s - line.down_since_s) * pace.spread_share)
    return replace(
        seen,
        failure_count=pace.breaker_count,
        closed_until_s=now_s,
        backlog_at_s=max(line.backlog_at_s, now_s + uniform(0.0, longest_s)),
    )


def _arrived(line: Line, now_s: float, uniform: Uniform, pace: Pace) -> Line:
    return replace(_seen(line, now_s, uniform, pace), failure_count=0, closed_until_s=now_s)


def _failed(line: Line, result: TryLater, now_s: float, uniform: Uniform, pace: Pace) -> Line:
    reached = _seen(line, now_s, uniform, pace) if result.reached_platform else line
    failure_count = reached.failure_count + 1
    closed_until_s, told_until_s = reached.closed_until_s, reached.told_until_s
    if result.retry_after_s:
        failure_count = max(failure_count, pace.breaker_count)  # then, too, one is tried alone
        told_until_s = max(told_until_s, now_s + next_delay_s(1, result.retry_after_s, uniform))
    elif failure_count >= pace.breaker_count:
        opened_count = failure_count - pace.breaker_count + 1
        pause_s = min(next_delay_s(opened_count, None, uniform), pace.breaker_cap_s)
        closed_until_s = max(closed_until_s, now_s + pause_s)
    in_doubt = not result.reached_platform and line.online is not False
    return replace(
        reached,
        in_doubt=reached.in_doubt or in_doubt,
        failure_count=failure_count,
        closed_until_s=closed_until_s,
        told_until_s=told_until_s,
        probe_at_s=now_s if in_doubt else reached.probe_at_s,
    )

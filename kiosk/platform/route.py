"""How a case of an item goes through the house: tasks at desks, what follows what, limits, whom to tell. Data only.

        front ─► [accepts] ─► task ─┐
                    │               ├─► task (after both)  ─► close
                    └───────► task ─┘

A route is stored with its case on the day it comes, desks resolved, so that a later route cannot rewrite it.
"""

from typing import Annotated

import msgspec

Days = Annotated[int, msgspec.Meta(ge=0, le=365)]


class Desk(msgspec.Struct, frozen=True, kw_only=True):
    """Where work is done: its id, empty where only a name is known, and the name that residents read."""

    desk_id: str
    name: str


class PlannedTask(msgspec.Struct, frozen=True, kw_only=True):
    """What one desk has to do. Tasks without `after` in common are done in parallel."""

    task_id: str
    name: str
    desk: Desk
    step: int
    """The span of the bridge that it lies on, from 0."""
    working_days: Days
    """From its opening; 0: no limit of its own."""
    after: tuple[str, ...] = ()
    """Opens when all these are done, and, unless it `accepts`, the case is accepted."""
    accepts: bool = False
    """Done by 受理."""


class Level(msgspec.Struct, frozen=True, kw_only=True):
    """One level of escalation."""

    after_working_days: Days
    """Beyond the limit: 0 is the first working day after it."""
    desk: Desk


class Special(msgspec.Struct, frozen=True, kw_only=True):
    """A special procedure that this item knows."""

    kind: str
    name: str


class Route(msgspec.Struct, frozen=True, kw_only=True):
    """The whole way of one case."""

    front: Desk
    """Gets what is returned, and closes what nobody else does."""
    tasks: tuple[PlannedTask, ...]
    accept_working_days: Days = 5
    """For 受理, from 收件 (行政许可法 32, 82)."""
    silence_accepts: bool = False
    """行政许可法 32 applies: nothing asked within `accept_working_days` is 受理 from the day of 收件."""
    statutory_working_days: Days = 0
    """法定时限, from 受理; 0: none."""
    warn_working_days: Days = 1
    """How long before a limit its desk is warned."""
    return_working_days: Days = 2
    """How long after its opening a task may be returned."""
    extension_working_days: Days = 0
    """The most that the one extension may add."""
    rectify_working_days: Days = 5
    """For what follows a bad rating; 5 in Henan, 15 in Sichuan (domain 3.6), so it is the route's."""
    reply_working_days: Days = 3
    """For the response to what a resident says of their case; ours (U), so it is the route's."""
    reopen_working_days: Days = 15
    """So long after an answer the resident may say that it is not solved; ours (U) too."""
    specials: tuple[Special, ...] = ()
    escalations: tuple[Level, ...] = ()
    is_confidential: bool = False
    """Seen by the desks that work on it and by nobody else."""

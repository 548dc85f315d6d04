"""Numbers out of leased blocks (decisions/0015), inside the transaction of the case that gets one."""

from datetime import date
from typing import Protocol

import apsw

from kiosk.core.numbers import case_number
from kiosk.outbox.queries import SQL


class Block(Protocol):
    """Serials `first` … `last` of one prefix that nobody else has, such as `kiosk.wire.Lease`."""

    @property
    def prefix(self) -> str: ...

    @property
    def first(self) -> int: ...

    @property
    def last(self) -> int: ...


class NoNumbersError(Exception):
    """Every serial this machine was leased has been given out."""


def draw(db: apsw.Connection, day: date) -> str:
    """The next number, never one that was given out before; raises `NoNumbersError`.

    A number shows only four digits of its serial, so one may come up again on a day that is lived twice; the next
    serial is taken then.
    """
    while (drawn := SQL.next_serial(db)) is not None:
        prefix, serial = drawn
        number = case_number(prefix, day, serial)
        if not SQL.is_number_taken(db, number=number):
            return number
    raise NoNumbersError

"""How this machine is, for its heartbeat: counted from the store and the disk at the moment it is asked."""

import shutil
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from kiosk.outbox import DeadLetter, NotSaved, Outbox, Unreadable
from kiosk.sync.heartbeat import Condition
from kiosk.wire import DeadLetterReport, DeviceBeat, PaperBeat, QueueReport

DEAD_LETTERS_COUNT = 20
"""More than that, and somebody has to come anyway."""


async def condition_of(
    outbox: Outbox, storage: Path, devices: tuple[DeviceBeat, ...] = (), paper: PaperBeat | None = None
) -> Condition | None:
    """The condition now; None while the queue cannot be read."""
    report, dead, head = await outbox.report(), await outbox.dead_letters(), await outbox.audit_head()
    tried = await outbox.tried_in_vain()
    numbers, last = await outbox.numbers_left(), await outbox.last_serial()
    lockouts = await outbox.access(lambda book: book.lockouts())
    if (
        isinstance(report, Unreadable)
        or isinstance(dead, Unreadable)
        or isinstance(tried, Unreadable)
        or isinstance(head, Unreadable)
        or isinstance(numbers, Unreadable)
        or isinstance(last, Unreadable)
        or isinstance(lockouts, NotSaved)
    ):
        return None
    overdue = tuple(each for each in tried if each.is_overdue)
    queue = QueueReport(
        waiting_count=report.waiting_count,
        refused_count=report.refused_count,
        held_count=report.held_count,
        oldest_waiting_s=report.oldest_waiting_s,
        acknowledged_count=report.acknowledged_count,
        last_acknowledged_at=report.last_acknowledged_at,
        set_aside_count=report.set_aside_count,
        overdue_count=len(overdue),
        dead_letters=[_reported(each) for each in (*dead, *overdue)[:DEAD_LETTERS_COUNT]],
    )
    locked = tuple(each.credential for each in lockouts if each.is_dead)
    free_bytes = shutil.disk_usage(storage).free
    return Condition(queue, head.entry_count, head.last_hash, free_bytes, numbers, last, devices, paper, locked)


def program_version() -> str:
    """What is installed; empty in a checkout that never was."""
    try:
        return version("bianmin-kiosk")
    except PackageNotFoundError:
        return ""


def _reported(letter: DeadLetter) -> DeadLetterReport:
    return DeadLetterReport(
        message_id=letter.message_id,
        case_id=letter.case_id,
        kind=letter.kind,
        cause=letter.cause,
        is_held=letter.is_held,
        is_waiting=letter.waiting_s is not None,
    )

"""`kiosk queue`: what a technician may do with the queue of a terminal, stopped or running, from a command line.

The database is opened beside its terminal: each act is one short transaction, an export reads one moment's view, and
nothing is made, moved or migrated. A running terminal sees the change the next time it looks for something to send.
"""

import sys
from argparse import Namespace
from pathlib import Path

from kiosk.config import SettingsError, load_settings
from kiosk.core.clock import SystemClock
from kiosk.outbox import BrokenStoreError, DeadLetter, NotDoneError, Store
from kiosk.outbox.database import CORRUPT, DISK_FULL, DISK_TROUBLE
from kiosk.sync import IDENTITY, Identity, Standing, load_identity
from kiosk.sync.identity import not_known_since
from kiosk.texts import Texts
from kiosk.texts.causes import cause_key
from kiosk.texts.format import show_stamp

UNUSABLE = 2
FELL_SHORT = 1
MOST_GOING_ON_COUNT = 20
"""In an outage hundreds wait, for one reason."""
LOOKS = ("list", "audit", "empty")
"""Acts that write nothing."""


class _FoundBrokenError(Exception):
    """The audit is not as it was written; says where."""


def queue(options: Namespace, root: Path) -> int:
    """Carry out one act; returns the exit code: 0 done, 1 not done, 2 no such queue."""
    try:
        settings = load_settings(options.config)
    except SettingsError as error:
        print(error, file=sys.stderr)
        return UNUSABLE
    texts = Texts.load(root / "assets" / "i18n", settings.terminal.language, strict=False)
    store = Store(settings.storage.directory / "outbox.db")
    if options.act == "empty" and not any(settings.storage.directory.glob("outbox*")):
        print(texts("queue.all_gone"))  # never started: nothing was filed here
        return 0
    try:
        store.open_beside()
    except BrokenStoreError as error:
        return _refused(error.reason, texts, UNUSABLE)
    identity = load_identity(settings.storage.directory / IDENTITY)
    try:
        print(_carried_out(store, options, texts, identity))
        since = not_known_since(settings.storage.directory / IDENTITY)
        if options.act == "list" and since is not None:
            print(texts("queue.not_known", since=show_stamp(since)))
    except NotDoneError as error:
        return _refused(str(error), texts)
    except _FoundBrokenError as error:
        print(error, file=sys.stderr)
        return FELL_SHORT
    except CORRUPT:
        return _refused("corrupt", texts)
    except DISK_FULL:
        return _refused("disk_full", texts)
    except DISK_TROUBLE:
        return _refused("unreadable" if options.act in LOOKS else "disk_error", texts)
    except OSError:
        return _refused("export_failed", texts)
    finally:
        store.close()
    return 0


def _carried_out(store: Store, options: Namespace, texts: Texts, identity: Identity | None) -> str:
    match options.act:
        case "list":
            return _listed(store, texts, Standing.NOT_ENROLLED if identity is None else identity.standing)
        case "audit":
            return _audited(store, texts)
        case "empty":
            if not store.may_decommission():
                raise NotDoneError("waits")
            return texts("queue.all_gone")
        case "export":
            seal = None if identity is None else identity.sealing_key(SystemClock().now()).seal_page
            exported = store.export(options.to, seal)
            return texts("queue.exported", count=len(exported.message_ids), sha256=exported.sha256)
        case "retry":
            store.retry(options.message_id)
        case "hold":
            store.hold(options.message_id)
        case "discard":
            store.discard(options.message_id, options.by)
    return texts("queue.done")


def _listed(store: Store, texts: Texts, standing: Standing) -> str:
    report, tried = store.report(), store.tried_in_vain()
    counts = texts("queue.counts", waiting=report.waiting_count, refused=report.refused_count, held=report.held_count)
    overdue = tuple(each for each in tried if each.is_overdue)
    lines = [_line(letter, texts) for letter in (*store.dead_letters(), *overdue)]
    if report.waiting_count and standing is not Standing.IN_SERVICE:
        lines.append(texts(f"queue.standing.{standing.value}"))
    lines += [texts("queue.set_aside", file=name) for name in store.set_aside()]
    going_on = [_line(each, texts) for each in tried if not each.is_overdue][:MOST_GOING_ON_COUNT]
    return "\n".join([counts, *(lines or [texts("queue.empty")]), *going_on])


def _line(letter: DeadLetter, texts: Texts) -> str:
    why = texts(cause_key(letter.cause, texts, letter.is_held))
    told = [letter.message_id, letter.case_id, letter.kind, show_stamp(letter.since)]
    told += [texts("queue.attempts", count=letter.attempt_count), why]
    if letter.waiting_s is not None:
        told.append(texts("queue.overdue" if letter.is_overdue else "queue.going_on"))
    return "  ".join(told)


def _audited(store: Store, texts: Texts) -> str:
    """How long the audit is, and its end, to be compared with what the platform last heard."""
    head, broken = store.audit_head(), store.check_audit()
    if broken is not None:
        raise _FoundBrokenError(texts("queue.audit_broken", place=broken, count=head.entry_count))
    return texts("queue.audit_whole", count=head.entry_count, head=head.last_hash or "")


def _refused(reason: str, texts: Texts, code: int = FELL_SHORT) -> int:
    print(texts(f"queue.not_done.{reason}"), file=sys.stderr)
    return code

"""Campaign `outbox-speed`: what a promise costs. Ratios of one run only; this disk's absolute figures mean nothing.

- Syncs a case costs: exactly one, counted by the file layer over thousands of cases and, where there is strace, by the
  kernel.
- A case filed under the full commit rule (row, bytes, number, audit) over the raw limit of such a commit: overwriting
  4 KiB and fdatasync. Next to it four queue libraries set to the same durability, which keep neither a number nor an
  audit.
- Filing, and finding what is due, with an empty, a long and a very long queue: the longest must cost like the shortest.
- A full queue emptied into the real platform process on loopback, over bare requests of the same bodies.

The campaign must notice a commit without a sync, a checkpoint inside the resident's commit, a queue that is searched
without its index, and a courier that dawdles.
"""

import asyncio
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple
from unittest import mock

from kiosk.outbox import NewMessage, Pending, Store, database
from kiosk.sync import PlatformClient
from kiosk.sync.answers import SendResult
from tests.campaigns.runner import Campaign, Context, FellShort, Held, Outcome
from tests.helpers.crash_disk import CrashDisk, Sync
from tests.helpers.drain_rate import drain_rate
from tests.helpers.messages import NOW, envelope, id_of
from tests.helpers.queue import Lease, open_store
from tests.helpers.view_context import ROOT

LEAST_OF_RAW_RATIO = 0.35
BATCH_COUNT = 5
ATTEMPTS = 4
"""On a shared machine a figure may need more than one; a real fault misses them all."""
MOST_LENGTH_RATIO = 1.2
LEAST_DRAIN_RATIO = 0.6
"""The queue looks up, signs, records and acknowledges; a bare request is only signed and sent."""
DAWDLE_S = 0.1
BODY = "x" * 900
EVERYTHING = Lease(last=9_999_999)
Append = Callable[[int], object]


class Target(NamedTuple):
    """Something that keeps what it is given."""

    append: Append
    rest: Callable[[], object] = lambda: None
    """What it does when nobody waits any more."""


def run(context: Context) -> Outcome:
    """Count, measure, compare; then the faults."""
    shortfalls = [
        *_syncs(context, 800 if context.is_short else 6000),
        *_append(context, 100 if context.is_short else 500),
        *_lengths(context, (0, 1000, 10_000) if context.is_short else (0, 10_000, 200_000)),
        *_drain(context, 20 if context.is_short else 300),
    ]
    return FellShort("; ".join(shortfalls)) if shortfalls else Held("one sync a case; fast enough at every length")


def file(store: Store, number: int) -> None:
    """One case of about a kilobyte."""
    case_id = id_of(number)
    store.file_case(case_id, NOW, lambda text: envelope(case_id, note=text + BODY))


# ── syncs ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _syncs(context: Context, case_count: int) -> Iterator[str]:
    found = syncs_of_cases(case_count)
    context.figure("syncs_per_case_min_count", min(found))
    context.figure("syncs_per_case_max_count", max(found))
    if set(found) != {1}:
        yield f"a case cost {min(found)} to {max(found)} syncs"
    if shutil.which("strace") is None:
        context.note("no strace here: syncs were counted by the file layer alone")
    else:
        traced = {name: _traced_syncs(context.folder, name) for name in (("outbox",) if context.is_short else TARGETS)}
        for name, per_append in traced.items():
            context.figure(f"traced_syncs_per_append_{name}_count", per_append)
        if traced["outbox"] != 1.0:
            yield f"the kernel counted {traced['outbox']} syncs a case"
        yield from (f"{name} is not set to the same durability" for name, found in traced.items() if (found or 0) < 1.0)
    fault = context.plant("synchronous=NORMAL: a commit without a sync")
    pragmas = [pragma.replace("extra", "normal") for pragma in database.PRAGMAS]
    with mock.patch.object(database, "PRAGMAS", pragmas), mock.patch.object(database, "_EXTRA", 1):
        if min(syncs_of_cases(20)) == 0:
            fault.caught()
    fault = context.plant("a checkpoint inside the resident's commit")
    if max(syncs_of_cases(400, "pragma wal_autocheckpoint = 1000")) > 1:
        fault.caught()


def syncs_of_cases(case_count: int, *pragmas: str) -> list[int]:
    """How many syncs each case cost, the store tidied after each as the terminal does it."""
    disk, found = CrashDisk(), []
    with disk.mounted():
        store = Store(Path("/outbox.db"), files=disk)
        store.open()
        store.add_lease(EVERYTHING)
        store.tidy()
        for pragma in pragmas:
            store._db.execute(pragma).fetchall()
        for number in range(case_count):
            disk.steps.clear()
            file(store, number)
            found.append(sum(isinstance(step, Sync) for step in disk.steps))
            store.tidy() if not pragmas else None
        store.close()
    return found


def _traced_syncs(folder: Path, name: str) -> float | None:
    """Syncs an append costs by the kernel's count: of two runs of different length, so that opening is not counted."""
    few, many = (_sync_count(folder / "traced", name, count) for count in (20, 120))
    return None if few is None or many is None else (many - few) / 100


def _sync_count(folder: Path, name: str, count: int) -> int | None:
    _fresh(folder)
    program = f"from tests.campaigns.outbox_speed import fill; fill({str(folder)!r}, {name!r}, {count})"
    traced = subprocess.run(
        ["strace", "-f", "-qq", "-e", "trace=fsync,fdatasync", sys.executable, "-c", program],
        cwd=ROOT, capture_output=True, text=True,
    )  # fmt: skip
    return None if traced.returncode else traced.stderr.count("sync(")


def fill(folder: str, name: str, count: int) -> None:
    """Append so many to one of `TARGETS` on the real disk; what a traced process does.

    The outbox is not tidied: that is what happens when nobody waits, every thousand pages.
    """
    with TARGETS[name](Path(folder)) as target:
        _all(target.append, range(count))
        os._exit(0)  # without the syncs of closing


# ── appending ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _append(context: Context, rounds: int) -> Iterator[str]:
    taken: dict[str, list[float]] = {name: [] for name in TARGETS}
    with ExitStack() as stack:
        folder = _fresh(context.folder / "append")
        targets = {name: stack.enter_context(opened(folder)) for name, opened in TARGETS.items()}
        for attempt in range(ATTEMPTS):
            _take_batches(targets, range(attempt * rounds, attempt * rounds + rounds), taken)
            costs = {name: _undisturbed(found) for name, found in taken.items()}
            if costs["raw"] / costs["outbox"] >= LEAST_OF_RAW_RATIO:
                break
    for name, cost in costs.items():
        context.figure(f"append_{name}_of_raw_fdatasync_ratio", round(costs["raw"] / cost, 3))
    ratio = costs["raw"] / costs["outbox"]
    if ratio < LEAST_OF_RAW_RATIO:
        yield f"a case is filed at {ratio:.2f} of raw fdatasync, not {LEAST_OF_RAW_RATIO}"


def _take_batches(targets: dict[str, Target], turns: range, taken: dict[str, list[float]]) -> None:
    """Small batches of each target in turn, so that a neighbour's load meets all of them."""
    for turn in turns:
        numbers = range(turn * BATCH_COUNT, turn * BATCH_COUNT + BATCH_COUNT)
        for name, target in targets.items():
            taken[name].append(_seconds(partial(_all, target.append, numbers)))
            target.rest()


def _all(append: Append, numbers: range) -> None:
    for number in numbers:
        append(number)


def _fresh(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


@contextmanager
def _raw(folder: Path) -> Iterator[Target]:
    """The limit: one page overwritten and synced, as a log in its steady state does it."""
    handle = os.open(folder / "raw", os.O_RDWR | os.O_CREAT)
    page = b"x" * 4096
    os.pwrite(handle, page * 400, 0)
    os.fsync(handle)

    def append(number: int) -> None:
        os.pwrite(handle, page, number % 400 * 4096)
        os.fdatasync(handle)

    yield Target(append)
    os.close(handle)


@contextmanager
def _outbox(folder: Path) -> Iterator[Target]:
    with closing(open_store(folder / "outbox.db")) as store:
        store.add_lease(Lease(first=501, last=99_999))
        yield Target(partial(file, store), store.tidy)


@contextmanager
def _persist_queue(folder: Path) -> Iterator[Target]:
    from persistqueue import SQLiteAckQueue

    queue = SQLiteAckQueue(str(folder / "persist-queue"), auto_commit=True)  # durable by default
    yield Target(lambda number: queue.put(BODY))
    queue.close()


@contextmanager
def _litequeue(folder: Path) -> Iterator[Target]:
    from litequeue import LiteQueue

    queue = LiteQueue(str(folder / "litequeue.db"))
    queue.conn.execute("pragma synchronous = full")
    yield Target(lambda number: queue.put(BODY))
    queue.close()


@contextmanager
def _huey(folder: Path) -> Iterator[Target]:
    from huey.storage import SqliteStorage

    storage = SqliteStorage(filename=str(folder / "huey.db"), fsync=True)
    yield Target(lambda number: storage.enqueue(BODY.encode()))
    storage.close()


@contextmanager
def _diskcache(folder: Path) -> Iterator[Target]:
    from diskcache import Cache, Deque

    cache = Cache(str(folder / "diskcache"), sqlite_synchronous=2, eviction_policy="none")
    deque = Deque.fromcache(cache)
    yield Target(lambda number: deque.append(BODY))
    cache.close()


TARGETS: dict[str, Callable[[Path], Any]] = {
    "raw": _raw,
    "outbox": _outbox,
    "persist_queue": _persist_queue,
    "litequeue_full": _litequeue,
    "huey_fsync": _huey,
    "diskcache_full": _diskcache,
}


# ── the queue's length ─────────────────────────────────────────────────────────────────────────────────────────────


def _lengths(context: Context, lengths: tuple[int, ...]) -> Iterator[str]:
    folder = context.folder / "lengths"
    shutil.rmtree(folder, ignore_errors=True)
    with ExitStack() as stack:
        stores = {n: stack.enter_context(closing(_filled(folder / f"{n}", n, context))) for n in lengths}
        for name, ratio in _best_ratios(stores, 200).items():
            context.figure(f"{name}_longest_to_shortest_ratio", round(ratio, 3))
            if ratio > MOST_LENGTH_RATIO:
                yield f"{name}: {ratio:.2f} times as much with another length of the queue"
        fault = context.plant("a queue searched without its index")
        for store in stores.values():
            store._db.execute("drop index outbox_pending").fetchall()
        if _ratios(stores, 5)["due"] > MOST_LENGTH_RATIO:
            fault.caught()
    shutil.rmtree(folder, ignore_errors=True)


def _filled(folder: Path, length: int, context: Context) -> Store:
    """A queue in which half the messages are cases that were tried once, and half ratings that wait for them."""
    store = open_store(folder / "outbox.db")
    store.add_lease(EVERYTHING)
    same = envelope(id_of(1), note=BODY)
    for begin in range(0, length // 2, 5000):
        cases = [id_of(10**9 + number) for number in range(begin, min(begin + 5000, length // 2))]
        rows = [NewMessage(case_id, "case", case_id, same, ()) for case_id in cases]
        rows += [NewMessage(f"f{case_id[1:]}", "rating", case_id, same, ()) for case_id in cases]
        store.append_all(rows, NOW)
        store.tidy()
    store._db.execute("update outbox set attempt_count = 1 where kind = 'case'").fetchall()
    file(store, 10**8)  # so that the empty one has something due as well
    store.tidy()
    context.progress(f"{length} messages queued")
    return store


def _best_ratios(stores: dict[int, Store], rounds: int) -> dict[str, float]:
    """For each figure the least disturbed attempt."""
    best: dict[str, float] = {}
    for _ in range(ATTEMPTS):
        found = _ratios(stores, rounds)
        best = {name: min(ratio, best.get(name, ratio)) for name, ratio in found.items()}
        if max(best.values()) <= MOST_LENGTH_RATIO:
            break
    return best


def _ratios(stores: dict[int, Store], rounds: int) -> dict[str, float]:
    """For filing and for finding what is due: the dearest length over the cheapest, measured in turn."""
    taken: dict[str, dict[int, list[float]]] = {"append": {n: [] for n in stores}, "due": {n: [] for n in stores}}
    for _ in range(rounds):
        for length, store in stores.items():
            taken["append"][length].append(_seconds(partial(file, store, next(_fresh_numbers))))
            taken["due"][length].append(_seconds(partial(store.due, (), 1)))
            store.tidy()
    costs = {name: [_undisturbed(times) for times in of.values()] for name, of in taken.items()}
    return {name: max(found) / min(found) for name, found in costs.items()}


def _undisturbed(times: list[float]) -> float:
    """What the work itself takes, in seconds, by the tenth percentile: what neighbours do to a time only adds to it.

    Checkpoints, which every hundredth append or so brings, are left out for everybody.
    """
    return sorted(times)[len(times) // 10]


_fresh_numbers = count(2 * 10**8)


def _seconds(work: Callable[[], object]) -> float:
    began_s = time.perf_counter()
    work()
    return time.perf_counter() - began_s


# ── draining ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _drain(context: Context, case_count: int) -> Iterator[str]:
    rate = asyncio.run(drain_rate(_fresh(context.folder / "drain"), case_count))
    context.figure("drained_messages_per_s", round(rate.messages_per_s, 1))
    context.figure("drain_over_bare_posts_ratio", round(rate.ratio, 2))
    if rate.ratio < LEAST_DRAIN_RATIO:
        yield f"the queue empties at {rate.ratio:.2f} of the rate of bare requests"
    fault = context.plant("a courier that dawdles between two messages")
    send = PlatformClient.send

    async def dawdling(client: PlatformClient, message: Pending) -> SendResult:
        await asyncio.sleep(DAWDLE_S)
        return await send(client, message)

    with mock.patch.object(PlatformClient, "send", dawdling):
        if asyncio.run(drain_rate(_fresh(context.folder / "dawdle"), 20)).ratio < LEAST_DRAIN_RATIO:
            fault.caught()


SHORT_NOTE = ""
CAMPAIGN = Campaign("outbox-speed", "what one sync a case buys, and the queue at any length", SHORT_NOTE, run)

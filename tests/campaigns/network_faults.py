"""Campaign `network-faults`: a real terminal and a real platform, and between them every bad network we could make.

Three stretches, each judged alike: everything announced takes effect once, nothing is acknowledged at any moment that
the platform does not have (each acknowledgement is looked up in its database as it is heard), nobody follows a portal.

1. each fault of the proxy alone, until it has struck often enough, then a good network until the queue is empty
2. mixtures that change with time, with cases, ratings, pages and supplements under way
3. network namespaces: packets lost at random, connections reset, answers dropped, a thin line. Needs root
"""

import random
import shutil
import time
from collections.abc import Sequence
from contextlib import AsyncExitStack
from functools import partial
from itertools import cycle
from pathlib import Path

from tests.campaigns.runner import Campaign, Context, FellShort, Held, Outcome
from tests.helpers.both_ends import Book, Verdict, platform_process, settled, terminal_process
from tests.helpers.fault_proxy import Fault, FaultProxy
from tests.helpers.filing import Resident
from tests.helpers.namespaces import Bad, cause_without_namespaces, two_namespaces

SETTLE_S = 60.0
SHORT_ALONE = (Fault.PORTAL_HTML, Fault.LOST_ANSWER, Fault.BLACK_HOLE, Fault.GARBAGE_AFTER, Fault.STALE_ANSWER)
"""What --short tries alone; the mixture has them all."""


async def run(context: Context) -> Outcome:
    """All stretches, then the planted client."""
    shutil.rmtree(context.folder, ignore_errors=True)
    broken = [*await _by_proxy(context), *await _by_namespaces(context)]
    await _any_200(context)
    return FellShort("; ".join(broken)) if broken else Held("every acknowledged message once, none too soon")


async def _by_proxy(context: Context) -> list[str]:
    folder = _made(context.folder / "proxy")
    alone = SHORT_ALONE if context.is_short else tuple(Fault)
    async with AsyncExitStack() as stack:
        platform = await stack.enter_async_context(platform_process(folder))
        proxy, book = FaultProxy(platform.port), Book(platform.database)
        url = await stack.enter_async_context(proxy.listening())
        terminal = await stack.enter_async_context(terminal_process(folder, book, url))
        staff = await stack.enter_async_context(platform.staff())
        resident = Resident(terminal, book, random.Random(1), staff)
        broken = []
        for fault in alone:
            struck = await _alone(proxy, fault, resident)
            proxy.fault = None
            if not await settled(book, SETTLE_S):
                broken.append(f"after {fault} alone the queue did not empty")
            context.progress(f"{fault}: struck {struck} times; {book.verdict()}")
        await _mixed(context, proxy, resident, 5.0 if context.is_short else 180.0)
        proxy.choose = lambda: None
        if not await settled(book, SETTLE_S):
            broken.append("after the mixture the queue did not empty")
        context.figure("faults_tried_alone_count", len(alone))
        context.figure("exchanges_spoilt_count", sum(proxy.exchange_counts.values()) - proxy.exchange_counts["right"])
        context.figure("exchanges_right_count", proxy.exchange_counts["right"])
        context.figure("strangers_contacted_count", proxy.stranger_count)
        broken += [] if proxy.stranger_count == 0 else ["a redirect to another host was followed"]
        return broken + _judged(context, "proxy", book)


async def _alone(proxy: FaultProxy, fault: Fault, resident: Resident) -> int:
    """One fault for every exchange until it has struck three times, while a resident files; how often it struck."""
    before = proxy.exchange_counts[fault]
    proxy.fault = fault
    ends_s = time.monotonic() + 15
    await resident.files(4)
    while (struck := proxy.exchange_counts[fault] - before) < 3 and time.monotonic() < ends_s:
        await resident.waits(0.1)
    return struck


async def _mixed(context: Context, proxy: FaultProxy, resident: Resident, seconds_s: float) -> None:
    """A network that is bad in ever other ways: each half second other faults, and another share of them."""
    chance = random.Random(2)
    ends_s = time.monotonic() + seconds_s
    while time.monotonic() < ends_s:
        faults, share = chance.sample(list(Fault), 4), chance.choice((0.3, 0.6, 0.9))
        proxy.choose = partial(_drawn, chance, faults, share)
        await resident.files(2)
        await resident.waits(0.5)
    context.progress(f"mixtures for {seconds_s:.0f} s")


def _drawn(chance: random.Random, faults: Sequence[Fault], share: float) -> Fault | None:
    return chance.choice(faults) if chance.random() < share else None


async def _by_namespaces(context: Context) -> list[str]:
    """The same through the kernel's own packet filter and shaper."""
    cause = cause_without_namespaces()
    if cause:
        context.note(f"network namespaces were left out: {cause}")
        context.figure("namespace_announced_count", None)
        return []
    folder = _made(context.folder / "namespaces")
    kinds = (Bad.LOSS,) if context.is_short else tuple(Bad)
    async with AsyncExitStack() as stack:
        here, there = await stack.enter_async_context(two_namespaces())
        platform = await stack.enter_async_context(platform_process(folder, there.address, there.prefix))
        book = Book(platform.database)
        options = ("--timeout-s", "10", "--unhurried")
        terminal = await stack.enter_async_context(
            terminal_process(folder, book, platform.url, *options, prefix=here.prefix)
        )
        resident = Resident(terminal, book, random.Random(3), most_page_bytes=40_000)
        broken = []
        for kind in kinds:
            there.worsen(kind)
            await resident.files(4 if context.is_short else 12)
            if kind in (Bad.LOSS, Bad.THIN):
                arrived = await settled(book, 2 * SETTLE_S)
            else:
                await resident.waits(15.0)
                arrived = True
            there.heal()
            if not (arrived and await settled(book, 2 * SETTLE_S)):
                broken.append(f"with {kind} the queue did not empty")
            context.progress(f"{kind}: {book.verdict()}")
        return broken + _judged(context, "namespace", book)


async def _any_200(context: Context) -> None:
    """Planted: a client that takes any 200 for an acknowledgement, before a captive portal."""
    fault = context.plant("a client that takes any 200 for an acknowledgement")
    folder = _made(context.folder / "planted-any-200")
    async with platform_process(folder) as platform:
        proxy, book = FaultProxy(platform.port), Book(platform.database)
        async with proxy.listening() as url, terminal_process(folder, book, url, "--plant", "any-200") as terminal:
            portals = cycle((Fault.PORTAL_HTML, None))
            proxy.choose = lambda: next(portals)
            await Resident(terminal, book, random.Random(4)).files(8)
            await settled(book, SETTLE_S)
            verdict = book.verdict()
    context.progress(f"planted any-200: {verdict}")
    if verdict.premature and verdict.lost:
        fault.caught()


def _judged(context: Context, name: str, book: Book) -> list[str]:
    verdict: Verdict = book.verdict()
    context.figure(f"{name}_announced_count", verdict.announced_count)
    context.figure(f"{name}_lost_count", len(verdict.lost))
    context.figure(f"{name}_doubled_count", len(verdict.doubled))
    context.figure(f"{name}_acknowledged_too_soon_count", len(verdict.premature))
    context.figure(f"{name}_refused_count", len(book.refused))
    refused = [f"{name}: {len(book.refused)} refused"] if book.refused else []
    return refused + ([] if verdict.is_clean else [f"{name}: {verdict}"])


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True)
    return folder


CAMPAIGN = Campaign("network-faults", "every bad network between a terminal and its platform", "", run)

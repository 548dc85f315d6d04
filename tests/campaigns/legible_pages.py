"""Campaign `legible-pages`: is a page that a person can read accepted, is anything else, and how long does it take?

The corpus is `tests.helpers.desk_pictures`: what can be read of a scene follows from its own numbers. The judge sees
the JPEG only. Two judges that are no use are shown to the count: one that accepts everything, one that refuses it.
Beside that the real way is timed: camera on its wire ─► helper process ─► verdict, with the helper cold and warm.
"""

import asyncio
import os
import statistics
import time
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

import cv2
import numpy as np

from devices.cameras.legible import look_at
from devices.cameras.straighten import Picture
from devices.contracts.page import Page, PageVerdict
from devices.emulators.document_camera import DocumentCameraEmulator
from devices.registry import create_device
from devices.registry.cameras import page_source
from tests.campaigns.runner import Campaign, Context, FellShort, Held, Outcome
from tests.helpers.desk_pictures import Scene, Sight, corpus

SEED = 61
MOST_REFUSED_SHARE = 0.02
"""Of pages that a person can read."""
MOST_ACCEPTED_SHARE = 0.02
"""Of pages that nobody can read. Of what is no page, none."""
WORDS = "常住人口登记卡　姓名 张桂兰　与户主关系 户主　登记住址 桥西区槐树里小区3号楼"
Judge = Callable[[Picture], PageVerdict]
Counts = Counter[tuple[Sight, bool]]


async def run(context: Context) -> Outcome:
    """Count, plant, time."""
    scenes = list(corpus(SEED, 240 if context.is_short else 1800))
    cpu_ms: list[float] = []

    def judge(picture: Picture) -> PageVerdict:
        began_s = time.process_time()
        verdict = look_at(picture).verdict
        cpu_ms.append((time.process_time() - began_s) * 1000)
        return verdict

    counts = counted(scenes, judge)
    for sight in Sight:
        accepted, refused = counts[sight, True], counts[sight, False]
        context.figure(f"{sight.value}_count", accepted + refused)
        context.figure(f"{sight.value}_accepted_count", accepted)
    context.figure("judge_cpu_median_ms", round(statistics.median(cpu_ms), 1))
    context.figure("judge_cpu_most_ms", round(max(cpu_ms), 1))
    for name, useless in (
        ("a judge that accepts everything", PageVerdict.OK),
        ("one that refuses", PageVerdict.BLURRED),
    ):
        fault = context.plant(name)
        if fell_short(counted(scenes[:24], lambda _, verdict=useless: verdict)):  # type: ignore[misc]
            fault.caught()
    for driver in ("http-snapshot", "v4l2"):
        await _timed(context, driver)
    broken = fell_short(counts)
    return FellShort(broken) if broken else Held(f"{len(scenes)} scenes judged as a person would")


def counted(scenes: Iterable[Scene], judge: Judge) -> Counts:
    """How often each sight was accepted and refused."""
    counts: Counts = Counter()
    for scene in scenes:
        picture = cv2.imdecode(np.frombuffer(scene.jpeg(), np.uint8), cv2.IMREAD_COLOR)
        counts[scene.sight, judge(np.asarray(picture, np.uint8)) is PageVerdict.OK] += 1
    return counts


def fell_short(counts: Counts) -> str:
    """What is wrong with a judge; empty for a good one."""
    refused, accepted = counts[Sight.READABLE, False], counts[Sight.UNREADABLE, True]
    if counts[Sight.EMPTY, True]:
        return f"{counts[Sight.EMPTY, True]} empty desks were accepted"
    if refused > MOST_REFUSED_SHARE * (refused + counts[Sight.READABLE, True]):
        return f"{refused} readable pages were refused"
    if accepted > MOST_ACCEPTED_SHARE * (accepted + counts[Sight.UNREADABLE, False]):
        return f"{accepted} unreadable pages were accepted"
    return ""


async def _timed(context: Context, driver: str) -> None:
    """From the wish for a picture to its verdict, and what the helper weighs meanwhile."""
    context.folder.mkdir(parents=True, exist_ok=True)
    path = context.folder / "camera.mjpeg"
    machine = DocumentCameraEmulator(usb_path=path)
    await machine.start()
    machine.lay_paper(WORDS)
    url = f"http://{machine.host}:{machine.port}/snapshot.jpg"
    options = {"url": url} if driver == "http-snapshot" else {"path": str(path)}
    camera = create_device("camera", driver, options)
    pages = page_source(camera)  # type: ignore[arg-type]
    before = _children()
    name = driver.replace("-", "_")
    for helper in ("cold", "warm"):
        began_s = time.monotonic()
        page = await pages.photograph(20.0)
        context.figure(f"{name}_{helper}_ms", round((time.monotonic() - began_s) * 1000))
        assert isinstance(page, Page), page
        assert page.verdict is PageVerdict.OK, page
    helpers = _children() - before
    context.figure(f"{name}_helper_pss_mb", round(max(_pss_mb(pid) for pid in helpers), 1))
    await pages.forget()
    context.figure(f"{name}_helpers_after_count", len(_children() - before))
    await camera.close()
    await machine.close()
    await asyncio.sleep(0)


def _children() -> set[int]:
    return {int(pid) for pid in Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children").read_text().split()}


def _pss_mb(pid: int) -> float:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


CAMPAIGN = Campaign("legible-pages", "pages a person can read are accepted, and nothing else", "", run)

"""Renders clips ahead with an engine of its own, which writes them itself: their samples never come here, the engine
that speaks is not kept waiting, and every other process comes first.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence

from devices.contracts.voice import Utterance
from devices.voice.clips import Clips
from devices.voice.engine import Engine, EngineDiedError, start_engine

ONE_S = 60.0
"""A neural engine needs a second or two for the longest phrase of a screen, and it gives way to everybody; one that
hangs is given up."""


async def render(
    utterances: Sequence[Utterance], clips: Clips, start: Callable[[], Awaitable[Engine]] = start_engine,
    clip_key: str = "", go_on: Callable[[], bool] = lambda: True,
) -> list[Utterance]:  # fmt: skip
    """Make the clips that are missing while `go_on` allows, and let go of those that nobody says any more; returns what
    has none then. Where `clip_key` tells whose clips they are and none is missing, no engine is started.

    Raises OSError if the disk refuses.
    """
    left = await asyncio.to_thread(clips.missing, clip_key, utterances) if clip_key else utterances
    if left:
        try:
            engine = await start()
        except EngineDiedError:
            return clips.missing("", utterances)
        clip_key = engine.clip_key
        try:
            await _make(await asyncio.to_thread(clips.missing, clip_key, utterances), clips, engine, go_on)
        except (EngineDiedError, TimeoutError):
            pass
        finally:
            await engine.close()
        left = await asyncio.to_thread(clips.missing, clip_key, utterances)
    if not left:
        await asyncio.to_thread(clips.only, clip_key, utterances)
    return list(left)


async def _make(utterances: Sequence[Utterance], clips: Clips, engine: Engine, go_on: Callable[[], bool]) -> None:
    for serial, utterance in enumerate(utterances, start=1):
        if not go_on():
            return
        async with asyncio.timeout(ONE_S):
            await engine.order(serial, utterance, path=clips.place(engine.clip_key, utterance))
            ended = await engine.next_frame()
        if ended.kind == b"D":
            raise OSError(ended.payload.decode("utf-8", "replace"))

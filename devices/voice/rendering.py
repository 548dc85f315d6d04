"""Renders clips ahead with an engine of its own, so that the one that speaks is not kept waiting."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence

from devices.contracts.voice import Utterance
from devices.voice.clips import Clip, Clips
from devices.voice.engine import Engine, EngineDiedError, start_engine

ONE_S = 20.0
"""A neural engine needs a second or two for the longest phrase of a screen; one that hangs is given up."""


async def render(
    utterances: Sequence[Utterance], clips: Clips, start: Callable[[], Awaitable[Engine]] = start_engine
) -> list[Utterance]:
    """Make the clips that are missing, and let go of those that nobody says any more; returns what has none then.

    Raises OSError if the disk refuses.
    """
    try:
        engine = await start()
    except EngineDiedError:
        return clips.missing("", utterances)
    try:
        for serial, utterance in enumerate(clips.missing(engine.name, utterances), start=1):
            async with asyncio.timeout(ONE_S):
                clip = await _rendered(engine, serial, utterance)
            if clip is not None:
                await asyncio.to_thread(clips.keep, engine.name, utterance, clip)
    except (EngineDiedError, TimeoutError):
        pass
    finally:
        await engine.close()
    left = clips.missing(engine.name, utterances)
    if not left:
        await asyncio.to_thread(clips.only, engine.name, utterances)
    return left


async def _rendered(engine: Engine, serial: int, utterance: Utterance) -> Clip | None:
    """What the engine makes of it; None for what it makes no sound of."""
    await engine.order(serial, utterance)
    pcm = b""
    while True:
        frame = await engine.next_frame()
        match frame.kind:
            case b"A":
                pcm += frame.payload
            case b"E" if any(pcm):
                return Clip(pcm, engine.sample_rate_hz)
            case b"E" | b"F":
                return None

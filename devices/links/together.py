"""Work that goes on side by side over one wire."""

import asyncio
from collections.abc import Coroutine, Sequence
from typing import Any


async def together(*works: Coroutine[Any, Any, None]) -> None:
    """Run until the first ends or fails, end the others, and raise what the first raised.

    Whoever cancels it is obeyed. `asyncio.TaskGroup` (Python 3.11, 3.12) forgets a cancellation that comes while one is
    failing already: a driver whose printer spoke rubbish in that moment went on for ever.
    """
    tasks = [asyncio.ensure_future(work) for work in works]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await _ended(tasks)
    for task in done:
        task.result()


async def _ended(tasks: Sequence[asyncio.Future[None]]) -> None:
    """Wait for them, whoever cancels this meanwhile: they were told already, and are not told twice."""
    ending = asyncio.gather(*tasks, return_exceptions=True)
    try:
        await asyncio.shield(ending)
    except asyncio.CancelledError:
        await ending
        raise

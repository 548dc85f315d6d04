"""A process of its own that hands in case after case and says each number only once it is saved. Started by a test."""

import asyncio
import sys
from functools import partial
from pathlib import Path

from kiosk.core.ids import new_id
from kiosk.outbox import FiledCase
from kiosk.wire import Envelope
from tests.helpers.platform_cases import FILED_AT, case_envelope
from tests.helpers.queue import open_outbox

MOST = 12


def built(case_id: str, number: str) -> Envelope:
    """The case under its number."""
    return case_envelope(case_id, number=number)


async def file_for_ever(path: Path) -> None:
    """File up to `MOST` cases, then wait to be killed."""
    outbox = await open_outbox(path)
    for _ in range(MOST):
        case_id = new_id(FILED_AT)
        filed = await outbox.file_case(case_id, FILED_AT, partial(built, case_id))
        assert isinstance(filed, FiledCase)
        sys.stdout.write(f"{case_id} {filed.number}\n")
        sys.stdout.flush()
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(file_for_ever(Path(sys.argv[1])))

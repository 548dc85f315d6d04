"""The numbers that came with an enrolment."""

from kiosk.outbox import Outbox
from kiosk.sync import Identity
from kiosk.telemetry import emit


async def take_first_numbers(identity: Identity, outbox: Outbox) -> None:
    """Once in an enrolment: a queue that takes the place of a lost one waits for the heartbeat to fetch others."""
    try:
        is_new = identity.take_block(identity.enrolled.lease)
    except OSError:
        emit("identity_not_kept")
        return
    if is_new:
        await outbox.add_lease(identity.enrolled.lease)

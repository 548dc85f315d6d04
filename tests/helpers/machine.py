"""A terminal's identity, got as a terminal gets it: a code from staff, a key handed in, a fingerprint confirmed."""

from pathlib import Path
from typing import cast

import httpx

from kiosk.core.clock import Clock
from kiosk.sync import Identity, load_identity
from kiosk.sync.enrolment import enrol
from kiosk.sync.exchange import Exchange
from tests.helpers.enrolled import code_for, confirmed
from tests.helpers.faulty_platform import AsgiApp
from tests.helpers.in_process_platform import DIVISION_CODE, InProcessPlatform

TERMINAL_ID = "huaishuli-3"
PREFIX = "HSL3"


async def enrolled_in(
    folder: Path, platform: InProcessPlatform, clock: Clock, terminal_id: str = TERMINAL_ID, prefix: str = PREFIX
) -> Identity:
    """What is kept in the folder, or else enrolled there in earnest; no fault of the way to the platform counts."""
    kept = load_identity(folder)
    if kept is not None:
        return kept
    way = httpx.ASGITransport(cast(AsgiApp, platform.app))  # litestar spells the same ASGI types in its own words
    exchange = Exchange(platform.base_url, clock, transport=way)
    code = await code_for(platform.staff.http, terminal_id, DIVISION_CODE, prefix)
    identity = await enrol(exchange, folder, terminal_id, prefix, code)
    await exchange.close()
    assert isinstance(identity, Identity), identity
    (await confirmed(platform.staff.http, terminal_id, identity.signer)).raise_for_status()
    identity.confirm()
    return identity

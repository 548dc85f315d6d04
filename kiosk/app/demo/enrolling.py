"""The demo's terminal becomes one of its platform's, in earnest: code, key, fingerprint, confirmation."""

from pathlib import Path
from typing import Any

from kiosk.app.demo.staff import Staff
from kiosk.core.clock import SystemClock
from kiosk.sync import IDENTITY, Unavailable, load_identity
from kiosk.sync.enrolment import enrol
from kiosk.sync.exchange import Exchange
from kiosk.wire import fingerprint


async def enrol_demo(storage: Path, base_url: str, staff: Staff, terminal: dict[str, Any]) -> None:
    """Enrol the terminal of these settings, unless it was enrolled before in this storage."""
    folder = storage / IDENTITY
    if load_identity(folder) is not None:
        return
    terminal_id, prefix = terminal["terminal_id"], terminal["number_prefix"]
    code = await staff.give_code(terminal_id, terminal["division_code"], prefix, terminal["short_place_name"])
    exchange = Exchange(base_url, SystemClock())
    try:
        identity = await enrol(exchange, folder, terminal_id, prefix, code)
    finally:
        await exchange.close()
    if isinstance(identity, Unavailable):
        raise RuntimeError(f"the demo's terminal was not enrolled: {identity.cause}")
    await staff.confirm(terminal_id, fingerprint(identity.signer.public_key))
    identity.confirm()

"""`kiosk enrol`, `rotate-key`, `decommission`: what a technician does to a terminal's identity, at its command line.

The terminal does not run meanwhile: each command takes the storage directory's lock, as the terminal does.
"""

import asyncio
import sys
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

from kiosk.app.lock import UNUSABLE, LockedError, take_storage
from kiosk.config import Settings, SettingsError, load_settings
from kiosk.core.clock import SystemClock
from kiosk.outbox import BrokenStoreError, Outbox
from kiosk.sync import IDENTITY, BadCaError, Identity, PlatformClient, Standing, Unavailable, load_identity
from kiosk.sync.enrolment import change_key, read_code, until_confirmed
from kiosk.sync.enrolment import enrol as hand_in
from kiosk.sync.exchange import Exchange
from kiosk.sync.identity import wipe
from kiosk.wire import fingerprint

DONE = 0
FELL_SHORT = 1
Work = Callable[[Settings], Coroutine[Any, Any, int]]


def enrol(config: Path, typed_code: str, wait: bool) -> int:
    """Make this machine's key, hand it in with the code, show the fingerprint and wait until it is confirmed."""
    code = read_code(typed_code)
    if code is None:
        return _said("the code has 8 characters, such as 7K3M-QX9T", UNUSABLE)
    return _with_storage(config, lambda settings: _enrol(settings, code, wait))


def rotate_key(config: Path) -> int:
    """Put another key in the place of the present one."""
    return _with_storage(config, _rotate)


def decommission(config: Path) -> int:
    """Destroy this machine's identity, once nothing waits in its queue."""
    return _with_storage(config, _decommission)


async def _enrol(settings: Settings, code: str, wait: bool) -> int:
    folder, terminal, clock = settings.storage.directory / IDENTITY, settings.terminal, SystemClock()
    known = load_identity(folder)
    if known is not None and known.standing is Standing.IN_SERVICE:
        return _said(f"this machine is enrolled as {known.terminal_id}; decommission it first", UNUSABLE)
    chosen = settings.platform
    exchange = Exchange(chosen.base_url, clock, chosen.timeout_s, ca_file=chosen.ca_file)
    try:
        identity = await hand_in(exchange, folder, terminal.terminal_id, terminal.number_prefix, code)
    finally:
        await exchange.close()
    if isinstance(identity, Unavailable):
        return _said(f"not enrolled: {identity.cause}", FELL_SHORT)
    print(f"\n{terminal.terminal_id} has handed in its key. Its fingerprint, to be compared by two people:\n")
    print("    " + fingerprint(identity.signer.public_key).replace(" ", "   ") + "\n", flush=True)
    if wait:
        print("Waiting until staff have confirmed it at the platform …", flush=True)
        async with _client(settings, identity) as platform:
            await until_confirmed(platform, identity, clock)
        print("Confirmed. The terminal may be started.")
    return DONE


async def _rotate(settings: Settings) -> int:
    identity = load_identity(settings.storage.directory / IDENTITY)
    if identity is None:
        return _said("this machine is not enrolled", UNUSABLE)
    async with _client(settings, identity) as platform:
        refused = await change_key(platform, identity)
    if refused is not None:
        return _said(
            f"the key was not changed: {refused.cause}; the next attempt goes on with the same one", FELL_SHORT
        )
    print(f"The key was changed. Its fingerprint: {fingerprint(identity.signer.public_key)}")
    return DONE


async def _decommission(settings: Settings) -> int:
    storage = settings.storage.directory
    outbox = await Outbox(storage / "outbox.db").open()
    try:
        may = await outbox.may_decommission()
    finally:
        await outbox.close()
    if not may:
        return _said("something waits in the queue that was not exported; nothing was changed", FELL_SHORT)
    wipe(storage / IDENTITY)
    print("The identity of this machine is destroyed. Have it revoked at the platform as well.")
    return DONE


def _client(settings: Settings, identity: Identity) -> PlatformClient:
    chosen = settings.platform
    return PlatformClient(chosen.base_url, identity, SystemClock(), chosen.timeout_s, ca_file=chosen.ca_file)


def _with_storage(config: Path, work: Work) -> int:
    try:
        settings = load_settings(config)
        lock = take_storage(settings.storage.directory)
    except SettingsError as error:
        return _said(str(error), UNUSABLE)
    except LockedError as error:
        return _said(str(error), error.code)
    try:
        return asyncio.run(work(settings))
    except (BadCaError, BrokenStoreError, OSError) as error:
        return _said(str(error), FELL_SHORT)
    except KeyboardInterrupt:
        return _said("stopped; the same command goes on", FELL_SHORT)
    finally:
        lock.unlock()


def _said(reason: str, code: int) -> int:
    print(reason, file=sys.stderr)
    return code

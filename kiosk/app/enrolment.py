"""`kiosk enrol`, `rotate-key`, `decommission`: what a technician does to a terminal's identity, at its command line.

The terminal does not run meanwhile: each command takes the storage directory's lock, as the terminal does.
"""

import asyncio
import sys
from argparse import Namespace
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kiosk.app.lock import UNUSABLE, LockedError, take_storage
from kiosk.config import Settings, SettingsError, load_settings
from kiosk.core.clock import Clock, SystemClock
from kiosk.outbox import BrokenStoreError, Outbox, Store
from kiosk.sync import IDENTITY, BadCaError, Identity, KeyStore, PlatformClient, Standing, Unavailable, load_identity
from kiosk.sync.enrolment import change_key, enrol, read_code, until_confirmed
from kiosk.sync.exchange import Exchange
from kiosk.sync.identity import wipe
from kiosk.sync.judge import NOT_KNOWN
from kiosk.texts import Texts
from kiosk.wire import fingerprint

DONE = 0
FELL_SHORT = 1


@dataclass(frozen=True, slots=True)
class Bench:
    """What every command works with."""

    settings: Settings
    texts: Texts
    clock: Clock

    @property
    def storage(self) -> Path:
        return self.settings.storage.directory

    @property
    def keys(self) -> KeyStore:
        return KeyStore.chosen(self.settings.terminal.key_store, self.settings.terminal.tpm)

    @property
    def identity(self) -> Identity | None:
        return load_identity(self.storage / IDENTITY, self.keys)

    def exchange(self) -> Exchange:
        chosen = self.settings.platform
        return Exchange(chosen.base_url, self.clock, chosen.timeout_s, ca_file=chosen.ca_file)

    def client(self, identity: Identity) -> PlatformClient:
        chosen = self.settings.platform
        return PlatformClient(chosen.base_url, identity, self.clock, chosen.timeout_s, ca_file=chosen.ca_file)

    def say(self, key: str, **params: str) -> None:
        print(self.texts(f"identity.{key}", **params), flush=True)

    def refuse(self, key: str, cause: str = "", code: int = FELL_SHORT) -> int:
        """Say that nothing came of it, and why."""
        print(self.texts(f"identity.{key}", cause=cause), file=sys.stderr)
        return code


def in_words(cause: str, texts: Texts) -> str:
    """What a technician is told of a cause; one that nobody foresaw is named to them, for whoever they call."""
    own = f"identity.cause.{cause}"
    return texts(own) if own in texts else texts("identity.cause.other", cause=cause)


def identity_command(options: Namespace, root: Path) -> int:
    """Carry out one of the three commands; returns the exit code: 0 done, 1 not done, 2 cannot be done so."""
    works: dict[str, Callable[[Bench], Coroutine[Any, Any, int]]] = {
        "enrol": lambda bench: _enrol(bench, options.code, options.wait),
        "rotate-key": _rotate,
        "decommission": _decommission,
    }
    try:
        settings = load_settings(options.config)
        texts = Texts.load(root / "assets" / "i18n", settings.terminal.language, strict=False)
        bench = Bench(settings, texts, SystemClock())
        if options.command == "decommission" and not (bench.storage / IDENTITY).exists():
            return bench.refuse("nothing_here", code=UNUSABLE)  # before a lock leaves a folder behind
        lock = take_storage(bench.storage)
    except (SettingsError, LockedError) as error:
        print(error, file=sys.stderr)
        return error.code if isinstance(error, LockedError) else UNUSABLE
    try:
        return asyncio.run(works[options.command](bench))
    except (BadCaError, BrokenStoreError, OSError) as error:
        print(error, file=sys.stderr)
        return FELL_SHORT
    except KeyboardInterrupt:
        return FELL_SHORT
    finally:
        lock.unlock()


async def _enrol(bench: Bench, typed_code: str, wait: bool) -> int:
    """Make this machine's key, hand it in with the code, show the fingerprint, wait until it is confirmed."""
    code, known, terminal = read_code(typed_code), bench.identity, bench.settings.terminal
    if code is None:
        return bench.refuse("code_unreadable", code=UNUSABLE)
    if known is not None and known.standing is Standing.IN_SERVICE and await _is_known(bench, known):
        return bench.refuse("enrolled_already", code=UNUSABLE)
    if _holds_anothers(bench):
        return bench.refuse("still_anothers")
    exchange = bench.exchange()
    try:
        whose = (terminal.terminal_id, terminal.number_prefix)
        identity = await enrol(exchange, bench.storage / IDENTITY, *whose, code, bench.keys)
    finally:
        await exchange.close()
    if isinstance(identity, Unavailable):
        return bench.refuse("not_enrolled", in_words(identity.cause, bench.texts))
    bench.say("compare")
    _show_fingerprint(identity)
    if wait:
        bench.say("waiting")
        async with bench.client(identity) as platform:
            missed = await until_confirmed(platform, identity, bench.clock)
        if missed is not None:
            return bench.refuse("not_confirmed", in_words(missed.cause, bench.texts))
        bench.say("confirmed")
    return DONE


def _holds_anothers(bench: Bench) -> bool:
    """The queue is another terminal's, and something of it has neither arrived nor lies in an export."""
    store = Store(bench.storage / "outbox.db")
    if not store.path.exists():
        return False
    store.open()
    try:
        is_ours = store.prefix_in_use() in (None, bench.settings.terminal.number_prefix)
        return not is_ours and not store.may_decommission()
    finally:
        store.close()


async def _is_known(bench: Bench, identity: Identity) -> bool:
    """Unless the platform says, now, that it knows neither the key in use nor the one that was to follow it."""
    async with bench.client(identity) as platform:
        if identity.is_changing_key:
            await change_key(platform, identity)
        told = await platform.feed(identity.enrolled.division_code, None)
    return not (isinstance(told, Unavailable) and told.cause == NOT_KNOWN)


async def _rotate(bench: Bench) -> int:
    """Put another key in the place of the present one."""
    identity = bench.identity
    if identity is None:
        return bench.refuse("none", code=UNUSABLE)
    async with bench.client(identity) as platform:
        refused = await change_key(platform, identity)
    if refused is not None:
        return bench.refuse("not_changed", in_words(refused.cause, bench.texts))
    bench.say("changed")
    _show_fingerprint(identity)
    return DONE


async def _decommission(bench: Bench) -> int:
    """Destroy this machine's identity, once nothing waits in its queue that was not exported, and no other is there."""
    outbox = await Outbox(bench.storage / "outbox.db").open()
    try:
        may, aside = await outbox.may_decommission(), await outbox.set_aside()
    finally:
        await outbox.close()
    if isinstance(aside, tuple) and aside:
        return bench.refuse("set_aside", ", ".join(aside))
    if not may:
        return bench.refuse("still_pending")
    wipe(bench.storage / IDENTITY)
    bench.say("destroyed")
    return DONE


def _show_fingerprint(identity: Identity) -> None:
    print(f"\n    {fingerprint(identity.signer.public_key).replace(' ', '   ')}\n", flush=True)

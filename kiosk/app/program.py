"""The terminal, put together: settings in, a running program out. The only place that knows everybody.

Settings ─► devices ─┐
            outbox ──┼─► Performer ◄─► Session ─► view-models ─► QML
            platform ┘
"""

import random
from contextlib import AsyncExitStack
from datetime import datetime
from functools import partial
from pathlib import Path

from devices.contracts.printer import PrintDocument
from devices.contracts.statuses import Statuses
from devices.hub import Hub
from devices.registry import Devices, create_devices
from kiosk.app.at_the_menu import Parts, staff_at
from kiosk.app.commands import Orders, machine_orders
from kiosk.app.condition import program_version
from kiosk.app.filing_off import filing_off, power_is_low
from kiosk.app.hooks import Hooks as Hooks
from kiosk.app.lamps import Lamps
from kiosk.app.last_life import LAST_SERVED_FILE, LastLife
from kiosk.app.limits import limits_of
from kiosk.app.listening import machine_ear
from kiosk.app.loudness import VOLUME_FILE, Loudness
from kiosk.app.news import show_news
from kiosk.app.numbers import take_first_numbers
from kiosk.app.photographs import pages_of
from kiosk.app.place import machine_place
from kiosk.app.prompts import clip_folders, prompts, render_ahead
from kiosk.app.self_report import SelfReport
from kiosk.app.shelf import offered
from kiosk.app.signs import SYNC, Signs
from kiosk.app.slip_signing import signed_number
from kiosk.app.slips import guide_for, paper_for
from kiosk.app.staff import CardAtIdle, beat_answered
from kiosk.app.voice import headphones_in, pass_keys, speaking_desk, spelling, words_for_characters
from kiosk.app.worn import Worn
from kiosk.catalogue import Catalogue
from kiosk.config import Settings
from kiosk.core.clock import Clock, SystemClock
from kiosk.core.ids import new_case_id
from kiosk.core.tasks import Falls, Supervisor
from kiosk.outbox import Delivery, DeliveryState, Disk, Outbox
from kiosk.session import effects as do
from kiosk.session import events as ev
from kiosk.session.availability import camera_ready, microphone_ready
from kiosk.session.meant import meant
from kiosk.session.performer import Performer, Ports
from kiosk.session.runner import Session
from kiosk.session.snapshot import NOT_HEARD_YET
from kiosk.session.submit import Origin
from kiosk.session.troubles import FilingOff
from kiosk.session.world import World
from kiosk.sync import (
    IDENTITY,
    AccessLine,
    Bulletins,
    Connectivity,
    Heartbeats,
    Identity,
    KeyStore,
    Pace,
    PlatformClient,
    Standing,
    Synchroniser,
    Watcher,
    load_identity,
)
from kiosk.telemetry import emit
from kiosk.texts import Texts
from kiosk.wire import Signer
from ui.viewmodels.context import ViewContext

TICK_S = 1.0
DISK_LOOK_S = 30.0
DEVICES = "devices"
"""The task of all drivers, which cannot be opened a second time in one process."""


def _nobody() -> None:
    """No platform, nobody to be woken."""


class Program:
    """One terminal. `start` after the first frame; leaving `stack` ends everything in order. Main thread."""

    def __init__(self, settings: Settings, assets: Path, hooks: Hooks, clock: Clock | None = None) -> None:
        self.settings = settings
        self._assets = assets
        self.clock = clock or SystemClock()
        self.catalogue: Catalogue = offered(settings, assets / "catalogue")
        self.texts = Texts.load(assets / "i18n", settings.terminal.language, strict=False)
        self._spelled = spelling(settings, assets)
        self._spelling = words_for_characters(assets)
        self.hooks = hooks
        self._performer: Performer | None = None
        self._identity: Identity | None = None
        self._orders: Orders | None = None
        self._watcher, self._wake = Watcher(), _nobody
        self.session = Session(self._world, self._perform)
        self._card_at_idle = CardAtIdle(lambda: self.session.state, self.session.send)
        self.last_life = LastLife(settings.storage.directory / LAST_SERVED_FILE, self.clock)
        self.worn = Worn(self.session, self.last_life.forget)
        self.signs = Signs(self.clock, self.worn.out)

    @property
    def view_context(self) -> ViewContext:
        """What the view-models are built with."""
        return ViewContext(self.session, self.texts, self.catalogue, machine_place(self.settings))

    async def start(self, stack: AsyncExitStack) -> None:
        """Open the store, the devices and the platform's client, and begin to serve.

        A machine that was never enrolled takes no case and asks nobody anything.
        """
        settings = self.settings
        supervisor = await stack.enter_async_context(Supervisor(self._crashed))
        directory = settings.storage.directory
        keys = KeyStore.chosen(settings.terminal.key_store, settings.terminal.tpm)
        self._identity = load_identity(directory / IDENTITY, keys)
        disk = Disk(directory, limits_of(settings.storage))
        prefix = None if self._identity is None else self._identity.number_prefix
        self.outbox = await Outbox(directory / "outbox.db", self.clock, disk).open(prefix)
        stack.push_async_callback(self.outbox.close)
        emit("standing", standing=self._standing.value)
        self._start_devices(supervisor)
        platform = None
        if self._identity is not None:
            platform = await self._belong(supervisor, stack, self._identity)
        parts = Parts(
            settings, self._assets, self.outbox, self.clock, self._identity, self._hub, self.report, self.texts,
            self.session, self._watcher, platform, lambda: self._wake(), partial(self.worn.due, "staff"),
            self._loudness,
        )  # fmt: skip
        self.attendance = staff_at(parts, supervisor, self._fell)
        self._performer = Performer(self._ports(supervisor, platform), self.session.send)
        await self._look_at_filing()
        self.session.send(ev.Restarted(self.last_life.told_for_s()))
        self.session.subscribe(self.last_life.look)
        supervisor.keep("ticks", self._tick, self.clock, self._fell)
        supervisor.keep("disk", self._watch_disk, self.clock, self._fell)
        stack.push_async_callback(supervisor.close)  # before what the tasks use is closed

    @property
    def signer(self) -> Signer | None:
        """This machine's key; without one a slip carries its number unsigned."""
        return None if self._identity is None else self._identity.signer

    @property
    def devices(self) -> Devices:
        """The drivers of this terminal; after `start`."""
        return self._hub.devices

    @property
    def _standing(self) -> Standing:
        return Standing.NOT_ENROLLED if self._identity is None else self._identity.standing

    async def _belong(self, supervisor: Supervisor, stack: AsyncExitStack, identity: Identity) -> PlatformClient:
        """Begin to speak to the platform this machine belongs to."""
        chosen = self.settings.platform
        await take_first_numbers(identity, self.outbox)

        def standing_changed(standing: Standing) -> None:
            emit("standing", standing=standing.value)
            supervisor.start("standing", self._look_at_filing())

        identity.subscribe(standing_changed)
        platform = PlatformClient(chosen.base_url, identity, self.clock, chosen.timeout_s, ca_file=chosen.ca_file)
        await stack.enter_async_context(platform)
        self.report.platform = platform
        self._start_sync(supervisor, platform, identity)
        return platform

    def _start_devices(self, supervisor: Supervisor) -> None:
        self._hub = Hub(create_devices(self.settings.devices.chosen()))
        self._hub.subscribe(partial(self._devices_changed, supervisor))
        self.report = SelfReport(self.settings, self._hub, self.outbox, self.clock)
        self.session.show_machines(self._hub.snapshot)
        supervisor.start(DEVICES, self._hub.run())
        if self._hub.devices.lights is not None:
            lamps = Lamps(self._hub.devices.lights, self.session, self.texts)
            supervisor.keep("lamps", lamps.run, self.clock, self._fell)
        self._loudness = None
        if (voice := self._hub.devices.voice) is not None:
            self._loudness = Loudness(voice, self.settings.storage.directory / VOLUME_FILE)
            voice.use_clips(*clip_folders(self.settings, self._assets))
            said = partial(prompts, self.catalogue, self.texts, self._spelled)
            ahead = partial(render_ahead, voice, self.clock, lambda: self.session.state.in_session, said)
            supervisor.keep("prompts", ahead, self.clock, self._fell)
        self._ear = machine_ear(self.settings, self._hub.devices.microphone, self.session)
        if self._ear is not None:
            supervisor.keep("speech model", self._ear.keep, self.clock, self._fell)
        if (keypad := self._hub.devices.keypad) is not None:
            keys = partial(pass_keys, keypad, lambda press: self.hooks.pressed(press))
            supervisor.keep("keypad", keys, self.clock, self._fell)

    def _start_sync(self, supervisor: Supervisor, platform: PlatformClient, identity: Identity) -> None:
        watcher = self._watcher
        pace = Pace(probe_s=self.settings.platform.probe_s)
        alive = partial(self.signs.pulse.promise, SYNC)
        self._orders = machine_orders(
            self.settings, self.texts, identity, self._hub, self.report, self.session, self.clock, supervisor,
            partial(self.worn.due, "command"), lambda: supervisor.start("locked", self._look_at_filing()),
        )  # fmt: skip
        synchroniser = Synchroniser(self.outbox, platform, self.clock, watcher, random.Random(), pace, alive)
        self._wake = synchroniser.wake
        storage = self.settings.storage.directory
        bulletins = Bulletins(platform, storage / "feed.json", self.settings.terminal.division_code, self.clock)

        def connectivity_changed(now: Connectivity) -> None:
            self.session.send(ev.NetworkChanged(now.online is True))

        def filed(delivery: Delivery) -> None:
            if delivery.state is DeliveryState.WAITING:
                synchroniser.handed_in(delivery.case_id)
            if delivery.kind == "case":  # it took a number
                supervisor.start("count numbers", self._look_at_filing())

        watcher.subscribe(connectivity_changed)
        self.outbox.subscribe(filed)
        answered = partial(beat_answered, supervisor, synchroniser.wake, AccessLine(self.outbox, platform))
        heart = Heartbeats(
            identity, platform, self.outbox, self.report.condition, answered, self.clock, random.Random(),
            program_version(), self._orders,
        )  # fmt: skip
        supervisor.keep("sync", synchroniser.run, self.clock, self._fell)
        supervisor.keep("heartbeat", heart.run, self.clock, self._fell)
        supervisor.keep(
            "feed", lambda: bulletins.run(lambda: show_news(bulletins, self.session)), self.clock, self._fell
        )

    def _origin(self, now: datetime) -> Origin | None:
        """What is filed now is sealed with; None while nothing may be."""
        if self._identity is None or self._standing is not Standing.IN_SERVICE:
            return None
        enrolled = self._identity.enrolled
        return Origin(enrolled.terminal_id, enrolled.division_code, self._identity.sealing_key(now))

    def _ports(self, supervisor: Supervisor, platform: PlatformClient | None) -> Ports:
        speaker = speaking_desk(
            self._loudness, supervisor, self.session, self.catalogue, self.texts,
            self.settings, self._spelled, self._spelling, lambda text: self.hooks.heard(text), self.clock,
        )  # fmt: skip
        self.speaker = speaker
        return Ports(
            clock=self.clock,
            supervisor=supervisor,
            catalogue=self.catalogue,
            outbox=self.outbox,
            platform=platform,
            speaker=speaker,
            slip=self._slip,
            guide=partial(guide_for, catalogue=self.catalogue, texts=self.texts, terminal=self.settings.terminal),
            reader=self._hub.devices.id_card,
            social_reader=self._hub.devices.social_card,
            printer=self._hub.devices.receipt_printer,
            scanner=self._hub.devices.scanner,
            microphone=self._hub.devices.microphone,
            pages=pages_of(self._hub.devices.camera),
            origin=self._origin,
            slip_code=lambda number, filed_at: signed_number(self.signer, number, filed_at),
            forget=self._forget,
            ear=self._ear,
            understand=partial(meant, texts=self.texts),
            maintain=self.attendance,
            measured=self.hooks.measured,
        )

    def _slip(self, effect: do.PrintReceipt) -> PrintDocument:
        terminal, public_url = self.settings.terminal, self.settings.platform.public_url
        document = paper_for(effect, self.catalogue, self.texts, terminal, self.clock.now(), public_url)
        self.hooks.printed(document)
        return document

    def _perform(self, effect: do.Effect) -> None:
        if self._performer is not None:
            self._performer(effect)

    def _world(self) -> World:
        now = self.clock.now()
        machines = self.session.snapshot.machines if hasattr(self, "session") else NOT_HEARD_YET
        return World(
            self.catalogue, now, self.clock.monotonic_s(), new_case_id(now),
            camera_ready=camera_ready(machines), microphone_ready=microphone_ready(machines),
        )  # fmt: skip

    def _forget(self) -> None:
        self.speaker.forget()
        for forget in self.hooks.forget:
            forget()

    def _crashed(self, name: str, error: BaseException) -> None:
        """A bug: the session says what is not known any more, or closes, rather than go on half alive."""
        emit("task_crashed", task=name, error=type(error).__name__)
        if name == DEVICES:
            self.worn.out(name)
        self.session.send(ev.Crashed())

    def screen_broke(self) -> None:
        """A screen is not what it should be: nobody goes on with it, and a fresh process shows the next one."""
        self.session.send(ev.Crashed())
        self.worn.out("screen")

    def _fell(self, name: str, error: Exception, falls: Falls) -> None:
        """A bug beside the resident, who goes on: the task comes back by itself, or with another process."""
        emit("task_fell", task=name, error=type(error).__name__, count=len(falls.at_s))
        if falls.are_too_many:
            self.worn.out(name)

    async def _watch_disk(self) -> None:
        while True:
            self.report.room = await self.outbox.look_at_disk()
            await self._look_at_filing()
            self.report.keep(self._hub.snapshot)
            await self.clock.sleep(DISK_LOOK_S)

    async def _look_at_filing(self) -> None:
        """Tell the session whether a new case may be begun; what cannot be counted keeps nobody out."""
        is_locked = self._orders is not None and self._orders.is_locked
        numbers = await self.outbox.numbers_left()
        off = filing_off(self._standing, self._hub.snapshot, self.report.room, numbers, is_locked=is_locked)
        if off is not self.session.state.filing_off:
            self.session.send(ev.FilingChanged(off))

    async def _tick(self) -> None:
        while True:
            self.signs.look(self._hub.snapshot)
            await self.clock.sleep(TICK_S)
            self.session.send(ev.Tick())

    def _devices_changed(self, supervisor: Supervisor, now: Statuses) -> None:
        self.session.show_machines(now)
        self._card_at_idle.look(now)
        if self._ear is not None:
            self._ear.look()
        if power_is_low(now) is not (self.session.state.filing_off is FilingOff.POWER_LOW):
            supervisor.start("power", self._look_at_filing())
        if (plugged := headphones_in(now)) is not self.session.state.in_private:
            self.session.send(ev.HeadphonesChanged(plugged))
        self.report.keep(now)
        if now.id_card is not None and now.id_card.media is not self.session.state.card:
            self.session.send(ev.CardSeen(now.id_card.media))

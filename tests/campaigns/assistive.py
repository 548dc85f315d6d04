"""Campaign `assistive`: a whole application by accessible names alone, from another process.

`kiosk run` on an X server, with emulated machines and a platform of its own. Somebody else walks its AT-SPI tree as a
screen reader does, finds every control by its name, and presses it through the bus; sees no picture and knows no
`objectName`. What a body does stays a body's: the card is put on the reader, the name is signed with a finger. On every
screen of the way each control must have a name made of words; names that two controls bear are told.

Planted: a control without a name; a program that tells assistive technology nothing.
"""

import asyncio
import shutil
from collections import Counter
from typing import Protocol

from tests.campaigns.runner import Campaign, CannotRun, Context, FellShort, Held, Outcome
from tests.helpers.assistive import Assistive, Node, session_bus
from tests.helpers.canary import strings
from tests.helpers.canary.picture import x_server
from tests.helpers.canary.terminal import Site, site

REGISTRYD = "/usr/libexec/at-spi2-registryd"
BETWEEN_S = 0.6
"""A button at the place of the last one rests for half a second; whoever listens needs longer."""
CONTROLS = ("button", "text", "check box", "radio button", "canvas")


class Body(Protocol):
    """What a body does at the terminal, and a screen reader does not."""

    async def put_card(self) -> None: ...

    async def take_card(self) -> None: ...

    async def on(self, screen: str) -> None: ...

    async def sign(self) -> None: ...

    async def printed(self) -> None: ...


class AtSite:
    """The body of who is at a terminal with an agent inside."""

    def __init__(self, here: Site) -> None:
        self._here = here
        self.put_card, self.take_card, self.on = here.put_card, here.take_card, here.on

    async def sign(self) -> None:
        await self._here.order("draw", name="signature", strokes=strings.SIGNATURE)

    async def printed(self) -> None:
        await self._here.until("no more printing", lambda now: not now["busy"])


class Listener:
    """Somebody who hears the screen and presses by name."""

    def __init__(self, here: Body, assistive: Assistive) -> None:
        self._here = here
        self._assistive = assistive
        self.pressed_count = 0
        self.unnamed: set[str] = set()
        self.shared: set[str] = set()

    async def press(self, *names: str) -> None:
        """Press each, and listen to what is there then."""
        for name in names:
            await asyncio.to_thread(self._assistive.press, name)
            self.pressed_count += 1
            await asyncio.sleep(BETWEEN_S)
            await self.listen()

    async def listen(self) -> None:
        """Everything that can be pressed or filled in, by its name."""
        nodes = [node for node in await asyncio.to_thread(self._assistive.seen) if node.role in CONTROLS]
        self.unnamed |= set(unnamed(nodes))
        self.shared |= {name for name, count in Counter(node.name for node in nodes).items() if count > 1}

    async def to_review(self) -> None:
        """From the idle screen until the whole form was filled in."""
        await self.listen()
        await self.press("轻触开始", "养老", "高龄津贴申领", "现在办", "我看明白了")
        await self._here.put_card()
        await self._here.on("Form")
        await self._here.take_card()
        await self.press("和户籍地址一样", "下一步", "打到社保卡")
        for field in ("卡号", "再输一遍"):
            await self.press(field, *strings.ACCOUNT, "收起")
        await self.press("填好了，去核对")
        await self._here.on("Review")

    async def to_the_end(self) -> None:
        """Sign, hand in, rate, gone."""
        await self._here.sign()
        await self.press("确认提交")
        await self._here.on("Done")
        await self._here.printed()
        await self.press("办完了，请评价一下", "非常满意", "交评价，结束")
        await self._here.on("Idle")


def unnamed(nodes: list[Node]) -> list[str]:
    """Controls whose name says nothing, or nothing a person would say."""
    return [f"a {node.role} is called {node.name!r}" for node in nodes if not node.name or "(0x" in node.name]


async def run(context: Context) -> Outcome:
    """One application; then the same terminal with the faults."""
    lacking = [name for name in ("Xvfb", "dbus-daemon", REGISTRYD) if shutil.which(name) is None]
    if lacking:
        return CannotRun(f"there is no {lacking[0]}")
    shutil.rmtree(context.folder, ignore_errors=True)
    with session_bus() as address, x_server(context.folder / "x") as screen:
        environment = {"QT_QPA_PLATFORM": "xcb", "DISPLAY": screen.display, "DBUS_SESSION_BUS_ADDRESS": address}
        async with site(context.folder / "site") as here:
            await here.start(environment={**environment, "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1"})
            assistive = await asyncio.to_thread(Assistive, address)
            listener = Listener(AtSite(here), assistive)
            try:
                await listener.to_review()
                await listener.to_the_end()
                await _unnamed(context, here, assistive)
            finally:
                assistive.close()
                await here.end()
            await _silent(context, here, environment, address)
    context.figure("pressed_by_name_count", listener.pressed_count)
    context.figure("names_shared_count", len(listener.shared))
    if listener.shared:
        context.note(f"names that two controls of one screen bear: {', '.join(sorted(listener.shared))}")
    if listener.unnamed:
        return FellShort("; ".join(sorted(listener.unnamed)))
    return Held(f"an application was handed in with {listener.pressed_count} presses by name")


async def _unnamed(context: Context, here: Site, assistive: Assistive) -> None:
    fault = context.plant("a control without a name")
    listener = Listener(AtSite(here), assistive)
    await listener.press("轻触开始")
    await here.order("unname", name="progress")
    await listener.listen()
    if listener.unnamed:
        fault.caught()


async def _silent(context: Context, here: Site, environment: dict[str, str], address: str) -> None:
    fault = context.plant("a program that tells nothing")
    await here.start(environment={**environment, "NO_AT_BRIDGE": "1", "QT_ACCESSIBILITY": "0"})
    assistive = await asyncio.to_thread(Assistive, address)
    try:
        await asyncio.to_thread(assistive.find, "轻触开始", within_s=3)
    except LookupError:
        fault.caught()
    finally:
        assistive.close()
        await here.end()


CAMPAIGN = Campaign(
    "assistive", "a whole application by accessible names alone, over AT-SPI", "two starts of the whole terminal", run
)

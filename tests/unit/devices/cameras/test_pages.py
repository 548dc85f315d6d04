"""Pages from any camera: the helper starts with the first and ends with the session; whatever it does, a page comes."""

import asyncio
import struct
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest

from devices.cameras.messages import spell_seen
from devices.cameras.pages import Pages
from devices.contracts.camera import CameraStatus, CaptureResult, Frame
from devices.contracts.page import Page, PageVerdict
from devices.contracts.results import Completion, DeviceGone
from devices.links.link import Link, LinkGoneError

pytestmark = pytest.mark.anyio
FRAME = Frame(b"frame", 1600, 1200)


@dataclass
class Camera:
    """A frame source with one answer."""

    answer: CaptureResult = FRAME

    async def capture(self, timeout_s: float) -> CaptureResult:
        return self.answer

    @property
    def status(self) -> CameraStatus:
        return CameraStatus(since_s=0)

    async def watch(self) -> AsyncIterator[CameraStatus]:
        yield self.status

    async def run(self) -> None:
        """Nothing to keep."""

    async def close(self) -> None:
        """Nothing to close."""


@dataclass
class Helper:
    """Answers every picture with these bytes; None hangs, empty is a crash."""

    answers: bytes | None
    is_there: bool = True
    open_count: int = 0
    close_count: int = 0
    _waiting: list[bytes] = field(default_factory=list)

    async def open(self) -> Link:
        if not self.is_there:
            raise LinkGoneError("no such program")
        self.open_count += 1
        return self

    async def write(self, data: bytes) -> None:
        assert data == struct.pack(">cI", b"J", len(FRAME.jpeg)) + FRAME.jpeg
        if self.answers is not None:
            self._waiting.append(self.answers)

    async def read(self) -> bytes:
        if self.answers is None:
            await asyncio.Event().wait()
        if not self._waiting or not self._waiting[0]:
            raise LinkGoneError("the process ended")
        return self._waiting.pop(0)

    async def close(self) -> None:
        self.close_count += 1
        self._waiting.clear()


def answer(verdict: str = "ok", is_seen: bool = True) -> bytes:
    seen, jpeg = spell_seen(700, 990, verdict, is_seen), b"page"
    return b"".join(struct.pack(">cI", kind, len(data)) + data for kind, data in ((b"V", seen), (b"J", jpeg)))


async def test_two_pages_of_a_session_share_a_helper_and_it_ends_when_all_is_forgotten() -> None:
    helper = Helper(answer("blurred"))
    pages = Pages(Camera(), helper.open)
    page = Page(b"page", 700, 990, PageVerdict.BLURRED)
    assert [await pages.photograph(1), await pages.photograph(1)] == [page, page]
    assert page.completion is Completion.USER_ERROR
    assert (helper.open_count, helper.close_count) == (1, 0)
    await pages.forget()
    await pages.forget()
    assert helper.close_count == 1
    await pages.photograph(1)
    assert helper.open_count == 2


@pytest.mark.parametrize("answers", [b"", b"rubbish, and more of it", answer("wonderful"), b"X\0\0\0\4jpeg"])
async def test_a_helper_that_falls_over_costs_the_judgement_and_not_the_page(answers: bytes) -> None:
    helper = Helper(answers)
    pages = Pages(Camera(), helper.open)
    assert await pages.photograph(1) == Page(FRAME.jpeg, 1600, 1200, PageVerdict.UNJUDGED)
    assert helper.close_count == 1
    helper.answers = answer()
    assert await pages.photograph(1) == Page(b"page", 700, 990, PageVerdict.OK)


async def test_a_helper_that_hangs_is_ended_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("devices.cameras.pages.LOOK_S", 0.05)
    helper = Helper(None)
    assert await Pages(Camera(), helper.open).photograph(1) == Page(FRAME.jpeg, 1600, 1200, PageVerdict.UNJUDGED)
    assert helper.close_count == 1


@pytest.mark.parametrize("open_helper", [None, Helper(b"", is_there=False).open])
async def test_without_a_helper_the_picture_is_handed_on_unjudged(open_helper: object) -> None:
    pages = Pages(Camera(), open_helper)  # type: ignore[arg-type]
    assert await pages.photograph(1) == Page(FRAME.jpeg, 1600, 1200, PageVerdict.UNJUDGED)
    assert pages.judges is (open_helper is not None)


async def test_a_camera_that_is_gone_is_told_as_it_is() -> None:
    assert await Pages(Camera(DeviceGone("silent")), Helper(b"").open).photograph(1) == DeviceGone("silent")

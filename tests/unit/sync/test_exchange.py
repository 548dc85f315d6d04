"""The way to the platform: TLS that believes the one authority of the settings, and nobody else."""

import asyncio
import importlib
import importlib.util
import ssl
import sys
import threading
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType

import httpx
import pytest

import kiosk.wire
from kiosk.core.clock import SystemClock
from kiosk.sync.answers import TryLater
from kiosk.sync.exchange import NO_SIGNATURE, BadCaError, Exchange, trusting
from kiosk.sync.judge import Answer, Request
from kiosk.wire import Revoked, SigningError
from tests.helpers.certificates import Authority
from tests.helpers.enrolled import new_signer
from tests.helpers.p256 import P256Signer

pytestmark = pytest.mark.anyio


@asynccontextmanager
async def served(context: ssl.SSLContext) -> AsyncIterator[str]:
    """A server behind TLS that answers everything with 204."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 204 No Content\r\n\r\n")
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0, ssl=context)
    async with server:
        yield f"https://127.0.0.1:{server.sockets[0].getsockname()[1]}"


async def asked(base_url: str, ca_file: Path | None) -> Answer | TryLater:
    exchange = Exchange(base_url, SystemClock(), 5.0, ca_file=ca_file)
    try:
        return await exchange.ask(Request("GET", "/v1/health"))
    finally:
        await exchange.close()


async def test_the_authority_of_the_settings_is_believed_and_no_other(tmp_path: Path) -> None:
    ours, other = Authority(tmp_path, "ours"), Authority(tmp_path, "other")
    async with served(ours.server()) as base_url:
        assert isinstance(await asked(base_url, ours.file), Answer)
        assert await asked(base_url, other.file) == TryLater("unreachable")
        assert await asked(base_url, None) == TryLater("unreachable")


async def test_a_certificate_for_another_host_is_not_believed(tmp_path: Path) -> None:
    ours = Authority(tmp_path, "ours")
    async with served(ours.server()) as base_url:
        assert await asked(base_url.replace("127.0.0.1", "localhost"), ours.file) == TryLater("unreachable")


def test_the_authorities_of_the_system_count_for_nothing(tmp_path: Path) -> None:
    assert trusting(None).get_ca_certs() == []
    assert len(trusting(Authority(tmp_path, "ours").file).get_ca_certs()) == 1
    assert trusting(None).verify_mode is ssl.CERT_REQUIRED


@pytest.mark.parametrize("content", [None, b"", b"not a certificate"])
def test_a_file_that_holds_no_authority_is_told(content: bytes | None, tmp_path: Path) -> None:
    file = tmp_path / "ca.pem"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(BadCaError, match=r"ca\.pem"):
        trusting(file)


class SlowImport(MetaPathFinder, Loader):
    """Lets the module that signs be imported once more, and half-way through waits until it may go on."""

    def __init__(self) -> None:
        self.begun, self.may_go_on = threading.Event(), threading.Event()

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        return importlib.util.spec_from_loader(fullname, self) if fullname == "kiosk.wire.signed" else None

    def exec_module(self, module: ModuleType) -> None:
        self.begun.set()
        assert self.may_go_on.wait(10)
        module.__dict__["signature_headers"] = lambda *_: {}


class Nobody:
    """Credentials that sign with a new key."""

    signer = new_signer()

    def hear(self, word: Revoked) -> bool:
        return False


async def test_two_questions_at_once_wait_until_all_that_signs_is_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Seen in the campaign disk-and-clock: the second of two messages met half a module, and nothing was sent again."""
    slow = SlowImport()
    whole = importlib.import_module("kiosk.wire.signed")
    monkeypatch.setattr(kiosk.wire, "signed", whole)  # so that it is put back: an import sets it
    monkeypatch.delitem(sys.modules, "kiosk.wire.signed")
    monkeypatch.setattr(sys, "meta_path", [slow, *sys.meta_path])
    exchange = Exchange(
        "http://platform.test", SystemClock(), transport=httpx.MockTransport(lambda _: httpx.Response(204))
    )

    async def second() -> Answer | TryLater:
        assert await asyncio.to_thread(slow.begun.wait, 10)
        asyncio.get_running_loop().call_later(0.01, slow.may_go_on.set)
        return await exchange.ask_signed(Request("GET", "/v1/keys"), Nobody())

    answers = await asyncio.gather(exchange.ask_signed(Request("GET", "/v1/keys"), Nobody()), second())
    await exchange.close()
    assert [type(answer) for answer in answers] == [Answer, Answer]


# ── a key in a chip ────────────────────────────────────────────────────────────────────────────────────────────────


class Chip(P256Signer):
    """Fails as often as it is told, and remembers where it was asked to sign."""

    def __init__(self) -> None:
        super().__init__()
        self.failures_count = 0
        self.threads: list[threading.Thread] = []

    def sign(self, message: bytes) -> bytes:
        self.threads.append(threading.current_thread())
        if self.failures_count:
            self.failures_count -= 1
            raise SigningError("tpm2_sign: ended with 1")
        return super().sign(message)


@dataclass
class Holder:
    """Whose key is in a chip."""

    signer: Chip = field(default_factory=Chip)

    def hear(self, word: Revoked) -> bool:
        raise AssertionError(word)


async def test_a_chip_signs_in_a_thread_and_a_request_it_does_not_sign_waits() -> None:
    holder, arrived = Holder(), list[httpx.Request]()

    def answer(request: httpx.Request) -> httpx.Response:
        arrived.append(request)
        return httpx.Response(204)

    exchange = Exchange("http://127.0.0.1", SystemClock(), transport=httpx.MockTransport(answer))
    holder.signer.failures_count = 1
    assert await exchange.ask_signed(Request("GET", "/v1/feed"), holder) == TryLater(NO_SIGNATURE)
    assert arrived == []
    assert isinstance(await exchange.ask_signed(Request("GET", "/v1/feed"), holder), Answer)
    await exchange.close()
    assert 'alg="ecdsa-p256-sha256"' in arrived[0].headers["Signature-Input"]
    assert threading.current_thread() not in holder.signer.threads

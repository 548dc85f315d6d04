"""The way to the platform: TLS that believes the one authority of the settings, and nobody else."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from kiosk.core.clock import SystemClock
from kiosk.sync.answers import TryLater
from kiosk.sync.exchange import BadCaError, Exchange, trusting
from kiosk.sync.judge import Answer, Request
from tests.helpers.certificates import Authority

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

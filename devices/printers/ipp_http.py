"""IPP over HTTP (RFC 8010, 4): one question, one answer. pyipp writes the questions, `ipp_answers` reads the answers.

A document has a connection of its own: what an idle one came to is otherwise learnt by a resident's page. Questions
share one that is kept, which is what makes it cheap to ask every second; one that broke is asked again on a fresh
connection, and only that counts. Redirects are not followed, a resident's page goes to nobody else. Whom an address
of TLS belongs to is checked when the connection is made, before a question leaves: by the fingerprint or the authority
that the configuration names (printers make their own certificates), else as any program does.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Any

import aiohttp
from pyipp.enums import IppOperation
from pyipp.serializer import encode_dict

from devices.printers.ipp_client import IppGoneError, IppSilentError, IppUntrustedError, Trust

USER = "kiosk"
VERSION = (2, 0)
MOST_ANSWER_BYTES = 1024 * 1024
CHUNK_BYTES = 64 * 1024
NO_LIMIT = aiohttp.ClientTimeout(total=None)
"""The time for a question is measured here, body included."""


class IppHttp:
    """Asks at one address. Loop thread only; made in a running loop."""

    def __init__(self, url: str, uri: str, trust: Trust) -> None:
        self._url = url
        self._uri = uri
        self._checks = aiohttp.Fingerprint(trust) if isinstance(trust, bytes) else trust or True
        self._kept = aiohttp.ClientSession(connector=aiohttp.TCPConnector())
        self._fresh = aiohttp.ClientSession(connector=aiohttp.TCPConnector(force_close=True))

    async def close(self) -> None:
        await self._kept.close()
        await self._fresh.close()

    async def post(
        self, operation: str, attributes: dict[str, Any], wishes: dict[str, Any], document: bytes, most_s: float,
        on_first_byte: Callable[[], None],
    ) -> tuple[int, bytes]:  # fmt: skip
        """Status and body. `on_first_byte` is called when the question leaves. Raises IppGoneError (IppUntrustedError),
        IppSilentError."""
        question = _question(IppOperation[operation], self._uri, attributes, wishes)
        try:
            async with asyncio.timeout(most_s):
                if document:
                    return await self._posted(self._fresh, question + document, on_first_byte)
                try:
                    return await self._posted(self._kept, question, on_first_byte)
                except (aiohttp.ServerDisconnectedError, aiohttp.ClientOSError):
                    return await self._posted(self._fresh, question, on_first_byte)
        except (aiohttp.ClientSSLError, aiohttp.ServerFingerprintMismatch) as error:
            raise IppUntrustedError(str(error)) from error
        except aiohttp.ClientConnectorError as error:
            raise IppGoneError(str(error)) from error
        except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as error:
            raise IppSilentError(f"{type(error).__name__}: {error}") from error

    async def _posted(
        self, session: aiohttp.ClientSession, question: bytes, on_first_byte: Callable[[], None]
    ) -> tuple[int, bytes]:
        async def body() -> AsyncIterator[bytes]:
            on_first_byte()
            for at in range(0, len(question), CHUNK_BYTES):
                yield question[at : at + CHUNK_BYTES]

        headers = {"Content-Type": "application/ipp", "Content-Length": str(len(question))}
        request = session.post(
            self._url, data=body(), headers=headers, allow_redirects=False, ssl=self._checks, timeout=NO_LIMIT
        )  # fmt: skip
        async with request as response:
            return response.status, await _bounded(response)


async def _bounded(response: aiohttp.ClientResponse) -> bytes:
    data = b""
    async for chunk in response.content.iter_any():
        data += chunk
        if len(data) > MOST_ANSWER_BYTES:
            raise IppSilentError("an answer without end")
    return data


def _question(operation: IppOperation, uri: str, attributes: dict[str, Any], wishes: dict[str, Any]) -> bytes:
    """The order of the first three is prescribed (RFC 8011, 4.1.4 and 4.1.5); a job's number follows its printer."""
    operation_attributes = {
        "attributes-charset": "utf-8",
        "attributes-natural-language": "en",
        "printer-uri": uri,
        **{name: value for name, value in attributes.items() if name == "job-id"},
        "requesting-user-name": USER,
        **{name: value for name, value in attributes.items() if name != "job-id"},
    }
    message = {"version": VERSION, "operation": operation, "operation-attributes-tag": operation_attributes}
    return bytes(encode_dict({**message, "job-attributes-tag": wishes} if wishes else message))

"""`kiosk verify-slip` says in plain words whether a slip is true, and its exit code says it to a script."""

import asyncio
import ssl
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx
import msgspec
import pytest

from kiosk.__main__ import main
from kiosk.sync import slip_keys
from kiosk.sync.slip_keys import NoKeysError, Published
from kiosk.wire import SlipKey, SlipKeys, SoftwareSigner, slip_code, thumbprint, to_text
from tests.helpers.certificates import Authority

FILED_AT = datetime(2026, 4, 21, 1, 41, tzinfo=UTC)
NUMBER = "HSL3-260421-00373"
SIGNER = SoftwareSigner(bytes(range(32)))
CODE = slip_code(NUMBER, FILED_AT, SIGNER)
STRANGER = slip_code(NUMBER, FILED_AT, SoftwareSigner(bytes(32)))


def published(
    prefix: str = "HSL3",
    revoked_at: datetime | None = None,
    others: tuple[str, ...] = (),
    holds_until: datetime | None = None,
) -> SlipKeys:
    keys = {thumbprint(SIGNER.public_key): SlipKey(to_text(SIGNER.public_key), prefix, revoked_at, holds_until)}
    for n, other in enumerate(others):
        keys[f"{n:016x}"] = SlipKey("A" * 43, other)
    return SlipKeys(keys)


@pytest.fixture
def keys(tmp_path: Path) -> Path:
    file = tmp_path / "keys.json"
    file.write_bytes(msgspec.json.encode(published()))
    return file


def test_a_true_slip_is_told_with_its_number_and_its_moment(keys: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify-slip", CODE, "--keys", str(keys)]) == 0
    assert capsys.readouterr().out == "这张小票是真的：HSL3-260421-00373，4月21日 9:41 收件，机器 HSL3 打的\n"
    assert main(["verify-slip", CODE + "\n", "--keys", str(keys), "--language", "en"]) == 0
    assert "is true" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("code", "told"),
    [
        (CODE.replace("00373", "00384"), "没有哪台机器签过这张，或者有改动"),
        (CODE[:-1], "没有哪台机器签过这张，或者有改动"),
        (STRANGER, "没有哪台机器签过这张，或者有改动"),
        (NUMBER, "只有办件号，没有签名。号码本身没有写错"),
        ("HSL3-260421-00374", "只有办件号，而且有一位不对"),
        ("https://example.org/pay", "这不是小票上的码"),
        ("", "这不是小票上的码"),
    ],
)
def test_whatever_is_not_proven_true_is_told_with_its_reason(
    keys: Path, capsys: pytest.CaptureFixture[str], code: str, told: str
) -> None:
    assert main(["verify-slip", code, "--keys", str(keys)]) == 1
    said = capsys.readouterr().out
    assert said.startswith("不能证明是真的")
    assert said.endswith(told + "\n")


@pytest.mark.parametrize(
    ("known", "code", "told"),
    [
        (published(prefix="QHJ1"), 1, "没有哪台机器打这种号码"),
        (
            published(prefix="QHJ1", others=("HSL3",)),
            0,
            "4月21日 9:41 收件，机器 QHJ1 补打的",
        ),
        (published(revoked_at=FILED_AT), 1, "当时已经作废"),
        (published(holds_until=FILED_AT), 1, "当时已经作废"),
        (published(holds_until=FILED_AT + timedelta(minutes=1)), 0, "这张小票是真的"),
        (published(revoked_at=FILED_AT + timedelta(days=3)), 0, "4月24日 9:41 起作废了。请再问收件处"),
    ],
)
def test_a_key_vouches_for_our_numbers_and_for_its_own_time(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], known: SlipKeys, code: int, told: str
) -> None:
    file = tmp_path / "keys.json"
    file.write_bytes(msgspec.json.encode(known))
    assert main(["verify-slip", CODE, "--keys", str(file)]) == code
    assert told in capsys.readouterr().out


@pytest.mark.parametrize("content", [b"", b"{}", b"[]", b'{"keys": {"x": {"public_key": "?", "number_prefix": "A"}}}'])
def test_without_keys_nothing_is_said_of_the_slip(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes
) -> None:
    file = tmp_path / "keys.json"
    file.write_bytes(content)
    assert main(["verify-slip", CODE, "--keys", str(file)]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("没有拿到各台机器的公钥")
    assert main(["verify-slip", CODE, "--keys", str(tmp_path / "none.json")]) == 2


# ── from a platform ────────────────────────────────────────────────────────────────────────────────────────────────

URL = "http://127.0.0.1:1"


def answering(content: bytes, status: int = 200) -> httpx.MockTransport:
    return httpx.MockTransport(lambda request: httpx.Response(status, content=content))


def test_a_platform_is_asked_without_credentials() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        assert request.url.path == "/v1/slip-keys"
        assert "authorization" not in request.headers
        return httpx.Response(200, content=msgspec.json.encode(published()))

    assert Published(URL, transport=httpx.MockTransport(answer)).keys() == published()


@pytest.mark.parametrize("status", [302, 404, 500])
def test_an_answer_that_is_no_list_is_no_list(status: int) -> None:
    with pytest.raises(NoKeysError, match=str(status)):
        Published(URL, transport=answering(b"{}", status)).keys()


@pytest.mark.parametrize(
    "url",
    [
        "http://10.0.0.2:8400",
        "http://platform.example",
        "http://127.0.0.1@evil.example",
        "ftp://127.0.0.1",
        "x",
        "http://[",
    ],
)
def test_keys_that_anybody_on_the_way_could_have_sent_prove_nothing(
    url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Seen: a slip that was forged with its keys was called true, over plain http."""
    assert main(["verify-slip", CODE, "--platform", url, "--language", "en"]) == 2
    said = capsys.readouterr()
    assert (said.out, "by https only, or on this machine" in said.err) == ("", True)


def test_an_authority_of_ones_own_is_believed(tmp_path: Path) -> None:
    ours = Authority(tmp_path, "ours")
    with served_over_tls(ours.server(), msgspec.json.encode(published())) as url:
        assert Published(url, ours.file).keys() == published()
        with pytest.raises(NoKeysError, match=r"(?i)certificate"):
            Published(url).keys()
    with pytest.raises(NoKeysError, match=r"none\.pem"):
        Published(url, tmp_path / "none.pem")


def test_a_list_without_an_end_is_not_read_to_it() -> None:
    async def endless() -> AsyncIterator[bytes]:
        while True:
            yield b" " * 65536

    transport = httpx.MockTransport(lambda request: httpx.Response(200, content=endless()))
    with pytest.raises(NoKeysError, match="longer"):
        Published(URL, transport=transport).keys()


def test_an_answer_that_drips_for_ever_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    async def dripping() -> AsyncIterator[bytes]:
        while True:
            yield b" "
            await asyncio.sleep(0.005)

    monkeypatch.setattr(slip_keys, "WHOLE_S", 0.05)
    transport = httpx.MockTransport(lambda request: httpx.Response(200, content=dripping()))
    with pytest.raises(NoKeysError, match="within"):
        Published(URL, transport=transport).keys()


@pytest.mark.parametrize(
    ("content", "status", "told"),
    [
        (b'{"is_true":true,"has_arrived":true,"number":"x"}', 200, True), (b'{"has_arrived":false}', 200, False),
        (b'{"is_true":false}', 200, None), (b"<html>", 200, None), (b'{"x":' + b"[" * 100_000, 200, None),
        (b"{}", 500, None),
    ],
)  # fmt: skip
def test_whether_the_case_has_arrived_is_asked_of_the_platform(content: bytes, status: int, told: bool | None) -> None:
    assert Published(URL, transport=answering(content, status)).has_arrived(CODE) is told


def test_a_true_slip_is_told_with_where_its_case_is(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Published, "keys", lambda self: published())
    monkeypatch.setattr(Published, "has_arrived", lambda self, code: False)
    assert main(["verify-slip", CODE, "--platform", URL]) == 0
    assert capsys.readouterr().out.splitlines()[1] == "平台还没收到这个办件。断网时办的，晚些才到"


@contextmanager
def served_over_tls(context: ssl.SSLContext, body: bytes) -> Iterator[str]:
    """One answer to everybody, behind TLS."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *arguments: object) -> None:
            pass

    class Quiet(ThreadingHTTPServer):
        def handle_error(self, request: object, client_address: object) -> None:
            """Who does not believe the certificate hangs up."""

    with Quiet(("127.0.0.1", 0), Handler) as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        serving = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        serving.start()
        try:
            yield f"https://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            serving.join()

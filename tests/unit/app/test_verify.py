"""`kiosk verify-slip` says in plain words whether a slip is true, and its exit code says it to a script."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import msgspec
import pytest

from kiosk.__main__ import main
from kiosk.sync.slip_keys import NoKeysError, fetch_keys
from kiosk.wire import SlipKey, SlipKeys, SoftwareSigner, slip_code, thumbprint, to_text

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


def test_a_platform_is_asked_without_credentials() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        assert request.url.path == "/v1/slip-keys"
        assert "authorization" not in request.headers
        return httpx.Response(200, content=msgspec.json.encode(published()))

    assert fetch_keys("http://platform.test", httpx.MockTransport(answer)) == published()


@pytest.mark.parametrize("status", [302, 404, 500])
def test_an_answer_that_is_no_list_is_no_list(status: int) -> None:
    transport = httpx.MockTransport(lambda request: httpx.Response(status, content=b"{}"))
    with pytest.raises(NoKeysError, match=str(status)):
        fetch_keys("http://platform.test", transport)

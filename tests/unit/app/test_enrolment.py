"""`kiosk enrol`, `rotate-key`, `decommission` against the real platform on a socket, and what they say."""

import asyncio
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import cast

import pytest

from kiosk.__main__ import main
from kiosk.app.enrolment import in_words
from kiosk.app.lock import RUNS_ALREADY, UNUSABLE, take_storage
from kiosk.core.clock import SystemClock
from kiosk.outbox import FiledCase, Outbox, Store
from kiosk.sync import IDENTITY, Acknowledged, PlatformClient, Standing, load_identity
from kiosk.sync.exchange import NO_SIGNATURE
from kiosk.texts import Texts
from kiosk.wire import fingerprint
from tests.helpers.enrolled import code_for, confirmed
from tests.helpers.faulty_platform import AsgiApp, on_a_socket
from tests.helpers.in_process_platform import DIVISION_CODE, InProcessPlatform, in_process_platform
from tests.helpers.machine import PREFIX, TERMINAL_ID
from tests.helpers.messages import NOW, envelope, id_of
from tests.helpers.platform_cases import case_envelope
from tests.helpers.queue import Lease, open_store
from tests.helpers.view_context import ROOT

pytestmark = pytest.mark.anyio
Run = Callable[..., Awaitable[tuple[int, str]]]


@pytest.fixture
async def platform(tmp_path: Path) -> AsyncIterator[InProcessPlatform]:
    async with in_process_platform(tmp_path, SystemClock()) as running:
        yield running


@pytest.fixture
def storage(tmp_path: Path) -> Path:
    return tmp_path / "storage"


@pytest.fixture
async def run(
    tmp_path: Path,
    storage: Path,
    platform: InProcessPlatform,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> AsyncIterator[Run]:
    """One command at the terminal's command line: its exit code, and what it said."""
    config = tmp_path / "terminal.toml"
    example = (ROOT / "assets" / "config" / "example.toml").read_text(encoding="utf-8")
    config.write_text("\n".join(line for line in example.splitlines() if not line.startswith("ca_file")))
    monkeypatch.setenv("KIOSK_STORAGE__DIRECTORY", str(storage))
    async with on_a_socket(cast(AsgiApp, platform.app)) as base_url:
        monkeypatch.setenv("KIOSK_PLATFORM__BASE_URL", base_url)

        async def command(name: str, *arguments: str) -> tuple[int, str]:
            code = await asyncio.to_thread(main, [name, "--config", str(config), *arguments])
            said = capsys.readouterr()
            return code, said.out + said.err

        yield command


async def code_of(platform: InProcessPlatform) -> str:
    return await code_for(platform.staff.http, TERMINAL_ID, DIVISION_CODE, PREFIX)


async def enrolled(run: Run, platform: InProcessPlatform, storage: Path) -> None:
    assert (await run("enrol", "--code", await code_of(platform), "--no-wait"))[0] == 0
    identity = load_identity(storage / IDENTITY)
    assert identity is not None
    (await confirmed(platform.staff.http, TERMINAL_ID, identity.signer)).raise_for_status()
    identity.confirm()


async def test_a_machine_is_enrolled_as_people_do_it(run: Run, platform: InProcessPlatform, storage: Path) -> None:
    code = await code_of(platform)
    exit_code, said = await run("enrol", "--code", f"{code[:4].lower()}-{code[4:].lower()}", "--no-wait")
    identity = load_identity(storage / IDENTITY)
    assert identity is not None
    assert (exit_code, identity.standing) == (0, Standing.AWAITING)
    assert fingerprint(identity.signer.public_key).replace(" ", "   ") in said


async def test_it_waits_until_somebody_has_confirmed_it(run: Run, platform: InProcessPlatform, storage: Path) -> None:
    code = await code_of(platform)

    async def confirm() -> None:
        async with asyncio.timeout(20):
            while (identity := load_identity(storage / IDENTITY)) is None:  # noqa: ASYNC110 - another process would look so too
                await asyncio.sleep(0.05)
        (await confirmed(platform.staff.http, TERMINAL_ID, identity.signer)).raise_for_status()

    (exit_code, said), _ = await asyncio.gather(run("enrol", "--code", code), confirm())
    assert (exit_code, said.splitlines()[-1]) == (0, "已确认，可以开机办事")
    found = load_identity(storage / IDENTITY)
    assert found is not None
    assert found.standing is Standing.IN_SERVICE


@pytest.mark.parametrize(
    ("code", "exit_code", "said"), [("7K3M", UNUSABLE, "验证码是 8 位"), ("00000000", 1, "验证码不对")]
)
async def test_a_code_that_is_none_is_said_in_plain_words(code: str, exit_code: int, said: str, run: Run) -> None:
    got, words = await run("enrol", "--code", code)
    assert (got, said in words) == (exit_code, True)


async def test_who_is_enrolled_is_not_enrolled_twice(run: Run, platform: InProcessPlatform, storage: Path) -> None:
    await enrolled(run, platform, storage)
    exit_code, said = await run("enrol", "--code", await code_of(platform))
    assert (exit_code, said) == (UNUSABLE, "本机已经登记，要先注销\n")


async def test_another_key_is_shown(run: Run, platform: InProcessPlatform, storage: Path) -> None:
    assert await run("rotate-key") == (UNUSABLE, "本机还没有登记\n")
    await enrolled(run, platform, storage)
    before = load_identity(storage / IDENTITY)
    exit_code, said = await run("rotate-key")
    after = load_identity(storage / IDENTITY)
    assert before is not None
    assert after is not None
    assert (exit_code, before.signer.public_key != after.signer.public_key) == (0, True)
    assert fingerprint(after.signer.public_key).replace(" ", "   ") in said


async def test_a_machine_takes_its_leave_only_with_an_empty_queue(
    run: Run, platform: InProcessPlatform, storage: Path
) -> None:
    await enrolled(run, platform, storage)
    store = open_store(storage / "outbox.db")
    store.file_case(id_of(1), NOW, lambda number: envelope(id_of(1), note=number))
    store.close()
    assert await run("decommission") == (1, "还有没交上去也没导出的，什么也没动\n")
    assert load_identity(storage / IDENTITY) is not None
    store = open_store(storage / "outbox.db")
    store.acknowledge(id_of(1), NOW)
    store.close()
    assert await run("decommission") == (0, "本机的身份已销毁，请平台也注销它\n")
    assert not (storage / IDENTITY).exists()


@pytest.mark.parametrize("loss", ["broken", "missing"])
async def test_a_machine_whose_queue_was_corrupt_or_gone_does_not_take_its_leave(
    run: Run, platform: InProcessPlatform, storage: Path, loss: str
) -> None:
    """Seen: five cases lay in outbox.db.broken-1, and the machine's keys were destroyed without a word."""
    await enrolled(run, platform, storage)
    store = open_store(storage / "outbox.db")
    store.file_case(id_of(1), NOW, lambda number: envelope(id_of(1), note=number))
    store.close()
    if loss == "broken":
        (storage / "outbox.db").write_bytes(b"not a database, but 16 bytes and more")
    else:
        (storage / "outbox.db").unlink()
    for _ in range(2):
        exit_code, said = await run("decommission")
        assert (exit_code, f"outbox.db.{loss}-1" in said) == (1, True)
    assert load_identity(storage / IDENTITY) is not None
    (storage / f"outbox.db.{loss}-1").unlink()
    assert (await run("decommission"))[0] == 0


async def test_nothing_is_done_beside_a_running_terminal(run: Run, platform: InProcessPlatform, storage: Path) -> None:
    await enrolled(run, platform, storage)
    lock = take_storage(storage)
    try:
        assert (await run("decommission"))[0] == RUNS_ALREADY
    finally:
        lock.unlock()


async def test_what_was_never_enrolled_cannot_take_its_leave_and_nothing_is_made(run: Run, storage: Path) -> None:
    assert await run("decommission") == (UNUSABLE, "本机没有登记过，没有可注销的\n")
    assert list(storage.parent.glob("storage*")) == []


async def test_another_code_given_out_meanwhile_ends_the_waiting_with_a_sentence(
    run: Run, platform: InProcessPlatform, storage: Path
) -> None:
    code = await code_of(platform)

    async def give_out_another() -> None:
        async with asyncio.timeout(20):
            while load_identity(storage / IDENTITY) is None:  # noqa: ASYNC110 - another process would look so too
                await asyncio.sleep(0.05)
        await code_of(platform)

    (exit_code, said), _ = await asyncio.gather(run("enrol", "--code", code), give_out_another())
    assert (exit_code, said.splitlines()[-1]) == (1, "没有等到确认：平台不认本机的密钥，请要验证码重新登记")


async def test_the_key_of_a_revoked_machine_is_not_changed_by_trying_again(
    run: Run, platform: InProcessPlatform, storage: Path
) -> None:
    await enrolled(run, platform, storage)
    (await platform.staff.http.post(f"/v1/terminals/{TERMINAL_ID}/revocation")).raise_for_status()
    assert await run("rotate-key") == (1, "密钥没有换成：平台已注销本机，要重新登记\n")


async def test_a_machine_in_service_that_the_platform_knows_no_more_is_enrolled_with_its_queue(
    run: Run, platform: InProcessPlatform, storage: Path
) -> None:
    await enrolled(run, platform, storage)
    store = open_store(storage / "outbox.db")
    store.file_case(id_of(1), NOW, lambda number: envelope(id_of(1), note=number))
    store.close()
    await platform.enrol(TERMINAL_ID, PREFIX)  # another machine in its place
    exit_code, said = await run("enrol", "--code", await code_of(platform), "--no-wait")
    assert exit_code == 0, said
    found = load_identity(storage / IDENTITY)
    assert found is not None
    assert found.standing is Standing.AWAITING
    store = open_store(storage / "outbox.db")
    assert store.report().waiting_count == 1
    store.close()


async def test_a_machine_given_away_gives_out_the_numbers_of_the_terminal_it_is_now(
    run: Run, platform: InProcessPlatform, storage: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seen: the slips read HSL3-…, and the platform refused every case of the new terminal for good."""
    await enrolled(run, platform, storage)
    store = open_store(storage / "outbox.db")
    store.file_case(id_of(1), NOW, lambda number: envelope(id_of(1), note=number))
    store.export(storage / "stick.tar", None)
    store.close()
    assert (await run("decommission"))[0] == 0
    monkeypatch.setenv("KIOSK_TERMINAL__TERMINAL_ID", "lz-1")
    monkeypatch.setenv("KIOSK_TERMINAL__NUMBER_PREFIX", "LZ1")
    code = await code_for(platform.staff.http, "lz-1", DIVISION_CODE, "LZ1")
    assert (await run("enrol", "--code", code, "--no-wait"))[0] == 0
    identity = load_identity(storage / IDENTITY)
    assert identity is not None
    (await confirmed(platform.staff.http, "lz-1", identity.signer)).raise_for_status()
    outbox = await Outbox(storage / "outbox.db").open(identity.number_prefix)
    await outbox.add_lease(identity.enrolled.lease)
    filed = await outbox.file_case(
        id_of(2), NOW, lambda number: case_envelope(id_of(2), number=number, terminal_id="lz-1")
    )
    assert isinstance(filed, FiledCase)
    (message,) = await outbox.due((), 20)
    way = platform.transport()
    async with PlatformClient(platform.base_url, identity, SystemClock(), 10.0, transport=way) as sender:
        assert isinstance(await sender.send(message), Acknowledged)
    assert (filed.number[:4], await outbox.set_aside()) == ("LZ1-", ("outbox.db.of-HSL3-1",))
    await outbox.close()


async def test_a_machine_is_enrolled_as_another_terminal_only_when_nothing_of_the_former_can_be_lost(
    run: Run, platform: InProcessPlatform, storage: Path
) -> None:
    store = Store(storage / "outbox.db")
    store.open()
    store.add_lease(Lease(prefix="LZ1"))
    store.file_case(id_of(1), NOW, lambda number: envelope(id_of(1), note=number))
    code = await code_of(platform)
    assert await run("enrol", "--code", code) == (1, "别的终端在这里还有没交上去也没导出的。什么也没动，请先导出\n")
    store.export(storage / "stick.tar", None)
    store.close()
    assert (await run("enrol", "--code", code, "--no-wait"))[0] == 0


# ── words ──────────────────────────────────────────────────────────────────────────────────────────────────────────

FORESEEN = re.compile(r"""(?:refusal\(\d+, |_unauthorized\()"([a-z-]+)"|TryLater\("(\w+)"|Unavailable\("([\w-]+)"\)""")
ANSWERING = (
    "platform/enrolment.py",
    "platform/key_change.py",
    "platform/access.py",
    "sync/exchange.py",
    "sync/enrolment.py",
)
NOT_ASKED_HERE = {"wrong-area", "terminal-elsewhere", "prefix-taken", "not-found", "fingerprint-differs",
                  "nothing-to-confirm", "not-signed-in", "not-allowed"}  # fmt: skip
"""What staff alone are told."""


def causes() -> set[str]:
    """Every cause that the code of both ends can give, read from it."""
    told = {NO_SIGNATURE, "not_the_platform", "not_allowed", "invalid-request", "internal-error"}
    for name in ANSWERING:
        for found in FORESEEN.findall((ROOT / "kiosk" / name).read_text(encoding="utf-8")):
            told |= {cause for cause in found if cause}
    return told - NOT_ASKED_HERE


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_every_cause_has_a_sentence_of_its_own(language: str) -> None:
    texts = Texts.load(ROOT / "assets" / "i18n", language, strict=True)
    assert len(causes()) >= 16
    for cause in causes():
        assert f"identity.cause.{cause}" in texts, cause
        words = in_words(cause, texts)
        assert sum("\u4e00" <= letter <= "\u9fff" for letter in words) <= 20, words
    assert "status_418" in in_words("status_418", texts)

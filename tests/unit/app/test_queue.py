"""`kiosk queue`: a technician beside a terminal, stopped or running."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kiosk.__main__ import main
from kiosk.outbox import DeliveryState, NewMessage, Store
from kiosk.sync.identity import candidate_signer, keep_enrolment
from kiosk.wire import thumbprint
from tests.helpers.messages import NOW, envelope, id_of
from tests.helpers.queue import open_store
from tests.helpers.signed_words import PlatformHand, identity_in
from tests.helpers.view_context import ROOT

CASE, RATING = id_of(1), id_of(30)
TWO = ("--by", "p-1017", "--by", "p-2004")
Run = Callable[..., tuple[int, str]]


@pytest.fixture
def storage(tmp_path: Path) -> Path:
    return tmp_path / "storage"


@pytest.fixture
def config(tmp_path: Path, storage: Path) -> Path:
    text = (ROOT / "assets" / "config" / "example.toml").read_text(encoding="utf-8")
    path = tmp_path / "terminal.toml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def run(config: Path, storage: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("KIOSK_STORAGE__DIRECTORY", str(storage))

    def carried_out(act: str, *arguments: str) -> tuple[int, str]:
        code = main(["queue", act, "--config", str(config), *arguments])
        said = capsys.readouterr()
        return code, said.out + said.err

    return carried_out


@pytest.fixture
def terminal(storage: Path) -> Store:
    """The store as the running terminal has it open, with one refused case."""
    store = open_store(storage / "outbox.db")
    store.file_case(CASE, NOW, lambda number: envelope(CASE, note=number))
    store.refuse(CASE, "422 unknown-item")
    return store


def test_what_needs_a_person_is_listed_with_its_reason(run: Run, terminal: Store) -> None:
    code, said = run("list")
    assert code == 0
    assert "平台不收 1" in said
    assert CASE in said
    assert "平台上没有这个事项" in said


def test_a_rating_for_a_case_that_the_platform_has_lost_is_shown_with_its_id_and_its_reason(
    run: Run, terminal: Store, storage: Path
) -> None:
    """Seen after a restored copy: it was tried for ever, and the list said that nothing needed a person."""
    identity_in(storage / "identity")
    terminal.acknowledge(CASE, NOW)
    yesterday = datetime.now(UTC) - timedelta(hours=25)
    terminal.append_all([NewMessage(RATING, "rating", CASE, envelope(CASE, "rating"), ())], yesterday)
    terminal.tried(RATING, "409 case-not-here")
    _, nothing, line = run("list")[1].splitlines()
    assert nothing == "没有要人处理的", "by this run's clock it was filed just now"
    assert line.split("  ")[:3] == [RATING, CASE, "rating"]
    assert line.endswith("试过 1 次  平台上没有它的办件  会自动重发")
    terminal._db.execute("update outbox set filed_boot = 'a start before'").fetchall()
    said = run("list")[1].splitlines()
    assert said[1].endswith("平台上没有它的办件  要人处理，仍在自动重发")
    assert "没有要人处理的" not in said
    assert run("hold", RATING) == (0, "办好了\n")


def test_a_queue_that_was_set_aside_is_named(run: Run, terminal: Store, storage: Path) -> None:
    terminal.acknowledge(CASE, NOW)
    (storage / "outbox.db.broken-1").write_bytes(b"cases")
    code, said = run("list")
    assert (code, "outbox.db.broken-1：坏掉、不见" in said, "没有要人处理的" in said) == (0, True, False)


def test_a_corrupt_queue_is_called_corrupt(run: Run, terminal: Store, storage: Path) -> None:
    """Seen: `list`, which writes nothing, said that it could not write."""
    terminal._db.execute("pragma wal_checkpoint(truncate)").fetchall()
    page = terminal._db.execute("select rootpage from sqlite_schema where name = 'outbox_pending'").get
    terminal.close()
    content = bytearray((storage / "outbox.db").read_bytes())
    content[(page - 1) * 4096 : page * 4096] = b"\xff" * 4096
    (storage / "outbox.db").write_bytes(content)
    assert run("list") == (1, "办件库坏了。重新开机会把它另存，请报修\n")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"not a database, but 16 bytes and more", "办件库坏了。重新开机会把它另存，请报修\n"),
        (b"", "办件库是别的版本留下的。请先开机一次，再试\n"),
    ],
)
def test_what_is_no_queue_is_said_in_plain_words(run: Run, storage: Path, content: bytes, words: str) -> None:
    """Seen: "NotADBError: file is not a database"."""
    storage.mkdir()
    (storage / "outbox.db").write_bytes(content)
    assert run("list") == (2, words)


def test_what_waits_in_a_machine_that_belongs_to_nobody_is_said_to_stay(run: Run, terminal: Store) -> None:
    terminal.retry(CASE)
    code, said = run("list")
    assert (code, said.splitlines()[1]) == (0, "本机还没登记。登记以前，一份也发不出去")


def test_a_revoked_machine_says_that_nothing_leaves_it(run: Run, terminal: Store, storage: Path) -> None:
    """Seen: nothing needed a person, and nothing was ever sent."""
    hand, folder = PlatformHand(), storage / "identity"
    identity = keep_enrolment(folder, candidate_signer(folder), hand.enrolled())
    identity.confirm()
    terminal.retry(CASE)
    assert "没有要人处理的" in run("list")[1]
    assert identity.hear(hand.revoked(thumbprint(identity.signer.public_key)))
    assert run("list")[1].splitlines()[1] == "平台已停用本机。重新登记以前，一份也发不出去"


def test_the_audit_is_checked_and_its_end_is_shown(run: Run, terminal: Store) -> None:
    head = terminal.audit_head()
    assert run("audit") == (0, f"记录共 3 条，没有被改过，末尾 {head.last_hash}\n")
    terminal._db.execute("drop trigger audit_is_final").fetchall()
    terminal._db.execute("update audit set subject = 'another' where seq = 2").fetchall()
    assert run("audit") == (1, "记录共 3 条，第 2 条起被改过\n")


def test_a_retry_beside_a_running_terminal_is_seen_by_it(run: Run, terminal: Store) -> None:
    assert run("retry", CASE) == (0, "办好了\n")
    assert [pending.message_id for pending in terminal.due((), 20)] == [CASE]
    terminal.acknowledge(CASE, NOW)
    assert terminal.check_audit() is None
    assert "没有要人处理的" in run("list")[1]


def test_a_stopped_terminal_is_helped_as_well(run: Run, terminal: Store, tmp_path: Path) -> None:
    terminal.close()
    stick = tmp_path / "stick.tar"
    assert run("hold", CASE)[0] == 0
    assert run("discard", CASE, *TWO)[0] == 1
    code, said = run("export", "--to", str(stick))
    assert (code, said[:5]) == (0, "已导出 1")
    assert stick.exists()
    assert run("discard", CASE, *TWO) == (0, "办好了\n")
    terminal.open()
    assert terminal.delivery(CASE).state is DeliveryState.DISCARDED  # type: ignore[union-attr]
    assert terminal.check_audit() is None


def test_one_person_is_told_that_it_takes_two(run: Run, terminal: Store, tmp_path: Path) -> None:
    run("export", "--to", str(tmp_path / "stick.tar"))
    assert run("discard", CASE, "--by", "p-1") == (1, "放弃要两个人的工号\n")


def test_a_stick_that_is_not_there_and_a_message_that_is_well_are_told(run: Run, terminal: Store) -> None:
    assert run("export", "--to", "/nowhere/stick.tar") == (1, "没能写到那里\n")
    assert run("retry", id_of(7)) == (1, "本机没有这一份\n")


def test_a_terminal_that_writes_just_now_is_waited_for_and_not_harmed(
    run: Run, terminal: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kiosk.outbox.database.PRAGMAS", ("pragma synchronous = extra", "pragma busy_timeout = 50"))
    terminal._db.execute("begin immediate").fetchall()
    assert run("retry", CASE) == (1, "本机没能写进去\n")
    terminal._db.execute("commit").fetchall()
    terminal.acknowledge(CASE, NOW)


def test_where_there_is_no_queue_none_is_made(run: Run, storage: Path) -> None:
    code, said = run("list")
    assert code == 2
    assert said == "这里还没有办件库。请核对设置，或先开机一次\n"
    assert not storage.exists()


def test_that_the_platform_knows_the_machine_no_more_is_said(run: Run, terminal: Store, storage: Path) -> None:
    assert "不认本机" not in run("list")[1]
    identity_in(storage / "identity").note_not_known(NOW)
    assert "起平台不认本机，要重新登记" in run("list")[1]
    assert "不认本机" not in run("retry", CASE)[1]


def test_a_machine_may_be_emptied_once_what_was_filed_has_arrived_or_was_exported(
    run: Run, terminal: Store, tmp_path: Path
) -> None:
    code, said = run("empty")
    assert (code, "没送到" in said) == (1, True)
    run("export", "--to", str(tmp_path / "export.tar"))
    assert run("empty")[0] == 0


def test_a_machine_where_nothing_was_ever_filed_is_empty(run: Run) -> None:
    assert run("empty")[0] == 0


def test_a_machine_whose_queue_was_set_aside_is_not_empty(run: Run, storage: Path) -> None:
    storage.mkdir()
    (storage / "outbox.db.broken-1").touch()
    assert run("empty")[0] != 0

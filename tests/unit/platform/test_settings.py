"""Where the database is: a file, or an address that gives no password away and no plain text by silence."""

from pathlib import Path

import pytest

from kiosk.platform.settings import DATABASE_URL, Settings, read_settings
from kiosk.platform.stores import PostgresServer, url_of

OTHERS = ["--division-code", "130102"]
TOKEN = {"KIOSK_STAFF_TOKEN": "a token of twenty let"}


def problems(arguments: list[str], **environment: str) -> tuple[str, ...]:
    told = read_settings([*OTHERS, *arguments], TOKEN | environment)
    return () if isinstance(told, Settings) else told


def test_a_path_is_sqlite_s_file(tmp_path: Path) -> None:
    told = read_settings([*OTHERS, "--database", str(tmp_path / "a.db")], TOKEN)
    assert isinstance(told, Settings)
    assert (told.database, told.database_url) == (tmp_path / "a.db", "")


def test_an_address_may_come_from_the_environment_and_is_never_shown() -> None:
    address = "postgresql://bianmin:geheim@localhost/bianmin"
    told = read_settings(OTHERS, TOKEN | {DATABASE_URL: address})
    assert isinstance(told, Settings)
    assert told.database_url == address
    assert "geheim" not in repr(told)
    assert "geheim" not in PostgresServer(address).name


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("postgresql://bianmin:geheim@localhost/bianmin", "A password in --database"),
        ("postgresql://bianmin@db.example.cn/bianmin", "on another machine"),
        ("mysql://localhost/bianmin", "no address of a PostgreSQL database"),
        ("postgresql://localhost", "no address of a PostgreSQL database"),
        ("/nowhere/at/all/a.db", "is not there"),
    ],
)
def test_what_cannot_be_meant_is_said(given: str, said: str) -> None:
    (problem,) = problems(["--database", given])
    assert said in problem
    assert "geheim" not in problem


def test_without_any_database_it_says_how_to_give_one() -> None:
    (problem,) = problems([])
    assert "--database FILE" in problem


def test_another_machine_is_reached_as_its_address_says() -> None:
    address = "postgresql://bianmin@db.example.cn/bianmin?sslmode=verify-full"
    assert problems(["--database", address]) == ()
    assert url_of(address).query == {"ssl": "verify-full"}


def test_the_steps_are_spelled_in_postgresql_s_words() -> None:
    said = "CREATE TABLE a (n INTEGER NOT NULL, t VARCHAR(12), at DATETIME, b BLOB, d DATE)"
    spelled = "CREATE TABLE a (n BIGINT NOT NULL, t TEXT, at TIMESTAMP WITH TIME ZONE, b BYTEA, d DATE)"
    assert PostgresServer("postgresql://localhost/a").spelled(said) == spelled

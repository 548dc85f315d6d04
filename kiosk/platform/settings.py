"""What the platform is told at its start. Secrets come from the environment only; there is no default password."""

import argparse
import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from pathlib import Path

ASSETS = Path(__file__).resolve().parents[2] / "assets"
LOCALE = "zh_CN"
"""What the platform says of a case, it says in the language of the departments."""
LEAST_TOKEN_LENGTH = 16
MOST_PORT = 65535
LEAST_DIARY_DAYS, MOST_DIARY_DAYS = 184, 3660
"""网络安全法 21: no less than six months."""
_CONSOLE_URL = re.compile(r"https://[A-Za-z0-9.-]+(:[0-9]{1,5})?")
MOST_ROTATE_DAYS = 150
"""A terminal that was off for a month still finds its newest key good when the next one is made."""


class Role(StrEnum):
    """Who calls."""

    TERMINAL = "terminal"
    """Signs every request (RFC 9421)."""
    STAFF = "staff"
    """Has a bearer token."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that can differ between two platforms."""

    database: Path
    division_code: str
    """The area served: a case from outside is refused."""
    staff_token_digest: bytes = field(repr=False)
    staff_name: str = ""
    """Whose token the staff token is; residents see it masked."""
    host: str = "127.0.0.1"
    port: int = 0
    rotate_keys_after: timedelta = timedelta(days=90)
    """How old the newest sealing key grows before another one follows."""
    catalogue: Path = ASSETS / "catalogue"
    holidays: Path = ASSETS / "content" / "holidays.toml"
    routing: Path = ASSETS / "routing"
    """SQLite's file; of no meaning where there is a `database_url`."""
    staff_file: Path | None = None
    """Whose token is whose (`staff`); none: there is the house token alone."""
    keep_diary: timedelta = timedelta(days=LEAST_DIARY_DAYS)
    database_url: str = field(default="", repr=False)
    """Where PostgreSQL is; empty: the file is the database. May hold a password."""
    """How long it is kept who looked at what."""
    console_url: str = ""
    """Where browsers reach the console, by https; empty: on this machine alone, without a certificate."""


def token_digest(token: str) -> bytes:
    """What is kept and compared of a token."""
    return hashlib.sha256(token.encode()).digest()


def parser() -> argparse.ArgumentParser:
    """The command line."""
    made = argparse.ArgumentParser(prog="kiosk platform", description="The reception platform.")
    made.add_argument("--host", default="127.0.0.1")
    made.add_argument("--port", type=int, default=8400, help="0 takes a free one")
    made.add_argument(
        "--database", help=f"the SQLite file, made if it is not there, or postgresql://HOST/NAME ({DATABASE_URL})"
    )
    made.add_argument("--division-code", required=True, help="6 to 12 digits: the area that is served")
    made.add_argument("--staff-token-env", default="KIOSK_STAFF_TOKEN", help="variable holding the token")
    made.add_argument("--staff-name", default="", help="the clerk's name; residents see it masked")
    made.add_argument("--rotate-keys-after-days", type=int, default=90, help="1 to 150: the age of a sealing key")
    made.add_argument("--catalogue", type=Path, default=ASSETS / "catalogue")
    made.add_argument("--holidays", type=Path, default=ASSETS / "content" / "holidays.toml")
    made.add_argument("--routing", type=Path, default=ASSETS / "routing", help="desks.toml and routes/*.toml")
    made.add_argument("--console-url", default="", help="https://HOST, as browsers see it; none: this machine alone")
    made.add_argument("--keep-diary-days", type=int, default=LEAST_DIARY_DAYS, help="184 to 3660: who looked at what")
    made.add_argument("--staff-file", type=Path, help="people with tokens, roles and desks of their own")
    return made


def read_settings(arguments: Sequence[str] | None, environment: Mapping[str, str]) -> Settings | tuple[str, ...]:
    """The settings, or every reason in plain sentences why the platform does not start."""
    options = parser().parse_args(arguments)
    problems: list[str] = []
    code = options.division_code
    if not (code.isascii() and code.isdigit() and 6 <= len(code) <= 12):
        problems.append("--division-code must be 6 to 12 digits.")
    token = _token(environment, options.staff_token_env, problems)
    if not 0 <= options.port <= MOST_PORT:
        problems.append(f"--port must be 0 to {MOST_PORT}.")
    if not 1 <= options.rotate_keys_after_days <= MOST_ROTATE_DAYS:
        problems.append(f"--rotate-keys-after-days must be 1 to {MOST_ROTATE_DAYS}.")
    if not LEAST_DIARY_DAYS <= options.keep_diary_days <= MOST_DIARY_DAYS:
        problems.append(f"--keep-diary-days must be {LEAST_DIARY_DAYS} to {MOST_DIARY_DAYS}.")
    if options.console_url and not _CONSOLE_URL.fullmatch(options.console_url):
        problems.append("--console-url must be https://HOST or https://HOST:PORT, without a path.")
    database, url = read_database(options.database, environment, problems)
    if problems:
        return tuple(problems)
    return Settings(
        database=database,
        database_url=url,
        division_code=code,
        staff_token_digest=token_digest(token),
        staff_name=options.staff_name,
        host=options.host,
        port=options.port,
        rotate_keys_after=timedelta(days=options.rotate_keys_after_days),
        keep_diary=timedelta(days=options.keep_diary_days),
        catalogue=options.catalogue,
        holidays=options.holidays,
        routing=options.routing,
        staff_file=options.staff_file,
        console_url=options.console_url,
    )


def _token(environment: Mapping[str, str], name: str, problems: list[str]) -> str:
    token = environment.get(name, "")
    if not token:
        problems.append(f"There is no token for staff: set {name}. There is no default password.")
    elif len(token) < LEAST_TOKEN_LENGTH:
        problems.append(f"The token for staff in {name} is shorter than {LEAST_TOKEN_LENGTH} characters.")
    provider = _provider(options, environment, problems)
    return token

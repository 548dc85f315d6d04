"""What the platform is told at its start. Secrets come from the environment only; there is no default password."""

import argparse
import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from pathlib import Path
from urllib.parse import urlsplit

from kiosk.platform.adapters.oidc import Provider
from kiosk.platform.roles import StaffRole
from kiosk.platform.stores import url_of

ASSETS = Path(__file__).resolve().parents[2] / "assets"
LOCALE = "zh_CN"
"""What the platform says of a case, it says in the language of the departments."""
LOCAL_HOSTS = frozenset({"localhost", "127.0.0.1", "::1"})
OIDC_SECRET = "KIOSK_OIDC_SECRET"
DATABASE_URL = "KIOSK_DATABASE_URL"
"""The variable for an address that holds a password: a command line is read by everybody on the machine."""
LEAST_TOKEN_LENGTH = 16
MOST_PORT = 65535
LEAST_DIARY_DAYS, MOST_DIARY_DAYS = 184, 3660
"""网络安全法 21: no less than six months."""
_CONSOLE_URL = re.compile(r"https://[A-Za-z0-9.-]+(:[0-9]{1,5})?")
MOST_ROTATE_DAYS = 150
"""A terminal that was off for a month still finds its newest key good when the next one is made."""


SIGNING_IN = tuple(role for role in StaffRole if role is not StaffRole.HOUSE)


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
    """SQLite's file; of no meaning where there is a `database_url`."""
    division_code: str
    """The area served: a case from outside is refused."""
    staff_token_digest: bytes = field(repr=False)
    database_url: str = field(default="", repr=False)
    """Where PostgreSQL is; empty: the file is the database. May hold a password."""
    staff_name: str = ""
    """Whose token the staff token is; residents see it masked."""
    host: str = "127.0.0.1"
    port: int = 0
    rotate_keys_after: timedelta = timedelta(days=90)
    """How old the newest sealing key grows before another one follows."""
    catalogue: Path = ASSETS / "catalogue"
    holidays: Path = ASSETS / "content" / "holidays.toml"
    routing: Path = ASSETS / "routing"
    staff_file: Path | None = None
    """Whose token is whose (`staff`); none: there is the house token alone."""
    keep_diary: timedelta = timedelta(days=LEAST_DIARY_DAYS)
    """How long it is kept who looked at what."""
    retention: Path = ASSETS / "retention.toml"
    bundles: Path | None = None
    """Where versions of the program lie that terminals fetch; none: they are brought by hand."""
    second_for: frozenset[StaffRole] = frozenset()
    """Roles that come no further without a second factor."""
    oidc: Provider | None = field(default=None, repr=False)
    """The county's own sign-in; none: people have passwords here."""
    adapters_file: Path | None = None
    """Which other systems are connected (`adapters.chosen`); none: none."""
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
    made.add_argument("--retention", type=Path, default=ASSETS / "retention.toml", help="how long cases are kept")
    made.add_argument("--console-url", default="", help="https://HOST, as browsers see it; none: this machine alone")
    made.add_argument("--keep-diary-days", type=int, default=LEAST_DIARY_DAYS, help="184 to 3660: who looked at what")
    made.add_argument("--bundles", type=Path, help="a folder of SERIAL.bundle, versions that terminals fetch")
    made.add_argument(
        "--second-factor-for", nargs="*", default=[], choices=[role.value for role in SIGNING_IN],
        metavar="ROLE", help="whoever has this role signs in with an authenticator application too",
    )  # fmt: skip
    made.add_argument(
        "--oidc-issuer", default="", help=f"https://…: people sign in there; its secret is in {OIDC_SECRET}"
    )
    made.add_argument("--oidc-client-id", default="", help="who this platform is to it")
    made.add_argument("--oidc-claim", default="preferred_username", help="which claim is a person's number here")
    made.add_argument("--oidc-ca-file", type=Path, help="the authority to believe, if it is a private one")
    made.add_argument("--adapters-file", type=Path, help="other systems that are told of cases, or work on them")
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
    provider = _provider(options, environment, problems)
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
        retention=options.retention,
        staff_file=options.staff_file,
        bundles=options.bundles,
        console_url=options.console_url,
        oidc=provider,
        adapters_file=options.adapters_file,
        second_for=frozenset(StaffRole(role) for role in options.second_factor_for),
    )


def read_database(given: str | None, environment: Mapping[str, str], problems: list[str]) -> tuple[Path, str]:
    """SQLite's file, or PostgreSQL's address; of the two the other is empty."""
    told = given or environment.get(DATABASE_URL, "")
    if not told:
        problems.append(f"There is no database: --database FILE, --database postgresql://HOST/NAME, or {DATABASE_URL}.")
    elif "://" in told:
        problems += _url_problems(told, is_seen=bool(given))
        return Path(), told
    elif not Path(told).parent.is_dir():
        problems.append(f"The directory {Path(told).parent} for the database is not there.")
    return Path(told), ""


def _url_problems(told: str, is_seen: bool) -> list[str]:
    try:
        url = url_of(told)
    except ValueError as error:
        return [f"What is given as the database {error}."]
    found = []
    if is_seen and url.password:
        found.append(
            f"A password in --database is read by everybody on this machine: put the address into {DATABASE_URL}."
        )
    if url.host and url.host not in LOCAL_HOSTS and "ssl" not in url.query:
        found.append("The database is on another machine: add ?sslmode=verify-full to its address (or say disable).")
    return found


def _provider(options: argparse.Namespace, environment: Mapping[str, str], problems: list[str]) -> Provider | None:
    if not options.oidc_issuer:
        return None
    where, secret = urlsplit(options.oidc_issuer), environment.get(OIDC_SECRET, "")
    if where.scheme != "https" and where.hostname not in LOCAL_HOSTS:
        problems.append("--oidc-issuer must be https://…")
    if not options.oidc_client_id or not secret:
        problems.append(f"With --oidc-issuer there must be --oidc-client-id, and its secret in {OIDC_SECRET}.")
    return Provider(options.oidc_issuer, options.oidc_client_id, secret, options.oidc_claim, options.oidc_ca_file)


def _token(environment: Mapping[str, str], name: str, problems: list[str]) -> str:
    token = environment.get(name, "")
    if not token:
        problems.append(f"There is no token for staff: set {name}. There is no default password.")
    elif len(token) < LEAST_TOKEN_LENGTH:
        problems.append(f"The token for staff in {name} is shorter than {LEAST_TOKEN_LENGTH} characters.")
    return token

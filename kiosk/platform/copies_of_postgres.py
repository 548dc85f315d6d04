"""`kiosk platform backup | restore` where the database is PostgreSQL's: by its own pg_dump and pg_restore.

    backup   running or not ─► pg_dump, one consistent moment ─► read once more ─► in place at once, mode 0600
    restore  into an empty database only ─► all of it in one transaction, or nothing

Nothing is set aside here as it is of a file: the platform is started with the address of the database that was filled.
"""

import os
import subprocess
from pathlib import Path

from sqlalchemy import URL

from kiosk.platform.stores import url_of

LONGEST_S = 4 * 3600
"""A province's copy; beyond that something hangs."""


class ToolError(Exception):
    """PostgreSQL's own program fell short; the message is what it said, or that it is not there."""


def dump(address: str, to: Path) -> int:
    """Write a copy into a file that is there and empty; how many cases it holds."""
    url = url_of(address)
    _run(url, ["pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={to}", _plain(url)])
    return count_cases(to)


def count_cases(copy: Path) -> int:
    """Read a copy from its beginning to its end; raises `ToolError` where it is damaged or no copy."""
    _run(None, ["pg_restore", f"--file={os.devnull}", str(copy)])
    rows = _run(None, ["pg_restore", "--data-only", "--table=cases", "--file=-", str(copy)]).splitlines()
    begins = next((place for place, line in enumerate(rows) if line.startswith("COPY ")), None)
    if begins is None:
        raise ToolError("it holds no cases' table")
    return rows.index("\\.", begins) - begins - 1


def fill(address: str, copy: Path) -> None:
    """Put a copy into an empty database; raises `ToolError`, and then nothing was changed."""
    url = url_of(address)
    counted = "select count(*) from pg_tables where schemaname not in ('pg_catalog', 'information_schema')"
    if int(_run(url, ["psql", "-XAtc", counted, _plain(url)])) > 0:
        raise ToolError("there is something in that database: make an empty one, and start the platform with it")
    act = ["pg_restore", "--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges"]
    _run(url, [*act, f"--dbname={_plain(url)}", str(copy)])


def _plain(url: URL) -> str:
    """The address as libpq reads it, without its password."""
    query = {("sslmode" if name == "ssl" else name): value for name, value in url.query.items()}
    return url.set(drivername="postgresql", password=None, query=query).render_as_string(hide_password=False)


def _run(url: URL | None, command: list[str]) -> str:
    secret = {"PGPASSWORD": str(url.password)} if url is not None and url.password else {}
    try:
        done = subprocess.run(
            command,
            env={**os.environ, "LC_ALL": "C.UTF-8", **secret},
            capture_output=True,
            timeout=LONGEST_S,
            check=False,
        )
    except OSError as error:
        raise ToolError(f"{command[0]} is not there: install postgresql-client") from error
    if done.returncode != 0:
        raise ToolError(done.stderr.decode(errors="replace").strip().splitlines()[-1][:300] or command[0])
    return done.stdout.decode()

"""The named statements of queries.sql, read once: `SQL.row_of(db, message_id=…)`."""

from pathlib import Path
from typing import Any

import aiosql

SQL: Any = aiosql.from_path(Path(__file__).with_name("queries.sql"), "apsw")

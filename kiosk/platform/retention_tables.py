"""What was erased when its time was over."""

from sqlalchemy import Column, Date, ForeignKeyConstraint, Index, String, Table

from kiosk.platform.tables import Moment, division, metadata

erasures = Table(
    "erasures",
    metadata,
    division(),
    Column("case_id", String(32), primary_key=True),
    Column("item_id", String(80), nullable=False),
    Column("at", Moment, nullable=False),
    Column("kept_until", Date, nullable=False),
    ForeignKeyConstraint(["division_code", "case_id"], ["cases.division_code", "cases.case_id"]),
    Index("erasures_by_time", "at", "case_id"),
)

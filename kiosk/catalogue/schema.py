"""The JSON Schema (2020-12) of an item's file, for editors and other programs: assets/catalogue/item.schema.json.

It says what a file looks like. What one part says of another (rules, ids, references) only the check knows.
"""

from typing import Any

from kiosk.catalogue.model import Item

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def item_schema() -> dict[str, Any]:
    """The schema, as it is published."""
    return {"$schema": DIALECT, "$id": "item.schema.json", **Item.model_json_schema()}

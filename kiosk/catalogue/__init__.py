"""Service items as data: what can be done here, for whom, with which facts, and what there is to know.

assets/catalogue/groups.toml + items/*.toml ─► read_catalogue ─► Catalogue, or every fault at once
"""

import importlib
from typing import TYPE_CHECKING, Any

from kiosk.catalogue.kinds import Authority, FieldKind, Kind, Mask, Offline, OutputType, PrivacyClass, Source

if TYPE_CHECKING:
    from kiosk.catalogue.faults import BrokenCatalogueError, Fault
    from kiosk.catalogue.layout import Category, Group, Layout, Lead, Tone
    from kiosk.catalogue.load import Catalogue, load_catalogue, read_catalogue
    from kiosk.catalogue.model import (
        AuthorityAt,
        CaseStep,
        Codes,
        Duration,
        Eligibility,
        EmergencyCall,
        ExtraConsent,
        Fact,
        Identity,
        Item,
        Material,
        Notice,
        Window,
    )
    from kiosk.catalogue.questions import Check, Choice, FieldSpec, Repeat, Section
    from kiosk.catalogue.search import Hit, found
    from kiosk.catalogue.shapes import Words

__all__ = [
    "Authority", "AuthorityAt", "BrokenCatalogueError", "CaseStep", "Catalogue", "Category", "Check", "Choice", "Codes",
    "Duration", "Eligibility", "EmergencyCall", "ExtraConsent", "Fact", "Fault",
    "FieldKind", "FieldSpec", "Group", "Hit", "Identity",
    "Item", "Kind", "Layout", "Lead", "Mask", "Material", "Notice", "Offline", "OutputType", "PrivacyClass", "Repeat",
    "Section", "Source", "Tone", "Window", "Words", "found", "load_catalogue", "read_catalogue",
]  # fmt: skip

_MODULES = ("faults", "layout", "shapes", "questions", "model", "load", "search")


def __getattr__(name: str) -> Any:
    """Load the models with the first name of theirs that is asked for: pydantic takes longer than a first frame may."""
    if name in __all__:
        for module in _MODULES:
            found = getattr(importlib.import_module(f"kiosk.catalogue.{module}"), name, None)
            if found is not None:
                return found
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

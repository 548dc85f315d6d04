"""Service items as data: what can be done here, for whom, with which facts, and what there is to know.

assets/catalogue/groups.toml + items/*.toml ─► read_catalogue ─► Catalogue, or every fault at once
"""

from kiosk.catalogue.faults import BrokenCatalogueError, Fault
from kiosk.catalogue.layout import Category, Group, Layout, Lead, Tone
from kiosk.catalogue.load import Catalogue, load_catalogue, read_catalogue
from kiosk.catalogue.model import (
    CaseStep,
    Choice,
    Codes,
    Duration,
    Eligibility,
    ExtraConsent,
    Fact,
    FieldKind,
    FieldSpec,
    Identity,
    Item,
    Kind,
    Mask,
    Material,
    Notice,
    PrivacyClass,
    Section,
    ShowWhen,
    Source,
    Window,
    Words,
)

__all__ = [
    "BrokenCatalogueError", "CaseStep", "Catalogue", "Category", "Choice", "Codes", "Duration", "Eligibility",
    "ExtraConsent", "Fact", "Fault", "FieldKind", "FieldSpec", "Group", "Identity", "Item", "Kind", "Layout", "Lead",
    "Mask", "Material", "Notice", "PrivacyClass", "Section", "ShowWhen", "Source", "Tone", "Window", "Words",
    "load_catalogue", "read_catalogue",
]  # fmt: skip

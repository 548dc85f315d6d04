"""Contradictions in how an item may be done for another. Pure."""

from collections.abc import Iterator

from kiosk.catalogue.kinds import GUARDIANS, Ground, Kind
from kiosk.catalogue.model import Item
from kiosk.core.person import IdentityLevel

Place = tuple[str | int, ...]


def proxy_faults(item: Item) -> Iterator[tuple[Place, str]]:
    """Where it stands and what is wrong."""
    proxy = item.proxy
    for name in ("proxy", "own_wish"):
        if getattr(item, name) is not None and item.kind is not Kind.APPLY:
            yield (name,), "is for an item to apply for"
    if proxy is None:
        return
    for name, given in (("relations", proxy.relations), ("grounds", proxy.grounds)):
        if len(set(given)) < len(given):
            yield ("proxy", name), "names one twice"
    if proxy.identity < IdentityLevel.CARD_READ:
        yield ("proxy", "identity"), "is at least card_read: nobody acts for another by a typed name"
    if item.identity is not None and item.identity.file is IdentityLevel.NONE:
        yield ("proxy",), "is not for an item that needs no name: whoever comes says it as their own"
    papers = {material.id for material in item.materials if material.source == "photo"}
    for ground, name in ((Ground.LETTER, "letter"), (Ground.GUARDIAN, "guardian_paper")):
        paper = getattr(proxy, name)
        if (paper is not None) != (ground in proxy.grounds):
            yield ("proxy", name), f"is for a ground of `{ground.value}`, and a ground of it needs one"
        elif paper is not None and paper not in papers:
            yield ("proxy", name), f"no material `{paper}` with `source` photo"
    if (Ground.GUARDIAN in proxy.grounds) != bool(GUARDIANS.intersection(proxy.relations)):
        yield ("proxy", "grounds"), "`guardian` goes with a relation of parent or guardian, and they with it"
    if item.own_wish is not None and Ground.PRESENT not in proxy.grounds:
        yield ("proxy", "grounds"), "lacks `present`: who is asked for their own will has to be here"

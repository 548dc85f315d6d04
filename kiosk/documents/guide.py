"""An entry's guide on paper (打印指南): what to bring, how long, where; nothing of whoever asked for it. Pure."""

from collections.abc import Iterator

from devices.contracts.printer import Block, PairLine, Picture, PrintDocument
from kiosk.catalogue import Item, Material, Window
from kiosk.documents.paper import BRIDGE_DOTS, ELDER, LABEL_DOTS, STANDARD, Scale, line, ruled, slip
from kiosk.documents.receipt import ELDER_MODE
from kiosk.texts import Texts


def guide_slip(item: Item, texts: Texts, mode: str, place_name: str, help_phone: str) -> PrintDocument:
    """The guide as the screen tells it. Places and telephones stand last, where paper is torn."""
    scale = ELDER if mode == ELDER_MODE else STANDARD
    said = texts.locale
    return slip(
        Picture("bridge", BRIDGE_DOTS),
        line(place_name, scale.body, centre=True),
        line(item.title.text(said), scale.heading, bold=True, centre=True),
        line(item.summary.text(said), scale.body, centre=True),
        *ruled(scale),
        *_facts(item, texts, scale),
        *_materials(item, texts, scale),
        *_places(item, texts, scale),
        *ruled(scale),
        line(texts("slip.guide.ask", phone=help_phone), scale.body, bold=True),
        line(texts("slip.guide.no_receipt"), scale.body),
    )


def _facts(item: Item, texts: Texts, scale: Scale) -> Iterator[Block]:
    told = (
        ("guide.who", item.who.text(texts.locale)),
        ("guide.duration", item.how_long(texts)),
        ("guide.fee", item.fee.text(texts.locale)),
        ("guide.department_inform", item.department.text(texts.locale)),
    )
    for key, value in told:
        if value and scale is ELDER:
            yield line(texts(key), scale.body)
            yield line(value, scale.body, bold=True)
        elif value:
            yield PairLine(texts(key), value, *scale.body, LABEL_DOTS)


def _materials(item: Item, texts: Texts, scale: Scale) -> Iterator[Block]:
    if not item.own_materials:
        return
    yield from ruled(scale)
    yield line(texts("guide.bring"), scale.heading, bold=True)
    for number, material in enumerate(item.own_materials, start=1):
        yield from _material(material, number, texts, scale)


def _material(material: Material, number: int, texts: Texts, scale: Scale) -> Iterator[Block]:
    yield line(material.name.text(texts.locale), scale.body, bold=True, mark=str(number))
    if material.note is not None:
        yield line(material.note.text(texts.locale), scale.body)


def _places(item: Item, texts: Texts, scale: Scale) -> Iterator[Block]:
    if not item.places:
        return
    yield from ruled(scale)
    yield line(texts("guide.places_inform"), scale.heading, bold=True)
    for place in item.places:
        yield from _place(place, texts, scale)


def _place(place: Window, texts: Texts, scale: Scale) -> Iterator[Block]:
    yield line(place.name.text(texts.locale), scale.body, bold=True)
    if place.address is not None:
        yield line(place.address.text(texts.locale), scale.body)
    yield line(place.hours.text(texts.locale), scale.body)
    yield line(place.phone, scale.phone, bold=True)

import shutil
from pathlib import Path

import pytest

from kiosk.catalogue import BrokenCatalogueError, Kind, Source, load_catalogue
from kiosk.core.person import IdentityLevel

ROOT = Path(__file__).parents[3]
SHIPPED = ROOT / "assets" / "catalogue"
REAL_NUMBERS = {"110", "119", "120", "12345", "12333", "12393"}


def test_the_shipped_catalogue_loads_and_no_tile_is_dead() -> None:
    catalogue = load_catalogue(SHIPPED)
    for group in catalogue.groups:
        categories = catalogue.categories(group.id)
        assert categories, group.id
        for category in categories:
            assert catalogue.entries(category.id), category.id
            assert catalogue.category(category.id) is category
    assert [lead.to for lead in catalogue.elder_home][-1] == "progress"
    assert len(catalogue.elder_home) == 6


def test_what_is_filed_here_and_what_informs() -> None:
    items = load_catalogue(SHIPPED).items.values()
    assert {item.id for item in items if item.kind is Kind.APPLY} == {
        "child-help",
        "disability-subsidies", "extreme-poverty", "flexible-employment", "medical-elsewhere", "medical-enrolment",
        "medical-refund", "minimum-allowance", "newborn", "old-age-allowance", "orphan-support", "pension-claim",
        "pension-enrolment", "quick-relief", "request", "residence-permit", "retirement", "unemployment-benefit",
        "unemployment-registration",
    }  # fmt: skip
    assert {item.kind for item in items} == {Kind.APPLY, Kind.INFORM}


def test_the_days_of_the_spans_are_those_that_are_promised() -> None:
    for item in load_catalogue(SHIPPED).items.values():
        if item.duration is not None:
            assert sum(step.working_days for step in item.steps) == item.duration.committed_working_days, item.id


def test_what_is_not_confirmed_is_shown_as_an_example() -> None:
    """The committed limits that a law or two sources give (domain notes 2.2); every other one is an example."""
    sure = {
        "pension-enrolment", "pension-claim", "medical-enrolment", "quick-relief", "unemployment-benefit",
        "medical-refund", "newborn", "orphan-support", "retirement",
    }  # fmt: skip
    shipped = load_catalogue(SHIPPED).items.values()
    assert {item.id for item in shipped if item.duration is not None and not item.duration.is_example} == sure


def test_every_telephone_number_is_a_hotline_or_one_of_the_demo_site() -> None:
    for item in load_catalogue(SHIPPED).items.values():
        for phone in [*(place.phone for place in item.places), *item.urgent_phones]:
            assert phone in REAL_NUMBERS or phone.startswith("0311-5550-01"), (item.id, phone)


def test_every_icon_of_the_catalogue_is_drawn() -> None:
    drawn = {path.stem for path in (ROOT / "assets" / "icons").glob("*.svg")}
    catalogue = load_catalogue(SHIPPED)
    named = {item.icon for item in catalogue.items.values()}
    named |= {material.icon for item in catalogue.items.values() for material in item.materials}
    named |= {
        choice.icon for item in catalogue.items.values() for f in item.fields for choice in f.choices if choice.icon
    }
    named |= {category.icon for category in catalogue.layout.categories} | {lead.icon for lead in catalogue.elder_home}
    assert named <= drawn


def test_the_old_age_allowance_asks_what_the_journey_needs() -> None:
    item = load_catalogue(SHIPPED).item("old-age-allowance")
    assert item.identity is not None
    assert item.eligibility is not None
    assert (item.identity.file, item.identity.see) == (IdentityLevel.TYPED, IdentityLevel.CARD_READ)
    assert item.identity.payout is IdentityLevel.CARD_READ
    assert item.eligibility.least_age_years == 80
    assert item.field("household_address").prefill is Source.CARD_ADDRESS
    assert item.field("residence_address").same_as == "household_address"
    assert item.field("payout_account").twice
    assert not item.field("phone").required
    assert item.duration is not None
    assert sum(step.working_days for step in item.steps) == item.duration.committed_working_days
    assert all(
        item.material(material_id).source == "photo" for material_id in item.corrections if "copy" in material_id
    )


@pytest.mark.parametrize(
    ("field_id", "was", "becomes"),
    [
        ("phone", 'privacy = "personal"', 'privacy = "public"'),
        ("phone", 'privacy = "personal"\n', ""),
        ("payout_way", 'privacy = "public"', 'privacy = "secret"'),
    ],
)
def test_a_field_whose_class_would_let_it_be_heard_is_refused(
    tmp_path: Path, field_id: str, was: str, becomes: str
) -> None:
    """What is typed as public, what has no class at all, and a secret whose choices are read aloud."""
    shutil.copytree(SHIPPED, tmp_path / "catalogue")
    file = tmp_path / "catalogue" / "items" / "old-age-allowance.toml"
    before, here, after = file.read_text("utf-8").partition(f'id = "{field_id}"\n')
    assert was in after
    file.write_text(before + here + after.replace(was, becomes, 1), encoding="utf-8")

    with pytest.raises(BrokenCatalogueError) as refused:
        load_catalogue(tmp_path / "catalogue")
    assert {fault.where[-1] for fault in refused.value.faults} == {"privacy"}


def test_words_fall_back_to_chinese_where_there_is_no_english() -> None:
    item = load_catalogue(SHIPPED).item("old-age-allowance")
    assert item.title.text("zh_CN") == "高龄津贴申领"
    assert item.title.text("en") == "Old-age allowance"
    assert item.title.model_copy(update={"en": None}).text("en") == "高龄津贴申领"


def test_an_unknown_id_is_told_apart_and_raises() -> None:
    catalogue = load_catalogue(SHIPPED)
    assert not catalogue.has("no-such-item")
    with pytest.raises(KeyError):
        catalogue.item("no-such-item")
    with pytest.raises(KeyError):
        catalogue.category("no-such-category")
    with pytest.raises(KeyError):
        catalogue.item("old-age-allowance").field("no_such_field")


def test_a_broken_catalogue_is_refused_with_every_fault_of_every_file(tmp_path: Path) -> None:
    shutil.copytree(SHIPPED, tmp_path / "catalogue")
    items = tmp_path / "catalogue" / "items"
    (items / "quick-relief.toml").write_text("format = 1\nid = ", encoding="utf-8")
    (items / "service-station.toml").write_bytes(b"title = '\xff'")
    (items / "warning-colours.toml").write_bytes(b"#" * 300_000)
    with pytest.raises(BrokenCatalogueError) as caught:
        load_catalogue(tmp_path / "catalogue")
    assert {fault.file.name for fault in caught.value.faults} == {
        "quick-relief.toml",
        "service-station.toml",
        "warning-colours.toml",
    }
    assert "not UTF-8" in str(caught.value)


def test_a_catalogue_without_its_layout_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BrokenCatalogueError, match=r"groups\.toml: cannot be read"):
        load_catalogue(tmp_path)


def test_none_of_the_twenty_certificates_that_a_committee_may_not_issue_goes_unmentioned() -> None:
    """民发〔2020〕20号, the first list."""
    item = load_catalogue(SHIPPED).item("certificates-elsewhere")
    told = "".join(fact.text.zh for fact in item.facts)
    listed = (
        "亲属关系 身份信息 户口变更 养犬 无犯罪记录 戒毒康复 失踪 婚姻 出生 健在 死亡 疾病 残疾 婚育 就业 个人档案 "
        "财产 继承 经营场所 证件丢了"
    )
    assert len(listed.split()) == 20
    assert [name for name in listed.split() if name not in told] == []
    assert item.kind is Kind.INFORM

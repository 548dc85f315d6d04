import rime_tables


def test_the_titles_of_our_items_can_be_typed() -> None:
    dictionary = rime_tables.dictionary_text()
    assert "import_tables: [pinyin_simp]" in dictionary
    assert "\n高龄津贴申领\t\t" in dictionary
    assert "\n单元\t\t3000\n" in dictionary


def test_fresh_tables_are_left_alone() -> None:
    assert rime_tables.main() == 0
    stamp = rime_tables.OUT / "stamp"
    before = stamp.stat().st_mtime_ns
    assert rime_tables.main() == 0
    assert stamp.stat().st_mtime_ns == before

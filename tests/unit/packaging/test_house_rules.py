"""Every house rule, seen to find what it forbids and to leave alone what it allows."""

from pathlib import Path

import house_rules
import pytest
from house_rules import Allowance


def findings(root: Path, name: str, text: str, *allowances: Allowance) -> list[str]:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return [finding.rule for finding in house_rules.check_tree(root, allowances)]


@pytest.mark.parametrize(
    ("name", "text", "rule"),
    [
        ("kiosk/a.py", 'title = "高龄津贴"\n', "chinese-literal"),
        ("ui/a.py", 'title = f"{name}，您好"\n', "chinese-literal"),
        ("devices/a.py", 'title = "\\u7f3a\\u7eb8"\n', "chinese-literal"),
        ("ui/qml/A.qml", 'Text { text: "开始" }\n', "chinese-literal"),
        ("ui/qml/A.qml", "Item { layer.effect: null }\n", "effects"),
        ("ui/qml/A.qml", "import QtQuick.Effects\n", "effects"),
        ("ui/qml/A.qml", "MultiEffect {}\n", "effects"),
        ("ui/qml/A.qml", "ShaderEffectSource {}\n", "effects"),
        ("ui/qml/A.qml", 'Rectangle { color: "#0a7d5b" }\n', "theme"),
        ("ui/qml/A.qml", "Rectangle { color: '#fff' }\n", "theme"),
        ("ui/qml/A.qml", "Text { font.pixelSize: 32 }\n", "theme"),
        ("ui/qml/A.qml", "Text { font { pixelSize: 32 } }\n", "theme"),
        ("ui/qml/A.qml", "Row {\n    visible: a && same.visible\n    Item { id: same }\n}\n", "shown-by-own-part"),
        (
            "ui/qml/A.qml",
            "Row {\n    visible: a\n        || b.visible\n    Row { Item { id: b } }\n}\n",
            "shown-by-own-part",
        ),
        ("kiosk/a.py", "import asyncio\nasyncio.create_task(work())\n", "bare-task"),
        ("ui/a.py", "loop.create_task(work())\n", "bare-task"),
        ("kiosk/a.py", "ensure_future(work())\n", "bare-task"),
        ("packaging/__init__.py", "", "packaging-package"),
        ("tests/a.py", "\n" * 551, "module-length"),
        ("ui/qml/A.qml", "\n" * 351, "module-length"),
    ],
)
def test_a_broken_rule_is_found(tmp_path: Path, name: str, text: str, rule: str) -> None:
    assert findings(tmp_path, name, text) == [rule]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("kiosk/a.py", '"""收件, 不是受理."""\n\n\nclass A:\n    b = 1\n    """附注."""\n\n# 注释\n'),
        ("tests/a.py", 'name = "王秀英"\n'),
        ("ui/qml/A.qml", '// 开始\n/* 一\n   二 #fff */\nText { text: Words.start; url: "http://x//y" }\n'),
        ("ui/qml/Kiosk/Theme/Colours.qml", 'QtObject { readonly property color ground: "#ffffff" }\n'),
        ("ui/qml/A.qml", "Text { font.pixelSize: Theme.body }\n"),
        ("ui/qml/A.qml", 'Text { text: "#12345"; objectName: "#start" }\n'),
        ("ui/qml/A.qml", "Row {\n    Item { visible: b.visible }\n    Item { id: b }\n}\n"),
        ("ui/qml/A.qml", "Item {\n    width: b.visible ? 1 : 0\n    Item { id: b }\n}\n"),
        ("kiosk/core/tasks.py", "asyncio.create_task(work())\n"),
        ("devices/hub.py", "group.create_task(work())\n"),
        ("kiosk/a.py", "\n" * 350),
    ],
)
def test_what_the_rules_allow_is_left_alone(tmp_path: Path, name: str, text: str) -> None:
    assert findings(tmp_path, name, text) == []


def test_an_address_in_a_string_does_not_hide_the_code_behind_it(tmp_path: Path) -> None:
    assert findings(tmp_path, "ui/qml/A.qml", 'A { url: "http://x"; color: "#fff" }\n') == ["theme"]


def test_a_finding_names_its_line(tmp_path: Path) -> None:
    (tmp_path / "kiosk").mkdir()
    (tmp_path / "kiosk/a.py").write_text('"""Doc."""\n\ntitle = "缺纸"\n')
    [finding] = house_rules.check_tree(tmp_path)
    assert str(finding).startswith("kiosk/a.py:3: chinese-literal: ")


def test_an_allowance_excuses_its_rule_in_its_file_only(tmp_path: Path) -> None:
    allowance = Allowance("chinese-literal", "kiosk/a.py", "a reason")
    assert findings(tmp_path, "kiosk/a.py", 'x = "县"\n', allowance) == []
    assert findings(tmp_path, "kiosk/b.py", 'x = "县"\n', allowance) == ["chinese-literal"]


def test_an_allowance_that_excuses_nothing_is_reported(tmp_path: Path) -> None:
    allowance = Allowance("module-length", "kiosk/a.py", "a reason")
    assert findings(tmp_path, "kiosk/a.py", "x = 1\n", allowance) == ["stale-allowance"]


def test_an_allowance_without_a_reason_is_refused(tmp_path: Path) -> None:
    (tmp_path / "rules.toml").write_text('[[allow]]\nrule = "theme"\npath = "ui/A.qml"\n')
    with pytest.raises(KeyError, match="reason"):
        house_rules.read_allowances(tmp_path / "rules.toml")

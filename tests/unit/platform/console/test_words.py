"""The console's words: one catalogue in two languages, and every word that a page names."""

import re
from pathlib import Path

from kiosk.platform.console.rendering import HERE
from kiosk.platform.people.diary import Act
from kiosk.platform.people.register import ROLES
from kiosk.platform.people.signing_in import NotIn
from kiosk.texts import Texts

I18N = Path(__file__).parents[4] / "assets" / "i18n" / "console"
ZH, EN = (Texts.load(I18N, language) for language in ("zh_CN", "en"))
CHINESE = re.compile(r"[\u3001-\u9fff\uff00-\uffef]")


def test_both_languages_have_the_same_keys_and_placeholders() -> None:
    assert set(ZH) == set(EN)
    holes = re.compile(r"\{(\w+)\}")
    assert [key for key in ZH if set(holes.findall(ZH.forms(key)[0])) != set(holes.findall(EN.forms(key)[0]))] == []


def test_every_word_that_a_page_names_is_there_and_every_word_is_named() -> None:
    sources = [path.read_text("utf-8") for kind in ("*.html", "*.py") for path in HERE.rglob(kind)]
    named = {key for text in sources for key in re.findall(r"""["']([a-z_]+(?:\.[a-z0-9_]+)*)["']""", text)}
    stems = {key for text in sources for key in re.findall(r"""["']([a-z_]+(?:\.[a-z_]+)*\.)(?:["']|\{)""", text)}
    called = {key for text in sources for key in re.findall(r"""\bt\(["']([a-z0-9_.]*[a-z0-9_])["'][,)]""", text)}
    assert called - set(ZH) == set()
    assert [key for key in ZH if key not in named and not any(key.startswith(stem) for stem in stems)] == []


def test_words_that_are_put_together_are_there() -> None:
    keys = [f"act.{act.value}" for act in Act] + [f"role.{role.value}{end}" for role in ROLES for end in ("", ".may")]
    keys += [f"{page}.{why.value}" for page, whys in (
        ("sign_in", (NotIn.WRONG, NotIn.SHUT)), ("set_up", tuple(NotIn)),
        ("password", (NotIn.WRONG, NotIn.SHUT, NotIn.POOR)),
    ) for why in whys]  # fmt: skip
    assert [key for key in keys if key not in ZH] == []


def test_no_template_has_words_of_its_own() -> None:
    assert [path.name for path in HERE.rglob("*.html") if CHINESE.search(path.read_text("utf-8"))] == []

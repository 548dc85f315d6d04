import json

import design_tokens


def test_the_theme_is_what_the_tokens_make_of_it() -> None:
    made = design_tokens.tokens_qml(json.loads(design_tokens.SOURCE.read_text(encoding="utf-8")))
    assert design_tokens.TARGET.read_text(encoding="utf-8") == made, "run packaging/dev/tokens"


def test_the_console_has_the_same_colours() -> None:
    made = design_tokens.tokens_css(json.loads(design_tokens.SOURCE.read_text(encoding="utf-8")))
    assert design_tokens.STYLE.read_text(encoding="utf-8") == made, "run packaging/dev/tokens"
    assert "  --action-primary-soft: #D9E7DD;" in made


def test_nested_names_become_one() -> None:
    assert dict(design_tokens.flat({"surface": {"page": 1}, "scrim": 2})) == {"surfacePage": 1, "scrim": 2}

"""The page's two addresses: a case by its token, and the file that it looks by. Open to everybody, without script.

A token that is none, whatever it looks like, is looked for and answered like one that was forgotten: 404, same words.
"""

import hashlib
import math
from functools import cache
from pathlib import Path
from typing import Annotated, Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from litestar import MediaType, Request, Response, get
from litestar.openapi import ResponseSpec
from litestar.params import FromPath, HeaderParameter

from kiosk.platform.access import AtReception
from kiosk.platform.people.tries import of_address
from kiosk.platform.problems import documented
from kiosk.platform.receipt_page.found import find_page
from kiosk.platform.settings import ASSETS
from kiosk.texts import Texts

HERE = Path(__file__).parent
TOKENS = HERE.parent / "console" / "static" / "tokens.css"
HTML = "text/html"
LANGUAGES = ("zh_CN", "en")
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; frame-ancestors 'none'; base-uri 'none'; "
    "form-action 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow",
    "Vary": "Accept-Language",
}
FOREVER = "public, max-age=31536000, immutable"


def language_of(accepted: str | None) -> str:
    """Chinese, or English for a browser that would rather have that (RFC 9110 §12.5.4)."""
    wishes: dict[str, float] = {}
    for part in (accepted or "")[:200].split(","):
        name, _, quality = part.strip().partition(";q=")
        wishes.setdefault(name.strip().lower()[:2], _quality(quality))
    return "en" if wishes.get("en", 0.0) > wishes.get("zh", 0.0) else "zh_CN"


def _quality(text: str) -> float:
    try:
        return float(text) if text else 1.0
    except ValueError:
        return 0.0


@get(
    "/r/{token:path}",
    media_type=MediaType.HTML,
    responses=documented()
    | {
        status: ResponseSpec(str, generate_examples=False, description=words, media_type=HTML)
        for status, words in (
            (404, "There is no such page, or not any more."),
            (429, "Too many pages were asked for from there; Retry-After says when to come again."),
        )
    },
    tags=["open"],
)
async def get_case_page(
    request: Request[Any, Any, Any],
    token: FromPath[str],
    reception: AtReception,
    accept_language: Annotated[str | None, HeaderParameter(name="Accept-Language")] = None,
) -> Response[str]:
    """Show where a case is to whoever holds its slip: four ticks, masked, in Chinese or English."""
    locale = language_of(accept_language)
    address = of_address(request.client.host if request.client else "")
    wait_s = reception.crowd.wait_s(address, reception.clock.monotonic_s())
    if wait_s > 0:
        return _nothing(locale, 429, {"Retry-After": str(math.ceil(wait_s))})
    found = await find_page(reception, token.removeprefix("/"), texts_in(locale))
    if found is None:
        return _nothing(locale, 404, {})
    return _answer("case.html", locale, 200, {}, page=found)


@get("/r-style/{digest:str}", include_in_schema=False, sync_to_thread=False)
def get_style(digest: FromPath[str]) -> Response[str]:
    """How the page looks; its address changes with it."""
    return Response(_style(), media_type="text/css", headers={**HEADERS, "Cache-Control": FOREVER})


def _nothing(locale: str, status: int, headers: dict[str, str]) -> Response[str]:
    return _answer("nothing.html", locale, status, headers, what=status)


def _answer(template: str, locale: str, status: int, headers: dict[str, str], **values: Any) -> Response[str]:
    told = {**HEADERS, "Content-Language": locale.replace("_", "-"), "Cache-Control": "no-store", **headers}
    lang = "zh-CN" if locale == "zh_CN" else locale
    html = _pages().get_template(template).render(t=texts_in(locale), lang=lang, style=_style_path(), **values)
    return Response(html, media_type=MediaType.HTML, status_code=status, headers=told)


@cache
def texts_in(locale: str) -> Texts:
    """The words of a language."""
    return Texts.load(ASSETS / "i18n", locale)


@cache
def _pages() -> Environment:
    return Environment(
        loader=FileSystemLoader(HERE / "templates"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True, auto_reload=False,
    )  # fmt: skip


@cache
def _style() -> str:
    return TOKENS.read_text(encoding="utf-8") + (HERE / "page.css").read_text(encoding="utf-8")


@cache
def _style_path() -> str:
    return f"/r-style/{hashlib.sha256(_style().encode()).hexdigest()[:12]}"


HANDLERS = [get_case_page, get_style]
"""Both are open."""

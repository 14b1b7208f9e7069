"""How a reader wants to see the desk: the language, light or dark; and the pages written so."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, partial
from typing import Final
from urllib.parse import urlsplit

from babel.dates import format_date, format_datetime, format_skeleton
from babel.numbers import format_decimal
from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Match, Route

from egnatia.law.offences import OFFENCES
from egnatia.law.rulebook import load_rulebook
from egnatia.law.texts import SHIPPED
from egnatia.model.authority import code_of, on_paper
from egnatia.model.errors import ParseError
from egnatia.model.kinds import KINDS
from egnatia.model.values import COUNTRIES
from egnatia.web.assets import asset_address
from egnatia.web.languages import ENGLISH, LANGUAGES, Language, explained, marked, wanted, words_of
from egnatia.web.latin import in_latin
from egnatia.web.sorting import sort_words
from egnatia.web.words import GROUNDS, stands

#: What stands beside the country of a partner without a node.
_ON_PAPER: Final = marked("on paper")
THEMES: Final = ("auto", "light", "dark")
_LANGUAGE_COOKIE: Final = "egnatia-language"
_THEME_COOKIE: Final = "egnatia-theme"
_YEAR: Final = 365 * 24 * 3600
_UNBROKEN: Final = "\u00a0"  #: A space at which no line ends.
#: A day as records have it: a line must not break at its hyphens.
_ISO_DAY: Final = re.compile(r"\d{4}-\d\d(-\d\d)?")
#: Nothing is loaded from elsewhere, no script stands in a page, nobody frames it, forms go nowhere else.
HEADERS: Final[Mapping[str, str]] = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; font-src 'self'; img-src 'self'; connect-src 'self'; "
        "base-uri 'none'; frame-ancestors 'none'; form-action 'self'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-store",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Display:
    """The language and the colours of one reader, and the address at which the reader is."""

    language: Language = ENGLISH
    theme: str = THEMES[0]
    here: str = "/"

    def say(self, text: str) -> str:
        """Say something in the language of the reader; what has no translation stays English."""
        return words_of(self.language).gettext(text) if text else ""

    def explain(self, error: Exception | str) -> str:
        """Say in the language of the reader why something was refused."""
        return explained(self.language, str(error))

    def faulty(self, error: ParseError, labels: Mapping[str, str]) -> tuple[str, str]:
        """Return the field to which an error belongs, and the error in words that name the field as the form does."""
        name = error.path.split(".")[-1].partition("[")[0]
        return error.path, f"{self.say(labels.get(name, name.replace('_', ' ')))}: {self.explain(error.problem)}"

    def stands(self, table: Mapping[str, tuple[str, str]], state: str) -> str:
        """Say where something stands, sign and word."""
        return stands(table, state, self.say)

    def sort(self, words: Iterable[str]) -> list[str]:
        """Sort words as readers of the language look for them."""
        return sort_words(words, self.language)

    def write(self, template: str, **values: object) -> str:
        """Write a page."""
        return pages(self.language).get_template(template).render(display=self, **values)

    def show(self, template: str, status: int = 200, **values: object) -> Response:
        """Show a page."""
        return Response(self.write(template, **values), status, headers=HEADERS, media_type="text/html")


def display_of(request: Request) -> Display:
    """Return how the sender of a request wants to see pages."""
    theme = request.cookies.get(_THEME_COOKIE, "")
    return Display(
        language=wanted(request.cookies.get(_LANGUAGE_COOKIE, ""), request.headers.get("accept-language", "")),
        theme=theme if theme in THEMES else THEMES[0],
        here=_where(request),
    )


def _where(request: Request) -> str:
    """Return an address to which one can go back; a page that answers a form has none but that of the form."""
    if request.method == "GET":
        return _path(request.url.path, request.url.query)
    form = urlsplit(request.headers.get("referer", ""))
    if form.netloc == request.url.netloc and _opens(request, form.path):
        return _path(form.path, form.query)
    return "/start"


def _path(path: str, query: str) -> str:
    return f"{path}?{query}" if query else path


def _opens(request: Request, path: str) -> bool:
    """Tell whether a screen can be opened by its path; some are only sent."""
    routes: Sequence[BaseRoute] = request.app.routes if "app" in request.scope else ()
    sought = {**request.scope, "path": path, "method": "GET"}
    return any(route.matches(sought)[0] is Match.FULL for route in routes)


def routes() -> list[Route]:
    """Return the route by which a reader chooses; the choice is kept by the browser, and says nothing of the person."""

    async def choose(request: Request) -> Response:
        """Keep the choice, and go back to where it was made."""
        return await run_in_threadpool(_choose, request)

    return [Route("/display", choose, methods=["GET"])]


def _choose(request: Request) -> Response:
    answer = RedirectResponse(path_here(request.query_params.get("back", "/")), 303, headers=HEADERS)
    given = {_LANGUAGE_COOKIE: ("language", LANGUAGES), _THEME_COOKIE: ("theme", THEMES)}
    for cookie, (name, known) in given.items():
        value = request.query_params.get(name, "")
        if value in known:
            secure = request.url.scheme == "https"
            answer.set_cookie(cookie, value, max_age=_YEAR, httponly=True, samesite="lax", secure=secure)
    return answer


def path_here(path: str) -> str:
    """Return a path on this node; anything that a browser could read as another site is the start page."""
    there = urlsplit(path)
    plain = path.isascii() and path.isprintable() and "\\" not in path
    if plain and path.startswith("/") and not path.startswith("//") and not there.netloc:
        return path
    return "/"


@cache
def pages(language: Language) -> Environment:
    """Return the templates in a language."""
    made = Environment(
        loader=PackageLoader("egnatia.web"),
        autoescape=True,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
    )
    words = words_of(language)
    # The extension adds this method to the environment (jinja2.ext.InternationalizationExtension).
    made.install_gettext_translations(words, newstyle=True)  # type: ignore[attr-defined]
    made.globals |= {"kinds": KINDS, "languages": LANGUAGES, "themes": THEMES, "asset": asset_address}
    made.filters |= {
        "when": partial(_when, language),
        "size": partial(_size, language),
        "day": partial(_day, language),
        "month": partial(_month, language),
        "number": partial(_number, language),
        "partner": lambda node: f"{code_of(node)} ({words.gettext(_ON_PAPER)})" if on_paper(node) else node or "?",
        "said": lambda text: words.gettext(str(text).replace("_", " ")) if text else "",
        "offence": lambda code: words.gettext(OFFENCES[code].label if code in OFFENCES else code),
        "ground": lambda code: words.gettext(GROUNDS.get(code, code.replace("_", " "))),
        "instrument": lambda code: words.gettext(instrument_names().get(code, code)) if code else "",
        "country": lambda code: dict(countries_in(language)).get(code, code),
        "law_words": partial(explained, language),
        "said_as_it_is": lambda text: words.gettext(str(text)) if text else "",
        "told": partial(explained, language),
        "in_latin": in_latin,
        "is_day": lambda text: bool(_ISO_DAY.fullmatch(text)),
    }
    return made


@cache
def instrument_names() -> Mapping[str, str]:
    """Return what people call the instruments of the law that is shipped; a node's own one is called by its code."""
    return {code: found.name for code, found in load_rulebook(SHIPPED, ()).instruments.items()}


@cache
def countries_in(language: Language) -> Sequence[tuple[str, str]]:
    """Return all countries by their three-letter code, with their name in a language, sorted by it."""
    names, say = language.locale.territories, words_of(language).gettext
    found = {code: names.get(known.get("alpha2", "")) or say(known["name"]) for code, known in COUNTRIES.items()}
    order = {name: place for place, name in enumerate(sort_words(set(found.values()), language))}
    return tuple(sorted(found.items(), key=lambda pair: (order[pair[1]], pair[0])))


def _when(language: Language, at: datetime | None) -> str:
    if at is None:
        return words_of(language).gettext("never")
    return f"{_day(language, at)}, {format_datetime(at, 'HH:mm', locale=language.locale)}{_UNBROKEN}UTC"


def _day(language: Language, at: date) -> str:
    return format_date(at, "long", locale=language.locale).replace(" ", _UNBROKEN)


def _month(language: Language, at: date) -> str:
    return format_skeleton("yMMM", at, locale=language.locale)


def _size(language: Language, size: int) -> str:
    """Write how large a file is: at most three digits and a decimal, in powers of a thousand (IEC 80000-13)."""
    power = next((found for found in (3, 2, 1) if size >= 1000**found), 0)
    return f"{format_decimal(size / 1000**power, '#,##0.#', language.locale)} {('B', 'kB', 'MB', 'GB')[power]}"


def _number(language: Language, value: float) -> str:
    return format_decimal(value, locale=language.locale)

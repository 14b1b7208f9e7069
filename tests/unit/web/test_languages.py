"""Languages: whose wish counts, that nothing required is left untranslated, and that no translation loses a value."""

import re
import unicodedata
from collections.abc import Callable

import pytest
from babel.messages.catalog import Catalog
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.law.lands import STATES, ask

from egnatia.law.decide import load_law
from egnatia.match.engine import Properties
from egnatia.match.identifiers.engine import compare_identifiers
from egnatia.model.caveat import Purpose
from egnatia.model.errors import ParseError
from egnatia.model.kinds import KINDS
from egnatia.model.values import parse_country, parse_day
from egnatia.web.display import pages
from egnatia.web.languages import ENGLISH, LANGUAGES, explained, wanted, words_of
from messages import every, in_cyrillic, messages, translated

CATALOGUES = translated()
EACH = pytest.mark.parametrize("tag", CATALOGUES)
#: Messages that may still be untranslated in a language: rare refusals, and what is being built. It only falls.
UNTRANSLATED = 230
LAW = load_law()
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]")


def said(catalogue: Catalog, message: str | tuple[str, str]) -> tuple[str, ...]:
    """Return all forms of a translation; empty strings where there is none."""
    found = catalogue.get(message[0] if isinstance(message, tuple) else message)
    string = found.string if found else ""
    return tuple(map(str, string)) if isinstance(string, tuple | list) else (str(string or ""),)


@pytest.mark.slow
@EACH
def test_everything_that_is_not_just_being_built_is_translated(tag: str) -> None:
    missing = [message for message in messages() if not all(said(CATALOGUES[tag], message))]
    assert missing == []


@pytest.mark.slow
@EACH
def test_what_is_being_built_leaves_few_words_untranslated(tag: str) -> None:
    missing = [message for message in every() if not all(said(CATALOGUES[tag], message))]
    assert len(missing) <= UNTRANSLATED, missing


def placeholders(text: str) -> list[str]:
    return sorted(PLACEHOLDER.findall(text))


@pytest.mark.slow
@EACH
def test_a_translation_has_the_same_placeholders(tag: str) -> None:
    forms = [(message, form) for message in every() for form in said(CATALOGUES[tag], message)]
    pairs = [(message, form) for message, form in forms if form or message in messages()]
    originals = [(message[1] if isinstance(message, tuple) else message, form) for message, form in pairs]
    assert [pair for pair in originals if placeholders(pair[0]) != placeholders(pair[1])] == []


ENGINES = (
    ("firearm", {"serial": ("M-448120",)}, {"serial": ("M448120",)}),
    (
        "vehicle",
        {"plate": ("BG 123-AB",), "registration_country": ("SRB",)},
        {"plate": ("BG123A8",), "registration_country": ("SRB",)},
    ),
    ("vehicle", {"vin": ("1M8GDM9AXKP042788",)}, {"vin": ("1M8GDM9AXKP042788",)}),
)


@EACH
@pytest.mark.parametrize(("kind", "asked", "found"), ENGINES)
def test_why_two_numbers_met_is_said_in_every_language(
    tag: str, kind: str, asked: Properties, found: Properties
) -> None:
    evidence = compare_identifiers(KINDS[kind], asked, found, exact=False)
    assert evidence
    for why in (item.why for item in evidence):
        said = explained(LANGUAGES[tag], why)
        assert not {*re.findall(r"[a-z]{5,}", why)} & {*re.findall(r"[a-z]{5,}", said)}, said


@EACH
@pytest.mark.parametrize(("read", "typed"), [(parse_day, "3.5.2026"), (parse_day, "2026-02-30"), (parse_country, "XX")])
def test_what_is_typed_wrong_is_said_in_every_language(
    tag: str, read: Callable[[object, str], object], typed: str
) -> None:
    with pytest.raises(ParseError) as wrong:
        read(typed, "birth_date")
    said = explained(LANGUAGES[tag], wrong.value.problem)
    assert not {*re.findall(r"[a-z]{3,}", wrong.value.problem)} & {*re.findall(r"[a-z]{3,}", said)}, said


@EACH
def test_no_file_keeps_what_is_said_no_more(tag: str) -> None:
    ids = {message.id for message in CATALOGUES[tag] if message.id}
    assert ids <= {*every()}


@EACH
def test_a_translation_is_in_its_script(tag: str) -> None:
    """A sentence in the wrong alphabet was pasted into the wrong file."""
    script = {"bg": "CYRILLIC", "mk": "CYRILLIC", "sr-Cyrl": "CYRILLIC", "el": "GREEK"}.get(tag, "LATIN")
    known = every()
    forms = [PLACEHOLDER.sub("", form) for message in known for form in said(CATALOGUES[tag], message)]
    for form in (form for form in forms if len(form) > 24):
        letters = [unicodedata.name(char).split()[0] for char in form if char.isalpha()]
        assert letters.count(script) > len(letters) / 2, form


@EACH
def test_every_language_has_as_many_plurals_as_its_grammar(tag: str) -> None:
    counted = [said(CATALOGUES[tag], message) for message in messages() if isinstance(message, tuple)]
    assert counted
    assert {len(forms) for forms in counted} == {CATALOGUES[tag].num_plurals}


def test_serbian_cyrillic_is_serbian_latin_letter_by_letter() -> None:
    for message in every():
        latin = said(CATALOGUES["sr-Latn"], message)
        assert tuple(map(in_cyrillic, latin)) == said(CATALOGUES["sr-Cyrl"], message)


def test_two_letters_of_serbian_latin_are_one_of_cyrillic_and_placeholders_stay() -> None:
    assert in_cyrillic("Ljubav i njuška: džep %(partner)s, IBAN") == "Љубав и њушка: џеп %(partner)s, IBAN"


@pytest.mark.parametrize(
    ("chosen", "accepted", "tag"),
    [
        ("", "", "en-GB"),
        ("el", "tr,en", "el"),
        ("xx", "tr,en", "tr"),
        ("", "sr", "sr-Cyrl"),
        ("", "sr-RS,en;q=0.5", "sr-Cyrl"),
        ("", "sr-Latn-RS", "sr-Latn"),
        ("", "sr-ME", "sr-Latn"),
        ("", "fr, bg;q=0.3, hu;q=0.7", "hu"),
        ("", "mk;q=0, ro;q=0.1", "ro"),
        ("", "en-US,en;q=0.9,sq;q=0.8", "en-GB"),
        ("", "*", "en-GB"),
        ("", ";;;q=9,,", "en-GB"),
    ],
)
def test_the_choice_of_a_reader_counts_then_the_browsers(chosen: str, accepted: str, tag: str) -> None:
    assert wanted(chosen, accepted).tag == tag


@given(st.text(max_size=80), st.text(max_size=200))
def test_any_header_gives_a_language(chosen: str, accepted: str) -> None:
    assert wanted(chosen, accepted) in LANGUAGES.values()


@pytest.mark.slow
def test_numbers_and_dates_follow_the_language() -> None:
    template = "{{ 1234567.5 | number }}"
    shown = {tag: pages(LANGUAGES[tag]).from_string(template).render() for tag in ("en-GB", "el", "bg")}
    assert shown["en-GB"] == "1,234,567.5"
    assert shown["el"] == "1.234.567,5"
    assert shown["bg"].endswith("567,5")


@pytest.mark.slow
def test_what_is_plural_follows_the_grammar_of_the_language() -> None:
    serbian = words_of(LANGUAGES["sr-Latn"])
    forms = [serbian.ngettext("Send %(num)d question", "Send %(num)d questions", count) for count in (1, 2, 5, 21)]
    assert forms[0] == forms[3] == "Pošalji %(num)d upit"
    assert forms[1] == "Pošalji %(num)d upita"


def test_english_says_what_stands_in_the_code() -> None:
    assert words_of(ENGLISH).gettext("Ask") == "Ask"


def test_a_refusal_is_said_in_the_language_with_its_values() -> None:
    said = explained(LANGUAGES["hr"], "officer.one does not work in the case file KT-2026-17")
    assert said == "officer.one ne radi u predmetu KT-2026-17"


def test_each_of_several_reasons_is_said_and_codes_in_them_too() -> None:
    greek = LANGUAGES["el"]
    words = "this message may not be sent; an open case file; Zastava 101"
    assert explained(greek, words) == "αυτό το μήνυμα δεν επιτρέπεται να σταλεί; ανοικτή υπόθεση; Zastava 101"
    assert explained(greek, "officer.one may not ask for the purpose missing person").count("ερώτημα") == 1


def test_the_law_is_said_in_the_language_with_its_countries_kinds_and_purposes() -> None:
    [closed] = LAW.decide(ask(STATES["SRB"], STATES["XKX"])).words
    assert explained(LANGUAGES["hr"], closed) == (
        "kanal: nijedan instrument ne otvara pitanje (osoba, Srbija – Kosovo), svrha: kaznena istraga; "
        "postoji (Kosovo): Okvirni plan o nestalim osobama, o: prijava nestanka i posmrtni ostaci, "
        "svrha: nestala osoba i utvrđivanje identiteta posmrtnih ostataka"
    )


@EACH
def test_no_language_leaves_english_where_no_channel_is_open(tag: str) -> None:
    for other in ("XKX", "ALB"):
        [closed] = LAW.decide(ask(STATES["TUR"], STATES[other], "dna", purpose=Purpose.BORDER_CHECK)).words
        said = explained(LANGUAGES[tag], closed)
        assert not re.search(r"\b(no instrument|between|for any|there is|about|border)\b", said), said


def test_a_list_stays_as_it_is_unless_all_of_it_is_known() -> None:
    assert explained(LANGUAGES["hr"], "Serbia and Albania") == "Srbija i Albanija"
    assert explained(LANGUAGES["hr"], "Serbia and Atlantis") == "Serbia and Atlantis"


@given(st.text(max_size=80))
def test_what_nobody_translated_stays_as_it_is_or_is_said(text: str) -> None:
    assert explained(ENGLISH, text) == text
    assert isinstance(explained(LANGUAGES["tr"], text), str)

"""Gathers what the desk says, and brings the files of translations up to date with it.

`scripts/messages.py` writes `src/egnatia/web/locale/*.po` anew: what is said no more falls out, what is new comes in
empty. What is translated stays. Letters of Serbian Cyrillic follow from those of Serbian Latin.
"""

import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Final

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from jinja2.ext import babel_extract

from egnatia.casework.access.messages import PARTS
from egnatia.casework.credentials import Means
from egnatia.casework.deliver import Outcome
from egnatia.casework.inbox import Todo
from egnatia.casework.inspection import Sort as Seen
from egnatia.casework.requests import Opinion, Proof, Wish
from egnatia.casework.requests import Outcome as End
from egnatia.casework.rows import Right, Role
from egnatia.casework.statistics import HEARD, NAMES
from egnatia.exchange.progress import Step
from egnatia.law.assistance import ASSISTANCE
from egnatia.law.bilateral import BILATERAL
from egnatia.law.crossings import CROSSINGS
from egnatia.law.offences import OFFENCES
from egnatia.law.rulebook import load_rulebook
from egnatia.law.texts import SHIPPED
from egnatia.match.kinship.dvi.board import Finding
from egnatia.match.kinship.dvi.board import Outcome as Conclusion
from egnatia.model.actionday import Measured
from egnatia.model.alert_sorts import ALERTS
from egnatia.model.authorisation import Measure
from egnatia.model.authority import Way
from egnatia.model.caveat import Nature, Purpose, SubjectRole
from egnatia.model.delivery import GoodsSort, Treatment
from egnatia.model.desk import Desk
from egnatia.model.dispatch_forms import AREAS, SORTS, Sort, fields_of
from egnatia.model.kinds import KINDS
from egnatia.model.statement import StatementAct
from egnatia.model.values import COUNTRIES
from egnatia.web.languages import ARTICLE, ENGLISH, LANGUAGES, MARKS
from refusals import refusals

ROOT: Final = Path(__file__).resolve().parent.parent
WEB: Final = ROOT / "src" / "egnatia" / "web"
LOCALE: Final = WEB / "locale"
#: Screens, and the code beside them, that are required in every language. What others say may be English for a while:
#: how much, a test counts, and the count only falls.
_SETTLED_NAMES: Final = """
access accessdone accessletter accessone account actionday actiondaylive actiondayplan actiondays again alert
alertform alerts answer approved arrived ask assets assistance attachment attachments authorise away base board
casefile casefiles cases check clocks compose consents damaged dangers deeds desks dispatch display door due entry
export exportcount find found frame geography groups hit hits host hypotheses identification identified identify
identity inbox kept languages latin law ledger loci log logfile login matrix message messagelaw messages multipart
network operationlive operationplan operations oversight page pair pairs paper part parts passing passinglaw
passkey pattern pedigree people perilreach perils problem proofs question questions recall recalled recalls
received record records refused restricted reviews search sections sent shell sorting state statistics timeline trail
twice viewas vouching watch watches words
"""
SETTLED: Final = frozenset(_SETTLED_NAMES.split())
#: Codes that are said as they are.
CODES: Final[tuple[type[StrEnum], ...]] = (Purpose, SubjectRole, Role, Todo, Outcome)
GROWING_CODES: Final[tuple[type[StrEnum], ...]] = (
    *(
        Sort,
        Desk,
        GoodsSort,
        Treatment,
        Measured,
        Measure,
        Right,
        StatementAct,
        Nature,
        Means,
        Seen,
        Wish,
        Proof,
        Opinion,
        End,
        Finding,
        Conclusion,
        Way,
        Step,
    ),
)
#: Modules of the model that read what people type.
_TYPED: Final = ("kinds.py", "partial_date.py", "question.py", "reading.py", "values.py")
LAW: Final = load_rulebook(SHIPPED, ())
Message = str | tuple[str, str]
#: Articles, and nothing that is said otherwise in another language.
_ARTICLES: Final = re.compile(r"(?:(?:ETS|Arts?|and|to)\b|[\d\s.,]|\([a-z\d]+\))+")
#: Classes of vehicles (Regulation (EU) 2018/858 Art. 4, 168/2013 Art. 4), the same in every language.
_CLASS: Final = re.compile(r"[A-Z]\d?e?")


@cache
def messages() -> tuple[Message, ...]:
    """Return every message that must be translated, each once; one that counts is a pair of singular and plural."""
    settled = (path for path in _sources() if path.stem in SETTLED)
    return tuple(filter(None, dict.fromkeys((*_of_files(settled), *_of_data()))))


@cache
def further() -> tuple[Message, ...]:
    """Return every other message that may be translated, each once."""
    required = frozenset(messages())
    found: dict[Message, None] = dict.fromkeys(_of_files(_sources())) | dict.fromkeys(_of_growing_data())
    return tuple(message for message in found if message and message not in required)


def every() -> tuple[Message, ...]:
    """Return every message that the desk can say."""
    return (*messages(), *further())


def _sources() -> list[Path]:
    """Return the templates, then the code beside them."""
    return [*sorted((WEB / "templates").glob("*.html")), *sorted(WEB.glob("*.py"))]


def _of_files(paths: Iterable[Path]) -> Iterator[Message]:
    for path in paths:
        yield from _of_template(path) if path.suffix == ".html" else _of_code(path)


def _of_template(path: Path) -> Iterator[Message]:
    with path.open("rb") as file:
        for _line, function, message, _comments in babel_extract(
            file, ["_", "gettext", "ngettext"], [], {"trim_blocks": "true"}
        ):
            yield _pair(message) if function == "ngettext" else _one(message)


def _of_code(path: Path) -> Iterator[Message]:
    with path.open("rb") as file:
        for _line, message, _comments, _context in extract("python", file, keywords={"marked": None}):
            yield _one(message)


def _pair(message: object) -> tuple[str, str]:
    singular, plural, *_ = message if isinstance(message, tuple) else ("", "")
    return str(singular), str(plural)


def _one(message: str | tuple[str | None, ...] | None) -> str:
    words = message[0] if isinstance(message, tuple) else message
    return words or ""


def _of_data() -> Iterator[str]:
    """Return the labels that stand in data: kinds that may be asked for, what may be said of them, and lists."""
    recognised = (ROOT / "src/egnatia/casework/search.py").read_text("utf-8")
    yield from re.findall(r'_guess\(\s*"\w+", [^"]+, "([^"]+)"', recognised)
    for kind in KINDS.values():
        if kind.askable:
            yield kind.label
            for found in kind.properties.values():
                if found.search:
                    yield found.label
                    yield from (code.replace("_", " ") for code in sorted(found.codes))
    for codes in CODES:
        yield from (str(code).replace("_", " ") for code in codes)
    yield from (found.label for found in OFFENCES.values())


def _of_growing_data() -> Iterator[str]:
    """Return what the law says is missing, and what is said of every kind of record and message."""
    forbids = (*LAW.message_forbids, *(found for group in LAW.forbids.values() for found in group))
    yield from sorted({found.words for found in forbids})
    yield from (found.name for found in LAW.instruments.values())
    yield from (found["name"] for found in COUNTRIES.values() if not found.get("alpha2"))
    yield from (sort.label for sort in SORTS.values())
    yield from (area.label for area in AREAS.values())
    yield from (*NAMES.values(), HEARD)
    fields = (fields_of(sort, area) for sort in SORTS.values() for area in AREAS.values())
    yield from (kind.label for kind in KINDS.values())
    for properties in (*fields, *(kind.properties for kind in KINDS.values())):
        for found in properties.values():
            yield found.label
            yield from (code.replace("_", " ") for code in sorted(found.codes) if not _CLASS.fullmatch(code))
    for codes in GROWING_CODES:
        yield from (str(code).replace("_", " ") for code in codes)
    yield from (form.label for form in ALERTS.values())
    yield from PARTS.values()
    yield from refusals(ROOT / "src/egnatia/casework")
    yield from refusals(WEB)
    for name in _TYPED:
        yield from refusals(ROOT / "src/egnatia/model", name)
    yield from ("dna", "prints", "dental")
    yield from (heading for sort in SORTS.values() for heading in sort.sections)
    for text in (*_of_assistance(), *_of_treaties(), *_of_crossings()):
        yield from _leaves(text)


def _of_assistance() -> Iterator[str]:
    for rules in ASSISTANCE.values():
        yield from (*(due.what for due in rules.times), rules.contacts, *rules.refusals.values())
        yield from (article for also in rules.also for article in also.needs.values())


def _of_treaties() -> Iterator[str]:
    for treaty in BILATERAL.values():
        yield treaty.name
        for one in treaty.says:
            yield from (one.what, one.article)


def _of_crossings() -> Iterator[str]:
    yield from ("It ends", "an offence for which officers may cross", "why it cannot wait")
    for rules in CROSSINGS.values():
        yield from (*rules.terms, *rules.ends, *rules.limits.values(), *(row.article for row in rules.offences))
        yield from (article for also in rules.also for article in also.needs.values())
        for values in rules.barred.values():
            yield from (f"not {value.replace('_', ' ')} ({article})" for value, article in values.items())


def _leaves(text: str) -> Iterator[str]:
    """Yield the words of a sentence of law, without its articles, as `explained` takes it apart."""
    if found := ARTICLE.fullmatch(text):
        yield from (*_leaves(found[1]), *_leaves(found[2]))
    elif mark := next((mark for mark in MARKS if mark in text), ""):
        for part in text.split(mark):
            yield from _leaves(part)
    elif not _ARTICLES.fullmatch(text):
        yield text


def catalogue_of(tag: str) -> Catalog:
    """Return the translations into a language as they stand."""
    path = LOCALE / f"{tag}.po"
    source = path.read_bytes() if path.is_file() else b""
    return read_po(BytesIO(source), locale=LANGUAGES[tag].locale)


#: Serbian Latin to Cyrillic, two letters before one (Pravopis 2010: one sound, one letter).
_PAIRS: Final = {"Lj": "Љ", "LJ": "Љ", "lj": "љ", "Nj": "Њ", "NJ": "Њ", "nj": "њ", "Dž": "Џ", "DŽ": "Џ", "dž": "џ"}
_LETTERS: Final = dict(
    zip(
        "ABVGDĐEŽZIJKLMNOPRSTĆUFHCČŠ" + "abvgdđežzijklmnoprstćufhcčš",
        "АБВГДЂЕЖЗИЈКЛМНОПРСТЋУФХЦЧШ" + "абвгдђежзијклмнопрстћуфхцчш",
        strict=True,
    )
)
#: What keeps its Latin letters: placeholders, commands, acronyms and what is typed so.
_KEPT: Final = re.compile(
    r"%\(\w+\)[sd]|\([A-Z](?:\.\d)*\)|^[A-Z](?=\. )|"
    r"\b(?:IBAN|UTF-8|1105 kg|IMEI|IMSI|IMO|MMSI|SHA-256|DNK|VIN|AFG|UTC|P\.5|ABIS|ANSI|ISO/IEC|ISO|"
    r"NIST|PNG|WSQ|JPEG|CSV|JSON lines|SELEC|ICMP|PCC SEE|ICCID|FDI|WGS|NFIQ|CAS|SIM|H[013]|II|laissez-passer|"
    r"ne bis in idem|[AEY])\b(?![a-zčćšđž])"
)


def in_cyrillic(latin: str) -> str:
    """Write Serbian Latin in Cyrillic; placeholders and acronyms of machines stay as they are."""
    parts, end = [], 0
    for kept in _KEPT.finditer(latin):
        parts += [_written(latin[end : kept.start()]), "ДНК" if kept[0] == "DNK" else kept[0]]
        end = kept.end()
    return "".join((*parts, _written(latin[end:])))


def _written(latin: str) -> str:
    for pair, letter in _PAIRS.items():
        latin = latin.replace(pair, letter)
    return "".join(_LETTERS.get(char, char) for char in latin)


def renewed(tag: str, old: Catalog) -> Catalog:
    """Return the catalogue of a language with all messages of today and the translations that it had."""
    made = Catalog(locale=LANGUAGES[tag].locale, project="Egnatia", charset="utf-8", fuzzy=False)
    made.header_comment = f"# {LANGUAGES[tag].name}: what the desk says."
    latin = catalogue_of("sr-Latn") if tag == "sr-Cyrl" else None
    for message in every():
        key = message[0] if isinstance(message, tuple) else message
        known = (latin or old).get(key)
        said = known.string if known else None
        if latin and said:
            said = in_cyrillic(said) if isinstance(said, str) else tuple(map(in_cyrillic, said))
        made.add(message, said or None)
    return made


def write(tag: str, catalogue: Catalog) -> None:
    """Write the file of a language, without dates: the same messages give the same bytes."""
    text = BytesIO()
    write_po(text, catalogue, width=120, omit_header=True, sort_output=False)
    plural = f'"Plural-Forms: {catalogue.plural_forms}\\n"'
    head = (
        f'# {LANGUAGES[tag].name}: what the desk says.\nmsgid ""\nmsgstr ""\n'
        f'"Language: {catalogue.locale_identifier}\\n"\n{plural}\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'
    )
    LOCALE.mkdir(exist_ok=True)
    (LOCALE / f"{tag}.po").write_text(head + text.getvalue().decode("utf-8"), "utf-8")


def translated() -> Mapping[str, Catalog]:
    """Return all catalogues by tag; English needs none."""
    return {tag: catalogue_of(tag) for tag in LANGUAGES if tag != ENGLISH.tag}


def main() -> int:
    """Bring all files up to date, Serbian Latin before Cyrillic; say what is missing."""
    for tag in sorted(LANGUAGES, key=lambda tag: tag == "sr-Cyrl"):
        if tag == ENGLISH.tag:
            continue
        write(tag, renewed(tag, catalogue_of(tag)))
        missing = sum(not message.string or not all(message.string) for message in catalogue_of(tag) if message.id)
        print(f"{tag}: {missing} of {len(every())} messages are missing")
    return 0


if __name__ == "__main__":
    sys.exit(main())

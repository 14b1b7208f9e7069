"""Mutual legal assistance: what each instrument wants of a request, and on which grounds it may be refused."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from types import MappingProxyType

from egnatia.law.checklist import Also, Said, missing_fields, parse_also, parse_articles, wanted_fields
from egnatia.law.marks import Mark
from egnatia.law.texts import Texts, parse_mark
from egnatia.model.dispatch_forms import SORTS, Sort
from egnatia.model.errors import ParseError
from egnatia.model.reading import Fields, listed, text, whole

_FILE = "assistance.yaml"
#: The field of a reply in which the ground of a refusal stands.
GROUND = "assistance_ground"


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """Something that is due within a time."""

    what: str
    days: int
    hours: int
    article: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Assistance:
    """What one instrument wants of a request for assistance."""

    instrument: str
    mark: Mark
    source: str
    needed: Mapping[str, str]
    also: tuple[Also, ...]
    refusals: Mapping[str, str]  #: The closed list of grounds, each with its article.
    times: tuple[Due, ...]
    contacts: str

    def wanted(self, said: Said) -> Mapping[str, str]:
        """Return the fields that a request wants, as far as it is filled in, each with the article that wants it."""
        return wanted_fields(self.needed, self.also, said)

    def lacking(self, said: Said) -> Iterator[str]:
        """Yield what a request does not say yet, in the words of its form, each with the article that wants it."""
        yield from missing_fields(Sort.ASSISTANCE, self.needed, self.also, said)

    def lacking_of_refusal(self, said: Said) -> Iterator[str]:
        """Yield what a reply that refuses does not say: a ground of the closed list."""
        if "refused" in said.get("outcome", ()) and not set(said.get(GROUND, ())) & self.refusals.keys():
            yield f"a ground on which it may be refused: {', '.join(self.refusals).replace('_', ' ')}"


def parse_assistance(content: str) -> Mapping[str, Assistance]:
    """Read `assistance.yaml` strictly.

    Raises:
        DataError: something is missing, unknown or impossible; names the place.
    """
    return Texts(MappingProxyType({_FILE: content})).table(_FILE, "instruments", _parse)


def _parse(value: object, path: str) -> Assistance:
    fields = Fields(value, path)
    found = Assistance(
        instrument=path,
        mark=fields.take("mark", parse_mark),
        source=fields.take("source", text(200)),
        needed=fields.take("needed", parse_articles(frozenset(SORTS[Sort.ASSISTANCE].fields))),
        also=fields.take("also", listed(parse_also(Sort.ASSISTANCE))),
        refusals=fields.take("refusals", parse_articles(SORTS[Sort.REPLY].fields[GROUND].codes)),
        times=fields.take("times", listed(_parse_due)),
        contacts=fields.take("contacts", text(300)),
    )
    fields.finish()
    return found


def _parse_due(value: object, path: str) -> Due:
    fields = Fields(value, path)
    found = Due(
        what=fields.take("what", text(200)),
        days=fields.take_optional("days", whole(1, 366)) or 0,
        hours=fields.take_optional("hours", whole(1, 240)) or 0,
        article=fields.take("article", text(60)),
    )
    fields.finish()
    if bool(found.days) == bool(found.hours):
        raise ParseError(path, "days or hours, one of them")
    return found


#: By instrument (ADR 0003: package data are code).
ASSISTANCE: Mapping[str, Assistance] = parse_assistance((files("egnatia.law") / _FILE).read_text("utf-8"))

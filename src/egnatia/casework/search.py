"""The search box: what was typed is recognised by its form, and becomes the questions that it may stand for.

Nothing is looked up. A form that carries its own proof (check digits, an address's grammar) settles what it is; else
everything that it may be is offered, the likeliest first.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from egnatia.casework.travel import read_zone
from egnatia.match.identifiers.email import read_email
from egnatia.match.identifiers.iban import read_iban
from egnatia.match.identifiers.imei import read_imei
from egnatia.match.identifiers.normal import LONGEST, compact
from egnatia.match.identifiers.phone import read_phone
from egnatia.match.identifiers.plate import read_plate
from egnatia.match.identifiers.vin import read_vin
from egnatia.match.identifiers.wallet import read_wallet
from egnatia.model.errors import ParseError
from egnatia.model.identity import CountryCode
from egnatia.model.kinds import KINDS
from egnatia.model.question import parse_asked


class Surety(IntEnum):
    """How sure it is what was typed."""

    POSSIBLE = 1
    LIKELY = 2
    CERTAIN = 3  #: It carries its own proof.


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """One question that may have been meant."""

    kind: str
    properties: Mapping[str, str]
    surety: Surety
    what: str  #: What was recognised, in a few words.


#: A paste of a profile is the longest thing that anybody puts there.
_LONGEST: Final = 4000
#: A locus as kits print it, and an allele (a number, perhaps with a microvariant, or X and Y of amelogenin).
_LOCUS: Final = re.compile(
    r"(?i)^(D\d{1,2}S\d{2,4}|vWA|VWA|FGA|FIBRA|TH0?1|TPOX|CSF1PO|SE33|Penta ?[DE]|F13A1|LPL|Amel\w*)[:;,]?$"
)
_ALLELE: Final = re.compile(r"^\d{1,2}(\.\d)?$|^[XYxy]$")
#: From so many loci on, a text is a profile and nothing else.
_LOCI: Final = 2
_DATE: Final = re.compile(r"(?<!\d)(?:(\d{4})-(\d{2})-(\d{2})|(\d{1,2})[./](\d{1,2})[./](\d{4})\.?)(?!\d)")
_PLATE_LENGTH: Final = range(4, 10)
_NUMBER_LENGTH: Final = range(6, 13)
_DIGITS_IN_NUMBER: Final = 5
_IMEI_LENGTH: Final = 15
_VIN_LENGTH: Final = 17
_NAME: Final = re.compile(r"[^\W\d_]+(?:['’`.\-–][^\W\d_]*)*\.?,?")
_HANDLE: Final = re.compile(r"(?i)(@[\w.]{3,40}|[a-z]{4,12}:[\w.@+-]{3,60}|https?://\S+)")
#: Forms of companies in the region, as letters without dots and spaces.
_COMPANY: Final = frozenset({
    "doo", "dd", "ad", "dooel", "ood", "eood", "ead", "shpk", "sha", "srl", "sa", "ltd", "llc", "plc", "gmbh", "ag",
    "kft", "bt", "zrt", "nyrt", "ae", "epe", "ike", "oe", "as", "ltdsti", "sti", "spa", "оод", "еоод", "еад", "ад",
    "доо", "доел", "дооел", "αε", "επε", "ικε", "οε",
})  # fmt: skip


def recognise(typed: str, home: frozenset[CountryCode] = frozenset()) -> tuple[Guess, ...]:
    """Return the questions that a text may stand for, the surest first; one alone if that is certain.

    Args:
        typed: as it was typed or pasted.
        home: countries whose plates and telephone numbers are meant first.
    """
    text = " ".join(typed[:_LONGEST].split())
    found = [guess for guess in _guesses(text, home) if _is_askable(guess)]
    certain = [guess for guess in found if guess.surety is Surety.CERTAIN]
    unlike: dict[tuple[str, tuple[tuple[str, str], ...]], Guess] = {}
    for guess in certain or sorted(found, key=lambda guess: -guess.surety):
        unlike.setdefault((guess.kind, tuple(sorted(guess.properties.items()))), guess)
    return tuple(unlike.values())


def _is_askable(guess: Guess) -> bool:
    """Tell whether the form takes what would stand in it."""
    try:
        parse_asked(KINDS[guess.kind], {name: [value] for name, value in guess.properties.items()}, "")
    except ParseError:
        return False
    return True


def _guesses(text: str, home: frozenset[CountryCode]) -> Iterator[Guess]:
    yield from _profile(text)
    yield from _zone(text)
    yield from _addresses(text)
    yield from _checked(text)
    yield from _phone(text, home)
    yield from _plate(text, home)
    yield from _document(text)
    yield from _names(text)


def _guess(kind: str, surety: Surety, what: str, **properties: str) -> Guess:
    return Guess(kind=kind, surety=surety, what=what, properties=properties)


def _profile(text: str) -> Iterator[Guess]:
    """Read a DNA profile: loci, each with its alleles, in any layout that keeps them in order."""
    loci: list[tuple[str, list[str]]] = []
    for word in re.split(r"[\s,;|/]+", re.sub(r"(?i)penta ([de])", r"Penta\1", text)):
        if _LOCUS.match(word):
            loci.append((word.rstrip(":;,"), []))
        elif loci and _ALLELE.match(word):
            loci[-1][1].append(word.upper())
    if sum(bool(alleles) for _, alleles in loci) >= _LOCI:
        lines = [f"{locus} {','.join(alleles)}" for locus, alleles in loci if alleles]
        yield _guess("dna", Surety.CERTAIN, "DNA profile", profile="\n".join(lines))


def _zone(text: str) -> Iterator[Guess]:
    """Read a machine-readable zone: its document, and its holder."""
    zone = read_zone(text)
    if zone is None:
        return
    surety = Surety.CERTAIN if zone.agrees else Surety.LIKELY
    country = {"issuing_country": zone.issuer} if zone.issuer else {}
    if zone.number:
        yield _guess("document", surety, "document of a machine-readable zone", number=zone.number, **country)
    if zone.holder:
        yield _guess("person", surety, "holder in a machine-readable zone", **zone.holder)


def _addresses(text: str) -> Iterator[Guess]:
    word = text.removeprefix("mailto:")
    if " " in word or not word:
        return
    if "@" in word.strip("@") and "://" not in word and read_email(word).valid:
        yield _guess("account", Surety.CERTAIN, "e-mail address", email=word)
    elif _HANDLE.fullmatch(word):
        yield _guess("account", Surety.LIKELY, "messaging name", handle=word)
    if len(word) <= LONGEST and read_wallet(word).valid:
        yield _guess("account", Surety.CERTAIN, "wallet address", wallet=word)


def _checked(text: str) -> Iterator[Guess]:
    """Read what has check digits."""
    key = compact(text)
    if read_iban(text).valid:
        yield _guess("account", Surety.CERTAIN, "IBAN", iban=key.removeprefix("IBAN"))
    mixed = key.isalnum() and not key.isdigit() and not key.isalpha()
    if len(key) == _VIN_LENGTH and mixed and not _DATE.search(text):
        vin = read_vin(text)
        yield _guess(
            "vehicle", Surety.LIKELY if vin.valid else Surety.POSSIBLE, "vehicle identification number", vin=key
        )
    if len(key) == _IMEI_LENGTH and key.isdigit() and not text.startswith("+"):
        surety = Surety.LIKELY if read_imei(key).valid else Surety.POSSIBLE
        yield _guess("device", surety, "IMEI", imei=key)


def _phone(text: str, home: frozenset[CountryCode]) -> Iterator[Guess]:
    plain = text.removeprefix("tel:")
    if not re.fullmatch(r"[+0(][\d\s()./+-]{5,24}", plain):
        return
    number = read_phone(plain, home)
    if number.valid:
        surety = Surety.CERTAIN if plain.startswith(("+", "00")) else Surety.LIKELY
        yield _guess("device", surety, "telephone number", phone=number.key)
    elif number.valid is None:
        yield _guess("device", Surety.POSSIBLE, "telephone number", phone=plain)


def _plate(text: str, home: frozenset[CountryCode]) -> Iterator[Guess]:
    key = compact(text)
    mixed = any(char.isdigit() for char in key) and any(char.isalpha() for char in key)
    if len(key) not in _PLATE_LENGTH or not mixed or len(text.split()) > 4:  # noqa: PLR2004 - no plate has more groups
        return
    fits = [country for country in sorted(home) if read_plate(text, frozenset({country})).valid]
    for country in fits:
        yield _guess("vehicle", Surety.LIKELY, "plate", plate=key, registration_country=country)
    yield _guess("vehicle", Surety.POSSIBLE, "plate", plate=key)


def _document(text: str) -> Iterator[Guess]:
    key = compact(text)
    digits = sum(char.isdigit() for char in key)
    if " " not in text and len(key) in _NUMBER_LENGTH and digits >= _DIGITS_IN_NUMBER:
        yield _guess("document", Surety.POSSIBLE, "document number", number=key)


def _names(text: str) -> Iterator[Guess]:
    """Read a name, perhaps with a day of birth: of a person, or of an organisation."""
    date = _DATE.search(text)
    words = (text[: date.start()] + " " + text[date.end() :] if date else text).split()
    words = [word for word in words if word.strip(",")]
    if not words or not all(_NAME.fullmatch(word) for word in words):
        return
    forms = {re.sub(r"\W", "", word).casefold() for word in words} | {re.sub(r"\W", "", "".join(words[1:])).casefold()}
    if len(words) > 1 and forms & _COMPANY:
        yield _guess("organisation", Surety.LIKELY, "organisation", name=" ".join(words))
    born = {"birth_date": _day(date)} if date else {}
    yield _guess("person", Surety.LIKELY, "name of a person", **_split(words), **born)


def _split(words: list[str]) -> dict[str, str]:
    """Tell family names from first names: before a comma, or in capitals, as police write them; else the last."""
    name = " ".join(words)
    if len(words) == 1:
        return {"family_name": name.strip(",")}
    before, comma, after = name.partition(",")
    if comma and before.strip() and after.strip(" ,"):
        return {"family_name": before.strip(), "first_name": after.strip(" ,").replace(",", "")}
    loud = [word for word in words if word.isupper() and len(word) > 1]
    if loud and len(loud) < len(words):
        return {"family_name": " ".join(loud), "first_name": " ".join(word for word in words if word not in loud)}
    return {"first_name": " ".join(words[:-1]).strip(","), "family_name": words[-1].strip(",")}


def _day(found: re.Match[str]) -> str:
    year, month, day = (found[1], found[2], found[3]) if found[1] else (found[6], found[5], found[4])
    return f"{year}-{int(month):02}-{int(day):02}"

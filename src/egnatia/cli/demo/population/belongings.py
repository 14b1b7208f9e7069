"""What an invented person owns and carries: documents, a car, a telephone, an account, a weapon."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from stdnum import iban, luhn

from egnatia.cli.demo.population import parameters
from egnatia.cli.demo.population.chance import Weighted, fill, one_of
from egnatia.cli.demo.population.country import Country, country
from egnatia.cli.demo.population.data import read_data
from egnatia.cli.demo.population.human import Human
from egnatia.cli.demo.population.romanise import mrz_spelling
from egnatia.match.identifiers import vin

_YEAR = 365


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A travel document or identity card."""

    type: str  #: passport or identity_card.
    number: str
    country: Country
    issued: date
    expires: date
    status: str
    status_date: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Car:
    """A road vehicle."""

    make: str
    model: str
    category: str
    vin: str
    plate: str
    country: Country
    colour: str
    first_registration: date
    status: str
    status_date: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Gun:
    """A firearm."""

    make: str
    model: str
    type: str
    calibre: str
    made_in: str
    serial: str
    status: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Phone:
    """A telephone and its line."""

    make: str
    model: str
    number: str
    imei: str
    imsi: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Purse:
    """A bank account, mailbox or messaging name."""

    type: str
    scheme: str  #: The property that identifies it: iban, email, handle.
    value: str
    provider: str
    country: Country | None


Thing = Paper | Car | Gun | Phone | Purse


#: The lists of `data/things.yaml`.
THINGS: Mapping[str, Any] = read_data("things")
_CARS = Weighted({tuple(row[:-1]): row[-1] for row in THINGS["vehicles"]})
_GUNS = Weighted({tuple(row[:-1]): row[-1] for row in THINGS["firearms"]})
_PHONES = tuple(tuple(row) for row in THINGS["phones"])
_COLOURS, _PLATFORMS, _MAIL = (tuple(THINGS[name]) for name in ("colours", "platforms", "mail"))

#: Model years in the tenth place of a VIN, from 2001 on (ISO 3779 with 49 CFR 565.15).
_MODEL_YEARS = "123456789ABCDEFGHJKLMNPRSTVWXY"
_VIN_LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ"


def draw_things(rng: Random, human: Human, today: date, *, known_widely: bool) -> tuple[Thing, ...]:
    """Draw what of a person's things is known to anybody; minors have documents only."""
    chances = _chances(human, today, known_widely=known_widely)
    return tuple(make(rng, human, today) for make, chance in chances if rng.random() < chance)


def _chances(human: Human, today: date, *, known_widely: bool) -> list[tuple[Any, float]]:
    passport = parameters.DOUBLE_PASSPORT if known_widely else parameters.PASSPORT
    land = country(human.nationality)
    if human.is_minor(today) or not land.phone:
        return [(draw_passport, passport)]
    return [
        (draw_passport, passport),
        (draw_card, parameters.IDENTITY_CARD if land.identity_card else 0),
        (draw_car, parameters.DOUBLE_VEHICLE if known_widely else parameters.VEHICLE),
        (draw_phone, parameters.DOUBLE_LINE if known_widely else parameters.LINE),
        (draw_purse, parameters.ACCOUNT),
        (draw_gun, parameters.FIREARM),
    ]


def draw_passport(rng: Random, human: Human, today: date) -> Paper:
    """Draw a passport of the own country."""
    land = country(human.nationality)
    return _paper(rng, land, today, "passport", land.passport)


def draw_card(rng: Random, human: Human, today: date) -> Paper:
    """Draw an identity card of the own country."""
    land = country(human.nationality)
    return _paper(rng, land, today, "identity_card", land.identity_card)


def _paper(rng: Random, land: Country, today: date, sort: str, pattern: str) -> Paper:
    issued = today - timedelta(days=rng.randrange(10 * _YEAR))
    status, since = _fate(rng, issued, today, {"stolen": parameters.DOCUMENT_STOLEN, "lost": parameters.DOCUMENT_LOST})
    expires = issued + timedelta(days=10 * _YEAR + 2)
    return Paper(
        type=sort,
        number=fill(pattern, rng, land.letters),
        country=land,
        issued=issued,
        expires=expires,
        status=status or "valid",
        status_date=since,
    )


def _fate(rng: Random, start: date, today: date, chances: Mapping[str, float]) -> tuple[str, date | None]:
    """Draw what became of a thing and when; empty if nothing did."""
    fortune = rng.random()
    for status, chance in chances.items():
        if fortune < chance:
            return status, start + timedelta(days=int(rng.random() * (today - start).days))
        fortune -= chance
    return "", None


def draw_car(rng: Random, human: Human, today: date) -> Car:
    """Draw a vehicle registered in the own country, with a VIN whose check digit is right."""
    make, model, maker, category = _CARS.draw(rng)
    land = country(human.nationality)
    first = today - timedelta(days=rng.randrange(60, 20 * _YEAR))
    status, since = _fate(rng, first, today, {"stolen": parameters.VEHICLE_STOLEN})
    return Car(
        make=make,
        model=model,
        category=category,
        vin=draw_vin(rng, maker, first.year),
        plate=fill(one_of(land.plates, rng), rng, land.letters),
        country=land,
        colour=one_of(_COLOURS, rng),
        first_registration=first,
        status=status or "registered",
        status_date=since,
    )


def draw_vin(rng: Random, maker: str, year: int) -> str:
    """Draw a VIN of a maker and model year (ISO 3779), its ninth place the check digit of 49 CFR 565.15."""
    head = maker + fill("@@@##", rng, _VIN_LETTERS)
    tail = _MODEL_YEARS[(year - 2001) % len(_MODEL_YEARS)] + fill("@######", rng, _VIN_LETTERS)
    return head + vin.check_digit(f"{head}0{tail}") + tail


def draw_gun(rng: Random, _human: Human, _today: date) -> Gun:
    """Draw a firearm."""
    make, model, sort, calibre, made_in, serial = _GUNS.draw(rng)
    stolen = rng.random() < parameters.FIREARM_STOLEN
    return Gun(
        make=make,
        model=model,
        type=sort,
        calibre=calibre,
        made_in=made_in,
        serial=fill(serial, rng),
        status="stolen" if stolen else "registered",
    )


def draw_phone(rng: Random, human: Human, _today: date) -> Phone:
    """Draw a telephone with a line that is nobody's, a test IMEI (GSMA TS.06: 00) and a test network (ITU-T E.212)."""
    make, model = one_of(_PHONES, rng)
    head = fill("00############", rng)
    return Phone(
        make=make,
        model=model,
        number=fill(country(human.nationality).phone, rng),
        imei=head + luhn.calc_check_digit(head),
        imsi=fill("00101##########", rng),
    )


def draw_purse(rng: Random, human: Human, _today: date) -> Purse:
    """Draw a bank account, a mailbox or a messaging name."""
    sort = rng.random()
    if sort < 0.5:  # noqa: PLR2004 - half are bank accounts
        return draw_bank_account(rng, country(human.nationality))
    name = _login(rng, human)
    if sort < 0.8:  # noqa: PLR2004
        platform = one_of(_PLATFORMS, rng)
        return Purse(type="messaging", scheme="handle", value=f"{platform}:{name}", provider=platform, country=None)
    host = one_of(_MAIL, rng)
    return Purse(type="mailbox", scheme="email", value=f"{name}@{host}", provider=host, country=None)


def draw_bank_account(rng: Random, land: Country) -> Purse:
    """Draw an account at an invented bank, with the check digits of ISO 13616 and, where a state has them, its own."""
    bban = fill(land.bban, rng)
    if bban.endswith("**"):
        bban = f"{bban[:-2]}{98 - int(bban[:-2] + '00') % 97:02d}"
    checks = iban.calc_check_digits(f"{land.alpha2}00{bban}")
    value = f"{land.alpha2}{checks}{bban}"
    return Purse(type="bank", scheme="iban", value=value, provider=one_of(land.banks, rng), country=land)


def _login(rng: Random, human: Human) -> str:
    words = [mrz_spelling(name).lower().replace(" ", "").replace("-", "") for name in (human.first, human.family)]
    if rng.random() < 0.5:  # noqa: PLR2004 - half have invented a name
        words = [words[0][:3], one_of(("line", "road", "blue", "wolf", "sea", "east"), rng)]
    return one_of((".", "_", ""), rng).join(words) + fill("##", rng)

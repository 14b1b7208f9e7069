"""Missing reports, and the unidentified dead: after INTERPOL's yellow and black notices."""

from datetime import date, datetime, timedelta
from random import Random

from egnatia.cli.demo.population import parameters
from egnatia.cli.demo.population.belongings import THINGS
from egnatia.cli.demo.population.caveat import Standing, draw_caveat
from egnatia.cli.demo.population.chance import Weighted, fill, one_of
from egnatia.cli.demo.population.country import Town, country
from egnatia.cli.demo.population.entry import Entry, Frame, Properties, draw_instant, make_record, not_before
from egnatia.cli.demo.population.human import Human
from egnatia.cli.demo.population.person import identity
from egnatia.cli.demo.population.register import Register
from egnatia.cli.demo.population.romanise import Hand, spell
from egnatia.cli.demo.population.samples import new_lineage, remains_dna
from egnatia.law.facts import PartySort
from egnatia.model.caveat import SubjectRole
from egnatia.model.identity import CountryCode
from egnatia.model.partial_date import parse_partial_date
from egnatia.model.record import Record

_MARKS, _HAIR, _EYES, _CLOTHING, _EFFECTS = (
    tuple(THINGS[name]) for name in ("marks", "hair", "eyes", "clothing", "effects")
)
#: Where the wars of 1991 to 1999 were; and where people on the way disappear today.
_WAR = frozenset({"BIH", "HRV", "XKX", "SRB"})
_ROUTE = Weighted({CountryCode(code): weight for code, weight in {
    "GRC": 22.0, "BGR": 18.0, "TUR": 18.0, "BIH": 12.0, "HRV": 10.0, "SRB": 10.0, "ITA": 6.0, "MKD": 4.0,
}.items()})  # fmt: skip
_CONSENT = Weighted({
    "humanitarian_organisations": 5, "authorities_of_other_states": 4, "police": 3, "public": 2,
})  # fmt: skip
_RISK_AGE = 18


def missing_report(entry: Entry) -> Record:
    """Make the report that a person is missing; what a family tells is in the register's script."""
    rng = entry.rng
    seen_on, seen_at = _last_seen(entry)
    properties: Properties = {
        **identity(entry),
        "number": (fill("MP-{2015|2017|2019|2021|2023|2025}-#####", rng),),
        "status": ("active",),
        "last_seen_date": (seen_on,),
        "last_seen_place": (spell(seen_at.name, entry.pen.code, entry.pen.hand),),
        "last_seen_country": (seen_at.country,),
        "last_seen_point": (seen_at.point,),
        "consent": (_CONSENT.draw(rng),),
        **_looks(rng, female=entry.human.female),
    }
    properties.pop("address", None)
    if entry.human.age(date.fromisoformat(f"{seen_on[:4]}-12-31")) < _RISK_AGE:
        properties["risk"] = ("minor",)
    recorded_at = not_before(entry.recorded_at, parse_partial_date(seen_on, "last_seen_date").latest, entry.now)
    frame = Frame(node=entry.register.node, caveat=entry.caveat, recorded_at=recorded_at)
    return make_record(rng, frame, "missing_report", properties)


def _last_seen(entry: Entry) -> tuple[str, Town]:
    """Draw day and town: in the wars of the region for its people, on the route for others; after birth in any case."""
    rng, human = entry.rng, entry.human
    today = entry.now.date()
    at_war = human.nationality in _WAR and human.born.year < 1985 and rng.random() < parameters.WAR_MISSING  # noqa: PLR2004
    land = human.nationality if at_war else _ROUTE.draw(rng)
    earliest = date(1991, 6, 25) if at_war else max(human.born + timedelta(days=300), date(2014, 1, 1))
    latest = date(1999, 6, 20) if at_war else today - timedelta(days=10)
    day = earliest + timedelta(days=int(rng.random() * max((latest - earliest).days, 1)))
    precise = day.isoformat() if rng.random() < 0.7 else f"{day:%Y-%m}"  # noqa: PLR2004
    return precise, one_of(country(land).towns, rng)


def _looks(rng: Random, *, female: bool) -> Properties:
    height = rng.gauss(164 if female else 177, 7)
    found: Properties = {
        "height": (f"{height:.0f} cm",),
        "hair": (one_of(_HAIR, rng),),
        "eyes": (one_of(_EYES, rng),),
        "clothing": tuple(dict.fromkeys((one_of(_CLOTHING, rng), one_of(_CLOTHING, rng)))),
    }
    if rng.random() < parameters.REMAINS_WITH_MARK:
        found["distinguishing_marks"] = (one_of(_MARKS, rng),)
    if rng.random() < parameters.REMAINS_WITH_MARK:
        found["effects"] = (one_of(_EFFECTS, rng),)
    return found


def remains_record(rng: Random, register: Register, now: datetime) -> Record:
    """Make the record of one unidentified dead, of whom nothing else is known."""
    found_on = now.date() - timedelta(days=int(rng.random() * 3600) + 5)
    youngest = rng.randrange(14, 60)
    female = rng.random() < 0.25  # noqa: PLR2004
    frame = _frame_of_dead(rng, register, found_on, now)
    return make_record(rng, frame, "remains", _body(rng, register, found_on, female=female, youngest=youngest))


def remains_of(
    rng: Random, register: Register, dead: Human, found_on: date, now: datetime
) -> tuple[Record, Record, Record]:
    """Make the sample, the profile and the record of a body whose name its register does not know."""
    frame = _frame_of_dead(rng, register, found_on, now)
    lineage = new_lineage(rng)
    sample, profile = remains_dna(rng, frame, dead, lineage)
    youngest = max(dead.age(found_on) - rng.randrange(1, 9), 0)
    properties = _body(rng, register, found_on, female=dead.female, youngest=youngest)
    properties["dna"] = (profile.lineage,)
    return sample, profile, make_record(rng, frame, "remains", properties, lineage)


def _frame_of_dead(rng: Random, register: Register, found_on: date, now: datetime) -> Frame:
    standing = Standing(role=SubjectRole.DECEASED, sort=register.sort)
    caveat = draw_caveat(rng, standing, now.date())
    return Frame(node=register.node, caveat=caveat, recorded_at=not_before(draw_instant(rng, now), found_on, now))


def _body(rng: Random, register: Register, found_on: date, *, female: bool, youngest: int) -> Properties:
    land = register.country or _ROUTE.draw(rng)
    town = one_of(country(land).towns, rng)
    pen = register.pen(rng)
    looks = _looks(rng, female=female)
    looks.pop("eyes")
    return {
        "number": (fill("UR-{2016|2018|2020|2022|2024}-####", rng),),
        "completeness": (one_of(("body", "body", "skeleton", "body_part"), rng),),
        "found_date": (found_on.isoformat(),),
        "found_place": (spell(town.name, pen.code, Hand.PASSPORT),),
        "found_country": (land,),
        "found_point": (_near(rng, town),),
        "sex": ("female" if female else "male",),
        "age_from": (f"{youngest} years",),
        "age_until": (f"{youngest + rng.randrange(9, 20)} years",),
        "identification": ("insufficient",),
        **looks,
    }


def _near(rng: Random, town: Town) -> str:
    """Draw a point some kilometres from a town."""
    near = (round(float(part) + rng.uniform(-0.1, 0.1), 4) for part in town.point.split(","))
    return ",".join(f"{part:g}" for part in near)


def keeps_reports(register: Register) -> bool:
    """Tell whether a register is kept for missing persons rather than for crime."""
    return register.sort is PartySort.BODY and register.remains > 0

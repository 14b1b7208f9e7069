"""How often the rules on what is out of pattern remark on ordinary work, and whether they see insiders.

A year of an agency of thirty people is made up: shifts, sessions of reading, raids, overtime, leave. Nothing in it is
wrong, so every remark is a false alarm. Then one insider of each sort is put into it, one after another.

    python -m benchmarks.patterns [--seed 1] [--json]
"""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from random import Random

import click

from egnatia.casework.deeds import Deed
from egnatia.casework.patterns.measures import Facts, measure
from egnatia.casework.patterns.rules import rules
from egnatia.casework.rows import Role
from egnatia.model.identity import AccountId

BEGIN = datetime(2025, 11, 3, tzinfo=UTC)
DAYS = 364
#: Who works there, at which hour the shift begins, and how many records and questions a day are usual.
STAFF = (
    *((Role.OFFICER, shift, 14, 4) for shift in (5, 5, 5, 13, 13, 13, 21, 21, 21)),
    *((Role.OFFICER, 7, 10, 3) for _ in range(9)),
    *((Role.SUPERVISOR, 7, 6, 0) for _ in range(4)),
    *((Role.FORENSIC, 7, 16, 0) for _ in range(3)),
    *((Role.ANALYST, 8, 20, 0) for _ in range(3)),
    *((Role.PROSECUTOR, 8, 4, 0) for _ in range(2)),
)
RAIDS = 8  #: In the year; those who work on one read four times as much for two days.
RAIDERS = 6


@dataclass(frozen=True)
class Person:
    """One of the staff."""

    id: AccountId
    role: Role
    shift: int
    reads: float
    asks: float


class Agency:
    """The agency, and what its people do."""

    def __init__(self, seed: int) -> None:
        """Hire the staff: some read twice as much as others."""
        self.chance = Random(seed)  # noqa: S311 - a made-up year
        self.people = [
            Person(self._hex(), role, shift, reads * self.chance.lognormvariate(0, 0.4), asks)
            for role, shift, reads, asks in STAFF
        ]
        self.facts = Facts(roles={one.id: frozenset({one.role}) for one in self.people})
        self.raids = {
            self.chance.randrange(DAYS) + more: frozenset(one.id for one in self.chance.sample(self.people, RAIDERS))
            for _ in range(RAIDS)
            for more in (0, 1)
        }

    def year(self) -> list[Deed]:
        """Return what is done in a year in which nobody does anything wrong."""
        made = [deed for day in range(DAYS) for deed in self._day(day)]
        return sorted(made, key=lambda deed: deed.at)

    def of(self, role: Role) -> list[Person]:
        """Return the people of a role."""
        return [one for one in self.people if one.role is role]

    def session(self, by: Person, at: datetime, number: int, act: str = "consultation") -> Iterator[Deed]:
        """Yield acts that follow one another by a minute or two."""
        for _ in range(number):
            at += timedelta(seconds=self.chance.expovariate(1 / 100))
            yield Deed(by=by.id, at=at, act=act, about=(self._hex(),))

    def _day(self, day: int) -> Iterator[Deed]:
        date = BEGIN + timedelta(days=day)
        for one in self.people:
            round_the_clock = one.role is Role.OFFICER and one.shift != 7  # noqa: PLR2004 - those by day
            works = self.chance.random() < (0.62 if round_the_clock else 0.85 if date.weekday() < 5 else 0.03)  # noqa: PLR2004
            if works:
                yield from self._shift(one, date, 4 if one.id in self.raids.get(day, ()) else 1)
        yield from self._matters(date)

    def _shift(self, one: Person, date: datetime, times: int) -> Iterator[Deed]:
        late = self.chance.randint(1, 4) if self.chance.random() < 0.06 else 0  # noqa: PLR2004 - overtime
        for act, usual in (("consultation", one.reads * times), ("question:asked", one.asks * times)):
            number = int(self.chance.gammavariate(1.5, usual / 1.5)) if usual else 0
            while number > 0:
                now = min(number, self.chance.randint(1, 12))
                at = date + timedelta(hours=one.shift, minutes=self.chance.randrange((8 + late) * 60))
                yield from self.session(one, at, now, act)
                number -= now

    def _matters(self, date: datetime) -> Iterator[Deed]:
        """Yield what takes two people, and what is rare."""
        noon = date + timedelta(hours=10)
        for _ in range(self.chance.randint(0, 4)):
            matter = self._hex()
            yield Deed(by=self._any(Role.FORENSIC), at=noon, act="statement:confirm", about=(matter,))
            yield Deed(by=self._any(Role.SUPERVISOR), at=noon, act="disclosure:released", about=(matter,))
        if self.chance.random() < 0.3:  # noqa: PLR2004 - two a week
            yield from self._request(noon, *self.chance.sample(self.of(Role.SUPERVISOR), 2))
        if self.chance.random() < 0.25:  # noqa: PLR2004
            yield Deed(by=self._any(Role.ANALYST), at=noon, act="disclosure:export", about=(self._hex(),))
        if self.chance.random() < 0.02:  # noqa: PLR2004 - seven a year
            yield Deed(by=self._any(Role.OFFICER), at=noon, act="statement:break_glass", about=(self._hex(),))

    def _request(self, at: datetime, taker: Person, looker: Person) -> Iterator[Deed]:
        request, told = self._hex(), "disclosure" if self.chance.random() < 0.6 else "answer"  # noqa: PLR2004
        yield Deed(by=taker.id, at=at, act="collection:access", about=("f" * 64, request))
        yield Deed(by=looker.id, at=at + timedelta(days=9), act="consultation:access", about=(request,))
        yield Deed(by=looker.id, at=at + timedelta(days=9), act=f"{told}:access_answered", about=(request,))

    def _any(self, role: Role) -> AccountId:
        return self.chance.choice(self.of(role)).id

    def _hex(self) -> AccountId:
        return AccountId(f"{self.chance.getrandbits(128):032x}")


def insiders(agency: Agency) -> Iterator[tuple[str, list[Deed]]]:
    """Yield what one insider of each sort does beside the ordinary work."""
    who, other = agency.of(Role.OFFICER)[12], agency.of(Role.SUPERVISOR)[0]
    forensic = agency.of(Role.FORENSIC)[0]
    day = BEGIN + timedelta(days=200, hours=9)
    fast = [replace(one, at=day + timedelta(seconds=9 * n)) for n, one in enumerate(agency.session(who, day, 300))]
    yield "300 records in an hour", fast
    yield "80 records in a day", list(agency.session(who, day, 80))
    month = (day.replace(day=1) + timedelta(days=step) for step in range(28))
    yield "60 more a day for a month", [one for at in month for one in agency.session(who, at, 60)]
    yield "20 records at two at night", list(agency.session(who, day + timedelta(hours=17), 20))
    passed = [Deed(by=forensic.id, at=day, act="statement:confirm", about=(f"{n:064x}",)) for n in range(60)]
    released = [replace(one, by=other.id, act="disclosure:released") for one in passed]
    yield "60 hits confirmed and released by the same two", passed + released
    taken = [Deed(by=other.id, at=day, act="collection:access", about=("f" * 64, f"{n:032x}")) for n in range(5)]
    looks = [replace(one, by=agency.of(Role.SUPERVISOR)[1].id, act="consultation:access", about=one.about[1:])
             for one in taken]  # fmt: skip
    yield "5 invented requests of people concerned", taken + looks
    opened = Deed(by=other.id, at=day, act="administration:case_file_opened", about=("9" * 32,), case="9" * 32)
    closed = replace(opened, at=day + timedelta(hours=6), act="administration:case_file_closed")
    reads = [replace(one, case="9" * 32) for one in agency.session(who, day, 20)]
    yield "a case file for a day", [opened, *reads, closed]
    exports = [Deed(by=agency.of(Role.ANALYST)[0].id, at=day, act="disclosure:export", about=(f"{n:064x}",))
               for n in range(20)]  # fmt: skip
    yield "20 exports in a month", exports
    danger = Deed(by=who.id, at=day, act="statement:break_glass", about=("8" * 64,))
    yield "danger to life stated three times in a month", [danger] * 3


def remarked(deeds: Sequence[Deed], facts: Facts) -> Counter[str]:
    """Count remarks by rule."""
    return Counter(one.rule for rule in rules() for one in measure(rule, deeds, facts))


@click.command()
@click.option("--seed", default=1, show_default=True)
@click.option("--json", "as_json", is_flag=True)
def main(seed: int, *, as_json: bool) -> None:
    """Print the false alarms of a year, and which insiders are seen."""
    agency = Agency(seed)
    year = agency.year()
    alarms = remarked(year, agency.facts)
    seen = {}
    for sort, acts in insiders(agency):
        more = remarked(sorted(year + acts, key=lambda deed: deed.at), agency.facts) - alarms
        seen[sort] = sorted(more)
    people_days = len({(deed.by, deed.at.date()) for deed in year})
    told = {"acts": len(year), "days_worked": people_days, "remarks": dict(alarms), "insiders": seen}
    if as_json:
        click.echo(json.dumps(told))
        return
    click.echo(f"{len(year):,} acts of {len(agency.people)} people on {people_days:,} days: {alarms.total()} remarks,")
    click.echo(f"{alarms.total() / 52:.1f} a week, {1000 * alarms.total() / people_days:.1f} in 1,000 days of work")
    for rule, count in alarms.most_common():
        click.echo(f"  {rule:24} {count:5}")
    for sort, by in seen.items():
        click.echo(f"{'seen' if by else 'NOT SEEN':9} {sort}: {', '.join(by)}")


if __name__ == "__main__":
    main()

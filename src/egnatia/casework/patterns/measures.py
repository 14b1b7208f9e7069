"""Measuring acts against what is usual: pure functions over deeds, one for each measure of a rule."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import groupby
from statistics import median
from types import MappingProxyType
from typing import Final, TypeAlias

from egnatia.casework.deeds import Deed
from egnatia.casework.patterns.rules import Measure, Rule
from egnatia.casework.rows import Role
from egnatia.ledger.entry import Act
from egnatia.model import canonical
from egnatia.model.identity import AccountId

#: How far back one's own usual is looked for, and on how many days one must have done it for a usual to be.
HISTORY: Final = timedelta(days=60)
_DAYS: Final = 5
#: So many others with a role in common must have done it.
_PEERS: Final = 3
_AN_HOUR: Final = timedelta(hours=1)
#: An hour of the day is usual if it, or the one beside it, has so many of a person's acts, of at least so many known.
_USUAL_HOUR: Final = 0.01
_KNOWN: Final = 100
_A_DAY: Final = timedelta(days=1)

_OPENED: Final = f"{Act.ADMINISTRATION}:case_file_opened"
_CLOSED: Final = f"{Act.ADMINISTRATION}:case_file_closed"
_TAKEN: Final = f"{Act.COLLECTION}:access"
_TOLD: Final = f"{Act.DISCLOSURE}:access_answered"


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """Something out of pattern: of whom, when, and in which words; it accuses nobody."""

    rule: str
    by: AccountId
    on: date  #: The day, or the first one of the month.
    says: str
    count: int
    about: tuple[str, ...] = ()  #: Ids by which the log is looked at further: a case file, a record, an account.

    @property
    def id(self) -> str:
        """By what an answer names it: the same whenever the log is looked through."""
        return canonical.digest(["remark", self.rule, self.by, self.on.isoformat(), *self.about])


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known of the node besides its log."""

    roles: Mapping[AccountId, frozenset[Role]] = field(default_factory=dict)
    #: Whose name a record bears, to a reader: in words, such as `the reader's own family name`; empty: nobody's.
    bears: Callable[[str, AccountId], str] = lambda _record, _reader: ""


_Deeds: TypeAlias = Sequence[Deed]


def measure(rule: Rule, deeds: _Deeds, facts: Facts) -> Iterator[Remark]:
    """Yield what a rule remarks on.

    Args:
        rule: of `rules.yaml`.
        deeds: in the order of time, with the history that the rule looks back on.
        facts: what else is known.
    """
    return _MEASURES[rule.measure](rule, deeds, facts)


def _by_day(rule: Rule, deeds: _Deeds) -> Mapping[AccountId, Mapping[date, list[Deed]]]:
    found: dict[AccountId, dict[date, list[Deed]]] = defaultdict(lambda: defaultdict(list))
    for deed in deeds:
        if deed.act in rule.of:
            found[deed.by][deed.at.date()].append(deed)
    return found


def _says(rule: Rule, by: AccountId, on: date, count: int, **more: object) -> Remark:
    return Remark(rule=rule.id, by=by, on=on, count=count, says=rule.says.format(count=count, **more))


def _burst(rule: Rule, deeds: _Deeds, _facts: Facts) -> Iterator[Remark]:
    for by, days in _by_day(rule, deeds).items():
        for day, done in days.items():
            most = _most_within(done, _AN_HOUR)
            if most >= rule.least:
                yield _says(rule, by, day, most)


def _most_within(done: _Deeds, span: timedelta) -> int:
    """Return the most acts within any span of time."""
    most = start = 0
    for end, deed in enumerate(done):
        while deed.at - done[start].at >= span:
            start += 1
        most = max(most, end - start + 1)
    return most


def _own(rule: Rule, deeds: _Deeds, _facts: Facts) -> Iterator[Remark]:
    for by, days in _by_day(rule, deeds).items():
        counts = {day: len(done) for day, done in days.items()}
        for day, count in counts.items():
            earlier = [found for other, found in counts.items() if timedelta() < day - other <= HISTORY]
            usual = median(earlier) if len(earlier) >= _DAYS else None
            if count >= rule.least and usual is not None and count > rule.times * usual:
                yield _says(rule, by, day, count, usual=f"{usual:g}")


def _month(day: date) -> date:
    return day.replace(day=1)


def _per_month(rule: Rule, deeds: Iterable[Deed]) -> Mapping[date, Counter[AccountId]]:
    found: dict[date, Counter[AccountId]] = defaultdict(Counter)
    for deed in deeds:
        if deed.act in rule.of:
            found[_month(deed.at.date())][deed.by] += 1
    return found


def _peers(rule: Rule, deeds: _Deeds, facts: Facts) -> Iterator[Remark]:
    for month, counts in _per_month(rule, deeds).items():
        for by, count in counts.items():
            mine = facts.roles.get(by, frozenset())
            others = [n for who, n in counts.items() if who != by and mine & facts.roles.get(who, frozenset())]
            if count >= rule.least and len(others) >= _PEERS and count > rule.times * median(others):
                yield _says(rule, by, month, count, usual=f"{median(others):g}")


def _often(rule: Rule, deeds: _Deeds, _facts: Facts) -> Iterator[Remark]:
    for month, counts in _per_month(rule, deeds).items():
        for by, count in counts.items():
            if count >= rule.least:
                yield _says(rule, by, month, count)


def _hours(rule: Rule, deeds: _Deeds, _facts: Facts) -> Iterator[Remark]:
    for by, days in _by_day(rule, deeds).items():
        hours = {day: Counter(deed.at.hour for deed in done) for day, done in days.items()}
        for day, now in hours.items():
            earlier = Counter[int]()
            for other, then in hours.items():
                if timedelta() < day - other <= HISTORY:
                    earlier += then
            usual = _usual_hours(earlier) if earlier.total() >= _KNOWN else frozenset(now)
            odd = sum(count for hour, count in now.items() if hour not in usual)
            if odd >= rule.least:
                yield _says(rule, by, day, odd)


def _usual_hours(earlier: Counter[int]) -> frozenset[int]:
    """Return the hours of the day (UTC) at which somebody works, with those beside them: clocks change twice a year."""
    usual = {hour for hour, count in earlier.items() if count >= _USUAL_HOUR * earlier.total()}
    return frozenset((hour + step) % 24 for hour in usual for step in (-1, 0, 1))


def _name(rule: Rule, deeds: _Deeds, facts: Facts) -> Iterator[Remark]:
    seen: set[tuple[AccountId, date, str]] = set()
    for deed in deeds:
        if deed.act not in rule.of:
            continue
        for record in deed.about:
            key = (deed.by, deed.at.date(), record)
            whose = facts.bears(record, deed.by) if key not in seen else ""
            if whose:
                seen.add(key)
                said = rule.says.format(count=1, whose=whose)
                yield Remark(rule=rule.id, by=deed.by, on=deed.at.date(), says=said, count=1, about=(record,))


def _pair(rule: Rule, deeds: _Deeds, facts: Facts) -> Iterator[Remark]:
    firsts: dict[str, AccountId] = {}
    pairs: dict[tuple[date, AccountId], Counter[AccountId]] = defaultdict(Counter)
    counted: set[tuple[AccountId, str]] = set()
    for deed in deeds:
        if deed.act in rule.first:
            firsts |= dict.fromkeys(deed.about, deed.by)
        matter = next((one for one in deed.about if one in firsts), None)
        if deed.act in rule.second and matter and (deed.by, matter) not in counted and firsts[matter] != deed.by:
            counted.add((deed.by, matter))
            pairs[_month(deed.at.date()), deed.by][firsts[matter]] += 1
    for (month, by), counts in pairs.items():
        other, count = counts.most_common(1)[0]
        able = _able(other, by, facts)
        if able and count >= rule.least and count >= rule.share * counts.total():
            said = rule.says.format(count=count, others=able)
            yield Remark(rule=rule.id, by=by, on=month, says=said, count=count, about=(other,))


def _able(first: AccountId, second: AccountId, facts: Facts) -> int:
    """Return how many others have a role of the first: with nobody else there, the same two are no wonder."""
    roles = facts.roles.get(first, frozenset())
    return sum(bool(roles & found) for who, found in facts.roles.items() if who not in (first, second))


def _opener(rule: Rule, deeds: _Deeds, _facts: Facts) -> Iterator[Remark]:
    openers = {deed.case: deed.by for deed in deeds if deed.act == _OPENED}
    for case, done in _by_case(rule, deeds).items():
        by = openers.get(case)
        own = [deed for deed in done if deed.by == by]
        if by and len(own) >= rule.least and len(own) > len(done) - len(own):
            yield _about(rule, own[0], case, len(own))


def _short(rule: Rule, deeds: _Deeds, _facts: Facts) -> Iterator[Remark]:
    opened = {deed.case: deed.at for deed in deeds if deed.act == _OPENED}
    closed = {deed.case: deed for deed in deeds if deed.act == _CLOSED}
    for case, done in _by_case(rule, deeds).items():
        if case in opened and case in closed and closed[case].at - opened[case] < _A_DAY and len(done) >= rule.least:
            by, _ = Counter(deed.by for deed in done).most_common(1)[0]
            yield _about(rule, next(deed for deed in done if deed.by == by), case, len(done))


def _by_case(rule: Rule, deeds: _Deeds) -> Mapping[str, list[Deed]]:
    found = sorted((deed for deed in deeds if deed.case and deed.act in rule.of), key=lambda deed: (deed.case, deed.at))
    return {case: list(done) for case, done in groupby(found, key=lambda deed: deed.case)}


def _about(rule: Rule, deed: Deed, case: str, count: int) -> Remark:
    said = rule.says.format(count=count)
    return Remark(rule=rule.id, by=deed.by, on=deed.at.date(), says=said, count=count, about=(case,))


def _unanswered(rule: Rule, deeds: _Deeds, _facts: Facts) -> Iterator[Remark]:
    """Find requests that were looked through and then told nobody anything: a month after they came at the earliest."""
    looked = {one for deed in deeds if deed.act in rule.of for one in deed.about}
    told = {one for deed in deeds if deed.act == _TOLD for one in deed.about}
    taken: dict[tuple[date, AccountId], int] = Counter()
    last = deeds[-1].at if deeds else None
    for deed in deeds:
        if deed.act == _TAKEN and last and last - deed.at > timedelta(days=30):
            vain = not told.intersection(deed.about[1:]) and looked.intersection(deed.about[1:])
            taken[_month(deed.at.date()), deed.by] += bool(vain)
    for (month, by), count in taken.items():
        if count >= rule.least:
            yield _says(rule, by, month, count)


_MEASURES: Final[Mapping[Measure, Callable[[Rule, _Deeds, Facts], Iterator[Remark]]]] = MappingProxyType(
    {
        Measure.BURST: _burst,
        Measure.OWN: _own,
        Measure.PEERS: _peers,
        Measure.HOURS: _hours,
        Measure.NAME: _name,
        Measure.PAIR: _pair,
        Measure.OPENER: _opener,
        Measure.SHORT: _short,
        Measure.OFTEN: _often,
        Measure.UNANSWERED: _unanswered,
    }
)

"""A pedigree as the server draws it, in the symbols of human genetics.

Squares are men, circles women, diamonds people whose sex is not known; a line joins parents, a double one parents who
are related by descent; children hang from one bar, identical twins from one point with a bar between (Bennett et al.
1995, Am J Hum Genet 56:745-752; 2008, J Genet Couns 17:424-433). Who is missing, and who is typed, is said by a sign
and a word. Couples that cannot stand in one row (a man and his granddaughter) are joined across rows.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from graphlib import CycleError, TopologicalSorter
from typing import Final, TypeAlias

from egnatia.match.kinship.pedigree import Pedigree, Person, Sex
from egnatia.match.kinship.relatives import UNNAMED

#: Pixels: half a symbol, from one person to the next, from one generation to the next, the edge around everything.
HALF: Final = 16
_ACROSS, _DOWN, _EDGE = 112, 136, 64
#: Rounds in which people are moved towards those to whom they belong.
_ROUNDS: Final = 8
#: Heights of bars above one row of children, and the pixels between them.
_BARS, _APART = 4, 9
#: Letters of a name below a symbol; the whole name is in the title and in the table.
_LETTERS: Final = 14


@dataclass(frozen=True, slots=True, kw_only=True)
class Symbol:
    """One person where the picture has him or her."""

    id: str
    sex: Sex
    x: int
    y: int
    missing: bool
    typed: bool
    named: bool

    @property
    def label(self) -> str:
        """The name, as far as there is room."""
        return self.id if len(self.id) <= _LETTERS else self.id[: _LETTERS - 1] + "…"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A straight line of the picture."""

    x1: int
    y1: int
    x2: int
    y2: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """A pedigree with the places of everybody and the lines between them."""

    width: int
    height: int
    symbols: tuple[Symbol, ...]
    lines: tuple[Line, ...]


def draw_pedigree(pedigree: Pedigree, missing: Iterable[str] = (), typed: Iterable[str] = ()) -> Drawing:
    """Return the drawing of a pedigree.

    Args:
        pedigree: who is whose child.
        missing: ids of who is searched for.
        typed: ids of whose profile is known.
    """
    pedigree = _paired(pedigree)
    rows = _rows(pedigree)
    places = _places(pedigree, rows)
    sought, known = frozenset(missing), frozenset(typed)
    symbols = tuple(
        Symbol(
            id=person.id,
            sex=person.sex,
            x=places[person.id],
            y=_EDGE // 2 + HALF + rows[person.id] * _DOWN,
            missing=person.id in sought,
            typed=person.id in known,
            named=not person.id.startswith(UNNAMED),
        )
        for person in pedigree.people
    )
    at = {symbol.id: symbol for symbol in symbols}
    return Drawing(
        width=max(places.values(), default=0) + _EDGE,
        height=_DOWN * (max(rows.values(), default=0) + 1) - HALF,
        symbols=symbols,
        lines=tuple(_lines(pedigree, at)),
    )


def _paired(pedigree: Pedigree) -> Pedigree:
    """Return a pedigree in which whoever has one parent has two: the other is somebody of whom nothing is known.

    Two children of one such parent may have different others, and are drawn so; identical twins have the same.
    """
    twins = {name: group[0] for group in pedigree.twins for name in group}
    added: dict[str, Person] = {}

    def pair(person: Person) -> Person:
        if person.is_founder or (person.father and person.mother):
            return person
        other = f"{UNNAMED}{UNNAMED}{twins.get(person.id, person.id)}"
        added[other] = Person(id=other, sex=Sex.FEMALE if person.father else Sex.MALE)
        return replace(person, father=person.father or other, mother=person.mother or other)

    people = tuple(pair(person) for person in pedigree.people)
    return replace(pedigree, people=(*people, *added.values()))


def _couples(pedigree: Pedigree) -> dict[tuple[str, ...], list[Person]]:
    """Return the children of each couple."""
    found: dict[tuple[str, ...], list[Person]] = {}
    for person in pedigree.people:
        parents = tuple(filter(None, (person.father, person.mother)))
        if parents:
            found.setdefault(parents, []).append(person)
    return found


def _rows(pedigree: Pedigree) -> dict[str, int]:
    """Return everybody's generation from the top: partners in one row where descent allows it."""
    group = {person.id: person.id for person in pedigree.people}
    for parents in _couples(pedigree):
        theirs = {group[one] for one in parents}
        joined = {name: min(theirs) if own in theirs else own for name, own in group.items()}
        if _order(pedigree, joined) is not None:
            group = joined
    order = _order(pedigree, group) or []
    above = _above(pedigree, group)
    row: dict[str, int] = {}
    for name in order:
        row[name] = max((row[one] + 1 for one in above[name]), default=0)
    for name in reversed(order):  # founders stand just above their first children
        below = [row[other] for other in order if name in above[other]]
        if not above[name] and below:
            row[name] = min(below) - 1
    return {person.id: row[group[person.id]] for person in pedigree.people}


def _above(pedigree: Pedigree, group: Mapping[str, str]) -> dict[str, set[str]]:
    above: dict[str, set[str]] = {name: set() for name in group.values()}
    for person in pedigree.people:
        above[group[person.id]] |= {group[one] for one in (person.father, person.mother) if one}
    return above


def _order(pedigree: Pedigree, group: Mapping[str, str]) -> list[str] | None:
    try:
        return list(TopologicalSorter(_above(pedigree, group)).static_order())
    except CycleError:
        return None


def _places(pedigree: Pedigree, rows: Mapping[str, int]) -> dict[str, int]:
    """Return where everybody stands in the row: children below their parents, nobody on somebody else."""
    order = _walk(pedigree)
    by_row = [[name for name in order if rows[name] == row] for row in range(max(rows.values(), default=-1) + 1)]
    x = {name: float(number * _ACROSS) for row in by_row for number, name in enumerate(row)}
    couples = _couples(pedigree)
    for _ in range(_ROUNDS):
        for row in by_row:
            x |= _apart(row, [_below_parents(name, couples, x) for name in row])
        for row in reversed(by_row):
            x |= _apart(row, [_above_children(name, couples, x) for name in row])
    left = min(x.values(), default=0.0)
    return {name: round(place - left) + _EDGE for name, place in x.items()}


_Couples: TypeAlias = Mapping[tuple[str, ...], Sequence[Person]]


def _mean(numbers: Sequence[float]) -> float:
    return sum(numbers) / len(numbers)


def _below_parents(name: str, couples: _Couples, x: Mapping[str, float]) -> float:
    own = [parents for parents, children in couples.items() if any(child.id == name for child in children)]
    return _mean([x[one] for one in own[0]]) if own else x[name]


def _above_children(name: str, couples: _Couples, x: Mapping[str, float]) -> float:
    below = [x[child.id] for parents, children in couples.items() if name in parents for child in children]
    return _mean(below) if below else x[name]


def _apart(row: Sequence[str], wanted: Sequence[float]) -> dict[str, float]:
    """Return the places nearest to those wanted (least squares) at which everybody has room, in this order.

    Without the room that people need, the places must not fall from left to right: neighbours who would are put at
    their mean (pool adjacent violators; Ayer et al. 1955).
    """
    pools: list[list[float]] = []  # mean and size
    for number, place in enumerate(wanted):
        mean, size = place - number * _ACROSS, 1.0
        while pools and pools[-1][0] > mean:
            before, more = pools.pop()
            mean, size = (mean * size + before * more) / (size + more), size + more
        pools.append([mean, size])
    flat = [mean for mean, size in pools for _ in range(int(size))]
    return {name: mean + number * _ACROSS for number, (name, mean) in enumerate(zip(row, flat, strict=True))}


def _walk(pedigree: Pedigree) -> list[str]:
    """Return everybody in the order in which people stand side by side: partners, then children, family by family."""
    known, couples = pedigree.by_id, _couples(pedigree)
    found: list[str] = []

    def take(name: str) -> None:
        if name in found:
            return
        own = [parents for parents in couples if name in parents]
        partners = [one for parents in own for one in parents if one != name and one not in found]
        found.extend([*partners[:1], name, *partners[1:]] if len(partners) > 1 else [name, *partners])
        for parents in own:
            for child in couples[parents]:
                take(child.id)

    for name in sorted(known, key=lambda one: (not known[one].is_founder, _has_married_in(known[one], couples, known))):
        take(name)
    return found


def _has_married_in(person: Person, couples: Mapping[tuple[str, ...], object], known: Mapping[str, Person]) -> bool:
    """Tell whether a founder's partner has parents here: the partner's family leads to both."""
    partners = {one for parents in couples if person.id in parents for one in parents if one != person.id}
    return any(not known[one].is_founder for one in partners)


def _lines(pedigree: Pedigree, at: Mapping[str, Symbol]) -> Iterable[Line]:
    twins = {name: group for group in pedigree.twins for name in group}
    taken: dict[int, list[tuple[int, int]]] = {}
    for parents, children in _couples(pedigree).items():
        ends = sorted((at[one] for one in parents), key=lambda one: one.x)
        yield from _marriage(pedigree, ends)
        x = sum(one.x for one in ends) // len(ends)
        y = max(one.y for one in ends)
        tops = {child.id: _top(child.id, twins, at) for child in children}
        span = (min((*tops.values(), x)), max((*tops.values(), x)))
        bar = _free(min(at[child.id].y for child in children) - _DOWN // 2 + HALF, span, taken)
        yield Line(x1=x, y1=y, x2=x, y2=bar)
        yield Line(x1=span[0], y1=bar, x2=span[1], y2=bar)
        for child in children:
            yield Line(x1=tops[child.id], y1=bar, x2=at[child.id].x, y2=at[child.id].y - HALF)
    for group in pedigree.twins:
        yield from _twin_bar([at[name] for name in group])


def _free(bar: int, span: tuple[int, int], taken: dict[int, list[tuple[int, int]]]) -> int:
    """Return the height of a bar at which no other bar is met; families side by side share one height."""
    for level in range(_BARS):
        height = bar - level * _APART
        if all(span[1] < left or right < span[0] for left, right in taken.get(height, ())):
            break
    taken.setdefault(height, []).append(span)
    return height


def _marriage(pedigree: Pedigree, ends: Sequence[Symbol]) -> Iterable[Line]:
    left, right = ends
    related = _ancestors(pedigree, left.id) & _ancestors(pedigree, right.id)
    for shift in (-2, 2) if related else (0,):
        yield Line(x1=left.x + HALF, y1=left.y + shift, x2=right.x - HALF, y2=right.y + shift)


def _ancestors(pedigree: Pedigree, name: str) -> set[str]:
    """Return somebody and all ancestors."""
    found, edge, known = {name}, [name], pedigree.by_id
    while edge:
        person = known[edge.pop()]
        edge += [one for one in (person.father, person.mother) if one and one not in found]
        found |= set(edge)
    return found


def _top(name: str, twins: Mapping[str, tuple[str, ...]], at: Mapping[str, Symbol]) -> int:
    """Return where a child's line begins at the bar: identical twins begin at one point."""
    group = twins.get(name, (name,))
    return sum(at[one].x for one in group) // len(group)


def _twin_bar(group: Sequence[Symbol]) -> Iterable[Line]:
    """Yield the bar between identical twins, half way up their lines."""
    top = sum(one.x for one in group) // len(group)
    ends = sorted((one.x + top) // 2 for one in group)
    y = group[0].y - HALF - (_DOWN // 2 - 2 * HALF) // 2
    yield Line(x1=ends[0], y1=y, x2=ends[-1], y2=y)

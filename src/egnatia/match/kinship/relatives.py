"""From what is said of relatives ("the relative is the person's grandmother") to a pedigree.

People of whom nobody says anything are added where a relation needs them. A relation that could be on the father's or
the mother's side is placed only if both are alike so far; else it is left out, and the words say what is missing.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import product
from types import MappingProxyType
from typing import Final

from egnatia.match.kinship.errors import PedigreeError
from egnatia.match.kinship.pedigree import Pedigree, Person, Sex


class Relation(StrEnum):
    """What a relative is to a person, by blood."""

    PARENT = "parent"
    CHILD = "child"
    SIBLING = "sibling"
    IDENTICAL_TWIN = "identical_twin"
    HALF_SIBLING = "half_sibling"
    GRANDPARENT = "grandparent"
    GRANDCHILD = "grandchild"
    AUNT_OR_UNCLE = "aunt_or_uncle"
    NIECE_OR_NEPHEW = "niece_or_nephew"
    COUSIN = "cousin"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """The relative is the person's parent, sibling or other."""

    person: str
    relative: str
    relation: Relation


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A pedigree, and what of the relations is not in it."""

    pedigree: Pedigree
    left_out: tuple[tuple[Tie, str], ...] = ()  #: With the reason in words.


#: Father's side and mother's side, and the sex that a parent on that side has.
_SIDES: Final = (0, 1)
_SEX: Final = (Sex.MALE, Sex.FEMALE)
#: Relations that say the same with the people exchanged.
_REVERSED: Final[Mapping[Relation, Relation]] = MappingProxyType(
    {
        Relation.CHILD: Relation.PARENT,
        Relation.GRANDCHILD: Relation.GRANDPARENT,
        Relation.NIECE_OR_NEPHEW: Relation.AUNT_OR_UNCLE,
    }
)
#: What begins the name of somebody whom nobody named.
UNNAMED: Final = "?"


@dataclass(slots=True)
class _Tree:
    """A pedigree that grows: parents by child (father, mother), and the sex of everybody."""

    sex: dict[str, Sex]
    parents: dict[str, list[str | None]] = field(default_factory=dict)
    twins: set[frozenset[str]] = field(default_factory=set)
    made: int = 0

    def copy(self) -> "_Tree":
        parents = {name: list(both) for name, both in self.parents.items()}
        return _Tree(sex=dict(self.sex), parents=parents, twins=set(self.twins), made=self.made)

    def both(self, name: str) -> list[str | None]:
        return self.parents.setdefault(name, [None, None])

    def parent(self, child: str, side: int) -> str:
        """Return a parent, somebody unnamed if there was none."""
        found = self.both(child)[side]
        if found is None:
            self.made += 1
            found = f"{UNNAMED}{self.made}"
            self.sex[found] = _SEX[side]
            self.both(child)[side] = found
        return found

    def same(self, one: str, other: str) -> str:
        """Say that two names are one person's; one of them must be unnamed."""
        if one == other:
            return one
        keep, drop = (other, one) if one.startswith(UNNAMED) else (one, other)
        if not drop.startswith(UNNAMED):
            raise PedigreeError(f"{one} and {other} would be one person")
        if Sex.UNKNOWN not in {self.sex[keep], self.sex[drop]} and self.sex[keep] is not self.sex[drop]:
            raise PedigreeError(f"{keep} has not the sex that the place in the family needs")
        if self.sex[keep] is Sex.UNKNOWN:
            self.sex[keep] = self.sex[drop]
        lost = self.both(drop)
        del self.sex[drop], self.parents[drop]
        for both in self.parents.values():
            both[:] = [keep if name == drop else name for name in both]
        for side in _SIDES:
            own, theirs = self.both(keep)[side], lost[side]
            self.both(keep)[side] = theirs if own is None else own if theirs is None else self.same(own, theirs)
        return keep

    def full_siblings(self, one: str, other: str) -> None:
        for side in _SIDES:
            self.same(self.parent(one, side), self.parent(other, side))

    def alike(self, name: str) -> bool:
        """Tell whether nothing so far tells somebody's father's side from the mother's."""
        father, mother = self.both(name)
        if father is None and mother is None:
            return True
        if not all(parent and parent.startswith(UNNAMED) and self._is_end(parent) for parent in (father, mother)):
            return False
        return all((father in both) == (mother in both) for both in self.parents.values())

    def _is_end(self, name: str) -> bool:
        return self.both(name) == [None, None]


def _as_parent(tree: _Tree, child: str, parent: str) -> None:
    sex = tree.sex[parent]
    if sex is Sex.UNKNOWN:
        free = [side for side in _SIDES if (tree.both(child)[side] or UNNAMED).startswith(UNNAMED)]
        if len(free) != 1:
            raise PedigreeError(f"the sex of {parent}, a parent, is not known")
        sex = _SEX[free[0]]
    tree.same(tree.parent(child, _SEX.index(sex)), parent)


def _as_grandparent(tree: _Tree, sides: tuple[int, ...], tie: Tie) -> None:
    _as_parent(tree, tree.parent(tie.person, sides[0]), tie.relative)


def _as_half(tree: _Tree, sides: tuple[int, ...], tie: Tie) -> None:
    [side] = sides
    shared = tree.same(tree.parent(tie.person, side), tree.parent(tie.relative, side))
    own, theirs = (tree.parent(name, 1 - side) for name in (tie.person, tie.relative))
    if own == theirs or shared in {own, theirs}:
        raise PedigreeError(f"{tie.person} and {tie.relative} have both parents in common")


def _as_aunt(tree: _Tree, sides: tuple[int, ...], tie: Tie) -> None:
    _siblings(tree, tree.parent(tie.person, sides[0]), tie.relative)


def _as_cousin(tree: _Tree, sides: tuple[int, ...], tie: Tie) -> None:
    _siblings(tree, tree.parent(tie.person, sides[0]), tree.parent(tie.relative, sides[1]))


def _siblings(tree: _Tree, one: str, other: str) -> None:
    if one == other:
        raise PedigreeError(f"{one} would be the own sibling")
    tree.full_siblings(one, other)


#: Relations through a parent of the person (and of the relative): how to place them on a side.
_THROUGH: Final[Mapping[Relation, tuple[int, Callable[[_Tree, tuple[int, ...], Tie], None]]]] = MappingProxyType(
    {
        Relation.HALF_SIBLING: (1, _as_half),
        Relation.GRANDPARENT: (1, _as_grandparent),
        Relation.AUNT_OR_UNCLE: (1, _as_aunt),
        Relation.COUSIN: (2, _as_cousin),
    }
)


def _holds(tree: _Tree, tie: Tie) -> bool:
    """Tell whether a relation through a parent follows from what is there."""
    own, theirs = ({name for name in tree.both(one) if name} for one in (tie.person, tie.relative))
    if tie.relation is Relation.HALF_SIBLING:
        return len(own & theirs) == 1 and len(own | theirs) == 3  # noqa: PLR2004 - one of three parents is shared
    if tie.relation is Relation.GRANDPARENT:
        return any(tie.relative in tree.both(name) for name in own)
    others = theirs if tie.relation is Relation.COUSIN else {tie.relative}
    return any(
        None not in tree.both(one) and tree.both(one) == tree.both(other) and one != other
        for one, other in product(own, others)
    )


def _place_through(tree: _Tree, tie: Tie) -> _Tree:
    """Return the tree with a relation through a parent, if there is one way to place it.

    Raises:
        PedigreeError: there is none, or several that differ.
    """
    if _holds(tree, tie):
        return tree
    steps, place = _THROUGH[tie.relation]
    found, refused = [], ""
    for sides in product(_SIDES, repeat=steps):
        grown = tree.copy()
        try:
            place(grown, sides, tie)
            _pedigree(grown)
        except PedigreeError as error:
            refused = str(error)
            continue
        found.append(grown)
    if not found:
        raise PedigreeError(refused)
    ends = (tie.person, tie.relative) if tie.relation in {Relation.COUSIN, Relation.HALF_SIBLING} else (tie.person,)
    if len(found) > 1 and not all(tree.alike(name) for name in ends):
        raise PedigreeError("on the father's or the mother's side? Record the parent through whom they are related")
    return found[0]


def _place(tree: _Tree, tie: Tie) -> _Tree:
    if tie.relation in _THROUGH:
        return _place_through(tree, tie)
    grown = tree.copy()
    if tie.relation is Relation.PARENT:
        _as_parent(grown, tie.person, tie.relative)
    else:
        _siblings(grown, tie.person, tie.relative)
    if tie.relation is Relation.IDENTICAL_TWIN:
        grown.twins.add(frozenset({tie.person, tie.relative}))
    _pedigree(grown)
    return grown


def _pedigree(tree: _Tree) -> Pedigree:
    people = []
    for name in sorted(tree.sex):
        father, mother = tree.both(name)
        people.append(Person(id=name, father=father, mother=mother, sex=tree.sex[name]))
    return Pedigree(people=tuple(people), twins=_twin_sets(tree.twins))


def _twin_sets(pairs: Iterable[frozenset[str]]) -> tuple[tuple[str, ...], ...]:
    sets: list[frozenset[str]] = []
    for pair in pairs:
        touching = [group for group in sets if group & pair]
        sets = [group for group in sets if not group & pair] + [pair.union(*touching)]
    return tuple(tuple(sorted(group)) for group in sorted(sets, key=min))


def _turned(tie: Tie) -> Tie:
    """Return a relation so that the relative is the older one, where it has a direction."""
    relation = _REVERSED.get(tie.relation)
    return tie if relation is None else Tie(person=tie.relative, relative=tie.person, relation=relation)


#: Who is whose parent decides what else can be placed, and so on down.
_ORDER: Final = {
    relation: number
    for number, relation in enumerate(
        (
            Relation.PARENT,
            Relation.IDENTICAL_TWIN,
            Relation.SIBLING,
            Relation.HALF_SIBLING,
            Relation.GRANDPARENT,
            Relation.AUNT_OR_UNCLE,
            Relation.COUSIN,
        )
    )
}


def place_relatives(people: Mapping[str, Sex], ties: Iterable[Tie]) -> Placed:
    """Return the pedigree that relations make, with unnamed people where a relation needs them.

    Args:
        people: everybody who is named, with the sex as far as it is known.
        ties: what is said of them; the same may be said twice, and from both ends.

    Returns:
        The pedigree of everybody named, and the relations that could not be placed, with the reason.

    Raises:
        PedigreeError: a name that nobody here has, or that begins with the sign of the unnamed.
    """
    wrong = [name for name in people if name.startswith(UNNAMED)]
    if wrong:
        raise PedigreeError(f"{wrong[0]} begins with {UNNAMED}, as the unnamed do")
    tree = _Tree(sex=dict(people))
    waiting = sorted({_turned(tie) for tie in ties}, key=lambda tie: (_ORDER[tie.relation], tie.person, tie.relative))
    unknown = {name for tie in waiting for name in (tie.person, tie.relative)} - set(people)
    if unknown:
        raise PedigreeError(f"{min(unknown)} is named by a relation and nowhere else")
    left: list[tuple[Tie, str]] = []
    while waiting:
        left = []
        for tie in waiting:
            try:
                tree = _place(tree, tie)
            except PedigreeError as error:
                left.append((tie, str(error)))
        if len(left) == len(waiting):
            break
        waiting = [tie for tie, _ in left]
    return Placed(pedigree=_pedigree(tree), left_out=tuple(left))

"""Pedigrees and markers that cannot be, and how each is refused."""

import numpy as np
import pytest

from egnatia.match.kinship.coancestry import weighted_partitions
from egnatia.match.kinship.errors import GenotypeError, MarkerError, PedigreeError
from egnatia.match.kinship.kernels.arrays import Evidence
from egnatia.match.kinship.kernels.lumping import told_apart
from egnatia.match.kinship.likelihood import log_likelihood, type_people
from egnatia.match.kinship.marker import Chromosome, Marker
from egnatia.match.kinship.mutation import Model, Mutation
from egnatia.match.kinship.panel import make_panel
from egnatia.match.kinship.pedigree import Pedigree, Person, Sex

MAN = Person(id="m", sex=Sex.MALE)
WOMAN = Person(id="w", sex=Sex.FEMALE)
CHILD = Person(id="c", father="m", mother="w")


@pytest.mark.parametrize(
    ("people", "words"),
    [
        ((MAN, MAN), "m is in the pedigree twice"),
        ((CHILD,), "father m of c is not in the pedigree"),
        ((MAN, WOMAN, Person(id="c", father="w", mother="m")), "w is female and cannot be the father of c"),
        ((WOMAN, Person(id="u"), Person(id="c", father="u", mother="u")), "u is both parents of c"),
        ((Person(id="a", father="b"), Person(id="b", father="a")), "own ancestor"),
    ],
)
def test_people_who_cannot_be_related_so_are_named(people: tuple[Person, ...], words: str) -> None:
    with pytest.raises(PedigreeError, match=words):
        Pedigree(people=people)


@pytest.mark.parametrize(
    ("twins", "words"),
    [
        ((("c", "x"),), "x is not"),
        ((("c",),), "at least two"),
        ((("c", "d"), ("d", "e")), "one set"),
        ((("c", "m"),), "same parents"),
    ],
)
def test_twins_are_two_children_of_the_same_parents(twins: tuple[tuple[str, ...], ...], words: str) -> None:
    others = tuple(Person(id=name, father="m", mother="w") for name in "de")
    with pytest.raises(PedigreeError, match=words):
        Pedigree(people=(MAN, WOMAN, CHILD, *others), twins=twins)


@pytest.mark.parametrize("inbreeding", [(("c", 0.1),), (("x", 0.1),), (("m", 1.5),)])
def test_only_founders_have_inbreeding_coefficients(inbreeding: tuple[tuple[str, float], ...]) -> None:
    with pytest.raises(PedigreeError, match="inbreeding"):
        Pedigree(people=(MAN, WOMAN, CHILD), inbreeding=inbreeding)


def test_equal_pedigrees_are_one() -> None:
    one, other = (Pedigree(people=(MAN, WOMAN, CHILD)) for _ in range(2))
    assert one == other
    assert hash(one) == hash(other)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"alleles": ("1", "1"), "frequencies": (0.5, 0.5)}, "allele 1 is there twice"),
        ({"alleles": ("1", "2"), "frequencies": (1.0,)}, "2 alleles and 1 frequencies"),
        ({"alleles": ("1", "2"), "frequencies": (1.5, -0.5)}, "allele 1 is not between"),
        ({"alleles": ("1", "2"), "frequencies": (0.5, 0.4)}, "sum to 0.9"),
    ],
)
def test_markers_that_are_none_are_named(given: dict[str, tuple[str, ...]], words: str) -> None:
    with pytest.raises(MarkerError, match=f"L: .*{words}|L: {words}"):
        Marker(name="L", **given)  # type: ignore[arg-type] # wrong on purpose


def test_a_panel_is_of_one_chromosome_and_each_marker_once() -> None:
    marker = Marker(name="L", alleles=("1",), frequencies=(1.0,))
    on_x = Marker(name="X", alleles=("1",), frequencies=(1.0,), chromosome=Chromosome.X)
    for markers in ([], [marker, marker], [marker, on_x]):
        with pytest.raises(MarkerError):
            make_panel(markers)


def test_a_model_that_does_not_exist_names_its_marker() -> None:
    steps = Mutation(model=Model.STEPWISE, rate=0.1)
    with pytest.raises(MarkerError, match="L: allele 'a'"):
        make_panel([Marker(name="L", alleles=("a", "b"), frequencies=(0.5, 0.5), female=steps)])


def test_a_silent_allele_is_never_read() -> None:
    panel = make_panel([Marker(name="L", alleles=("1", "silent"), frequencies=(0.9, 0.1))])
    with pytest.raises(GenotypeError, match="silent"):
        panel.encode({"L": ("1", "silent")})


def test_x_needs_the_sexes() -> None:
    panel = make_panel([Marker(name="X", alleles=("1", "2"), frequencies=(0.5, 0.5), chromosome=Chromosome.X)])
    typed = type_people(panel, {"c": {"X": ("1", "1")}})
    with pytest.raises(PedigreeError, match="sex of c is unknown"):
        log_likelihood(panel, Pedigree(people=(MAN, WOMAN, CHILD)), typed)


def test_alleles_are_lumped_only_where_that_is_exact() -> None:
    """Equal mutation lets unseen alleles be one; steps along the ladder do not."""
    alleles, frequencies = ("8", "9", "10", "11", "12"), (0.2,) * 5
    read = {"a": {"L": ("8", "9")}}
    for model, count in ((None, 3), (Model.EQUAL, 3), (Model.PROPORTIONAL, 3), (Model.STEPWISE, 5)):
        mutation = None if model is None else Mutation(model=model, rate=0.01)
        panel = make_panel([Marker(name="L", alleles=alleles, frequencies=frequencies, female=mutation)])
        evidence = Evidence(type_people(panel, read).alleles, np.zeros((1, 1)))
        assert told_apart(panel.tables, evidence).tolist() == [count]


@pytest.mark.parametrize("theta", [0.01, 0.5])
def test_blocks_of_copies_have_the_probabilities_of_sampling_one_after_another(theta: float) -> None:
    """Four alleles all of one type: product of [kθ+(1-θ)p]/[1+(k-1)θ]."""
    p, wanted = 0.3, 1.0
    for k in range(4):
        wanted *= (k * theta + (1 - theta) * p) / (1 + (k - 1) * theta)
    weighted = weighted_partitions(4, theta)
    assert len(weighted) == 15
    assert sum(np.exp(weight) * p ** (max(blocks) + 1) for blocks, weight in weighted) == pytest.approx(
        wanted, rel=1e-12
    )
    assert sum(np.exp(weight) for _, weight in weighted) == pytest.approx(1, rel=1e-12)


def test_somebody_of_unknown_sex_is_no_father_and_mother_at_once() -> None:
    people = (Person(id="A"), Person(id="B", father="A"), Person(id="C", mother="A"))
    with pytest.raises(PedigreeError, match="A is the father of B and the mother of C"):
        Pedigree(people=people)

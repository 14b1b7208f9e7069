"""Kinship in Familias projects: each pedigree of a project is a hypothesis, the last one the reference.

A child with one parent has the other allele from the population, as in Familias. Samples of one person (a relation
called direct) are read as those of monozygotic twins.
"""

from egnatia.match.kinship.cases.comparison import ComparisonCase
from egnatia.match.kinship.cases.projects import Listed, Project, Relations, has_disaster, read_project
from egnatia.match.kinship.errors import CaseError
from egnatia.match.kinship.likelihood import Conditions
from egnatia.match.kinship.panel import Genotype
from egnatia.match.kinship.pedigree import Pedigree, Person, Sex
from egnatia.match.kinship.ratio import Hypothesis


def read_familias_comparison(text: str, name: str) -> ComparisonCase:
    """Return the hypotheses of a project.

    Raises:
        CaseError: the file is not laid out so, or nobody is typed.
        KinshipError: what it says of markers and people cannot be.
    """
    project = read_project(text)
    profiles = {person.name: _profile(person, project) for person in project.people if person.genotypes}
    if not profiles:
        other = "; its victims and families are compared by `egnatia dvi solve`" if has_disaster(text) else ""
        raise CaseError(f"nobody of the project's kinship part is typed{other}")
    hypotheses = tuple(
        Hypothesis(name=relations.name, pedigree=_pedigree(relations)) for relations in project.pedigrees
    )
    return ComparisonCase(
        name=name,
        markers=project.markers,
        profiles=profiles,
        hypotheses=hypotheses,
        reference=hypotheses[-1].name,
        conditions=Conditions(theta=project.theta, dropout_at=tuple(_losses(project))),
    )


def _profile(person: Listed, project: Project) -> dict[str, Genotype]:
    profile: dict[str, Genotype] = {}
    for one, other, place in person.genotypes:
        if place >= len(project.markers):
            raise CaseError(f"{person.name}: no marker has the number {place}")
        marker = project.markers[place]
        if max(one, other) >= len(marker.alleles):
            raise CaseError(f"{person.name}, {marker.name}: no allele has the number {max(one, other)}")
        if marker.name in profile:
            raise CaseError(f"{person.name}: {marker.name} is there twice")
        profile[marker.name] = (marker.alleles[one], marker.alleles[other])
    return profile


def _losses(project: Project) -> list[tuple[str, str, float]]:
    return [
        (person.name, marker.name, chance)
        for person in project.people
        for marker, chance in zip(project.markers, project.dropout, strict=True)
        if person.loses and chance
    ]


def _pedigree(relations: Relations) -> Pedigree:
    """Return a pedigree; without a name, people are called by their number."""
    names = [person.name for person in relations.people]
    fathers: dict[int, str] = {}
    mothers: dict[int, str] = {}
    for parent, child in relations.parents:
        own = fathers if relations.people[parent].is_male else mothers
        if own.setdefault(child, names[parent]) != names[parent]:
            raise CaseError(f"pedigree {relations.name}: {own[child]} and {names[parent]} are parents of one sex")
    return Pedigree(
        people=tuple(
            Person(
                id=person.name,
                father=fathers.get(place),
                mother=mothers.get(place),
                sex=Sex.MALE if person.is_male else Sex.FEMALE,
            )
            for place, person in enumerate(relations.people)
        ),
        twins=tuple((names[one], names[other]) for one, other in relations.same),
    )

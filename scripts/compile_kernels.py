"""Compiles the kernels of DNA, kinship and networks once, by using each of them, so that nobody waits for it.

Machine code is kept beside the sources; a second run takes a second.
"""

import sys
import time

from egnatia.analysis.network.layout import arrange
from egnatia.cli.dna.measure import measure_search
from egnatia.match.kinship.likelihood import Conditions, log_likelihoods, type_people
from egnatia.match.kinship.marker import Marker
from egnatia.match.kinship.mutation import Model, Mutation
from egnatia.match.kinship.panel import make_panel
from egnatia.match.kinship.pedigree import Pedigree, Person
from egnatia.match.kinship.relationships import RELATIONSHIPS, A, B
from egnatia.match.kinship.screening import lay_out, screen

#: A marker that mutates and one that does not: between them, every kind of table is made.
STEPS = Mutation(model=Model.STEPWISE, rate=0.001, range=0.1)
MARKERS = (
    Marker(name="L", alleles=("8", "9", "10"), frequencies=(0.2, 0.3, 0.5), female=STEPS, male=STEPS),
    Marker(name="M", alleles=("8", "9", "10"), frequencies=(0.2, 0.3, 0.5)),
)
PROFILE = {"L": ("8", "9"), "M": ("9", "9")}


def use_kinship() -> None:
    """Compute one pair in every way that reaches a kernel."""
    panel = make_panel(MARKERS)
    typed = type_people(panel, {A: PROFILE, B: PROFILE})
    linked = Conditions(links=(("L", "M", 0.1),))
    for conditions in (None, Conditions(theta=0.01), linked):
        log_likelihoods(panel, RELATIONSHIPS["siblings"].pedigree, typed, conditions)
    many = Pedigree(people=tuple(Person(id=str(number)) for number in range(4)))
    everybody = type_people(panel, {person.id: PROFILE for person in many.people})
    log_likelihoods(panel, many, everybody, Conditions(theta=0.01))
    for markers in (MARKERS, MARKERS[1:]):
        own = make_panel(markers)
        screen(own, PROFILE, lay_out(own, [PROFILE]), ["siblings"])


def main() -> None:
    """Use all kernels, and say how long it took if that was long."""
    started = time.perf_counter()
    use_kinship()
    arrange(3, [(0, 1)])
    measure_search(1000, 1)
    seconds = time.perf_counter() - started
    if seconds > 10:  # noqa: PLR2004 - worth a line
        print(f"setup: compiled the kernels of DNA, kinship and networks in {seconds:.0f} s", file=sys.stderr)


if __name__ == "__main__":
    main()

"""People whom DNA cannot tell apart, against all combinations and the figures of dvir 3.4.2."""

from math import exp, log

import pytest
from hypothesis import given
from tests.unit.match.kinship.dvi.test_chain import Families, choices, families
from tests.unit.match.kinship.dvi.test_solution import disaster

from egnatia.match.kinship.dvi.policy import Policy
from egnatia.match.kinship.dvi.posterior import join
from egnatia.match.kinship.dvi.solution import solve
from egnatia.match.kinship.dvi.told import solution_told

GROUP = ("M0", "N0")


def weighed(drawn: Families) -> list[tuple[float, set[str]]]:
    """Return each combination with its weight and the victims that it has among the group, heaviest first."""
    return [(weight, {victim for victim, name in pairs.items() if name in GROUP}) for weight, pairs in choices(drawn)]


@given(families())
def test_those_are_weighed_whom_the_heaviest_combination_has_among_them(drawn: Families) -> None:
    among = weighed(drawn)
    heaviest = [found for weight, found in among if weight == pytest.approx(among[0][0], abs=1e-9)]
    [*found] = join(drawn, [GROUP]).together
    assert {victim for one in found for victim in one.victims} in heaviest


@given(families())
def test_posterior_and_glr_are_those_of_all_combinations(drawn: Families) -> None:
    among = weighed(drawn)
    for found in join(drawn, [GROUP]).together:
        inside = [weight for weight, own in among if own.issuperset(found.victims)]
        outside = [weight for weight, own in among if not own.issuperset(found.victims)]
        total = sum(exp(weight) for weight, _ in among)
        assert found.posterior == pytest.approx(sum(map(exp, inside)) / total, rel=1e-11)
        assert found.log_glr == pytest.approx(max(inside) - max(outside), abs=1e-12)


def test_brothers_are_concluded_together() -> None:
    solution = solve(disaster(None), Policy(threshold=0.6))
    [found] = [one for one in solution.joint.together if one.missing == ("A1", "A2")]
    own = [one for one in solution_told(solution, 0.0)["conclusions"] if one["Family"] == "A"]
    assert [(one["Sample"], one["LR"]) for one in own] == [("/".join(found.victims), own[0]["LR"])] * 2
    assert [log(one["GLR"]) for one in own] == pytest.approx([found.log_glr] * 2)
    assert [one["posterior_together"] for one in own] == [found.posterior] * 2

"""In which order the unknowns of a factor graph are summed out, and what each sum reads and writes."""

from functools import lru_cache

import numpy as np

from egnatia.match.compiled import kernel
from egnatia.match.kinship.errors import TooLargeError
from egnatia.match.kinship.kernels.arrays import Integers, Numbers, Plan, Switches

#: Cells that may be computed for one marker: some seconds; a sampling method is needed above.
MOST_CELLS = 4e9
#: Cells that may be kept for one marker: half a gigabyte.
MOST_MEMORY = 6.4e7


@kernel
def _join(scopes: Integers, count: int) -> Switches:
    """Return which variables are neighbours: together in a factor."""
    near = np.zeros((count, count), dtype=np.bool_)
    for row in range(scopes.shape[0]):
        for one in scopes[row]:
            for other in scopes[row]:
                if one >= 0 and other >= 0 and one != other:
                    near[one, other] = True
    return near


@kernel
def _weight(near: Switches, bits: Numbers, variable: int) -> float:
    """Return the logarithm of the cells of the table that summing out a variable leaves."""
    total = 0.0
    for other in range(near.shape[0]):
        if near[variable, other]:
            total += bits[other]
    return total


@kernel
def _filled(near: Switches, bits: Numbers, variable: int) -> float:
    """Return the cells of all pairs that become neighbours when a variable is summed out (weighted minimum fill)."""
    total = 0.0
    around = np.nonzero(near[variable])[0]
    for one in around:
        for other in around:
            if one < other and not near[one, other]:
                total += np.exp(bits[one] + bits[other])
    return total


@kernel
def _judge(near: Switches, bits: Numbers, variable: int, fills: bool) -> float:  # noqa: FBT001 - numba has no others
    """Return by what a variable is chosen: the pairs that it fills, or the table that it leaves."""
    return _filled(near, bits, variable) if fills else _weight(near, bits, variable)


@kernel
def _greedy(scopes: Integers, bits: Numbers, fills: bool) -> tuple[Integers, Numbers]:  # noqa: FBT001 - see above
    """Order variables by what they fill or by the table that is left; also return the logarithms of tables' cells."""
    count = len(bits)
    near = _join(scopes, count)
    weights = np.array([_judge(near, bits, variable, fills) for variable in range(count)])
    order = np.empty(count, dtype=np.int64)
    costs = np.empty(count)
    for step in range(count):
        best = int(np.argmin(weights))
        order[step], costs[step] = best, _weight(near, bits, best)
        around = np.nonzero(near[best])[0]
        near[best, :] = False
        near[:, best] = False
        weights[best] = np.inf
        for one in around:
            for other in around:
                if one != other:
                    near[one, other] = True
        for one in around:
            weights[one] = _judge(near, bits, int(one), fills)
    return order, costs


@kernel
def _members(scopes: Integers, count: int) -> Switches:
    """Return which variables each table has, shape (factors + variables, variables); of results nothing yet."""
    member = np.zeros((scopes.shape[0] + count, count), dtype=np.bool_)
    for row in range(scopes.shape[0]):
        for variable in scopes[row]:
            if variable >= 0:
                member[row, variable] = True
    return member


@kernel
def _listed(member: Switches, scopes: Integers, widths: Integers, order: Integers) -> Integers:
    """Return the variables of each table in order: a factor's as it gives them, of a result the next summed last.

    So a table is read along its rows when its turn comes.
    """
    listed = np.full((len(member), max(3, int(widths.max()))), -1, dtype=np.int64)
    listed[: len(scopes), :3] = scopes
    for row in range(len(scopes), len(member)):
        place = widths[row]
        for variable in order:
            if member[row, variable]:
                place -= 1
                listed[row, place] = variable
    return listed


@kernel
def _axes(plan: tuple[Integers, Integers, Integers], listed: Integers, widths: Integers) -> Integers:
    """Return which axis of each input a variable of the result is, and in the last place the summed one."""
    order, starts, inputs = plan
    axes = np.full((len(inputs), listed.shape[1] + 1), -1, dtype=np.int64)
    for step in range(len(order)):
        result = len(widths) - len(order) + step
        width = widths[result]
        for number in range(starts[step], starts[step + 1]):
            table = inputs[number]
            for axis in range(widths[table]):
                variable = listed[table, axis]
                if variable == order[step]:
                    axes[number, width] = axis
                for place in range(width):
                    if listed[result, place] == variable:
                        axes[number, place] = axis
    return axes


@kernel
def _schedule(scopes: Integers, order: Integers) -> Plan:
    """Note for each sum which tables it multiplies and which variables its own table has."""
    factors, count = scopes.shape[0], len(order)
    member = _members(scopes, count)
    spent = np.zeros(factors + count, dtype=np.bool_)
    starts = np.zeros(count + 1, dtype=np.int64)
    inputs = np.empty(factors + count, dtype=np.int64)
    used = 0
    for step in range(count):
        for row in range(factors + step):
            if member[row, order[step]] and not spent[row]:
                spent[row] = True
                inputs[used] = row
                used += 1
                member[factors + step] |= member[row]
        member[factors + step, order[step]] = False
        starts[step + 1] = used
    widths = np.array([int(np.sum(row)) for row in member])
    listed = _listed(member, scopes, widths, order)
    return Plan(order, starts, inputs[:used], listed, widths, _axes((order, starts, inputs[:used]), listed, widths))


def plan_sums(scopes: Integers, sizes: Integers) -> Plan:
    """Return a cheap order of sums: greedily by the table that is left, or by the pairs that are filled, if cheaper.

    Args:
        scopes: variables of each factor, padded with -1; shape (factors, 3).
        sizes: values that each variable can take; shape (variables,).

    Raises:
        TooLargeError: even this order needs more time or memory than there is.
    """
    bits = np.log(sizes.astype(np.float64))
    drawn = [_greedy(scopes, bits, fills) for fills in (False, True)]
    cells, kept = min(
        (float(np.sum(np.exp(costs) * sizes[order])), float(np.sum(np.exp(costs)))) for order, costs in drawn
    )
    if cells > MOST_CELLS or kept > MOST_MEMORY:
        raise TooLargeError(
            f"the exact likelihood needs {cells:.1e} steps and {kept:.1e} numbers a marker; "
            "type more people of the pedigree, leave out a loop, or use a mutation model that lets alleles be lumped"
        )
    plans: list[Plan] = [_schedule(scopes, order) for order, _ in drawn]
    work = [
        float(np.sum(np.exp(costs) * sizes[order] * np.diff(plan.starts)))
        for (order, costs), plan in zip(drawn, plans, strict=True)
    ]
    return plans[int(np.argmin(work))]


@lru_cache(maxsize=4096)
def remembered_plan(scopes: bytes, sizes: tuple[int, ...]) -> Plan:
    """Return the plan of a graph that was met before.

    Args:
        scopes: bytes of the array that `plan_sums` takes.
        sizes: values that each variable can take.

    Raises:
        TooLargeError: as `plan_sums` says.
    """
    table = np.frombuffer(scopes, dtype=np.int64).reshape(-1, 3)
    return plan_sums(table, np.array(sizes, dtype=np.int64))

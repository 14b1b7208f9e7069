"""The sums of a plan, carried out for one group of markers after another."""

import numpy as np

from egnatia.match.compiled import kernel
from egnatia.match.kinship.kernels.arrays import Bench, Evidence, Graph, Integers, Local, Numbers, Plan, Tables
from egnatia.match.kinship.kernels.factors import fill
from egnatia.match.kinship.kernels.lumping import find_domains, localise

#: Tables whose largest number is beyond these are scaled.
SMALL, LARGE = 1e-6, 1e6


@kernel
def _new_local(graph: Graph, tables: Tables, evidence: Evidence, size: int) -> Local:
    """Make room for the markers of one group."""
    alleles = tables.frequencies.shape[1]
    variables = len(graph.roles)
    return Local(
        np.zeros(size, dtype=np.int64),
        np.zeros((size, alleles + 1)),
        np.zeros((size, 2, alleles + 1, alleles + 1)),
        np.zeros(size, dtype=np.int64),
        np.zeros((size, evidence.alleles.shape[1], 2), dtype=np.int64),
        np.zeros((size, evidence.alleles.shape[1])),
        np.zeros((2, variables, max(alleles, 2)), dtype=np.int64),
        np.zeros(variables, dtype=np.int64),
    )


@kernel
def _arrange(plan: Plan, local: Local, bench: Bench) -> int:
    """Give each table its place in the buffer; return how long that must be."""
    offset = 0
    for table in range(len(plan.widths)):
        bench.offsets[table] = offset
        size = 1
        for axis in range(plan.widths[table] - 1, -1, -1):
            bench.steps[table, axis] = size
            size *= local.sizes[plan.scopes[table, axis]]
        offset += size
    bench.offsets[len(plan.widths)] = offset
    return int(offset)


@kernel
def _prepare(plan: Plan, step: int, bench: Bench) -> int:
    """Set the inputs of a sum to their first cell; return how many there are."""
    width = plan.widths[len(plan.widths) - len(plan.order) + step]
    first = plan.starts[step]
    count = plan.starts[step + 1] - first
    for number in range(count):
        table = plan.inputs[first + number]
        bench.places[number] = bench.offsets[table]
        for place in range(width + 1):
            axis = plan.axes[first + number, place]
            bench.strides[number, place] = bench.steps[table, axis] if axis >= 0 else 0
    return int(count)


@kernel
def _advance(counters: Integers, sizes: Integers, places: Integers, strides: Integers) -> None:
    """Go to the next cell of the result, and along in all inputs."""
    for axis in range(len(sizes) - 1, -1, -1):
        counters[axis] += 1
        over = counters[axis] == sizes[axis]
        moves = 1 - sizes[axis] if over else 1
        for number in range(len(places)):
            places[number] += strides[number, axis] * moves
        if not over:
            return
        counters[axis] = 0


@kernel
def _add_products(
    buffer: Numbers, cells: tuple[int, int], sizes: Integers, places: Integers, strides: Integers
) -> None:
    """Write the cells of a result: products of any number of tables, summed over the values of one variable.

    Args:
        buffer: all tables.
        cells: where the result begins and ends.
        sizes: of the result's variables, and in the last place of the summed one.
        places: where each input begins.
        strides: of each input along the result's variables and the summed one.
    """
    width = len(sizes) - 1
    counters = np.zeros(width, dtype=np.int64)
    for cell in range(cells[0], cells[1]):
        total = 0.0
        for value in range(sizes[width]):
            product = 1.0
            for number in range(len(places)):
                product *= buffer[places[number] + value * strides[number, width]]
            total += product
        buffer[cell] = total
        _advance(counters, sizes[:width], places, strides)


@kernel
def _add_pairs(buffer: Numbers, cells: tuple[int, int], sizes: Integers, places: Integers, strides: Integers) -> None:
    """Do the same for two tables, as most sums are: their places stay in registers."""
    width = len(sizes) - 1
    counters = np.zeros(width, dtype=np.int64)
    one, other = places[0], places[1]
    down, beside = strides[0, width], strides[1, width]
    for cell in range(cells[0], cells[1]):
        total = 0.0
        first, second = one, other
        for _ in range(sizes[width]):
            total += buffer[first] * buffer[second]
            first += down
            second += beside
        buffer[cell] = total
        for axis in range(width - 1, -1, -1):
            one += strides[0, axis]
            other += strides[1, axis]
            counters[axis] += 1
            if counters[axis] < sizes[axis]:
                break
            one -= strides[0, axis] * sizes[axis]
            other -= strides[1, axis] * sizes[axis]
            counters[axis] = 0


@kernel
def _sum_out(plan: Plan, step: int, sizes: Integers, bench: Bench, buffer: Numbers) -> float:
    """Multiply tables and sum over one variable; return the largest number of the result."""
    result = len(plan.widths) - len(plan.order) + step
    count = _prepare(plan, step, bench)
    width = plan.widths[result]
    for axis in range(width):
        bench.sizes[axis] = sizes[plan.scopes[result, axis]]
    bench.sizes[width] = sizes[plan.order[step]]
    cells = bench.offsets[result], bench.offsets[result + 1]
    shape, places, strides = bench.sizes[: width + 1], bench.places[:count], bench.strides[:count]
    if count == 2:  # noqa: PLR2004 - see there
        _add_pairs(buffer, cells, shape, places, strides)
    else:
        _add_products(buffer, cells, shape, places, strides)
    largest = 0.0
    for cell in range(cells[0], cells[1]):
        largest = max(largest, buffer[cell])
    return largest


@kernel
def _run(plan: Plan, sizes: Integers, bench: Bench, buffer: Numbers) -> float:
    """Carry out all sums; return the logarithm. Tables are scaled by powers of two, which loses nothing."""
    log = 0.0
    for step in range(len(plan.order)):
        largest = _sum_out(plan, step, sizes, bench, buffer)
        if largest == 0.0:
            return -np.inf
        result = len(plan.widths) - len(plan.order) + step
        begin, end = bench.offsets[result], bench.offsets[result + 1]
        if end - begin == 1:
            log += np.log(largest)
            buffer[begin] = 1.0
        elif not SMALL < largest < LARGE:
            power = np.floor(np.log2(largest))
            buffer[begin:end] *= 2.0**-power
            log += power * np.log(2.0)
    return log


@kernel
def log_sums(  # noqa: PLR0913, PLR0917 - numba takes no object that would hold them
    graph: Graph,
    plan: Plan,
    tables: Tables,
    evidence: Evidence,
    groups: Integers,
    whole: bool,  # noqa: FBT001 - see above
) -> Numbers:
    """Return the logarithm of the sum over all unknowns, for each group of markers.

    Args:
        graph: of the pedigree.
        plan: in which order to sum.
        tables: all markers of the panel.
        evidence: what was read of the typed people.
        groups: which markers belong together, shape (groups, linked markers).
        whole: whether groups after an impossible one are wanted; else they are called impossible too.
    """
    local = _new_local(graph, tables, evidence, groups.shape[1])
    widest = plan.scopes.shape[1] + 1
    bench = Bench(
        np.zeros(len(plan.widths) + 1, dtype=np.int64),
        np.zeros((len(plan.widths), widest), dtype=np.int64),
        np.zeros((len(plan.widths), widest), dtype=np.int64),
        np.zeros(len(plan.widths), dtype=np.int64),
        np.zeros(widest, dtype=np.int64),
    )
    logs = np.zeros(len(groups))
    buffer = np.empty(256)
    for group in range(len(groups)):
        for slot in range(groups.shape[1]):
            localise(tables, groups[group, slot], evidence, slot, local)
        find_domains(graph, local)
        needed = _arrange(plan, local, bench)
        if needed > len(buffer):
            buffer = np.empty(needed)
        fill(graph, local, (bench.offsets, buffer))
        logs[group] = _run(plan, local.sizes, bench, buffer)
        if logs[group] == -np.inf and not whole:
            logs[group:] = -np.inf
            break
    return logs

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
        np.zeros((variables, max(alleles, 2)), dtype=np.int64),
        np.zeros(variables, dtype=np.int64),
    )


@kernel
def _arrange(plan: Plan, local: Local, bench: Bench) -> int:
    """Give each table its place in the buffer; return how long that must be."""
    offset = 0
    for table in range(len(plan.widths)):
        bench.offsets[table] = offset
        size = 1
        for axis in range(plan.widths[table]):
            size *= local.sizes[plan.scopes[table, axis]]
        offset += size
    bench.offsets[len(plan.widths)] = offset
    return int(offset)


@kernel
def _stride(plan: Plan, sizes: Integers, table: int, variable: int) -> int:
    """Return how far a step along a variable goes in a table; 0 if the table does not have it."""
    stride = 1
    for axis in range(plan.widths[table] - 1, -1, -1):
        if plan.scopes[table, axis] == variable:
            return stride
        stride *= int(sizes[plan.scopes[table, axis]])
    return 0


@kernel
def _prepare(plan: Plan, step: int, sizes: Integers, bench: Bench) -> int:
    """Set the inputs of a sum to their first cell; return how many there are."""
    result = len(plan.widths) - len(plan.order) + step
    width = plan.widths[result]
    first = plan.starts[step]
    count = plan.starts[step + 1] - first
    for number in range(count):
        table = plan.inputs[first + number]
        bench.places[number] = bench.offsets[table]
        for axis in range(width):
            bench.strides[number, axis] = _stride(plan, sizes, table, plan.scopes[result, axis])
        bench.strides[number, width] = _stride(plan, sizes, table, plan.order[step])
    bench.counters[:width] = 0
    return int(count)


@kernel
def _advance(scope: Integers, sizes: Integers, bench: Bench, count: int) -> None:
    """Go to the next row of the result, along all its variables but the last, and along in all inputs."""
    for axis in range(len(scope) - 2, -1, -1):
        bench.counters[axis] += 1
        size = sizes[scope[axis]]
        over = bench.counters[axis] == size
        moves = 1 - size if over else 1
        for number in range(count):
            bench.places[number] += bench.strides[number, axis] * moves
        if not over:
            return
        bench.counters[axis] = 0


@kernel
def _multiply(block: Numbers, buffer: Numbers, place: int, strides: tuple[int, int], is_first: bool) -> None:  # noqa: FBT001 - numba has no others
    """Multiply a block of products, one for each column of a row and each value that is summed over, by a table's."""
    columns, values = block.shape
    for column in range(columns):
        at = place + column * strides[0]
        for value in range(values):
            if is_first:
                block[column, value] = buffer[at]
            else:
                block[column, value] *= buffer[at]
            at += strides[1]


@kernel
def _add_up(block: Numbers, row: Numbers) -> float:
    """Sum products over the values of each column; return the largest sum."""
    largest = 0.0
    for column in range(block.shape[0]):
        total = 0.0
        for value in range(block.shape[1]):
            total += block[column, value]
        row[column] = total
        largest = max(largest, total)
    return largest


@kernel
def _sum_out(plan: Plan, step: int, sizes: Integers, bench: Bench, buffer: Numbers) -> float:
    """Multiply tables and sum over one variable; return the largest number of the result."""
    result = len(plan.widths) - len(plan.order) + step
    count = _prepare(plan, step, sizes, bench)
    width = plan.widths[result]
    scope = plan.scopes[result, :width]
    values = int(sizes[plan.order[step]])
    columns = int(sizes[scope[width - 1]]) if width else 1
    block = bench.block[: columns * values].reshape(columns, values)
    largest = 0.0
    for row in range(bench.offsets[result], bench.offsets[result + 1], columns):
        for number in range(count):
            along = bench.strides[number, width - 1] if width else 0
            _multiply(block, buffer, bench.places[number], (along, bench.strides[number, width]), number == 0)
        largest = max(largest, _add_up(block, buffer[row : row + columns]))
        _advance(scope, sizes, bench, count)
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
def log_sums(graph: Graph, plan: Plan, tables: Tables, evidence: Evidence, groups: Integers) -> Numbers:
    """Return the logarithm of the sum over all unknowns, for each group of markers.

    Args:
        graph: of the pedigree.
        plan: in which order to sum.
        tables: all markers of the panel.
        evidence: what was read of the typed people.
        groups: which markers belong together, shape (groups, linked markers).
    """
    factors = len(graph.kinds)
    local = _new_local(graph, tables, evidence, groups.shape[1])
    widest, alleles = plan.scopes.shape[1] + 1, tables.frequencies.shape[1]
    bench = Bench(
        np.zeros(len(plan.widths) + 1, dtype=np.int64),
        np.zeros((len(plan.widths), widest), dtype=np.int64),
        np.zeros(len(plan.widths), dtype=np.int64),
        np.zeros(widest, dtype=np.int64),
        np.empty(max(alleles, 2) ** 2),
    )
    logs = np.zeros(len(groups))
    buffer = np.empty(256)
    for group in range(len(groups)):
        for slot in range(groups.shape[1]):
            localise(tables, groups[group, slot], evidence, slot, local)
        find_domains(graph, evidence, local)
        needed = _arrange(plan, local, bench)
        if needed > len(buffer):
            buffer = np.empty(needed)
        for factor in range(factors):
            fill(graph, local, evidence, factor, buffer[bench.offsets[factor] : bench.offsets[factor + 1]])
        logs[group] = _run(plan, local.sizes, bench, buffer)
    return logs

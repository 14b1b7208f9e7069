"""Measures the shape of the code and fails on what ruff cannot see.

Fails on: a file over 400 lines; a function over 40 lines without its docstring; an import inside a
function; a relative import; a broad except without a written reason; unfinished code; a call of the
clock, of chance or of files in a pure package; more than two type-ignores per thousand lines.
Prints medians, so that drift is seen before it fails.
"""

import ast
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from statistics import median

LONGEST_FILE = 400
LONGEST_FUNCTION = 40
IGNORES_PER_KLOC = 2
PURE = ("model", "match", "law", "ledger", "exchange", "analysis", "casework")
FOLDERS = ("src", "scripts", "tests", "benchmarks")

#: Calls by which a pure package would reach for the clock, for chance or for files.
IMPURE_CALLS = frozenset({
    "datetime.now", "datetime.utcnow", "datetime.today", "date.today",
    "datetime.datetime.now", "datetime.datetime.utcnow", "datetime.date.today",
    "os.urandom", "uuid.uuid1", "uuid.uuid4", "uuid1", "uuid4", "open", "input", "print",
})  # fmt: skip

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, kw_only=True)
class Source:
    """One file of Python: where it is, its text, and its syntax tree."""

    path: Path
    lines: tuple[str, ...]
    tree: ast.Module

    @cached_property
    def nodes(self) -> tuple[ast.AST, ...]:
        """Everything in the tree."""
        return tuple(ast.walk(self.tree))

    @cached_property
    def functions(self) -> tuple[Function, ...]:
        """All functions and methods, nested ones too."""
        return tuple(node for node in self.nodes if isinstance(node, Function))

    @property
    def is_pure(self) -> bool:
        """Whether the file belongs to a package that does no input or output."""
        parts = self.path.parts
        return "egnatia" in parts and parts[parts.index("egnatia") + 1] in PURE


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One breach of a house rule."""

    path: Path
    line: int
    words: str

    def __str__(self) -> str:
        """Write it as an editor can jump to it."""
        return f"{self.path}:{self.line}: {self.words}"


def read_source(path: Path) -> Source:
    """Read and parse one file."""
    text = path.read_text(encoding="utf-8")
    return Source(path=path, lines=tuple(text.splitlines()), tree=ast.parse(text, filename=str(path)))


def function_length(function: Function) -> int:
    """Count the lines of a function from its `def` to its end, less its docstring."""
    length = (function.end_lineno or function.lineno) - function.lineno + 1
    if ast.get_docstring(function, clean=False) is None:
        return length
    docstring = function.body[0]
    return length - ((docstring.end_lineno or docstring.lineno) - docstring.lineno + 1)


def long_file(source: Source) -> Iterator[Finding]:
    """Find a file that holds more than one noun."""
    if len(source.lines) > LONGEST_FILE:
        yield Finding(path=source.path, line=1, words=f"{len(source.lines)} lines, over {LONGEST_FILE}")


def long_functions(source: Source) -> Iterator[Finding]:
    """Find functions that hold more than one idea."""
    for function in source.functions:
        length = function_length(function)
        if length > LONGEST_FUNCTION:
            words = f"{function.name} has {length} lines, over {LONGEST_FUNCTION}"
            yield Finding(path=source.path, line=function.lineno, words=words)


def inner_imports(source: Source) -> Iterator[Finding]:
    """Find imports inside functions, which hide from the layers."""
    imports = [node for node in source.nodes if isinstance(node, ast.Import | ast.ImportFrom)]
    for function in source.functions if imports else ():
        for node in imports:
            if function.lineno < node.lineno <= (function.end_lineno or 0):
                yield Finding(path=source.path, line=node.lineno, words=f"import inside {function.name}")


def relative_imports(source: Source) -> Iterator[Finding]:
    """Find imports that do not name the whole path."""
    for node in source.nodes:
        if isinstance(node, ast.ImportFrom) and node.level:
            yield Finding(path=source.path, line=node.lineno, words="relative import")


def _is_broad(handler: ast.ExceptHandler) -> bool:
    """Tell whether a handler catches everything."""
    caught = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    names = {node.id for node in caught if isinstance(node, ast.Name)}
    return handler.type is None or bool(names & {"Exception", "BaseException"})


def _reason(line: str) -> str:
    """Return what a line's comment says besides `noqa` and its codes."""
    comment = line.partition("#")[2]
    return re.sub(r"noqa(:\s*[A-Z]+\d+(,\s*[A-Z]+\d+)*)?", "", comment).strip(" #:-–—")


def unexplained_excepts(source: Source) -> Iterator[Finding]:
    """Find broad excepts whose line does not say why."""
    for node in source.nodes:
        if isinstance(node, ast.ExceptHandler) and _is_broad(node) and not _reason(source.lines[node.lineno - 1]):
            yield Finding(path=source.path, line=node.lineno, words="broad except without a reason on its line")


def unfinished(source: Source) -> Iterator[Finding]:
    """Find code that says of itself that it is not there yet."""
    for node in source.nodes:
        if isinstance(node, ast.Name) and node.id == "NotImplementedError":
            yield Finding(path=source.path, line=node.lineno, words="unfinished: NotImplementedError")


def _dotted(called: ast.expr) -> str:
    """Write what is called as it is named, such as `datetime.now`; empty if it has no plain name."""
    if isinstance(called, ast.Name):
        return called.id
    before = _dotted(called.value) if isinstance(called, ast.Attribute) else ""
    return f"{before}.{called.attr}" if before and isinstance(called, ast.Attribute) else ""


def impure_calls(source: Source) -> Iterator[Finding]:
    """Find calls of the clock, of chance or of files in a package that must be pure."""
    if not source.is_pure:
        return
    for node in source.nodes:
        if isinstance(node, ast.Call) and (name := _dotted(node.func)) in IMPURE_CALLS:
            words = f"{name}() in a pure package: take it as an argument"
            yield Finding(path=source.path, line=node.lineno, words=words)


RULES: tuple[Callable[[Source], Iterator[Finding]], ...] = (
    long_file,
    long_functions,
    inner_imports,
    relative_imports,
    unexplained_excepts,
    unfinished,
    impure_calls,
)


def findings(source: Source) -> list[Finding]:
    """Apply every rule to one file."""
    return [finding for rule in RULES for finding in rule(source)]


def type_ignores(sources: list[Source]) -> float:
    """Return the type-ignores per thousand lines.

    Raises:
        ValueError: there is no line to measure.
    """
    lines = [line for source in sources for line in source.lines]
    if not lines:
        raise ValueError("no line to measure")
    return 1000 * sum("# type: ignore" in line for line in lines) / len(lines)


def read_tree(root: Path, folders: tuple[str, ...] = FOLDERS) -> list[Source]:
    """Read all Python under the given folders of a tree."""
    return [read_source(path) for folder in folders for path in sorted((root / folder).rglob("*.py"))]


def shape(name: str, sources: list[Source]) -> str:
    """Say in one line how large files and functions are."""
    files = [len(source.lines) for source in sources] or [0]
    functions = [function_length(function) for source in sources for function in source.functions] or [0]
    return (
        f"{name:<8} {len(sources):>4} files, {sum(files):>6} lines; file median {median(files):g}, "
        f"longest {max(files)}; function median {median(functions):g}, longest {max(functions)}"
    )


def main() -> int:
    """Measure this tree; print the shape and every breach."""
    root = Path(__file__).resolve().parent.parent
    tree = {folder: read_tree(root, (folder,)) for folder in FOLDERS}
    found = [finding for sources in tree.values() for source in sources for finding in findings(source)]
    shipped = tree["src"]
    print(shape("src", shipped))
    print(shape("tests", tree["tests"]))
    ignores = type_ignores(shipped)
    print(f"type-ignores per thousand lines of src: {ignores:.2f} (at most {IGNORES_PER_KLOC})")
    print(*found, sep="\n", end="\n" if found else "")
    return int(bool(found) or ignores > IGNORES_PER_KLOC)


if __name__ == "__main__":
    sys.exit(main())

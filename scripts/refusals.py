"""Gathers why use cases refuse something: the words of what they raise, so that the desk says them in all languages.

A value in them becomes a placeholder, such as `no account %(name)s`; the desk finds by these which words were meant.
"""

import ast
import re
from collections.abc import Iterator, Mapping
from itertools import count
from pathlib import Path
from typing import Final

#: Which argument of each error says why.
_WORDS: Final[Mapping[str, int]] = {
    "NotAllowedError": 0,
    "NotFoundError": 0,
    "NotLawfulError": 0,
    "ConflictError": 0,
    "OvertakenError": 0,
    "PasskeyError": 0,
    "IdentityError": 0,
    "ParseError": 1,
}
_PLACE: Final = re.compile(r"%\(\w+\)s")
_FEWEST: Final = 6  #: Letters that a refusal has beside its values; with fewer it could be any other.


def refusals(folder: Path, names: str = "*.py") -> Iterator[str]:
    """Return why the modules of a folder refuse something, in the order in which it stands there.

    Args:
        folder: with modules of Python, at any depth.
        names: a pattern that the names of their files fit.
    """
    for path in sorted(folder.rglob(names)):
        tree = ast.parse(path.read_text("utf-8"))
        named = dict(_constants(tree))
        for node in ast.walk(tree):
            if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
                words = _words(node.exc, named)
                if sum(map(str.isalpha, _PLACE.sub("", words))) >= _FEWEST:
                    yield words


def _constants(tree: ast.Module) -> Iterator[tuple[str, ast.expr]]:
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            yield node.targets[0].id, node.value
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.value:
            yield node.target.id, node.value


def _words(call: ast.Call, named: Mapping[str, ast.expr]) -> str:
    place = _WORDS.get(call.func.id) if isinstance(call.func, ast.Name) else None
    if place is None or len(call.args) <= place:
        return ""
    said = call.args[place]
    if isinstance(said, ast.Name):
        said = named.get(said.id, said)
    if isinstance(said, ast.Constant):
        return str(said.value)
    return _with_places(said) if isinstance(said, ast.JoinedStr) else ""


def _with_places(said: ast.JoinedStr) -> str:
    """Write a formatted text with a placeholder for each value; one that comes twice is one."""
    names: dict[str, str] = {}
    numbers = count(1)
    parts = []
    for part in said.values:
        if isinstance(part, ast.FormattedValue):
            key = ast.unparse(part.value)
            names.setdefault(key, _name(part.value) or f"value{next(numbers)}")
            parts.append(f"%({names[key]})s")
        elif isinstance(part, ast.Constant):
            parts.append(str(part.value).replace("%", "%%"))
    return "".join(parts) if len(set(names.values())) == len(names) else ""


def _name(value: ast.expr) -> str:
    return value.attr if isinstance(value, ast.Attribute) else value.id if isinstance(value, ast.Name) else ""

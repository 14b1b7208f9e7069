"""Reads off every command what it asks of a node: the requests in its source, and in that of what it calls in turn."""

import ast
import inspect
from collections.abc import Iterator
from functools import cache
from textwrap import dedent
from types import CodeType, FunctionType

import click

from egnatia.cli import connection
from egnatia.cli.main import root

METHODS = {"get": "GET", "post": "POST", "lines": "POST", "upload": "POST", "delete": "DELETE", "download": "GET"}


def every_command(command: click.Command = root, path: str = "") -> Iterator[tuple[str, click.Command]]:
    """Yield every command that somebody can type, by its name."""
    if not isinstance(command, click.Group):
        yield path, command
        return
    context = click.Context(command)
    for name in command.list_commands(context):
        found = command.get_command(context, name)
        assert found
        yield from every_command(found, f"{path} {name}".strip())


def asks(command: click.Command) -> bool:
    """Tell whether a command is one that speaks to a node that runs."""
    return any(option.name == "account" for option in command.params)


def requests_of(command: click.Command) -> frozenset[str]:
    """Return method and path of every request that a command may make, ids left out."""
    assert isinstance(command.callback, FunctionType)
    waiting, seen = [command.callback], set[FunctionType]()
    while waiting:
        one = waiting.pop()
        if one not in seen:
            seen.add(one)
            waiting.extend(_called(one))
    return frozenset().union(*map(_made, seen))


def addresses(source: str) -> tuple[list[str], int]:
    """Return the requests that stand in a source, and how many addresses stand in it at all."""
    tree = ast.parse(dedent(source))
    calls = [(node.func, node.args) for node in ast.walk(tree) if isinstance(node, ast.Call) and node.args]
    made = [(called.attr, _spelt(args[0])) for called, args in calls if isinstance(called, ast.Attribute)]
    found = [f"{METHODS[method]} {path}" for method, path in made if method in METHODS and path.startswith("/v1/")]
    texts = [node for node in ast.walk(tree) if isinstance(node, ast.Constant) and str(node.value).startswith("/v1/")]
    return found, len(texts)


@cache
def _made(function: FunctionType) -> frozenset[str]:
    try:
        return frozenset(addresses(inspect.getsource(function))[0])
    except OSError:  # made at run time, such as the methods of a dataclass
        return frozenset()


def _spelt(node: ast.expr) -> str:
    """Return an address as the table has it: `{}` for each id, nothing of what is asked behind a question mark."""
    match node:
        case ast.Constant():
            text = str(node.value)
        case ast.JoinedStr():
            text = "".join(str(one.value) if isinstance(one, ast.Constant) else "{}" for one in node.values)
        case ast.BinOp():
            text = _spelt(node.left)
        case _:
            text = ""
    return text.split("?")[0]


def _called(function: FunctionType) -> Iterator[FunctionType]:
    """Yield the functions of commands that a function names, and those that it was made with."""
    for cell in function.__closure__ or ():
        yield from _functions(cell.cell_contents)
    for name in _names(function.__code__):
        yield from _functions(function.__globals__.get(name))


def _names(code: CodeType) -> Iterator[str]:
    yield from code.co_names
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            yield from _names(inner)


def _functions(found: object) -> Iterator[FunctionType]:
    module = getattr(found, "__module__", None) or ""
    if not module.startswith("egnatia.cli.") or module == connection.__name__:
        return
    if isinstance(found, FunctionType):
        yield found
    elif isinstance(found, type):
        yield from (one for one in vars(found).values() if isinstance(one, FunctionType))

"""The hand-written table of what may cross between nodes, and whether a part of a message keeps to it."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

_HERE = Path(__file__).parent
SHAPES: Mapping[str, Any] = yaml.safe_load((_HERE / "shapes.yaml").read_text("utf-8"))
DATA: Mapping[str, Any] = yaml.safe_load((_HERE / "data.yaml").read_text("utf-8"))

_FORMS = {name: re.compile(pattern) for name, pattern in SHAPES["forms"].items()}


def shape_faults(shape: Mapping[str, str], value: object, path: str) -> Iterator[str]:
    """Say what of a part stands there without leave, is missing, or is not of its form."""
    if not isinstance(value, dict):
        yield f"{path}: no part with fields"
        return
    for name in value.keys() - {name.removesuffix("?") for name in shape}:
        yield f"{path}.{name}: a field that may not cross"
    for name, form in shape.items():
        plain = name.removesuffix("?")
        if plain in value:
            yield from _faults(form, value[plain], f"{path}.{plain}")
        elif plain == name:
            yield f"{path}.{name}: missing"


def form_faults(form: str, text: str, path: str) -> Iterator[str]:
    """Say if a text is not of its form."""
    if not _FORMS[form].fullmatch(text):
        yield f"{path}: not of the form {form}"


def _faults(form: str, value: object, path: str) -> Iterator[str]:
    if form.startswith("["):
        for index, item in enumerate(value if isinstance(value, list) else [None]):
            yield from _faults(form[1:-1], item, f"{path}[{index}]")
    elif form.startswith("{"):
        yield from shape_faults(SHAPES["shapes"][form[1:-1]], value, path)
    elif form in _SORTS:
        if not _SORTS[form](value):
            yield f"{path}: not of the form {form}"
    elif not isinstance(value, str):
        yield f"{path}: no text"
    else:
        yield from form_faults(form, value, path)


def _is_data(value: object) -> bool:
    return isinstance(value, dict) and all(
        isinstance(found, list) and all(isinstance(text, str) for text in found) for found in value.values()
    )


def _is_by_node(value: object) -> bool:
    return isinstance(value, dict) and all(
        _FORMS["node"].fullmatch(node) and _FORMS["checkpoint"].fullmatch(note) for node, note in value.items()
    )


#: Forms that are no text.
_SORTS = {
    "one": lambda value: value == 1 and not isinstance(value, bool),
    "count": lambda value: isinstance(value, int) and not isinstance(value, bool) and value > 0,
    "index": lambda value: isinstance(value, int) and not isinstance(value, bool) and value >= 0,
    "flag": lambda value: isinstance(value, bool),
    "data": _is_data,
    "body": lambda value: isinstance(value, dict),
    "by_node": _is_by_node,
}

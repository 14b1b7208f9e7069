"""Reading the data that ship with a package: YAML, strictly, so that no entry silently hides another."""

from importlib.resources.abc import Traversable
from typing import Any

import yaml

from egnatia.model.errors import SchemaError

#: libyaml reads seven times as fast; a PyYAML that was built without it lacks the first.
_LOADER: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_data(file: Traversable) -> Any:  # noqa: ANN401 - what it is, only the caller's parser can say
    """Read one YAML file of a package: plain values only.

    Raises:
        SchemaError: empty, not YAML in UTF-8, or a key stands twice in one mapping.
    """
    try:
        loader = _LOADER(file.read_text("utf-8"))
        node = loader.get_single_node()
        if node is None:
            raise SchemaError(f"{file.name}: empty")
        _refuse_repeats(node)
        return loader.construct_document(node)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise SchemaError(f"{file.name}: {error}") from error


def _refuse_repeats(node: yaml.Node) -> None:
    """Refuse a key that stands twice (YAML 1.2.2 section 3.2.1.3), which PyYAML lets pass."""
    if isinstance(node, yaml.SequenceNode):
        for item in node.value:
            _refuse_repeats(item)
    if isinstance(node, yaml.MappingNode):
        if len({str(key.value) for key, _ in node.value}) != len(node.value):
            raise yaml.constructor.ConstructorError(problem="a key stands twice", problem_mark=node.start_mark)
        for _, item in node.value:
            _refuse_repeats(item)

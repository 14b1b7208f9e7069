"""Reading the data that ship with a package: YAML, strictly, so that no entry silently hides another."""

from collections.abc import Hashable
from importlib.resources.abc import Traversable
from typing import Any

import yaml

from egnatia.model.errors import SchemaError


class _Strict(yaml.CSafeLoader):
    """Plain values only, and no key twice (YAML 1.2.2 section 3.2.1.3, which PyYAML does not check)."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:  # noqa: FBT001, FBT002 - PyYAML's own signature
        found = super().construct_mapping(node, deep=deep)
        if len(found) != len(node.value):
            raise SchemaError(f"{node.start_mark}: a key stands twice")
        return found


def read_data(file: Traversable) -> Any:  # noqa: ANN401 - what it is, only the caller's parser can say
    """Read one YAML file of a package.

    Raises:
        SchemaError: not YAML in UTF-8, or a key stands twice in one mapping.
    """
    try:
        return yaml.load(file.read_text("utf-8"), _Strict)  # noqa: S506 - a CSafeLoader
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise SchemaError(f"{file.name}: {error}") from error

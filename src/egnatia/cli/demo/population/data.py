"""Reading the population's data files."""

from importlib.resources import files
from typing import Any

import yaml

#: libyaml where it is built in: the lists of names are long.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_data(*path: str) -> Any:  # noqa: ANN401 - each reader knows the shape of its file
    """Read one file of `data/`, named by its folders and its name without ending."""
    place = files("egnatia.cli.demo.population") / "data"
    for part in path[:-1]:
        place /= part
    return yaml.load((place / f"{path[-1]}.yaml").read_text("utf-8"), Loader=_LOADER)  # noqa: S506 - a safe loader

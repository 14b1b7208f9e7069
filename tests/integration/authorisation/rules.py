"""Reads the table of who may call what."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from egnatia.casework.rows import Role

TABLE: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "rules.yaml").read_text("utf-8"))


@dataclass(frozen=True, kw_only=True)
class Rule:
    """Who may make one request."""

    name: str  #: Method and path, and in brackets which case of it.
    roles: frozenset[Role]
    beyond: frozenset[Role]  #: Roles that need not work in the case file.
    case: str
    purpose: str
    shows: str

    @property
    def route(self) -> str:
        """Method and path."""
        return self.name.split(" (")[0]


def _rule(name: str, row: dict[str, Any]) -> Rule:
    roles = list(Role) if row["roles"] == "all" else row["roles"]
    return Rule(
        name=name,
        roles=frozenset(map(Role, roles)),
        beyond=frozenset(map(Role, row.get("beyond", []))),
        case=row["case"],
        purpose=str(row["purpose"]).lower(),
        shows=row["shows"],
    )


RULES = [_rule(name, row) for name, row in TABLE["routes"].items()]

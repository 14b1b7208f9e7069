"""Writes `docs/reference/rights.md` from the policies on rights, so that the page never tells anything else.

Run it after a change of `src/egnatia/casework/policies/`; a test compares.
"""

from collections.abc import Iterator
from pathlib import Path

from egnatia.casework.charter import SHARED
from egnatia.casework.rights import rights_of
from egnatia.casework.rows import Right, Role

PAGE = Path(__file__).resolve().parents[1] / "docs" / "reference" / "rights.md"

INTRODUCTION = """\
# Who may do what

This page is written by `scripts/rights_reference.py` from `src/egnatia/casework/policies/rights.cedar`; do not edit it.

A person has one role or several; each gives rights. What no role gives is refused. Rights within a matter (who works in
a case file, who acted before) are checked besides, where they arise: the right to read records is one to read them in
a case file in which one works.
"""


def page() -> str:
    """Return the whole page."""
    return "\n".join([INTRODUCTION, *_roles(), *_rights(), *_refusals(), *_own()])


def _roles() -> Iterator[str]:
    yield "## Roles\n"
    yield "| role | what it is for |"
    yield "|---|---|"
    for role in Role:
        yield f"| {role} | {SHARED.words[role]} |"


def _rights() -> Iterator[str]:
    yield "\n## Rights\n"
    yield f"| right | {' | '.join(Role)} |"
    yield "|---|" + "---|" * len(Role)
    for right in Right:
        cells = ("yes" if right in rights_of(role) else "" for role in Role)
        yield f"| {right} | {' | '.join(cells)} |"


def _refusals() -> Iterator[str]:
    yield "\n## Refused, whatever the role\n"
    yield "| policy | why |"
    yield "|---|---|"
    for rule in SHARED.rules:
        if rule.effect == "forbid":
            yield f"| `{rule.id}` | {SHARED.words[rule.id]} |"


def _own() -> Iterator[str]:
    yield "\n## Rules of one node\n"
    yield "A node may take rights away, in `rights.cedar` in its folder, and give none: see"
    yield "[manage accounts](../how-to/manage-accounts.md#take-rights-away).\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")

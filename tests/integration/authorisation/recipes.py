"""What the requests of the tests are made of, and where each is kept: one for every rule."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.integration.authorisation.scene import Setting

from egnatia.casework.deliver import deliver_due
from egnatia.casework.release import Giving, release
from egnatia.casework.rows import Account


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One request."""

    method: str
    path: str
    body: object = None  #: Bytes go as they are, all else as JSON.
    node: str = "RS"

    @property
    def sent(self) -> dict[str, Any]:
        """The body as a client is given it."""
        return {"content" if isinstance(self.body, bytes) else "json": self.body}


Recipe = Callable[[Setting, Account], Asked]
RECIPES: dict[str, Recipe] = {}
REASON = {"reason": "The file says so."}


def recipe_for(*rules: str) -> Callable[[Recipe], Recipe]:
    def keep(recipe: Recipe) -> Recipe:
        RECIPES.update(dict.fromkeys(rules, recipe))
        return recipe

    return keep


def plainly(rule: str, path: str, body: object = None) -> None:
    """Say of a rule that its request needs nothing that is not there already."""
    RECIPES[rule] = lambda _scene, _actor: Asked(method=rule.split(maxsplit=1)[0], path=path, body=body)


def received(scene: Setting) -> str:
    """Have AL release the person's record, and return its id at RS."""
    given = release(scene.al, scene.chief, Giving(reference=scene.confirmed(), reason="Needed."))
    assert given.record
    deliver_due(scene.al)
    return given.record.id

"""Reading a story from YAML, strictly: every label leads somewhere, and every record is one that a node would accept.

A story's file says `title case summary invented begins ends`, then
* `externals`: authorities without a node;
* `caveats`: by name, used by the records below;
* `nodes`: for each node, kind and label a record: `caveat`, `at` (the day it was made), and its properties, in which a
  reference to another record is its label;
* `arrests`: lists of people, each of whom becomes a person's record and an involvement in the event named;
* `case_files` and `script`.
"""

from collections.abc import Callable, Mapping
from importlib.resources import files
from typing import TypeVar

import yaml

from egnatia.casework.rows import Role
from egnatia.cli.demo.stories import acts, telling
from egnatia.cli.demo.stories.story import External, Opened, Story
from egnatia.model.caveat import Caveat, Purpose, parse_caveat
from egnatia.model.errors import ParseError
from egnatia.model.identity import parse_node
from egnatia.model.reading import Fields, listed, member, text
from egnatia.model.values import parse_country, parse_day

_T = TypeVar("_T")


def read_stories() -> tuple[Story, ...]:
    """Return all stories that ship with the package, oldest first.

    Raises:
        ParseError: with the path of the first fault.
    """
    places = (place for place in files("egnatia.cli.demo.stories").iterdir() if place.name.endswith(".yaml"))
    found = [read_story(place.name.removesuffix(".yaml"), place.read_text("utf-8")) for place in places]
    return tuple(sorted(found, key=lambda story: (story.ends, story.name)))


def read_story(name: str, content: str) -> Story:
    """Read one story.

    Raises:
        ParseError: with the path of the first fault.
    """
    # Every scalar is text in the model: no day, number or truth value is to be read into it on the way.
    fields = Fields(yaml.load(content, Loader=yaml.BaseLoader), name)  # noqa: S506 - makes texts, lists, mappings only
    caveats = fields.take("caveats", by_name(_parse_caveat))
    title = fields.take("title", text(80))
    case, summary, invented = (fields.take(key, text(2000)) for key in ("case", "summary", "invented"))
    begins, ends = (fields.take(key, parse_day) for key in ("begins", "ends"))
    externals = fields.take_optional("externals", listed(_parse_external)) or ()
    told = telling.Telling(name, caveats)
    fields.take("nodes", told.take_nodes)
    fields.take_optional("arrests", told.take_arrests)
    case_files = fields.take("case_files", by_name(_parse_opened))
    script = fields.take("script", listed(acts.parse_act))
    fields.finish()
    story = Story(
        name=name,
        title=title,
        case=case,
        summary=summary,
        invented=invented,
        begins=begins,
        ends=ends,
        externals=externals,
        records=told.records(),
        case_files=case_files,
        script=script,
    )
    acts.check_script(story)
    return story


def by_name(parse: Callable[[object, str], _T]) -> Callable[[object, str], Mapping[str, _T]]:
    """Build a parser of a mapping whose keys are the names of what they hold."""

    def parse_all(value: object, path: str) -> Mapping[str, _T]:
        if not isinstance(value, dict):
            raise ParseError(path, "not a mapping")
        return {key: parse(found, f"{path}.{key}") for key, found in value.items()}

    return parse_all


def _parse_caveat(value: object, path: str) -> Caveat:
    """Read a caveat in which only what differs from the plainest need be said."""
    if not isinstance(value, dict):
        raise ParseError(path, "not a mapping")
    whole = {"handling": [], "restriction": "", "nature": "fact", "contested": False, "asylum_from": [], **value}
    for key in ("handling", "purposes", "asylum_from"):
        whole[key] = sorted(whole.get(key, []))
    return parse_caveat(whole, path)


def _parse_external(value: object, path: str) -> External:
    fields = Fields(value, path)
    external = External(
        country=fields.take_optional("country", parse_country),
        authority=fields.take("authority", text(200)),
        part=fields.take("part", text(1000)),
        consent=fields.take("consent", text(400)),
        consent_date=fields.take("consent_date", parse_day),
    )
    fields.finish()
    return external


def _parse_opened(value: object, path: str) -> Opened:
    fields = Fields(value, path)
    opened = Opened(
        node=fields.take("node", parse_node),
        reference=fields.take("reference", text(80)),
        title=fields.take("title", text(200)),
        purpose=fields.take("purpose", member(Purpose)),
        offence=fields.take_optional("offence", text(60)),
        members=fields.take("members", listed(member(Role))),
    )
    fields.finish()
    return opened

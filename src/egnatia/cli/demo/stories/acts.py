"""Reading the acts of a story's script, and checking that they name what the story has."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TypeGuard

from egnatia.casework.rows import Role
from egnatia.cli.demo.members import BY_NODE, MEMBERS
from egnatia.cli.demo.stories.script import (
    Act,
    Alerting,
    Ask,
    Confirm,
    Consent,
    Counted,
    Deliver,
    Expected,
    Found,
    Identify,
    JointAction,
    Outcome,
    Release,
    Reply,
)
from egnatia.cli.demo.stories.story import Story
from egnatia.law.facts import PartySort
from egnatia.model.actionday import parse_result
from egnatia.model.alert_sorts import AlertSort
from egnatia.model.caveat import SubjectRole
from egnatia.model.delivery import parse_goods
from egnatia.model.errors import ParseError
from egnatia.model.identity import NodeId, parse_node
from egnatia.model.kinds import parse_kind_name
from egnatia.model.question import Subject, parse_asked
from egnatia.model.reading import Fields, distinct, listed, member, text
from egnatia.model.values import READERS, ValueType, parse_country

_PARTS = 3


def parse_act(value: object, path: str) -> Act:
    """Read one act; the one word that names it has its label, question or hit.

    Raises:
        ParseError: with the path of the first fault.
    """
    word = next((word for word in _READERS if isinstance(value, dict) and word in value), None)
    if word is None:
        raise ParseError(path, f"none of {', '.join(_READERS)}")
    fields = Fields(value, path)
    act = _READERS[word](fields)
    fields.finish()
    return act


def _ask(fields: Fields) -> Ask:
    kind = fields.take("kind", parse_kind_name)
    return Ask(
        label=fields.take("ask", text(40)),
        node=fields.take("node", parse_node),
        role=fields.take("role", member(Role)),
        says=fields.take("says", text(400)),
        case=fields.take("case", text(40)),
        kind=kind.name,
        properties=fields.take("properties", lambda found, path: parse_asked(kind, _lists(found), path)),
        subject=fields.take("subject", _parse_subject),
        authorisation=fields.take_optional("authorisation", text(200)) or "",
        instrument=fields.take_optional("instrument", text(40)) or "",
        urgent=fields.take_optional("urgent", _parse_truth) or False,
        stays=fields.take_optional("stays", _parse_days) or 0,
        tells=frozenset(fields.take_optional("tells", distinct(parse_node)) or ()),
        partners=fields.take("partners", _parse_partners),
    )


def _lists(value: object) -> object:
    """Let a single value stand for a list of one."""
    if not isinstance(value, dict):
        return value
    return {name: found if isinstance(found, list) else [found] for name, found in value.items()}


def _parse_subject(value: object, path: str) -> Subject:
    fields = Fields(value, path)
    subject = Subject(
        role=fields.take("role", member(SubjectRole)),
        minor=fields.take_optional("minor", _parse_truth) or False,
        asylum_from=fields.take_optional("asylum_from", distinct(parse_country)) or frozenset(),
    )
    fields.finish()
    return subject


def _parse_truth(value: object, path: str) -> bool:
    if value not in {"true", "false"}:
        raise ParseError(path, "not true or false")
    return value == "true"


def _parse_days(value: object, path: str) -> int:
    if not isinstance(value, str) or not value.isascii() or not value.isdecimal():
        raise ParseError(path, "not a number of days")
    return int(value)


def _parse_partners(value: object, path: str) -> Mapping[NodeId, Expected]:
    if not isinstance(value, dict) or not value:
        raise ParseError(path, "no partner is named")
    return MappingProxyType(
        {parse_node(node, path): _expected(found, f"{path}.{node}") for node, found in value.items()}
    )


def _expected(value: object, path: str) -> Expected:
    fields = Fields(value, path)
    expected = Expected(
        because=fields.take("because", text(1000)),
        outcome=fields.take("outcome", member(Outcome)),
        found=fields.take_optional("found", listed(text(40))) or (),
    )
    fields.finish()
    if (expected.outcome is Outcome.HIT) != bool(expected.found):
        raise ParseError(f"{path}.found", "a hit, and only a hit, finds records")
    return expected


def _reply(fields: Fields) -> Reply:
    return Reply(
        question=fields.take("reply", text(40)),
        node=fields.take("node", parse_node),
        role=fields.take("role", member(Role)),
        says=fields.take("says", text(400)),
        found=fields.take("found", listed(text(40))),
    )


def _confirm(fields: Fields) -> Confirm:
    return Confirm(
        hit=fields.take("confirm", _parse_found),
        node=fields.take("node", parse_node),
        role=fields.take("role", member(Role)),
        says=fields.take("says", text(400)),
    )


def _consent(fields: Fields) -> Consent:
    return Consent(
        hit=fields.take("consent", _parse_found),
        of=fields.take("of", text(200)),
        node=fields.take("node", parse_node),
        role=fields.take("role", member(Role)),
        says=fields.take("says", text(400)),
    )


def _release(fields: Fields) -> Release:
    return Release(
        hit=fields.take("release", _parse_found),
        node=fields.take("node", parse_node),
        role=fields.take("role", member(Role)),
        says=fields.take("says", text(400)),
    )


def _deliver(fields: Fields) -> Deliver:
    return Deliver(
        title=fields.take("deliver", text(200)),
        node=fields.take("node", parse_node),
        role=fields.take("role", member(Role)),
        says=fields.take("says", text(400)),
        case=fields.take("case", text(40)),
        authorisation=fields.take("authorisation", text(200)),
        goods=fields.take("goods", parse_goods),
        way=fields.take("way", listed(parse_country)),
        places=fields.take("places", listed(text(200))),
        decision=fields.take("decision", text(400)),
        seen=fields.take("seen", READERS[ValueType.POINT]),
        observers=frozenset(fields.take_optional("observers", listed(parse_node)) or ()),
    )


def _jointly(fields: Fields) -> JointAction:
    return JointAction(
        title=fields.take("action_day", text(200)),
        node=fields.take("node", parse_node),
        role=fields.take("role", member(Role)),
        says=fields.take("says", text(400)),
        case=fields.take("case", text(40)),
        priorities=fields.take("priorities", listed(text(60))),
        participants=frozenset(fields.take("participants", listed(parse_node))),
        coordination=fields.take("coordination", text(500)),
        results=fields.take("results", listed(_parse_counted)),
    )


def _alert(fields: Fields) -> Alerting:
    return Alerting(
        sort=fields.take("alert", member(AlertSort)),
        record=fields.take("record", text(40)),
        node=fields.take("node", parse_node),
        role=fields.take("role", member(Role)),
        says=fields.take("says", text(400)),
        case=fields.take("case", text(40)),
        because={parse_node(name, "because"): why for name, why in fields.take("because", _parse_words).items()},
        details=fields.take("details", _parse_words),
    )


def _identify(fields: Fields) -> Identify:
    return Identify(
        remains=fields.take("identify", text(40)),
        missing=fields.take("as", text(40)),
        node=fields.take("node", parse_node),
        role=fields.take("role", member(Role)),
        says=fields.take("says", text(400)),
        case=fields.take("case", text(40)),
        speaks_for=fields.take_optional("speaks_for", listed(text(200))) or (),
    )


def _parse_words(value: object, path: str) -> Mapping[str, str]:
    """Read words by a name: of a partner, or of what is said beside a record."""
    if not _is_plain(value):
        raise ParseError(path, "not words by name")
    return value


def _parse_counted(value: object, path: str) -> Counted:
    """Read a result, with the node that tells it; the numbers of a story are digits."""
    said = {name: int(one) if one.isdecimal() else one for name, one in value.items()} if _is_plain(value) else {}
    node = parse_node(said.pop("node", None), f"{path}.node")
    return Counted(node=node, result=parse_result(said, path))


def _is_plain(value: object) -> TypeGuard[dict[str, str]]:
    return isinstance(value, dict) and all(isinstance(one, str) for one in value.values())


def _parse_found(value: object, path: str) -> Found:
    """Read a hit, written `question partner record`."""
    parts = text(120)(value, path).split()
    if len(parts) != _PARTS:
        raise ParseError(path, "not a question's label, a partner and a record's label")
    return Found(question=parts[0], partner=parse_node(parts[1], path), record=parts[2])


_READERS: Mapping[str, Callable[[Fields], Act]] = MappingProxyType({
    "ask": _ask, "reply": _reply, "confirm": _confirm, "consent": _consent, "release": _release,
    "deliver": _deliver, "action_day": _jointly, "alert": _alert, "identify": _identify,
})  # fmt: skip


def check_script(story: Story) -> None:
    """Refuse a script that names a node, case file, question or record that the story does not have.

    Raises:
        ParseError: with the act and what it names.
    """
    asked: dict[str, Ask] = {}
    given: set[Found] = set()
    for number, act in enumerate(story.script):
        path = f"{story.name}.script[{number}]"
        _check_node(act.node, path)
        if isinstance(act, Ask):
            _check_ask(story, act, path)
            asked[act.label] = act
            given |= {Found(question=act.label, partner=node, record=label)
                      for node, expected in act.partners.items() for label in expected.found}  # fmt: skip
        elif isinstance(act, Reply):
            _check_reply(story, act, asked, path)
            given |= {Found(question=act.question, partner=act.node, record=label) for label in act.found}
        elif isinstance(act, Deliver | JointAction | Alerting | Identify):
            _check_apart(story, act, path)
        elif act.hit not in given:
            raise ParseError(path, f"nobody gave the hit {act.hit.question} {act.hit.partner} {act.hit.record}")
        if isinstance(act, Consent) and story.external(act.of) is None:
            raise ParseError(path, f"the story has no authority {act.of} without a node")


def _check_apart(story: Story, act: Deliver | JointAction | Alerting | Identify, path: str) -> None:
    """Check an act that rests on no hit."""
    case = story.case_files.get(act.case)
    if case is None or case.node != act.node or act.role not in case.members:
        raise ParseError(path, f"no {act.role} of {act.node} works in the case file {act.case}")
    if isinstance(act, Deliver):
        _check_delivery(story, act, path)
    elif isinstance(act, JointAction):
        _check_action(act, path)
    elif isinstance(act, Alerting):
        _check_labels(story, act.node, (act.record,), path)
        for node in act.because:
            _check_node(node, path)
    else:
        _check_labels(story, act.node, (act.remains, act.missing), path)


def _check_delivery(story: Story, act: Deliver, path: str) -> None:
    countries = {member.country for member in MEMBERS if member.sort is PartySort.STATE}
    for country in act.way:
        if country not in countries and story.external(country) is None:
            raise ParseError(path, f"{country} has no node, and is no authority of the story")
    if len(act.places) != len(act.way) - 1:
        raise ParseError(path, "one place for each border")


def _check_action(act: JointAction, path: str) -> None:
    for node in act.participants:
        _check_node(node, path)
    for one in act.results:
        if one.node not in act.participants | {act.node} or one.result.priority not in act.priorities:
            raise ParseError(path, f"{one.node} takes no part, or {one.result.priority} is no priority")


def _check_node(node: NodeId, path: str) -> None:
    if node not in BY_NODE:
        raise ParseError(path, f"no node {node} in the network")


def _check_ask(story: Story, act: Ask, path: str) -> None:
    case = story.case_files.get(act.case)
    if case is None or case.node != act.node:
        raise ParseError(path, f"{act.node} has no case file {act.case}")
    if act.role not in case.members:
        raise ParseError(path, f"no {act.role} works in the case file {act.case}")
    for node, expected in act.partners.items():
        _check_node(node, path)
        _check_labels(story, node, expected.found, path)


def _check_reply(story: Story, act: Reply, asked: Mapping[str, Ask], path: str) -> None:
    ask = asked.get(act.question)
    if ask is None or act.node not in ask.partners:
        raise ParseError(path, f"nobody put the question {act.question} to {act.node} before")
    if ask.partners[act.node].outcome is not Outcome.WAITING:
        raise ParseError(path, f"the question {act.question} does not wait at {act.node}")
    _check_labels(story, act.node, act.found, path)


def _check_labels(story: Story, node: NodeId, labels: tuple[str, ...], path: str) -> None:
    for label in labels:
        if label not in story.records.get(node, {}):
            raise ParseError(path, f"{node} has no record {label}")

"""What crossed, in the order in which it did, held to the table: each message by what went before it."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.traffic.table import DATA, SHAPES, shape_faults

Body = Mapping[str, Any]


@dataclass(frozen=True)
class Spoken:
    """One message, opened."""

    type: str
    sender: str
    recipient: str
    body: Body


@dataclass
class History:
    """All messages between all nodes, as a reader of every letter knows them."""

    messages: Sequence[Spoken]
    named: Mapping[str, frozenset[str]] = field(default_factory=dict)  #: By reference: what a person gave by name.

    def __post_init__(self) -> None:
        """Know every question, hit, confirmation and released record by its id."""
        self.questions = {found.body["id"]: found for found in self.of("question")}
        told = (*self.of("answer"), *self.of("watch_hit"))
        self.hits = {hit["reference"]: found for found in told for hit in found.body.get("hits", ())}
        self.confirmed = {
            (found.body["reference"], found.sender)
            for found in self.of("confirmation")
            if found.body["excerpt"]["act"] == "confirm"
        }
        self.given = {
            record["lineage"]: (found, record) for found in self.of("release") for record in found.body["records"]
        }

    def of(self, sort: str) -> Iterator[Spoken]:
        """Return the messages of one type."""
        return (found for found in self.messages if found.type == sort)

    def faults(self) -> list[str]:
        """Return whatever crossed without leave; nothing, if all is well."""
        return [fault for found in self.messages for fault in self.faults_of(found)]

    def faults_of(self, found: Spoken) -> Iterator[str]:
        """Say what of one message may not cross."""
        if found.type not in SHAPES["bodies"]:
            yield f"{found.type}: a type of message that is not in the table"
            return
        yield from shape_faults(SHAPES["bodies"][found.type], found.body, found.type)
        try:
            yield from _JUDGES[found.type](self, found)
        except (KeyError, TypeError) as error:
            yield f"{found.type}: what it names is not in the table or never crossed: {error}"

    def _question(self, found: Spoken) -> Iterator[str]:
        channel = DATA["channels"][found.body["instrument"]][found.body["kind"]]
        allowed = set(DATA["asked"][found.body["kind"]]) & set(channel.get("asked", found.body["properties"]))
        yield from _extra(found.body["properties"], allowed, "question.properties")
        if (found.body["asker"], found.body["partner"]) != (found.sender, found.recipient):
            yield "question: put by or to another node"

    def _answer(self, found: Spoken) -> Iterator[str]:
        asked = self._asked(found, answered=True)
        channel = DATA["channels"][asked["instrument"]][asked["kind"]]
        body = found.body
        if (body["result"] == "hit") != bool(body["hits"]) or (body["result"] == "refused") != bool(body["reasons"]):
            yield f"answer: {body['result']} with {len(body['hits'])} hits and {len(body['reasons'])} reasons"
        for hit in body["hits"]:
            if hit["kind"] != asked["kind"]:
                yield f"answer: a {hit['kind']} for a question about a {asked['kind']}"
            if "record" in hit:
                yield from self._at_once(hit["record"], found, asked, channel)

    def _watch_hit(self, found: Spoken) -> Iterator[str]:
        yield from self._answer(found)
        if found.body["result"] != "hit" or "stays_until" not in self._asked(found, answered=True):
            yield "watch_hit: no hit, or to a question that does not stay"

    def _watch_term(self, found: Spoken) -> Iterator[str]:
        asked = self.questions[found.body["question"]].body
        if (found.sender, found.recipient) != (asked["asker"], asked["partner"]) or "stays_until" not in asked:
            yield "watch_term: of a question of others, or of one that does not stay"

    def _overlap(self, found: Spoken) -> Iterator[str]:
        """Say what is wrong with telling somebody that another looks for the same: each must let the other know."""
        body = found.body
        told, other = self.questions[body["question"]].body, self.questions[body["theirs"]].body
        if (told["asker"], told["partner"]) != (found.recipient, found.sender) or other["asker"] != body["agency"]:
            yield "overlap: of questions of others"
        if told["asker"] not in other.get("tells", ()) or other["asker"] not in told.get("tells", ()):
            yield "overlap: told although one does not let the other know"

    def _at_once(self, record: Body, found: Spoken, asked: Body, channel: Body) -> Iterator[str]:
        """Say what of the data that a machine gives may not cross: it is a view of an own record, of what is listed."""
        yield from _extra(record["properties"], channel["reply"], "answer.hits.properties")
        if not channel["reply"]:
            yield "answer: data where the instrument has a machine give a reference only"
        if record["issuer"] != found.sender or record["kind"] != asked["kind"]:
            yield "answer: data of another node, or about another kind"
        if not record["derived_from"] or record["supersedes"]:
            yield "answer: the original itself, whose id the giver's log names"

    def _confirmation(self, found: Spoken) -> Iterator[str]:
        asked = self._hit(found)
        confirms = DATA["channels"][asked["instrument"]][asked["kind"]]["confirms"]
        if found.sender != _expert(asked, confirms):
            yield f"confirmation: not by the {confirms}"

    def _release(self, found: Spoken) -> Iterator[str]:
        asked = self._hit(found)
        confirms = DATA["channels"][asked["instrument"]][asked["kind"]]["confirms"]
        if (found.body["reference"], _expert(asked, confirms)) not in self.confirmed:
            yield f"release: not confirmed by the {confirms}"
        if found.sender != asked["partner"]:
            yield "release: by another than who was asked"
        for record in found.body["records"]:
            yield from self._record(record, found, self.named.get(found.body["reference"]))
            if record["kind"] != asked["kind"]:
                yield f"release: a {record['kind']} for a question about a {asked['kind']}"
            role = record["caveat"]["role"]
            if asked["purpose"] not in DATA["purposes"].get(role, (asked["purpose"],)):
                yield f"release: data of a {role} for {asked['purpose']}"

    def _record(self, record: Body, found: Spoken, named: frozenset[str] | None) -> Iterator[str]:
        """Say what of a record may not cross: what neither its role lets be given nor anybody named."""
        permitted = DATA["released"][record["kind"]]
        role = record["caveat"]["role"]
        if role not in permitted:
            yield f"{found.type}: a {record['kind']} of a {role} is not in the table"
        allowed = {*permitted.get("everybody", ()), *permitted.get(role, ())}
        yield from _extra(record["properties"], (named or allowed) - set(DATA["never"]), f"{found.type}.properties")
        if record["issuer"] != found.sender:
            yield f"{found.type}: the record is another node's"
        if not record["derived_from"] and not record["supersedes"]:
            yield f"{found.type}: the original itself, whose id the giver's log names"

    def _withholding(self, found: Spoken) -> Iterator[str]:
        asked = self._hit(found)
        if not DATA["channels"][asked["instrument"]][asked["kind"]].get("told"):
            yield "withholding: told where the instrument does not want it told"

    def _correction(self, found: Spoken) -> Iterator[str]:
        record = found.body["record"]
        release, given = self.given[record["lineage"]]
        yield from self._record(record, found, frozenset(given["properties"]))
        if found.recipient != release.recipient:
            yield "correction: to a node that was given nothing"
        if found.body["act"] != "rectify" and record["properties"] != given["properties"]:
            yield "correction: other data than were given"

    def _recall(self, found: Spoken) -> Iterator[str]:
        statement = found.body["statement"]
        if found.sender != statement["issuer"] and not any(self.of("forward")):
            yield "recall: in another node's name, where nothing was ever passed on"

    def _attestation(self, found: Spoken) -> Iterator[str]:
        ordered = (one for one in self.of("recall") if (one.sender, one.recipient) == (found.recipient, found.sender))
        if not any(ordered):
            yield "attestation: of a recall that was never ordered"

    def _consent_request(self, found: Spoken) -> Iterator[str]:
        passage = _passage(found)
        if found.body["statement"]["issuer"] != found.sender or passage["recipient"] in (found.sender, found.recipient):
            yield "consent_request: not a holder's own, about a third node"

    def _consent(self, found: Spoken) -> Iterator[str]:
        statement, passage = found.body["statement"], _passage(found)
        sought = [one for one in self.of("consent_request") if _same(_passage(one), passage)]
        if statement["issuer"] != found.sender or not any(one.recipient == found.sender for one in sought):
            yield "consent: not by the node that was asked"
        told = {one.sender for one in sought} | ({passage["recipient"]} if statement["act"] == "consent" else set())
        if found.recipient not in told:
            yield "consent: to a node that has no part in it"

    def _forward(self, found: Spoken) -> Iterator[str]:
        record, passage = found.body["record"], _passage(found)
        release, given = self.given[record["lineage"]]
        if record != given or release.recipient != found.sender:
            yield "forward: another record than was given to the holder"
        agreed = (one.body["statement"] for one in self.of("consent") if one.recipient == found.recipient)
        if not any(
            one["act"] == "consent" and one["issuer"] == record["issuer"] and _same(one["passes"], passage)
            for one in agreed
        ):
            yield "forward: without the word of its originator to the recipient"

    def _forwarded(self, found: Spoken) -> Iterator[str]:
        sent = [one for one in self.of("forward") if one.sender == found.sender]
        if not any(one.body["statement"] == found.body["statement"] for one in sent):
            yield "forwarded: of what was never forwarded"
        if not any(one.body["record"]["issuer"] == found.recipient for one in sent):
            yield "forwarded: told to another than the originator"

    def _dispatch(self, found: Spoken) -> Iterator[str]:
        body = found.body
        fields = {*DATA["written"][body["sort"]], *DATA["areas"][body["area"]]}
        yield from _extra(body["facts"], fields, "dispatch.facts")
        if body["sort"] not in DATA["carried"][body["instrument"]]:
            yield f"dispatch: {body['sort']} under {body['instrument']}"
        for thing in body["things"]:
            yield from _extra(thing["properties"], DATA["described"][thing["kind"]], "dispatch.things.properties")
        nodes = {found.sender, found.recipient}
        if any({one.sender, one.recipient} != nodes for one in self.of("dispatch") if _in_thread(one, found)):
            yield "dispatch: in a thread of others"

    def _progress(self, found: Spoken) -> Iterator[str]:
        written = (one for one in self.of("dispatch") if (one.sender, one.recipient) == (found.recipient, found.sender))
        if not any(written):
            yield "progress: of a message that was never written"

    def _operation(self, found: Spoken) -> Iterator[str]:
        statement = found.body["statement"]
        if statement["issuer"] != found.sender:
            yield "operation: of another node than who sends it"
        operations = {one["operates"]["operation"] for one in self._steps() if "lead" in one["operates"]}
        if not operations & set(statement["about"]):
            yield "operation: of none that was planned"

    def _position(self, found: Spoken) -> Iterator[str]:
        started = {one["operates"]["operation"] for one in self._steps() if one["operates"]["deed"] == "start"}
        if found.body["operation"] not in started:
            yield "position: of goods that nobody watches"

    def _steps(self) -> Iterator[Body]:
        statements = (one.body["statement"] for one in self.of("operation"))
        return (one for one in statements if "operates" in one)

    def _alert(self, found: Spoken) -> Iterator[str]:
        record, notice, statement = (found.body[name] for name in ("record", "notice", "statement"))
        for one in (record, notice):
            yield from self._record(one, found, None)
            if one["caveat"]["retain_until"] > statement["alerts"]["until"]:
                yield "alert: held beyond its last day"
        if record["lineage"] != statement["alerts"]["id"] or notice["kind"] != "notice":
            yield "alert: of another record than it names"
        if statement["issuer"] != found.sender or found.body["proposed"]["by"] == statement["by"]:
            yield "alert: in another node's name, or by one person alone"

    def _charge(self, found: Spoken) -> Iterator[str]:
        for note in (found.body["one"], found.body["other"]):
            if note.split("\n")[0] != f"egnatia/{found.body['log']}":
                yield "charge: a checkpoint of another log"

    def _hit(self, found: Spoken) -> Body:
        """Return the question of the hit that a message names; the two nodes must be those of the question."""
        answer = self.hits[found.body["reference"]]
        if answer.body["question"] != found.body["question"]:
            raise KeyError(found.body["question"])
        return self._asked(found, answered=False)

    def _asked(self, found: Spoken, *, answered: bool) -> Body:
        asked = self.questions[found.body["question"]].body
        nodes = (asked["partner"], asked["asker"])
        if (found.sender, found.recipient) not in ({nodes} if answered else {nodes, nodes[::-1]}):
            raise KeyError(f"a question between {nodes[0]} and {nodes[1]}")
        if "instrument" in found.body and found.body["instrument"] != asked["instrument"]:
            raise KeyError(found.body["instrument"])
        return asked


def _passage(found: Spoken) -> Body:
    passage: Body = found.body["statement"]["passes"]
    return passage


def _in_thread(one: Spoken, other: Spoken) -> bool:
    return bool(one.body["thread"] == other.body["thread"])


def _same(one: Body, other: Body) -> bool:
    return all(one[name] == other[name] for name in ("record", "recipient", "purpose"))


def _expert(asked: Body, confirms: str) -> str | None:
    """Return the node whose expert looks at a hit; None: nobody's."""
    return {"answerer": asked["partner"], "asker": asked["asker"]}.get(confirms)


def _extra(properties: Body, allowed: Collection[str], path: str) -> Iterator[str]:
    for name in sorted(properties.keys() - set(allowed)):
        yield f"{path}.{name}: a property that may not cross"


_JUDGES = {
    "question": History._question,
    "answer": History._answer,
    "confirmation": History._confirmation,
    "release": History._release,
    "withholding": History._withholding,
    "correction": History._correction,
    "consent_request": History._consent_request,
    "consent": History._consent,
    "forward": History._forward,
    "forwarded": History._forwarded,
    "recall": History._recall,
    "attestation": History._attestation,
    "dispatch": History._dispatch,
    "progress": History._progress,
    "watch_hit": History._watch_hit,
    "watch_term": History._watch_term,
    "overlap": History._overlap,
    "operation": History._operation,
    "position": History._position,
    "alert": History._alert,
    "charge": History._charge,
}

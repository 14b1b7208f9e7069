"""Writes an explanation of the law as plain sentences, for a terminal or a page."""

from collections.abc import Iterator

from egnatia.law.channels import Channel, Confirms, Transport
from egnatia.law.decision import Explanation, OpenChannel
from egnatia.law.facts import Action, Party, Request
from egnatia.law.marks import Mark
from egnatia.law.naming import keys_name, kind_name, offence_name, party_name, property_name, purpose_name

_VERBS = {
    Action.ASK: "{asker} asks {answerer} about {kind}",
    Action.ANSWER: "{answerer} answers {asker} about {kind}, by machine",
    Action.RELEASE: "{answerer} releases {kind} to {asker}",
    Action.FORWARD: "{asker} forwards {kind} of {answerer} to {recipient}",
}

_CERTAINTY = {
    Mark.READ: "read in a public source",
    Mark.HIGH: "from memory, fairly sure",
    Mark.MEDIUM: "from memory, likely",
    Mark.LOW: "not confirmed: check before relying on it",
}


def write_explanation(explanation: Explanation) -> str:
    """Write an explanation as lines of text, the outcome first."""
    return "\n".join(_lines(explanation)) + "\n"


def _lines(explanation: Explanation) -> Iterator[str]:
    yield _headline(explanation)
    yield from _outcome(explanation)
    yield from _channels(explanation)
    if explanation.closed:
        yield ""
        yield "Closed:"
        yield from (f"  {found.words}" for found in explanation.closed)
    if explanation.elsewhere:
        yield ""
        yield "Open with others for the same:"
        yield from (f"  {_name(found.party)}: {', '.join(found.instruments)}" for found in explanation.elsewhere)
    yield ""
    yield "The rules as this software states them; not legal advice."


def _headline(explanation: Explanation) -> str:
    request = explanation.decision.request
    recipient = _name(request.onward.recipient) if request and request.onward else "nobody"
    names = {"asker": _name(explanation.asker), "answerer": _name(explanation.answerer), "recipient": recipient}
    sentence = _VERBS[explanation.action].format(kind=kind_name(explanation.kind), **names)
    return f"{sentence}{_grounds(request)}"


def _grounds(request: Request | None) -> str:
    if request is None:
        return "."
    offence = f" of {offence_name(request.offence)}" if request.offence else ""
    return f", for {purpose_name(request.purpose)}{offence}, on {request.on}."


def _outcome(explanation: Explanation) -> Iterator[str]:
    decision = explanation.decision
    if decision.open and decision.channel:
        yield f"Lawful as it stands, under {decision.channel.name}."
        yield from (f"  - gives way to danger to life, to be reviewed: {found.words}" for found in decision.gave_way)
        return
    yield "Not lawful as it stands. What is missing:"
    yield from (f"  - {words}" for words in decision.words)


def _channels(explanation: Explanation) -> Iterator[str]:
    yield ""
    if not explanation.channels:
        yield "No channel is open between the two."
        return
    yield "Open channels, the best first:"
    for number, found in enumerate(explanation.channels, 1):
        mark = found.channel.mark
        yield f"  {number}. {found.channel.name}, {found.channel.article} [{mark}: {_CERTAINTY[mark]}]"
        yield from (f"     {line}" for line in _describe(found))


def _describe(found: OpenChannel) -> Iterator[str]:
    channel = found.channel
    ways = " or ".join(keys_name(channel.kind, one) for one in channel.keys)
    yield f"asked by {ways}{', complete values only' if channel.exact else ''}"
    if channel.rules:
        yield f"compared by the rule set {channel.rules}"
    yield f"{_reply(channel)}; {_after(channel)}{_clock(channel)}"
    if found.missing:
        yield f"missing: {'; '.join(item.words for item in found.missing)}"
    if found.errors:
        yield f"closed by an error: {'; '.join(found.errors)}"


def _reply(channel: Channel) -> str:
    if channel.transport is Transport.MANUAL:
        return "a person answers"
    if not channel.reply:
        return "the reply is reference, quality class and instrument only"
    return f"the reply contains {', '.join(sorted(property_name(channel.kind, name) for name in channel.reply))}"


def _after(channel: Channel) -> str:
    if channel.confirms is Confirms.NOBODY:
        return "nothing follows"
    release = ", then a person releases the record" if channel.release else " before anybody acts on it"
    return f"the {channel.confirms}'s expert confirms a match{release}"


def _clock(channel: Channel) -> str:
    if channel.clock_hours is None:
        return ""
    urgent = f", {channel.urgent_hours:g} if urgent" if channel.urgent_hours else ""
    return f"; due within {channel.clock_hours:g} hours{urgent}"


def _name(party: Party) -> str:
    return f"{party.node} ({party_name(party.country)})" if party.country else str(party.node)

"""Why a channel is closed, in words."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date

from egnatia.law.between import open_between, tell
from egnatia.law.channels import Asks, Channel
from egnatia.law.context import Facts, parties
from egnatia.law.decision import Bar, ClosedChannel
from egnatia.law.facts import Action, Party, Request
from egnatia.law.instruments import Instrument, Terms, code
from egnatia.law.judge import Judge
from egnatia.law.naming import keys_name, kind_name, offence_name, party_name, purpose_name
from egnatia.model.caveat import Purpose

#: Of how many instruments the keys are told in one line; `law explain` tells all.
_TOLD = 2


def why_closed(judge: Judge, request: Request, name: str, *, any_keys: bool = False) -> ClosedChannel:
    """Say why an instrument opens nothing for a request for which none of its permits fired."""
    instrument = judge.book.instruments[name]
    bar, words = _why(judge, request, instrument, any_keys=any_keys)
    return ClosedChannel(instrument=name, name=instrument.name, bar=bar, words=f"{instrument.name}: {words}")


def nothing_open(judge: Judge, request: Request) -> str:
    """Say that no instrument opens anything; and by which keys some would, or what there is for another question."""
    pair = parties(request)
    if pair is None:
        return "no recipient is named"
    one, other = (party_name(name) for name in sorted(code(party) if party.country else party.node for party in pair))
    asked = f"{kind_name(request.kind)} between {one} and {other} for {purpose_name(request.purpose)}"
    words = f"no instrument opens {asked}"
    if request.action not in (Action.ASK, Action.ANSWER):
        return words
    better = judge.opened(request, judge.permits(request, judge.facts(request, any_keys=True)))
    found = (judge.book.instruments[name] for name in better)
    ways = [f"{one.name} {_key_words(one.entries[request.kind].channel, request)}" for one in found]
    if ways:
        more = [f"{len(ways) - _TOLD} others by others"] if len(ways) > _TOLD else []
        return "; ".join((f"{words}, asked like this", *ways[:_TOLD], *more))
    return f"{words}; {tell(open_between(judge, request), party_name(code(pair[1])))}"


def _why(judge: Judge, request: Request, instrument: Instrument, *, any_keys: bool) -> tuple[Bar, str]:
    pair = parties(request)
    if pair is None:
        return Bar.NOT_BETWEEN, "no recipient is named"
    bar = instrument.bar(*pair, request.kind, request.on)
    if bar is not None:
        return bar, _bar_words(bar, instrument, pair, request)
    channel = instrument.entries[request.kind].channel
    if request.action in (Action.RELEASE, Action.FORWARD):
        if not channel.release:
            return Bar.NO_RELEASE, "its reply contains the data at once; nothing is released under it"
    elif not any_keys and not channel.takes(request.keys, exact=request.exact):
        return Bar.KEYS, _key_words(channel, request)
    return _scope(judge, request, instrument)


def _scope(judge: Judge, request: Request, instrument: Instrument) -> tuple[Bar, str]:
    """Find by trial whether another purpose or offence would open it: the policies alone know."""
    supposed = judge.facts(request, any_keys=True) | {"europol_area": True, "serious": True}
    covered = [purpose for purpose in Purpose if _fires(judge, request, instrument, supposed | {"purpose": purpose})]
    if not covered:
        return Bar.WITHDRAWN, "the rules of this node withdraw it"
    if request.purpose not in covered:
        return Bar.PURPOSE, f"not for {purpose_name(request.purpose)}; for {', '.join(map(purpose_name, covered))}"
    if request.offence is None:
        return Bar.OFFENCE, "only for certain offences, and none is named"
    return Bar.OFFENCE, f"does not cover {offence_name(request.offence)}"


def _fires(judge: Judge, request: Request, instrument: Instrument, facts: Facts) -> bool:
    verdict = judge.permits(request, facts)
    return instrument.id in judge.opened(replace(request, instrument=None), verdict)


def _bar_words(bar: Bar, instrument: Instrument, pair: tuple[Party, Party], request: Request) -> str:
    names = [code(party) for party in pair]
    if bar is Bar.NOT_BETWEEN:
        return _between_words(instrument)
    if bar is Bar.SUPERSEDED:
        return "between two member states Union law goes before it"
    if bar is Bar.NOT_PARTY:
        outside = [name for name in names if not _bound(instrument, name, request.on, Terms.is_signed)]
        return f"{_and(outside)} is no party" if len(outside) == 1 else f"{_and(outside)} are no parties"
    if bar is Bar.NOT_IN_FORCE:
        waiting = [name for name in names if not _bound(instrument, name, request.on, Terms.is_in_force)]
        return f"signed, but not known to be in force for {_and(waiting)} on {request.on}{_notes(instrument, waiting)}"
    if bar is Bar.KIND:
        return f"does not cover {kind_name(request.kind)}"
    because = instrument.entries[request.kind].connection.because
    return f"in force, but not operational for {kind_name(request.kind)} between {_and(names)}" + (
        f" ({because})" if because else ""
    )


def _between_words(instrument: Instrument) -> str:
    if instrument.hub is not None:
        who = {Asks.HUB: f", in questions of {instrument.hub}", Asks.OTHERS: f", in questions to {instrument.hub}"}
        way = who.get(instrument.asks, "")
        return f"opens only what lies between {instrument.hub} and another party{way}, nothing between two others"
    return "connects different states, not bodies, NGOs or two services of one state"


def _bound(instrument: Instrument, name: str, on: date, test: Callable[[Terms, date], bool]) -> bool:
    return name == instrument.hub or any(test(terms, on) for terms in instrument.parties.get(name, ()))


def _notes(instrument: Instrument, names: Iterable[str]) -> str:
    notes = [terms.note for name in names for terms in instrument.parties[name] if terms.note]
    return f" ({'; '.join(dict.fromkeys(notes))})" if notes else ""


def _key_words(channel: Channel, request: Request) -> str:
    if channel.exact and not request.exact:
        return "takes complete values only"
    named = [keys_name(channel.kind, found) for found in channel.keys]
    ways = " or ".join(f"({words})" for words in named) if len(named) > 1 else named[0]
    if any(found.met_by(request.keys) for found in channel.keys):
        return f"is asked by {ways}, and by nothing besides"
    return f"is asked by {ways}"


def _and(names: Iterable[str]) -> str:
    return " and ".join(map(party_name, sorted(set(names))))

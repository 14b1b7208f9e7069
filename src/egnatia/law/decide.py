"""The law of one node: decides on a request, and explains what is open, what is missing and what is closed."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache, lru_cache

from egnatia.law.between import open_between
from egnatia.law.channels import Channel, Transport
from egnatia.law.closed import nothing_open, why_closed
from egnatia.law.decision import Bar, Decision, Elsewhere, Explanation, Missing, OpenChannel
from egnatia.law.errors import UnknownChannel
from egnatia.law.facts import Action, Onward, Party, Request
from egnatia.law.judge import REMEMBERED, Judge
from egnatia.law.messages import MessageJudge
from egnatia.law.overlay import Overlay
from egnatia.law.rulebook import Rulebook, load_rulebook
from egnatia.law.texts import SHIPPED, Texts


def load_law(overlays: Sequence[Overlay] = (), texts: Texts = SHIPPED) -> "Law":
    """Read the law of a node.

    Args:
        overlays: the node's own rules, which only narrow.
        texts: the shared law; another than the shipped one for trials.

    Raises:
        LawError: anything is wrong with a text; a node that sees this does not start.
    """
    if texts is SHIPPED and not overlays:
        return _shared()
    return Law(load_rulebook(texts, overlays))


@cache
def _shared() -> "Law":
    """Read the shipped law once; nodes without own rules in one process share it and what it remembers."""
    return Law(load_rulebook(SHIPPED, ()))


class Law:
    """Decides. Two nodes of one `version` decide alike on equal facts."""

    def __init__(self, book: Rulebook) -> None:
        """Take a checked rulebook."""
        self._judge = Judge(book)
        self.book = book
        self.messages = MessageJudge(book)
        # A decision is a pure function of the frozen request and of the rulebook, which never changes while a node
        # runs: remembering it changes nothing but the time. The day is part of the request, so nothing outlives it.
        self._decided = lru_cache(maxsize=REMEMBERED)(self._work_out)

    @property
    def version(self) -> str:
        """SHA-256 over all policies and data, the node's own included; named in every envelope."""
        return self.book.version

    def channel(self, instrument: str, kind: str) -> Channel:
        """Return what an instrument allows for a kind, between parties for whom it is operational.

        Raises:
            UnknownChannel: there is no such instrument, or it does not cover the kind.
        """
        found = self.book.instruments.get(instrument)
        if found is None or kind not in found.entries:
            raise UnknownChannel(f"{instrument} does not cover {kind}" if found else f"no instrument {instrument}")
        return found.entries[kind].channel

    def decide(self, request: Request) -> Decision:
        """Say whether an act is lawful as it stands, under which channel, and what exactly is missing.

        With an instrument named, only that one is judged. Without, the best: usable as it is, automatic before manual,
        then the fewest conditions missing, then exact before inexact, then the shorter clock. Never raises: what goes
        wrong while deciding closes.
        """
        return self._decided(request)

    def forget(self) -> None:
        """Forget every decision, so that the next is made anew: to measure by."""
        self._decided.cache_clear()
        self._judge.forget()

    def explain(self, request: Request, others: Sequence[Party] = ()) -> Explanation:
        """Say everything about a request: every channel that is open or closed, and with whom there would be others.

        Without search keys in an `ask` or `answer`, the explanation is about a question that names enough of them.

        Args:
            request: the facts; an instrument named in it is left aside but for the decision.
            others: the other parties of the network.
        """
        whole = replace(request, instrument=None)
        any_keys = not request.keys and request.action in (Action.ASK, Action.ANSWER)
        verdict = self._judge.permits(whole, self._judge.facts(whole, any_keys=any_keys))
        opened = self._judge.opened(whole, verdict)
        channels = [self._judge.judge(whole, name, permits) for name, permits in opened.items()]
        others_closed = (name for name in self.book.instruments if name not in opened)
        closed = [why_closed(self._judge, whole, name, any_keys=any_keys) for name in others_closed]
        return Explanation(
            action=request.action,
            asker=request.asker,
            answerer=request.answerer,
            kind=request.kind,
            decision=self._work_out(request, any_keys=any_keys),
            channels=tuple(sorted(channels, key=_rank)),
            closed=tuple(sorted(closed, key=lambda found: _NEAREST.index(found.bar))),
            elsewhere=tuple(self._elsewhere(whole, others, any_keys=any_keys)),
            between=() if channels else open_between(self._judge, whole),
        )

    def _work_out(self, request: Request, *, any_keys: bool = False) -> Decision:
        if request.instrument is not None and request.instrument not in self.book.instruments:
            unknown = Missing(policy=f"{request.action}.channel", words="a channel: there is no such instrument")
            return Decision(action=request.action, open=False, channel=None, missing=(unknown,), request=request)
        verdict = self._judge.permits(request, self._judge.facts(request, any_keys=any_keys))
        opened = {} if verdict.errors else self._judge.opened(request, verdict)
        best = self._best(request, self._automatic(request, opened) or opened)
        if request.action is Action.ASK and best is not None and (best.missing or best.errors):
            best = self._best(request, opened)  # who asks may turn to a person where a machine may not answer
        errors = verdict.errors + (best.errors if best else ())
        missing = best.missing if best else ()
        if errors:
            missing = (*missing, Missing(policy=f"{request.action}.error", words=_ERROR))
        elif best is None:
            missing = (self._no_channel(request, any_keys=any_keys),)
        return Decision(
            action=request.action,
            open=not missing,
            channel=best.channel if best else None,
            permits=verdict.fired,
            missing=missing,
            gave_way=best.gave_way if best else (),
            errors=errors,
            request=request,
        )

    def _best(self, request: Request, opened: dict[str, tuple[str, ...]]) -> OpenChannel | None:
        """Judge channels in the order of what they are like, until nothing is missing for one."""
        best: OpenChannel | None = None
        for name in sorted(opened, key=lambda name: _preference(self.channel(name, request.kind))):
            found = self._judge.judge(request, name, opened[name])
            if not found.missing and not found.errors:
                return found
            best = found if best is None else min(best, found, key=_rank)
        return best

    def _automatic(self, request: Request, opened: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
        entries = {name: self.book.instruments[name].entries[request.kind] for name in opened}
        return {name: opened[name] for name, entry in entries.items() if entry.channel.transport is Transport.AUTOMATIC}

    def _no_channel(self, request: Request, *, any_keys: bool) -> Missing:
        policy = f"{request.action}.channel"
        if request.instrument is None:
            return Missing(policy=policy, words=f"a channel: {nothing_open(self._judge, request)}")
        closed = why_closed(self._judge, request, request.instrument, any_keys=any_keys)
        return Missing(policy=policy, words=f"a channel: {closed.words}")

    def _elsewhere(self, request: Request, others: Sequence[Party], *, any_keys: bool) -> Iterator[Elsewhere]:
        for party in others:
            if party.node in (request.asker.node, request.answerer.node):
                continue
            instead = _instead(request, party)
            opened = self._judge.opened(
                instead, self._judge.permits(instead, self._judge.facts(instead, any_keys=any_keys))
            )
            if opened:
                yield Elsewhere(party=party, instruments=tuple(opened))


_ERROR = "a law that can be evaluated: an error closes"

#: Why a channel is closed, from what is nearest to being open.
_NEAREST = (
    Bar.PURPOSE,
    Bar.OFFENCE,
    Bar.KEYS,
    Bar.NO_RELEASE,
    Bar.WITHDRAWN,
    Bar.NOT_OPERATIONAL,
    Bar.NOT_IN_FORCE,
    Bar.KIND,
    Bar.NOT_PARTY,
    Bar.SUPERSEDED,
    Bar.NOT_BETWEEN,
)


def _instead(request: Request, party: Party) -> Request:
    """Put another party in the place of the one to whom the act is directed."""
    if request.action is Action.FORWARD:
        return replace(request, onward=Onward(recipient=party))
    return replace(request, answerer=party)


def _preference(channel: Channel) -> tuple[bool, bool, float]:
    """Order channels by what they are like: automatic before manual, exact before inexact, shorter clock."""
    return channel.transport is Transport.MANUAL, not channel.exact, channel.clock_hours or float("inf")


def _rank(found: OpenChannel) -> tuple[bool, bool, bool, int, bool, float]:
    """Order channels: usable as it stands, automatic before manual, fewest conditions missing, exact, shorter clock."""
    manual, inexact, clock = _preference(found.channel)
    closed = bool(found.errors or found.missing)
    return closed, manual, bool(found.errors), len(found.missing), inexact, clock

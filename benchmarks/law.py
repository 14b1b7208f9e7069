"""How fast the law decides, with 200 policies in all, with those that ship, and with 200 more; prints JSON lines.

`cold_us` is a decision of which nothing is remembered, under a named instrument: both policy sets are evaluated;
`cold_record_us` is the same for one record, `cold_choose_us` looks for the best of several channels as well. The others
are of a law that has decided before: `decide_us` for an asker who was never seen; `choose_us` with several channels;
`record_us` for a record; `usual_us` for a known partner with an offence that was never named; `alike_us` for a request
that differs from earlier ones in nothing that a policy looks at (here: the day); `remembered_us` for one that was
decided before; `engine_us` is what the policy engine takes for no policy and no fact, to compare machines by. Times on
a busy machine compare by `_cpu_us`, the work itself.
"""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from statistics import median, quantiles
from types import MappingProxyType

import cedarpy

from egnatia.law.decide import Law, load_law
from egnatia.law.facts import Action, CaseFacts, Party, RecordFacts, Request
from egnatia.law.texts import SHIPPED, Texts
from egnatia.model.caveat import Purpose, SubjectRole
from egnatia.model.identity import CountryCode, NodeId
from egnatia.model.question import Subject

ROUNDS = 2000
PADDING = 200
FEW = frozenset({"person", "dna"})

_PERMIT = """
@id("{action}.{instrument}.{kind}.national{number}") @instrument("{instrument}") @kind("{kind}") @article("none")
permit (principal is State, action == Action::"{action}", resource == Kind::"{kind}")
when {{ context.operational.contains("{instrument}") && context.purpose == "border_check" && context.serious }};
"""

QUESTION = Request(
    action=Action.ASK,
    asker=Party(node=NodeId("AUT"), country=CountryCode("AUT")),
    answerer=Party(node=NodeId("HUN"), country=CountryCode("HUN")),
    kind="person",
    keys=frozenset({"first_name", "family_name"}),
    purpose=Purpose.CRIMINAL_INVESTIGATION,
    offence="drug_trafficking",
    subject=Subject(role=SubjectRole.SUSPECT),
    case_file=CaseFacts(open=True, supervised=True, matches_purpose=True),
    necessity=True,
    on=date(2026, 11, 22),
)
ANSWER = replace(QUESTION, action=Action.ANSWER, instrument="2023-977")
RECORD = RecordFacts(issuer=NodeId("HUN"), kind="person", purposes=frozenset(Purpose), role=SubjectRole.SUSPECT)


_NOTHING = {"principal": {"type": "State", "id": "AUT"}, "action": {"type": "Action", "id": "ask"}} | {
    "resource": {"type": "Kind", "id": "person"},
    "context": "{}",
}
_EMPTY = cedarpy.PolicySet.from_str("")
_NOBODY = cedarpy.Entities.from_json_str("[]")


def main() -> None:
    """Measure with the shipped policies, then with `PADDING` more."""
    began = time.perf_counter()
    law = load_law()
    seconds = time.perf_counter() - began
    print(json.dumps(bench(fewer(law))))
    print(json.dumps({**bench(law), "load_ms": round(seconds * 1000)}))
    print(json.dumps(bench(load_law(texts=padded()))))


def fewer(law: Law) -> Law:
    """Return the law with the permits of a few kinds only: about 200 policies, spread over the actions."""
    permits = {action: tuple(one for one in found if one.kind in FEW) for action, found in law.book.permits.items()}
    return Law(replace(law.book, permits=MappingProxyType(permits)))


def padded() -> Texts:
    """Return the shipped law with synthetic national permits, spread evenly over the actions and kinds."""
    texts = dict(SHIPPED.by_name)
    book = load_law().book
    for number in range(PADDING):
        action = list(Action)[number % len(Action)]
        name = f"policies/{action}/channels.cedar"
        own = [permit for permit in book.permits[action] if f'"{permit.id}"' in SHIPPED.by_name[name]]
        permit = own[number // len(Action) % len(own)]
        text = _PERMIT.format(action=action, instrument=permit.instrument, kind=permit.kind, number=number)
        texts[name] += text
    return Texts(MappingProxyType(texts))


def bench(law: Law) -> dict[str, object]:
    """Time decisions of each sort."""
    book = law.book
    policies = sum(map(len, book.permits.values())) + sum(map(len, book.forbids.values()))
    cold = timed(lambda _: law.decide(ANSWER), law.forget)
    cold_record = timed(lambda _: law.decide(replace(ANSWER, record=RECORD)), law.forget)
    cold_choice = timed(lambda _: law.decide(QUESTION), law.forget)
    chosen = timed(lambda number: law.decide(stranger(QUESTION, number)))
    named = timed(lambda number: law.decide(stranger(ANSWER, number)))
    record = timed(lambda number: law.decide(replace(stranger(ANSWER, number), record=RECORD)))
    usual = timed(lambda number: law.decide(replace(ANSWER, offence=f"other{number}")))
    alike = timed(lambda number: law.decide(replace(ANSWER, on=date.fromordinal(740_000 + number))))
    again = timed(lambda _: law.decide(QUESTION))
    return {
        "bench": "law",
        "policies": policies,
        "cold_us": round(median(cold.wall), 1),
        "cold_cpu_us": round(median(cold.cpu), 1),
        "cold_record_us": round(median(cold_record.wall), 1),
        "cold_record_cpu_us": round(median(cold_record.cpu), 1),
        "cold_choose_us": round(median(cold_choice.wall), 1),
        "cold_choose_cpu_us": round(median(cold_choice.cpu), 1),
        "decide_us": round(median(named.wall), 1),
        "decide_us_p95": round(quantiles(named.wall, n=20)[-1], 1),
        "decide_cpu_us": round(median(named.cpu), 1),
        "choose_us": round(median(chosen.wall), 1),
        "choose_cpu_us": round(median(chosen.cpu), 1),
        "usual_us": round(median(usual.wall), 1),
        "record_us": round(median(record.wall), 1),
        "record_cpu_us": round(median(record.cpu), 1),
        "alike_us": round(median(alike.wall), 1),
        "remembered_us": round(median(again.wall), 1),
        "engine_us": round(median(timed(lambda _: cedarpy.is_authorized(_NOTHING, _EMPTY, _NOBODY)).wall), 1),
    }


def stranger(request: Request, number: int) -> Request:
    """Return the same request by an asker who was never seen: nothing of it is remembered."""
    return replace(request, asker=replace(request.asker, node=NodeId(f"AUT{number}")))


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """Microseconds of each round: by the clock on the wall, and of this thread's own work."""

    wall: list[float]
    cpu: list[float]


def timed(work: Callable[[int], object], before: Callable[[], None] = lambda: None) -> Times:
    """Time each round, after some to warm up; on a busy machine the work itself is what compares."""
    found = []
    for number in range(-20, ROUNDS):
        before()
        found.append(once(work, number))
    found = found[20:]
    return Times(wall=[wall for wall, _ in found], cpu=[cpu for _, cpu in found])


def once(work: Callable[[int], object], number: int) -> tuple[float, float]:
    """Time one round."""
    began, busy = time.perf_counter(), time.thread_time()
    work(number)
    return (time.perf_counter() - began) * 1e6, (time.thread_time() - busy) * 1e6


if __name__ == "__main__":
    main()

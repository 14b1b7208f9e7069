"""What people of nodes that are cut off from one another do: acts with numbers that say who and what.

A schedule is a list of them; it can be drawn by hypothesis, which shortens one that fails, or by a seed. Whatever the
law or a use case refuses is no act: nothing happens, as at a desk.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import timedelta
from typing import TypeVar

from tests.unit.casework.apart import ISSUERS, NODES, Taken, World, car_of, issuer_of, node_of

from egnatia.casework.ask import Enquiry, ask, follow
from egnatia.casework.consent import Consenting, Seeking, Shown, Sought, consent, deny, list_consents, seek_consent
from egnatia.casework.contest import restrict
from egnatia.casework.dispatch.drafting import save_draft
from egnatia.casework.dispatch.reading import finish, open_thread, reroute
from egnatia.casework.dispatch.sending import send
from egnatia.casework.dispatches import Composition
from egnatia.casework.erase import hold
from egnatia.casework.errors import CaseworkError
from egnatia.casework.exporting import Wanted, export
from egnatia.casework.forward import Passing, forward
from egnatia.casework.recall import recall
from egnatia.exchange.ground import Ground
from egnatia.exchange.recall import RecallGround
from egnatia.exchange.states import DispatchState
from egnatia.model.caveat import Purpose, SubjectRole
from egnatia.model.desk import Desk
from egnatia.model.dispatch_forms import Sort
from egnatia.model.identity import NodeId
from egnatia.model.question import Subject
from egnatia.model.record import Record
from egnatia.model.statement import StatementAct

#: Handling codes with which messages go.
CODES = ((), ("H1",), ("H2",), ("H1", "H2"), ("H0", "H3"))
#: How long people wait.
WEEKS = (timedelta(hours=1), timedelta(hours=9), timedelta(days=2), timedelta(days=6), timedelta(days=31))
_T = TypeVar("_T")
#: One act: its name, and numbers that say who and what.
Act = tuple[str, int, int, int]


def asks(world: World, asker: int, issuer: int, _: int) -> bool:
    """Somebody asks about a car and is given a view at once, unless one of the two is cut off."""
    name, other = node_of(asker), issuer_of(issuer)
    if name == other:
        return False
    enquiry = Enquiry(
        kind="vehicle",
        properties={"vin": car_of(issuer % len(ISSUERS))["vin"]},
        case=world.desks[name].case.id,
        subject=Subject(role=SubjectRole.NOBODY),
        partners={NodeId(other): "It was seen there."},
        instrument="interpol",
    )
    world.asked.add((name, other))
    list(follow(world.office(name), ask(world.office(name), world.desks[name].officer, enquiry)))
    return bool(world.readable(name))


def _one_held(world: World, holder: int, which: int) -> tuple[str, Record] | None:
    """Pick somebody who holds something, if anybody does, and one of the things."""
    held = [(name, records) for name in NODES if (records := world.readable(name))]
    found = _pick(held, holder)
    return (found[0], found[1][which % len(found[1])]) if found else None


def seeks(world: World, holder: int, recipient: int, which: int) -> bool:
    """A holder asks the originator whether a view may go on."""
    if (found := _one_held(world, holder, which)) is None:
        return False
    name, record = found
    seeking = Seeking(
        record=record.id,
        recipient=NodeId(node_of(recipient)),
        purpose=Purpose.CRIMINAL_INVESTIGATION,
        necessity="It was sold on.",
    )
    seek_consent(world.office(name), world.desks[name].boss, seeking)
    return True


def _requests(world: World, name: str, *, received: bool) -> list[Sought]:
    return list(list_consents(world.office(name), world.desks[name].boss, Shown(received=received)).rows)


def decides(world: World, which: int, how: int, _: int) -> bool:
    """An originator decides on a request: three times yes, once no."""
    asked = [(name, one) for name in ISSUERS for one in _requests(world, name, received=True) if not one.outcome]
    if not asked:
        return False
    name, found = asked[which % len(asked)]
    office, boss, request = world.office(name), world.desks[name].boss, found.request.id
    if how % 4:
        consent(office, boss, Consenting(request=request, reason="The matter is one."))
    else:
        deny(office, boss, request, next(iter(Ground)))
    return True


def forwards(world: World, holder: int, recipient: int, which: int) -> bool:
    """A holder gives a view on: where the originator was asked and said yes; or tries, whatever was said."""
    found, to = _one_held(world, holder, which), node_of(recipient)
    made = [(name, one) for name in NODES for one in _requests(world, name, received=False)]
    agreed = [(name, one) for name, one in made if one.outcome and one.outcome.act is StatementAct.CONSENT]
    if found is None:
        return False
    name, record = found[0], found[1].id
    if agreed and recipient % 4:
        name, sought = agreed[holder % len(agreed)]
        record, to = sought.passage.record, sought.passage.recipient
    passing = Passing(
        record=record,
        recipient=NodeId(to),
        purpose=Purpose.CRIMINAL_INVESTIGATION,
        offence="drug_trafficking",
        necessity="It was sold on.",
    )
    return forward(world.office(name), world.desks[name].boss, passing).sent


def exports(world: World, node: int, court: int, _: int) -> bool:
    """Somebody takes out in a file whatever may leave, for an investigation or for a court."""
    if (found := _one_held(world, node, 0)) is None:
        return False
    name, desks = found[0], world.desks[found[0]]
    case = desks.court if court % 2 else desks.case
    made = export(world.office(name), desks.boss, Wanted(case=case.id, reason="For the file.", kind="vehicle"))
    world.files.append(Taken(name, case.purpose, made.ids))
    return True


def restricts(world: World, issuer: int, _: int, __: int) -> bool:
    """The originator adds H3 to a car that others may hold."""
    name = issuer_of(issuer)
    car = world.desks[name].car
    assert car
    changed = restrict(world.office(name), world.desks[name].boss, car.id, "Ask first.", "A life depends on it.")
    world.desks[name].car = changed.record
    world.restricted.add(name)
    return True


def recalls(world: World, issuer: int, _: int, __: int) -> bool:
    """The originator takes a car back, from whoever holds it."""
    name = issuer_of(issuer)
    office, car = world.office(name), world.desks[name].car
    assert car
    recall(office, world.desks[name].boss, car.id, RecallGround.INACCURATE, "It is another car.")
    versions = office.store.read(lambda tx: tx.records.versions(car.lineage))
    out = office.store.read(lambda tx: [view.id for one in versions for view in tx.records.views(one.id)])
    world.recalled[name] = world.recalled.get(name, frozenset()) | frozenset(out)
    return True


def holds(world: World, node: int, which: int, _: int) -> bool:
    """A court wants a view kept."""
    if (found := _one_held(world, node, which)) is None:
        return False
    name, record = found
    made = hold(world.office(name), world.desks[name].boss, record.id, "A court wants it.")
    world.held.append((name, record.id, made.id))
    return True


def lifts(world: World, _: int, __: int, ___: int) -> bool:
    """The oldest hold ends."""
    return world.lift_one()


def _sent(world: World, name: str, typed: Composition) -> bool:
    office, officer = world.office(name), world.desks[name].officer
    return send(office, officer, save_draft(office, officer, typed).id).sent


def writes(world: World, sender: int, recipient: int, codes: int) -> bool:
    """Somebody begins a thread."""
    marks = CODES[codes % len(CODES)]
    typed = Composition(
        partner=node_of(recipient),
        area="drugs",
        case=world.desks[node_of(sender)].case.id,
        title="Speedboats",
        reason="The berth was paid there.",
        role=SubjectRole.NOBODY,
        source="A",
        information="1",
        facts={"facts": ("Two boats.",), "connection": ("He rented the berth.",)},
        handling=marks,
        restriction="Ask first." if "H3" in marks else "",
    )
    return _sent(world, node_of(sender), typed)


def _pick(found: Sequence[_T], number: int) -> _T | None:
    return found[number % len(found)] if found else None


def replies(world: World, which: int, codes: int, _: int) -> bool:
    """Somebody goes on in a thread, after a message of either side: a reply, or more information."""
    left = (DispatchState.SENT, DispatchState.DELIVERED, DispatchState.READ, DispatchState.DONE)
    whole = [(name, row, row.dispatch) for name, row in world.messages(*left) if row.dispatch]
    if (found := _pick(whole, which)) is None:
        return False
    name, row, dispatch = found
    marks = CODES[codes % len(CODES)]
    reply = row.received and dispatch.sort is Sort.REQUEST
    typed = Composition(
        partner=row.partner,
        area="drugs",
        sort=Sort.REPLY if reply else Sort.INFORMATION,
        case="" if row.received else world.desks[name].case.id,
        replies_to=row.id,
        title="Speedboats",
        reason="You asked.",
        role=SubjectRole.NOBODY,
        source="A",
        information="1",
        facts={"outcome": ("given",)} if reply else {"relevance": ("It is the same berth.",)},
        handling=marks,
        restriction="Ask first." if "H3" in marks else "",
    )
    return _sent(world, name, typed)


def sends_again(world: World, which: int, _: int, __: int) -> bool:
    """Somebody sends a message again that had been given up."""
    if (found := _pick(world.messages(DispatchState.FAILED), which)) is None:
        return False
    name, row = found
    return send(world.office(name), world.desks[name].officer, row.id).sent


def works(world: World, which: int, how: int, _: int) -> bool:
    """Somebody reads a partner's message, passes it on to another desk, or is done with it."""
    if (found := _pick(world.messages(DispatchState.DELIVERED, DispatchState.READ, received=True), which)) is None:
        return False
    name, row = found
    office, officer = world.office(name), world.desks[name].officer
    if how % 3 == 0:
        open_thread(office, officer, row.id)
    elif how % 3 == 1:
        reroute(office, officer, row.id, Desk.POLICE if row.desk is not Desk.POLICE else Desk.CUSTOMS, "Goods.")
    else:
        finish(office, officer, row.id)
    return True


def parts(world: World, seed: int, sides: int, _: int) -> bool:
    """The lines are cut: each node is on one of two to four sides, and nobody calls across."""
    several = 2 + sides % 3
    world.net.line.sides = {name: (seed // several**place) % several for place, name in enumerate(NODES)}
    return True


def heals(world: World, _: int, __: int, ___: int) -> bool:
    """All lines are there again."""
    world.net.line.sides.clear()
    world.net.line.deaf.clear()
    return True


def loses(world: World, node: int, _: int, __: int) -> bool:
    """A node's replies are lost on their way."""
    world.net.line.deaf.add(node_of(node))
    return True


def waits(world: World, how: int, _: int, __: int) -> bool:
    """Hours, days or weeks pass, and whatever is due is sent."""
    world.passes(WEEKS[how % len(WEEKS)])
    world.deliver()
    return True


ACTS: Mapping[str, Callable[[World, int, int, int], bool]] = {
    act.__name__: act
    for act in (
        asks, seeks, decides, forwards, exports, restricts, recalls, holds, lifts,
        writes, replies, sends_again, works, parts, heals, loses, waits,
    )
}  # fmt: skip


def play(world: World, schedule: Sequence[Act]) -> None:
    """Let it all happen; what is refused is no act."""
    for name, *numbers in schedule:
        with suppress(CaseworkError):
            if ACTS[name](world, *numbers):
                world.done[name] += 1


#: How often each act is drawn, against one another.
WEIGHTS: Mapping[str, int] = {
    "asks": 10, "seeks": 8, "decides": 8, "forwards": 10, "exports": 2, "restricts": 1, "recalls": 2, "holds": 1,
    "lifts": 1, "writes": 5, "replies": 7, "sends_again": 2, "works": 6, "parts": 3, "heals": 2, "loses": 2, "waits": 8,
}  # fmt: skip
#: Largest number of an act.
LARGEST = 2**32 - 1

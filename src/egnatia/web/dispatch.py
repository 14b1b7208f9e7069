"""Messages at the desk: what lies here, what is being written, a thread with all that became of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from starlette.responses import Response
from starlette.routing import Route

from egnatia.casework.acknowledge import acknowledge_message
from egnatia.casework.attachment.saving import Attached, attached
from egnatia.casework.casefiles import list_case_files
from egnatia.casework.dispatch.drafting import close, discard, save_draft, take_back
from egnatia.casework.dispatch.onpaper import Mishap, Posting, not_delivered, send_by_hand
from egnatia.casework.dispatch.paper import composition_of, print_form
from egnatia.casework.dispatch.pattern import draft_like
from egnatia.casework.dispatch.reading import Listed, finish, hand_back, list_dispatches, open_thread, reroute
from egnatia.casework.dispatch.sending import send
from egnatia.casework.dispatches import Composition, DispatchRow
from egnatia.exchange.states import DispatchState
from egnatia.model.authority import PAPER, Way, on_paper
from egnatia.model.desk import Desk
from egnatia.model.dispatch_forms import AREAS, SORTS, Sort
from egnatia.model.errors import ParseError
from egnatia.model.identity import MessageId, NodeId
from egnatia.model.kinds import KINDS
from egnatia.model.values import parse_day
from egnatia.web.languages import marked
from egnatia.web.shell import Visit, go, screen
from egnatia.web.words import MESSAGE

#: What is written in a thread that has begun; a reply only to who wrote.
_FOLLOWING = (Sort.REPLY, Sort.INFORMATION, Sort.REQUEST, Sort.URGENT)
#: A partner's message on which nothing is to do any more.
_ENDED = frozenset({DispatchState.DONE, DispatchState.RETURNED})
#: Which messages each tab of the list shows.
_TABS: dict[str, tuple[str, Listed]] = {
    "open": (
        marked("To do"),
        Listed(states=frozenset({DispatchState.DELIVERED, DispatchState.READ}), received=True),
    ),
    "drafts": (
        marked("Drafts"),
        Listed(states=frozenset({DispatchState.DRAFT, DispatchState.PENDING, DispatchState.FAILED}), received=False),
    ),
    "sent": (
        marked("Sent"),
        Listed(states=frozenset(DispatchState) - {DispatchState.DRAFT, DispatchState.PENDING}, received=False),
    ),
    "done": (marked("Done"), Listed(states=_ENDED, received=True)),
}


def routes() -> list[Route]:
    """Return the screens of messages; those on which one is written stand in `compose.py`."""
    return [
        screen("/messages", show_list),
        screen("/messages", begin, takes_form=True),
        screen("/messages/{message}", show_thread),
        screen("/messages/{message}/paper", show_paper),
        screen("/messages/{message}/acknowledgement", acknowledge, takes_form=True),
        screen("/messages/{message}/sending", approve, takes_form=True),
        screen("/messages/{message}/posting", post_it, takes_form=True),
        screen("/messages/{message}/non-delivery", miss, takes_form=True),
        screen("/messages/{message}/closing", let_be, takes_form=True),
        screen("/messages/{message}/taking-back", change_again, takes_form=True),
        screen("/messages/{message}/discarding", throw_away, takes_form=True),
        screen("/messages/{message}/completion", end, takes_form=True),
        screen("/messages/{message}/rerouting", pass_on, takes_form=True),
        screen("/messages/{message}/return", give_back, takes_form=True),
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One message as a page shows it."""

    row: DispatchRow
    says: Composition | None  #: None: erased.
    state: str
    late: bool
    facts: Sequence[tuple[str, Sequence[str]]]  #: Labels and values of the fields of its sort and area.
    things: Sequence[tuple[str, Sequence[tuple[str, Sequence[str]]]]]
    files: Sequence[Attached] = ()


def show_list(visit: Visit) -> Response:
    """List messages: what is to do here, drafts, what was sent, what is done."""
    tab = visit.one("tab") if visit.one("tab") in _TABS else "open"
    page = list_dispatches(visit.office, visit.account, replace(_TABS[tab][1], beyond=visit.number("beyond")))
    return visit.show(
        "messages.html",
        tabs={name: words for name, (words, _) in _TABS.items()},
        tab=tab,
        rows=sorted((shown_of(visit, row) for row in page.rows), key=lambda found: not found.late),
        more=page.next,
        sorts=SORTS,
        areas=AREAS,
        cases=open_cases(visit),
        partners=partner_names(visit),
        today=visit.office.clock.now().date(),
    )


def begin(visit: Visit) -> Response:
    """Begin a draft, empty or like another message: it is kept from the first moment, whatever becomes of the page."""
    if visit.one("like"):
        return go(f"/messages/{draft_like(visit.office, visit.account, MessageId(visit.one('like'))).id}/draft")
    begins_on_paper = visit.one("came") and not visit.one("replies_to")
    typed = Composition(
        partner=PAPER if begins_on_paper else visit.one("partner"),
        sort=visit.one("sort") or Sort.REQUEST,
        area=visit.one("area"),
        case=visit.one("case"),
        replies_to=visit.one("replies_to"),
        came=visit.one("came"),
        title=visit.one("title"),
        role=visit.one("role") or "unknown",
        urgent=visit.one("sort") == Sort.URGENT,
    )
    return go(f"/messages/{save_draft(visit.office, visit.account, typed).id}/draft")


def show_thread(visit: Visit) -> Response:
    """Show the thread of a message; that it was read is logged, and told to who wrote it."""
    thread = open_thread(visit.office, visit.account, message_of(visit))
    opened = thread.opened
    if opened.state is DispatchState.DRAFT:
        return go(f"/messages/{opened.id}/draft")
    files = attached(visit.office, thread.rows)
    first = next((row.dispatch for row in thread.rows if row.dispatch), None)
    theirs = [row for row in thread.rows if row.received and row.state not in _ENDED]
    return visit.show(
        "message.html",
        opened=shown_of(visit, opened),
        rows=[
            replace(shown_of(visit, row), files=files.get(row.id, ()))
            for row in thread.rows
            if row.state is not DispatchState.DRAFT
        ],
        drafts=[row for row in thread.rows if row.state is DispatchState.DRAFT],
        last=next(
            (row for row in reversed(thread.rows) if row.dispatch and row.state is not DispatchState.CLOSED), None
        ),
        first=first,
        waiting=theirs[-1] if theirs else None,
        desks=list(Desk),
        areas=AREAS,
        ways=list(Way),
        on_paper=on_paper(opened.partner),
        today=visit.office.clock.now().date(),
        follow_ups=_FOLLOWING if theirs else _FOLLOWING[1:],
    )


def acknowledge(visit: Visit) -> Response:
    """Acknowledge how a partner restricted the use of its message, and show it."""
    acknowledge_message(visit.office, visit.account, message_of(visit))
    return go(f"/messages/{message_of(visit)}")


def show_paper(visit: Visit) -> Response:
    """Show a message as the form that prints on paper; it counts as read."""
    opened = open_thread(visit.office, visit.account, message_of(visit)).opened
    return visit.show("paper.html", row=opened, form=print_form(opened, visit.office.me))


def approve(visit: Visit) -> Response:
    """Send what waits for a second person."""
    message = message_of(visit)
    send(visit.office, visit.account, message)
    return go(f"/messages/{message}")


def post_it(visit: Visit) -> Response:
    """Say that a message was sent by hand: when, and how."""
    posting = Posting(way=way_of(visit), day=parse_day(visit.one("day"), "day"), note=visit.one("note"))
    return go(f"/messages/{send_by_hand(visit.office, visit.account, message_of(visit), posting).id}")


def miss(visit: Visit) -> Response:
    """Say that a message that was sent by hand came back, or did not arrive."""
    mishap = Mishap(day=parse_day(visit.one("day"), "day"), reason=visit.one("reason"))
    return go(f"/messages/{not_delivered(visit.office, visit.account, message_of(visit), mishap).id}")


def let_be(visit: Visit) -> Response:
    """Let a message be that did not arrive."""
    return go(f"/messages/{close(visit.office, visit.account, message_of(visit), visit.one('reason')).id}")


def way_of(visit: Visit) -> Way:
    """Return how paper went or came, as it was chosen.

    Raises:
        ParseError: nothing was.
    """
    try:
        return Way(visit.one("way"))
    except ValueError:
        raise ParseError("way", "choose one") from None


def change_again(visit: Visit) -> Response:
    """Take a message back that waits for a second person, or to be sent by hand."""
    return go(f"/messages/{take_back(visit.office, visit.account, message_of(visit)).id}/draft")


def throw_away(visit: Visit) -> Response:
    """Throw a draft away."""
    discard(visit.office, visit.account, message_of(visit))
    return go("/messages?tab=drafts")


def end(visit: Visit) -> Response:
    """Say that what a partner's message asked for is done."""
    return go(f"/messages/{finish(visit.office, visit.account, message_of(visit)).id}")


def pass_on(visit: Visit) -> Response:
    """Pass a partner's message on to another desk; who works at one desk only does not see it any more."""
    try:
        desk = Desk(visit.one("desk"))
    except ValueError:
        raise ParseError("desk", "choose one") from None
    row = reroute(visit.office, visit.account, message_of(visit), desk, visit.one("reason"))
    stays = not visit.account.desks or desk in visit.account.desks
    return go(f"/messages/{row.id}" if stays else "/messages")


def give_back(visit: Visit) -> Response:
    """Hand a partner's message back that is for another agency; the partner reads why."""
    return go(f"/messages/{hand_back(visit.office, visit.account, message_of(visit), visit.one('reason')).id}")


def message_of(visit: Visit) -> MessageId:
    """Return which message an address names."""
    return MessageId(visit.path["message"])


def shown_of(visit: Visit, row: DispatchRow) -> Shown:
    """Return a message as a page shows it."""
    says = composition_of(row) if row.dispatch or row.draft else None
    return Shown(
        row=row,
        says=says,
        state=visit.display.stands(MESSAGE, row.state),
        late=row.is_late(visit.office.clock.now()),
        facts=list(_facts(says)) if says else (),
        things=list(_things(says)) if says else (),
    )


def _facts(says: Composition) -> Iterator[tuple[str, Sequence[str]]]:
    sort = next((SORTS[found] for found in Sort if found == says.sort), None)
    area = AREAS.get(says.area)
    fields = {**(sort.fields if sort else {}), **(area.fields if area else {})}
    for name, values in says.facts.items():
        codes = name in fields and fields[name].codes
        if any(values):
            label = fields[name].label if name in fields else name
            yield label, [value.replace("_", " ") for value in values] if codes else values


def _things(says: Composition) -> Iterator[tuple[str, Sequence[tuple[str, Sequence[str]]]]]:
    for thing in says.things:
        kind = KINDS.get(thing.kind)
        known = kind.properties if kind else {}
        lines = [(known[name].label if name in known else name, values) for name, values in thing.properties.items()]
        yield kind.label if kind else thing.kind, lines


def open_cases(visit: Visit) -> list[tuple[str, str]]:
    """Return the open case files in which the person works: id, and number with matter."""
    files = list_case_files(visit.office, visit.account)
    return [(file.id, f"{file.reference} · {file.title}") for file in files if file.closed_at is None]


def partner_names(visit: Visit) -> dict[NodeId, str]:
    """Return the partners' agencies, by node."""
    members = visit.office.directory().members
    return {node: members[node].name for node in sorted(members) if node != visit.office.me}

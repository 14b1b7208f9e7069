"""The network of a case file at the desk: things and their ties, a timeline and a map, each as a table as well."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from starlette.responses import Response
from starlette.routing import Route

from egnatia.casework.happenings import Spot
from egnatia.casework.network import Around, Network, Thing, Tie, look_around
from egnatia.casework.title import title_of
from egnatia.model.identity import CaseId, LineageId, RecordId
from egnatia.model.kinds import KINDS
from egnatia.model.record import Record
from egnatia.web.geography import FOOTNOTE, plain_map
from egnatia.web.groups import Group, group_of, in_order
from egnatia.web.languages import marked
from egnatia.web.latin import in_latin
from egnatia.web.shell import Visit, screen
from egnatia.web.timeline import Dated, in_words, scale_of

#: Records from which one goes further, in one address.
_MOST = 100
#: What is said of a tie that no record makes.
_SAME = marked("said to be the same")
#: Ties that have no direction.
_MUTUAL = frozenset({"same", "association", "kinship"})


def routes() -> list[Route]:
    """Return the screen."""
    return [screen("/cases/{case}/network", show_network)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A thing as the page shows it."""

    thing: Thing
    group: Group
    title: str
    further: str  #: The address of the network from this thing on as well; empty where there is no more.
    ties: Sequence[tuple[str, str, LineageId]]  #: In words: what ties it, to what, and the other's lineage.


def show_network(visit: Visit) -> Response:
    """Show what is tied to what, what happened when and where; that it was read is logged."""
    around = _around(visit)
    network = look_around(visit.office, visit.account, around)
    titles = {thing.record.lineage: _title(visit, thing.record) for thing in network.things}
    shown = [_shown(visit, network, around, thing, titles) for thing in network.things]
    dated = _dated(visit, network, titles)
    return visit.show(
        "network.html",
        network=network,
        shown=shown,
        titles=titles,
        kinds_here=in_order(one.thing.record.kind for one in shown),
        group_of=group_of,
        dated=dated,
        marks=scale_of([one.happening for one in dated]).marks() if dated else [],
        spots=_spots(dated),
        graph=_plain_graph(visit, network, shown),
        map=plain_map(visit, network, dated),
        footnote=FOOTNOTE if visit.office.profile.kosovo_footnote else "",
        around=around,
        records={thing.record.lineage: thing.record.id for thing in network.things},
    )


def _around(visit: Visit) -> Around:
    named = frozenset(map(RecordId, visit.given.get("record", ())[:_MOST]))
    return Around(case=CaseId(visit.path["case"]), records=named, file=bool(visit.one("file")) or not named)


def address_of(around: Around) -> str:
    """Return the address of a network."""
    asked = [("file", "1")] if around.file else []
    return f"/cases/{around.case}/network?{urlencode([*asked, *(('record', one) for one in sorted(around.records))])}"


def _title(visit: Visit, record: Record) -> str:
    """Return what a thing is called; what has no name is called by its kind and the beginning of its id."""
    return title_of(record) or f"{visit.display.say(KINDS[record.kind].label)} {record.id[:6]}"


def _shown(visit: Visit, network: Network, around: Around, thing: Thing, titles: Mapping[LineageId, str]) -> Shown:
    lineage = thing.record.lineage
    own = [tie for tie in network.ties if lineage in (tie.one, tie.other)]
    further = replace(around, records=around.records | {thing.record.id})
    others = [(tie, tie.other if tie.one == lineage else tie.one) for tie in own]
    return Shown(
        thing=thing,
        group=group_of(thing.record.kind),
        title=titles[lineage],
        further=address_of(further) if thing.more else "",
        ties=[(words_of(visit, tie), titles[other], other) for tie, other in others],
    )


def words_of(visit: Visit, tie: Tie) -> str:
    """Say what ties two things."""
    if tie.kind == "same":
        return visit.display.say(_SAME)
    if tie.property:
        return visit.display.say(KINDS[tie.kind].properties[tie.property].label)
    label = visit.display.say(KINDS[tie.kind].label)
    return f"{label}: {visit.display.say(tie.exactly.replace('_', ' '))}" if tie.exactly else label


def _dated(visit: Visit, network: Network, titles: Mapping[LineageId, str]) -> list[Dated]:
    if not network.happenings:
        return []
    scale = scale_of(network.happenings)
    return [
        Dated(
            happening=one,
            title=_title_of_happening(one.record, titles),
            group=group_of(one.record.kind),
            bar=scale.bar(one),
            when=in_words(visit.display.language, one),
        )
        for one in network.happenings
    ]


def _title_of_happening(record: Record, titles: Mapping[LineageId, str]) -> str:
    """Return what a record is called, empty if nothing calls it; a link, by what it links."""
    if record.definition.link:
        ends = (LineageId(record.properties[end][0]) for end in record.definition.link)
        return " – ".join(titles.get(end, "?") for end in ends)
    return title_of(record)


def _spots(dated: Iterable[Dated]) -> list[tuple[Dated, Spot]]:
    """Return where things happened, with a point; what says where somebody is now is left out."""
    return [(one, spot) for one in dated if not one.happening.withheld for spot in one.happening.spots if spot.point]


def _plain_graph(visit: Visit, network: Network, shown: Sequence[Shown]) -> dict[str, Any]:
    """Write a network as the script reads it."""
    return {
        "nodes": [
            {
                "id": one.thing.record.lineage,
                "kind": one.thing.record.kind,
                "kindWords": visit.display.say(KINDS[one.thing.record.kind].label),
                "group": one.group.name,
                "sign": one.group.sign,
                "title": one.title,
                "latin": in_latin(one.title),
                "x": round(one.thing.place[0], 4),
                "y": round(one.thing.place[1], 4),
                "start": one.thing.start,
                "more": one.thing.more,
                "open": f"/records/{one.thing.record.id}?case={network.file.id}",
                "further": one.further,
            }
            for one in shown
        ],
        "ties": [
            {"one": tie.one, "other": tie.other, "words": words_of(visit, tie), "mutual": tie.kind in _MUTUAL}
            for tie in network.ties
        ],
    }

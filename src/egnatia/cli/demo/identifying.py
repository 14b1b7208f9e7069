"""Playing an identification: a body is put before the board as a missing person, whom its DNA must identify."""

from collections.abc import Mapping

from egnatia.casework.identify.board import Proposal, Proposing, list_proposals, propose
from egnatia.casework.identify.gather import Window
from egnatia.casework.title import title_of
from egnatia.cli.demo.delivering import Station
from egnatia.cli.demo.stories.script import Identify
from egnatia.cli.demo.stories.story import Story, StoryError
from egnatia.match.kinship.dvi.board import Outcome, Secondary
from egnatia.model.identity import CaseId, NodeId


def put_before_board(act: Identify, story: Story, case: CaseId, stations: Mapping[NodeId, Station]) -> Proposal:
    """Compare what was found while the story went on, and propose who the body is.

    Args:
        act: as the story tells it.
        story: has the records.
        case: the case file of the node that identifies.
        stations: the nodes, each with its people.

    Raises:
        StoryError: DNA does not identify the body.
    """
    station, records = stations[act.node], story.records[act.node]
    proposing = Proposing(
        case=case,
        victim=title_of(records[act.remains]),
        missing=title_of(records[act.missing]),
        reason=act.says,
        secondary=tuple(Secondary(what=words, speaks_for=True) for words in act.speaks_for),
        window=Window(begins=story.begins, ends=story.ends),
    )
    actor = station.people[act.role]
    made = propose(station.office, actor, proposing)
    [proposal] = [one for one in list_proposals(station.office, actor, case) if one.said.id == made.id]
    if proposal.report["outcome"] != Outcome.IDENTIFIED:
        raise StoryError(f"{story.name}: DNA does not say that {act.remains} is {act.missing}: {proposal.report}")
    return proposal

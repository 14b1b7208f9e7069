"""The stories identify the dead: by what is on record, by DNA, and with somebody else left to decide."""

from dataclasses import replace

import pytest
from tests.twins.network import network

from egnatia.casework.casefiles import Opening, open_case_file
from egnatia.casework.collect import keep
from egnatia.casework.identify.board import Deciding, Decision, decide, list_proposals
from egnatia.casework.identify.solve import Identified, Wanted, identify
from egnatia.casework.rows import CaseFile, Role
from egnatia.cli.demo.delivering import Station
from egnatia.cli.demo.identifying import put_before_board
from egnatia.cli.demo.population.genes import frequencies
from egnatia.cli.demo.stories.reading import read_stories
from egnatia.cli.demo.stories.script import Identify
from egnatia.cli.demo.stories.story import Story, StoryError
from egnatia.match.dna.populations import Population
from egnatia.match.kinship.dvi.board import Finding, dna_finding
from egnatia.model.identity import NodeId

ICMP = NodeId("ICMP")


@pytest.fixture
def story() -> Story:
    [found] = [one for one in read_stories() if one.name == "migrants"]
    return found


@pytest.fixture
def station(story: Story) -> Station:
    net = network(ICMP)
    population = Population(name="demo", source="invented", frequencies=frequencies())
    office = replace(net.offices[ICMP], populations=(population,))
    people = {role: net.person(ICMP, role, role) for role in Role}
    keep(office, people[Role.OFFICER], list(story.records[ICMP].values()))
    return Station(office=office, people=people)


@pytest.fixture
def act(story: Story) -> Identify:
    [found] = [one for one in story.script if isinstance(one, Identify)]
    return found


@pytest.fixture
def file(story: Story, station: Station, act: Identify) -> CaseFile:
    told = story.case_files[act.case]
    opening = Opening(
        reference=told.reference,
        title=told.title,
        purpose=told.purpose,
        offence=told.offence,
        members=frozenset(station.people[role].name for role in told.members),
    )
    return open_case_file(station.office, station.people[Role.SUPERVISOR], opening)


def compared(station: Station, file: CaseFile) -> Identified:
    return identify(station.office, station.people[Role.FORENSIC], Wanted(case=file.id))


def test_two_of_three_bodies_have_a_family_and_one_of_three_missing_has_no_body(
    station: Station, file: CaseFile
) -> None:
    found = compared(station, file)
    [(_, solution)] = found.solutions
    assert found.left_out == ()
    pairs = [(victim, kin.missing) for victim in found.material.bodies for kin in found.material.families]
    sure = {missing: victim for victim, missing in pairs
            if dna_finding(solution, (victim, missing)) is Finding.IDENTIFIED}  # fmt: skip
    assert sure == {"Jamshed Rahimi": "UR-2025-0417", "Ghulam Haidari": "UR-2025-0421"}


def test_the_body_that_dna_identifies_waits_for_somebody_else(
    story: Story, station: Station, act: Identify, file: CaseFile
) -> None:
    proposal = put_before_board(act, story, file.id, {ICMP: station})
    assert proposal.report["posterior"] > 0.9995
    deciding = Deciding(case=file.id, proposal=proposal.said.id, decision=Decision.CONFIRM, reason="Read anew.")
    decide(station.office, station.people[Role.OFFICER], deciding)
    [standing] = list_proposals(station.office, station.people[Role.FORENSIC], file.id)
    assert standing.outcome == "confirm"


def test_a_story_that_names_the_wrong_body_does_not_play(
    story: Story, station: Station, act: Identify, file: CaseFile
) -> None:
    with pytest.raises(StoryError, match="body_man is son_report"):
        put_before_board(replace(act, remains="body_man"), story, file.id, {ICMP: station})

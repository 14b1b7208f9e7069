"""Questions about DNA profiles, from one state to another: refused unless they may be asked, and answered by rule."""

from dataclasses import replace

import pytest
from tests.twins.network import Network, caveat, network
from tests.unit.casework.conftest import WHY

from egnatia.casework.answer import draw_up
from egnatia.casework.ask import Enquiry, ask, follow, preview
from egnatia.casework.collect import Draft, collect
from egnatia.casework.compare import compare, rules_of
from egnatia.casework.office import Office
from egnatia.casework.questions import list_hits
from egnatia.casework.rows import CaseFile, Role
from egnatia.law.decide import Law
from egnatia.match.dna.engine import RULES
from egnatia.match.dna.populations import Population
from egnatia.match.dna.weight import weigh
from egnatia.model.answer import Quality, Result
from egnatia.model.errors import ParseError
from egnatia.model.identity import NodeId
from egnatia.model.question import Question, Subject

PROFILE = "VWA 16,17\nTH01 6,9.3\nD21S11 28,30\nFGA 21,22\nD8S1179 13,13\nD3S1358 15,17\nD18S51 12,14"
MIXTURE = PROFILE.replace("12,14", "12,13,14,15")


@pytest.fixture
def net() -> Network:
    """Connect two states that search each other's profiles under Prüm."""
    return network("AT", "HU")


def enquiry(case: CaseFile, profile: str) -> Enquiry:
    return Enquiry(
        kind="dna",
        properties={"profile": (profile,)},
        case=case.id,
        subject=Subject(role=caveat().role),
        partners={NodeId("HU"): WHY},
        instrument="prum",
    )


def question(net: Network, profile: str) -> Question:
    officer = net.person("AT", "officer", Role.OFFICER)
    [found] = preview(net.offices["AT"], officer, enquiry(net.case("AT", officer), profile))
    assert found.question, found.decision.words
    return found.question


def keep(net: Network, profile: str) -> None:
    keeper = net.person("HU", "keeper", Role.OFFICER)
    given = {"profile": (profile,), "category": ("stain",), "number": ("P-1",), "laboratory": ("Budapest",)}
    collect(net.offices["HU"], keeper, [Draft(kind="dna", properties=given, caveat=caveat())])


@pytest.mark.parametrize("profile", [MIXTURE, "VWA 16,17", "rubbish"])
def test_what_may_not_be_asked_is_refused_before_anything_is_sent(net: Network, profile: str) -> None:
    with pytest.raises(ParseError):
        question(net, profile)


def test_a_mixture_is_refused_where_it_arrives_whatever_is_on_record(net: Network) -> None:
    keep(net, PROFILE)
    asked = replace(question(net, PROFILE), properties={"profile": (MIXTURE,)})
    answer = draw_up(net.offices["HU"], asked).answer
    assert answer.result is Result.REFUSED
    assert "mixtures are not compared across borders" in answer.reasons[0]


def test_a_hit_carries_profile_category_and_number_and_its_class(net: Network) -> None:
    keep(net, PROFILE.replace("12,14", "12,15"))
    [hit] = draw_up(net.offices["HU"], question(net, PROFILE)).answer.hits
    assert hit.quality is Quality.POSSIBLE
    assert set(hit.properties) == {"profile", "category", "number"}


def under(office: Office, rules: str) -> Office:
    """Return the office under a law whose Prüm row names another rule set."""
    book = office.law.book
    prum = book.instruments["prum"]
    entry = prum.entries["dna"]
    other = replace(prum, entries={**prum.entries, "dna": replace(entry, channel=replace(entry.channel, rules=rules))})
    return replace(office, law=Law(replace(book, instruments={**book.instruments, "prum": other})))


def test_the_row_of_the_instrument_says_by_which_rule_set_profiles_are_compared(net: Network) -> None:
    """Five loci of the first rule set and one of 2009 are six by the later only."""
    known = "\n".join(PROFILE.splitlines()[:5])
    keep(net, f"{known}\nD12S391 18,18.3")
    asked = question(net, f"{known}\nD12S391 18,18.3")
    later, first = (draw_up(under(net.offices[NodeId("HU")], rules), asked).answer for rules in (RULES, "prum-2008"))
    assert (later.result, first.result) == (Result.HIT, Result.NOTHING)


def test_experts_weigh_by_the_rule_set_of_the_instrument_and_see_its_name(net: Network) -> None:
    asked = question(net, PROFILE)
    office = net.offices[NodeId("HU")]
    assert rules_of(office, asked) == RULES
    assert rules_of(under(office, "prum-2008"), asked) == "prum-2008"
    assert rules_of(office, replace(asked, instrument="unheard-of")) == ""
    weight = weigh((), asked.properties, asked.properties, 1, "prum-2008")
    assert weight
    assert weight.rules == "prum-2008"


def test_a_mixture_on_record_is_never_told_of(net: Network) -> None:
    keep(net, MIXTURE)
    assert draw_up(net.offices["HU"], question(net, PROFILE)).answer.result is Result.NOTHING


def test_both_experts_see_what_a_hit_is_worth_in_the_least_favourable_population(net: Network) -> None:
    loci = [line.split()[0] for line in PROFILE.splitlines()]
    even = {locus: {str(size): 0.1 for size in range(6, 16)} for locus in loci}
    alike = {locus: {str(size): 0.2 for size in range(12, 17)} for locus in loci}
    tables = (
        Population(name="even", source="invented", frequencies=even),
        Population(name="alike", source="invented", frequencies=alike, people=500),
    )
    for node in ("AT", "HU"):
        net.offices[NodeId(node)] = replace(net.offices[NodeId(node)], populations=tables)
    keep(net, PROFILE.replace("12,14", "12,15"))
    vienna, budapest = net.offices[NodeId("AT")], net.offices[NodeId("HU")]
    officer = net.person("AT", "officer", Role.OFFICER)
    asked = ask(vienna, officer, enquiry(net.case("AT", officer), PROFILE))
    list(follow(vienna, asked))
    [prospect] = asked.prospects
    assert prospect.question
    [theirs] = list_hits(vienna, officer, prospect.question.id)
    ours = compare(budapest, net.person("HU", "expert", Role.FORENSIC), theirs.reference)
    for weight in (theirs.weight, ours.weight):
        assert weight
        assert (weight.quality, weight.matching, len(weight.loci)) == (4, 6, 7)
        assert weight.worths[0].likelihood_ratio == min(item.likelihood_ratio for item in weight.worths)
    assert theirs.weight
    assert ours.weight
    assert (theirs.weight.searched, ours.weight.searched) == (1_000_000, 1)
    assert theirs.weight.chance_hits == pytest.approx(1_000_000 * (ours.weight.chance_hits or 0))

"""What holds of every cell, whatever the instrument."""

from collections import Counter
from itertools import groupby

from tests.oracle.law.cells import Cell
from tests.oracle.law.conftest import Where
from tests.oracle.law.reading import states

from egnatia.model.kinds import KINDS

RANK = {"open": 0, "manual": 1, "closed": 2}


def test_the_counts_are_those_that_were_read_over(all_cells: tuple[Cell, ...]) -> None:
    assert Counter(cell.state for cell in all_cells) == {"open": 7_092, "manual": 10_486, "closed": 24_464}


def test_between_states_a_treaty_works_both_ways(by_place: dict[Where, Cell]) -> None:
    for (asker, partner, kind, purpose), cell in by_place.items():
        if {asker, partner} <= set(states()):
            back = by_place[partner, asker, kind, purpose]
            assert (cell.offers, cell.not_yet, cell.state) == (back.offers, back.not_yet, back.state)


def test_an_open_cell_answers_something_and_no_other_does(all_cells: tuple[Cell, ...]) -> None:
    for cell in all_cells:
        assert (cell.reply != "nothing") == (cell.state == "open")
        assert all((offer.reply != "nothing") == (offer.state == "open") for offer in cell.offers)


def test_a_closed_cell_offers_nothing_and_the_best_offer_names_the_state(all_cells: tuple[Cell, ...]) -> None:
    for cell in all_cells:
        ranks = [RANK[offer.state] for offer in cell.offers]
        assert ranks == sorted(ranks)
        assert cell.state == (cell.offers[0].state if cell.offers else "closed")
        assert all(offer.state == "closed" for offer in cell.not_yet)


def test_no_instrument_stands_twice_in_a_cell(all_cells: tuple[Cell, ...]) -> None:
    for cell in all_cells:
        names = [offer.instrument for offer in (*cell.offers, *cell.not_yet)]
        assert len(names) == len(set(names))


def test_keys_are_properties_that_a_question_of_the_kind_may_name(all_cells: tuple[Cell, ...]) -> None:
    for kind, some in groupby(sorted(all_cells, key=lambda cell: cell.kind), key=lambda cell: cell.kind):
        rules = {offer.keys for cell in some for offer in (*cell.offers, *cell.not_yet)}
        named = {key for rule in rules for keys in (*rule.any_of, rule.may_add) for key in keys}
        assert named <= KINDS[kind].searchable


def test_a_profile_comes_back_only_where_experts_confirm(all_cells: tuple[Cell, ...]) -> None:
    for offer in {offer for cell in all_cells for offer in cell.offers}:
        assert (offer.reply == "profile") == (offer.confirms == "asker_expert")
        assert (offer.confirms == "nobody") <= (offer.reply == "data")


def test_a_release_follows_where_a_reference_or_profile_was_given(all_cells: tuple[Cell, ...]) -> None:
    for offer in {offer for cell in all_cells for offer in cell.offers if offer.state == "open"}:
        assert (offer.release == "follows") == (offer.reply in {"reference", "profile"})


def test_data_at_once_never_tell_of_a_person_asked_by_name(all_cells: tuple[Cell, ...]) -> None:
    assert [cell for cell in all_cells if cell.reply == "data" and KINDS[cell.kind].personal] == []


def test_evidence_for_a_court_comes_by_letter_but_for_vehicles_under_pruem(all_cells: tuple[Cell, ...]) -> None:
    for cell in all_cells:
        if cell.purpose == "judicial_proceedings":
            assert (cell.state == "open") == ("pruem_2008" in cell.instruments)
            assert all(offer.release == "letter" for offer in cell.offers if offer.state == "manual")


def test_relief_data_are_never_open_to_police_purposes(all_cells: tuple[Cell, ...]) -> None:
    police = {"criminal_investigation", "threat_prevention", "border_check"}
    relief = [cell for cell in all_cells if cell.kind in {"missing_report", "remains"} and cell.purpose in police]
    assert {cell.state for cell in relief} == {"closed"}


def test_nothing_about_victims_is_answered_by_a_machine(all_cells: tuple[Cell, ...]) -> None:
    assert "open" not in {cell.state for cell in all_cells if cell.purpose == "victim_protection"}


def test_an_instrument_that_is_not_operational_opens_nothing(all_cells: tuple[Cell, ...]) -> None:
    waiting = {"europol_kosovo", "europol_strategic", "icmp_agreement", "pcc_pruem", "pruem_ii"}
    assert waiting & {offer.instrument for cell in all_cells for offer in cell.offers} == set()

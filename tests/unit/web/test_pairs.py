"""Pairs at the desk: a queue of ids, two records side by side, a judgement."""

import re

import pytest
from tests.twins.network import Network
from tests.unit.web.test_desk import Desk, net, opened
from tests.unit.web.test_records import recorded

from egnatia.casework.rows import Role

__all__ = ["net"]


@pytest.fixture
def case(net: Network) -> str:
    return opened(net)


@pytest.mark.slow
def test_a_pair_is_found_compared_and_judged(net: Network, case: str) -> None:
    recorded(net)
    recorded(net, first_name=("Марко",), family_name=("Илић",))
    officer = Desk(net, "RS", Role.OFFICER)
    queue = officer.see(f"/cases/{case}/pairs")
    assert "2 records of the register have not been compared yet" in queue
    queue = officer.send(queue, "/pairs/scan", {"case": case})
    assert "Ilić" not in queue
    [path] = set(re.findall(rf"/cases/{case}/pairs/\w+/\w+", queue))
    page = officer.see(path)
    assert "Илић" in page
    assert "sounds the same in another spelling or script" in page
    queue = officer.send(page, f"{path}/judgement", {"judgement": "same", "reason": "One fingerprint."})
    assert path not in queue
    assert "One fingerprint." in officer.see(path)


@pytest.mark.slow
def test_judgements_that_do_not_go_together_are_shown(net: Network, case: str) -> None:
    one, other = recorded(net), recorded(net, alias=("Maki",))
    officer = Desk(net, "RS", Role.OFFICER)
    page = officer.see(f"/cases/{case}/pairs/{one.id}/{other.id}")
    for judgement in ("same", "different"):
        form = {"judgement": judgement, "reason": "Somebody said so."}
        queue = officer.send(page, f"/cases/{case}/pairs/{one.id}/{other.id}/judgement", form)
    assert "Judgements that do not go together" in queue
    assert one.lineage[:8] in queue


@pytest.mark.slow
def test_what_is_no_pair_is_refused_in_words(net: Network, case: str) -> None:
    officer = Desk(net, "RS", Role.OFFICER)
    assert "not a pair" in officer.see(f"/cases/{case}/pairs?after=rubbish", 422)
    officer.see(f"/cases/{case}/pairs/{'0' * 64}/{'1' * 64}", 404)

"""A file of the log is for other programs: nothing in it is run by one."""

import pytest
from tests.twins.network import Network
from tests.unit.web.test_desk import Desk, net, opened

from egnatia.casework.rows import Role

__all__ = ["net"]


@pytest.mark.slow
def test_a_reason_that_a_spreadsheet_would_run_is_made_harmless(net: Network) -> None:
    case = opened(net)
    chief = Desk(net, "RS", Role.SUPERVISOR)
    chief.send(chief.see(f"/cases/{case}"), f"/cases/{case}/closing", {"reason": "=HYPERLINK(1)"})
    dpo = Desk(net, "RS", Role.OVERSIGHT)
    table = dpo.send(dpo.see("/trail"), "/trail/file", {"form": "csv", "act": "administration"})
    assert "'=HYPERLINK(1)" in table
    assert ",=HYPERLINK" not in table


def test_a_form_of_file_that_there_is_not_is_refused(net: Network) -> None:
    dpo = Desk(net, "RS", Role.OVERSIGHT)
    assert "csv or json" in dpo.send(dpo.see("/trail"), "/trail/file", {"form": "exe"}, 422)

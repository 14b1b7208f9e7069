"""Signed reports on identifications: they hold by the root of the network, and nothing in them can be changed."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from tests.unit.exchange.network import AL, GOVERNORS, RS, VERIFIER, Party, constitution
from tests.unit.model.samples import MORNING, STATEMENT

from egnatia.exchange.bundle import write_bundle
from egnatia.exchange.directory import trust_root
from egnatia.exchange.errors import DirectoryError, ReportError
from egnatia.exchange.founding import build_root, build_targets
from egnatia.exchange.identified import SignedReport, check_report, sign_report, write_report
from egnatia.exchange.jws import Typ, split_compact
from egnatia.model import canonical
from egnatia.model.identification import Identification
from egnatia.model.identity import AccountId, LineageId
from egnatia.model.statement import StatementAct

SAID = Identification(remains=LineageId("ab" * 16), missing=LineageId("cd" * 16), report="{}")
PROPOSAL = replace(
    STATEMENT, act=StatementAct.IDENTIFY, issuer=RS.node, identifies=SAID, about=frozenset({SAID.remains, SAID.missing})
)
CONFIRMED = replace(
    STATEMENT, act=StatementAct.CONFIRM, issuer=RS.node, by=AccountId("9" * 32), about=frozenset({PROPOSAL.id})
)
REPORT = SignedReport(node=RS.node, at=MORNING, proposal=PROPOSAL, decisions=(CONFIRMED,))


def opened(jws: str) -> Any:  # noqa: ANN401 - any JSON value
    """Return what a report says, unchecked."""
    return canonical.from_bytes(split_compact(jws.encode(), Typ.IDENTIFICATION).payload)


ROOT = build_root(constitution((0, 1, 2)), 1, MORNING, GOVERNORS[:2])
DIRECTORY = write_bundle([ROOT], build_targets([AL.member(), RS.member()], 1, MORNING, GOVERNORS[:2]))
DIGEST = trust_root(ROOT).root_digest


def written(report: SignedReport = REPORT, by: Party = RS) -> bytes:
    return write_report(sign_report(report, by.signer), DIRECTORY)


def test_a_report_holds_by_the_root_of_the_network() -> None:
    found = check_report(written(), DIGEST, VERIFIER.verify)
    assert found == REPORT
    assert found.outcome == "confirm"


def test_nobody_has_decided_on_an_open_report() -> None:
    report = replace(REPORT, decisions=())
    assert check_report(written(report), DIGEST, VERIFIER.verify).outcome == "open"


def test_another_network_s_root_does_not_vouch_for_the_key() -> None:
    with pytest.raises(DirectoryError, match="none of its roots"):
        check_report(written(), "0" * 64, VERIFIER.verify)


def test_another_node_s_key_signs_nothing_for_this_one() -> None:
    with pytest.raises(ReportError, match="none of RS's"):
        check_report(written(by=AL), DIGEST, VERIFIER.verify)


def test_a_key_that_did_not_count_yet_signs_nothing() -> None:
    early = replace(REPORT, at=MORNING - timedelta(days=365))
    with pytest.raises(ReportError, match="at that time"):
        check_report(written(early), DIGEST, VERIFIER.verify)


@pytest.mark.parametrize(
    "report",
    [
        replace(REPORT, proposal=replace(STATEMENT, issuer=RS.node)),
        replace(REPORT, proposal=replace(PROPOSAL, issuer=AL.node)),
        replace(REPORT, decisions=(replace(CONFIRMED, by=PROPOSAL.by),)),
        replace(REPORT, decisions=(replace(CONFIRMED, act=StatementAct.HOLD),)),
        replace(REPORT, decisions=(replace(CONFIRMED, about=frozenset({"0" * 64})),)),
    ],
    ids=["no identification", "another's", "one person", "no decision", "about something else"],
)
def test_statements_that_do_not_belong_together_are_no_report(report: SignedReport) -> None:
    with pytest.raises(ReportError, match="not a report"):
        check_report(written(report), DIGEST, VERIFIER.verify)


def test_a_changed_report_does_not_hold() -> None:
    header, _, signature = sign_report(REPORT, RS.signer).split(".")
    other = sign_report(replace(REPORT, decisions=()), RS.signer).split(".")[1]
    with pytest.raises(ReportError, match="was changed"):
        check_report(write_report(f"{header}.{other}.{signature}", DIRECTORY), DIGEST, VERIFIER.verify)


@pytest.mark.parametrize("data", [b"", b"{}", b"rubbish", b'{"v":1}', b"\xff\xfe"])
def test_rubbish_is_no_report(data: bytes) -> None:
    with pytest.raises(ReportError, match="not a report"):
        check_report(data, DIGEST, VERIFIER.verify)

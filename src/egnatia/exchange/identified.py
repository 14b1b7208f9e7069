"""The signed report on an identification: what DNA and others said, who proposed it, who decided, under a node's key.

A report file holds the signature (compact JWS) and the directory that says whose key it is. Whoever knows the digest of
the network's first root can check it, with no node and no account.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from egnatia.exchange import base64url
from egnatia.exchange.base64url import parse_base64url
from egnatia.exchange.bundle import read_bundle
from egnatia.exchange.directory import parse_directory, trust_root
from egnatia.exchange.errors import DirectoryError, ReportError
from egnatia.exchange.jws import Typ, sign_compact, split_compact
from egnatia.exchange.keys import Signer
from egnatia.exchange.limits import VERSION
from egnatia.exchange.member import Member, Use
from egnatia.model import canonical
from egnatia.model.errors import ParseError
from egnatia.model.identity import NodeId, parse_node
from egnatia.model.instant import format_instant, parse_instant
from egnatia.model.reading import Fields, listed, text, whole
from egnatia.model.statement import Statement, StatementAct, parse_statement, plain_statement

#: Characters of the signature with all that it covers.
_LONGEST: Final = 400_000
_Verify = Callable[[bytes, bytes, bytes], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedReport:
    """What a node says of an identification, at a time."""

    node: NodeId
    at: datetime
    proposal: Statement
    decisions: tuple[Statement, ...]  #: Oldest first; the last one counts.

    @property
    def outcome(self) -> str:
        """What the board decided, in one word: confirm, reject, or open."""
        return str(self.decisions[-1].act) if self.decisions else "open"


def sign_report(report: SignedReport, signer: Signer) -> str:
    """Return the report as a compact JWS under the node's key."""
    plain = {
        "v": VERSION,
        "node": report.node,
        "at": format_instant(report.at),
        "proposal": plain_statement(report.proposal),
        "decisions": [plain_statement(one) for one in report.decisions],
    }
    return sign_compact(canonical.to_bytes(plain), Typ.IDENTIFICATION, signer).decode("ascii")


def write_report(jws: str, directory: bytes) -> bytes:
    """Return the report file: the signature, and the directory as the node holds it."""
    return canonical.to_bytes({"v": VERSION, "jws": jws, "directory": base64url.encode(directory).decode("ascii")})


def check_report(data: bytes, root_digest: str, verify: _Verify) -> SignedReport:
    """Return what a report file says, if its node signed it with a key that counted then.

    Args:
        data: the report file.
        root_digest: SHA-256 of the signed part of the network's first root, handed over by other means.
        verify: checks a signature by Ed25519: data, signature, public key.

    Raises:
        ReportError: it is no such file, was changed, or was signed by nobody of the network.
        DirectoryError: it is not the directory of that network.
    """
    try:
        jws, members = _read_file(data, root_digest)
        compact = split_compact(jws, Typ.IDENTIFICATION)
        report = _parse(canonical.from_bytes(compact.payload))
    except ParseError as error:
        raise ReportError(f"not a report on an identification: {error}") from error
    member = members.get(report.node)
    key = member.key(Use.SIGN, compact.kid) if member else None
    if key is None or not key.validity.holds(report.at):
        raise ReportError(f"the key is none of {report.node}'s at that time")
    if not verify(compact.signed, compact.signature, key.public):
        raise ReportError("the signature does not hold: the report was changed")
    return report


def _read_file(data: bytes, root_digest: str) -> tuple[bytes, dict[NodeId, Member]]:
    fields = Fields(canonical.from_bytes(data), "")
    fields.take("v", whole(VERSION, VERSION))
    jws = fields.take("jws", text(_LONGEST))
    bundle = fields.take("directory", parse_base64url)
    fields.finish()
    roots, targets = read_bundle(bundle)
    trusted = next((known for root in roots if (known := trust_root(root)).root_digest == root_digest), None)
    if trusted is None:
        raise DirectoryError("none of its roots is the one that was named")
    return jws.encode("ascii", "replace"), dict(parse_directory(roots, targets, trusted).members)


def _parse(value: Any) -> SignedReport:  # noqa: ANN401 - any JSON value
    fields = Fields(value, "report")
    fields.take("v", whole(VERSION, VERSION))
    report = SignedReport(
        node=fields.take("node", parse_node),
        at=fields.take("at", parse_instant),
        proposal=fields.take("proposal", parse_statement),
        decisions=fields.take("decisions", listed(parse_statement)),
    )
    fields.finish()
    _check_told(report)
    return report


def _check_told(report: SignedReport) -> None:
    """See that the statements belong together: a node's own, about one proposal, by two people."""
    said: Sequence[Statement] = (report.proposal, *report.decisions)
    if report.proposal.identifies is None or any(one.issuer != report.node for one in said):
        raise ParseError("report.proposal", "no identification of this node")
    for one in report.decisions:
        if one.act not in {StatementAct.CONFIRM, StatementAct.REJECT} or report.proposal.id not in one.about:
            raise ParseError("report.decisions", "not about this proposal")
        if one.by == report.proposal.by:
            raise ParseError("report.decisions", "whoever proposed it decided on it")

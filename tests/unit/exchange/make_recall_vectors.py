"""Write the vectors of recalls anew: `python -m tests.unit.exchange.make_recall_vectors`."""

import json
from dataclasses import replace
from typing import Any

from tests.unit.exchange.make_vectors import FOLDER
from tests.unit.exchange.network import AL
from tests.unit.model.samples import MORNING, STATEMENT

from egnatia.exchange.jws import Typ, split_compact
from egnatia.exchange.recall import (
    RECALL_WORDS,
    Attestation,
    HolderState,
    Recall,
    RecallGround,
    parse_recall,
    plain_recall,
    sign_attestation,
)
from egnatia.model.identity import NodeId, RecordId
from egnatia.model.statement import StatementAct

ERASED, HIDDEN = RecordId("1" * 64), RecordId("2" * 64)


def recalls() -> dict[str, Any]:
    """A recall by RS, its attestation by AL, and bodies that must be refused."""
    statement = replace(
        STATEMENT,
        act=StatementAct.RECALL,
        about=frozenset({ERASED, HIDDEN}),
        undoes=None,
        reason=RECALL_WORDS[RecallGround.INACCURATE],
    )
    recall = Recall(statement=statement, ground=RecallGround.INACCURATE)
    body = plain_recall(recall)
    assert parse_recall(body) == recall
    attestation = Attestation(
        by=AL.node,
        recall=statement.id,
        records=((ERASED, HolderState.ERASED), (HIDDEN, HolderState.HIDDEN)),
        passed_on=(NodeId("HR"),),
        entry="3" * 32,
        at=MORNING,
    )
    signed = sign_attestation(attestation, AL.signer)
    talkative = {**body["statement"], "reason": "He is an informant."}
    return {
        "recall": body,
        "statement": statement.id,
        "attestation": {"signed": signed},
        "payload": split_compact(signed.encode(), Typ.ATTESTATION).payload.decode(),
        "refused": [
            {"type": "recall", "why": "words of its own", "body": {**body, "statement": talkative}},
            {"type": "recall", "why": "another ground than its words", "body": {**body, "ground": "erased"}},
            {"type": "attestation", "why": "words", "body": {"signed": signed, "words": "we kept a copy"}},
        ],
    }


if __name__ == "__main__":
    text = json.dumps(recalls(), ensure_ascii=False, indent=2, sort_keys=True)
    (FOLDER / "recalls.json").write_text(f"{text}\n", "utf-8")

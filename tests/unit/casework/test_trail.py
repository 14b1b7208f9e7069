"""What use cases write into the ledger: who, what, why, under which decision; never what it was about in words."""

from tests.unit.casework.conftest import Scene

from egnatia.casework.lawful import decide_answer
from egnatia.casework.page import MOST, Trace
from egnatia.casework.trail import Note, combined, entry, every_lodged
from egnatia.ledger.entry import Act
from egnatia.model.caveat import Purpose


def test_an_entry_has_the_time_the_node_and_a_nonce_of_its_own(scene: Scene) -> None:
    note = Note(act=Act.CONSULTATION, by=scene.expert.id, about=(scene.record.id,), purpose=Purpose.BORDER_CHECK)
    one, two = entry(scene.al, note), entry(scene.al, note)
    assert (one.node, one.at, one.by, one.why.purpose) == (
        "AL",
        scene.net.clock.now(),
        scene.expert.id,
        Purpose.BORDER_CHECK,
    )
    assert one.nonce != two.nonce


def test_all_entries_are_found_however_many_there_are(scene: Scene) -> None:
    note = Note(act=Act.CONSULTATION, by=scene.expert.id, about=(scene.record.id,))
    other = Note(act=Act.DISCLOSURE, by=scene.expert.id, about=(scene.record.id,), to=scene.rs.me)
    notes = [entry(scene.al, one) for one in (other, *(note,) * (2 * MOST + 1))]
    scene.al.store.write(lambda tx: tx.ledger.append(notes))
    sought = Trace(about=scene.record.id, act=Act.CONSULTATION)
    found = scene.al.store.read(lambda tx: [one.entry.nonce for one in every_lodged(tx.ledger, sought)])
    assert found == [one.nonce for one in reversed(notes[1:])]


def test_a_decision_is_named_with_the_policies_by_which_it_was_made(scene: Scene) -> None:
    question = scene.question(scene.hit())
    decision = decide_answer(scene.al, question)
    ruled = entry(scene.al, Note(act=Act.ANSWER, by=scene.al.me, decision=decision)).decision
    assert (ruled.digest, ruled.policy) == (decision.digest, scene.al.law.version)
    assert entry(scene.al, Note(act=Act.ANSWER, by=scene.al.me)).decision.digest != decision.digest


def test_a_combination_says_the_same_but_is_told_to_nobody(scene: Scene) -> None:
    note = Note(act=Act.DISCLOSURE, by=scene.expert.id, about=(scene.record.id,), to=scene.rs.me)
    found = combined(scene.al, note)
    assert (found.act, found.to, found.about, found.by) == (Act.COMBINATION, None, (scene.record.id,), scene.expert.id)

from tests.unit.casework.conftest import Scene

from egnatia.casework.confirm import confirm
from egnatia.casework.deliver import deliver_due
from egnatia.casework.questions import list_hits
from egnatia.casework.release import Giving, release
from egnatia.exchange.payloads import Verdict


def test_a_hit_shows_no_evidence_and_names_the_record_only_where_it_is_ones_own(scene: Scene) -> None:
    hit = scene.hit()
    [ours] = list_hits(scene.al, scene.expert, hit.question)
    [theirs] = list_hits(scene.rs, scene.officer, hit.question)
    assert hit.evidence
    assert (ours.evidence, theirs.evidence) == ((), ())
    assert (ours.record, theirs.record) == (scene.record.id, None)


def test_after_a_release_the_asker_learns_which_record_came(scene: Scene) -> None:
    hit = scene.hit()
    confirm(scene.al, scene.expert, hit.reference, Verdict.CONFIRM, "The dates agree")
    given = release(scene.al, scene.chief, Giving(reference=hit.reference, reason="Needed"))
    deliver_due(scene.al)
    [told] = list_hits(scene.rs, scene.officer, hit.question)
    assert given.record
    assert (told.state, told.record) == ("released", given.record.id)

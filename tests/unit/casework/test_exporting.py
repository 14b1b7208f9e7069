"""Records leave as a file only as their caveats allow, and oversight sees it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from tests.twins.network import caveat
from tests.unit.casework.conftest import Scene, person

from egnatia.casework import exporting
from egnatia.casework.collect import Draft, amend, collect
from egnatia.casework.errors import ConflictError, NotAllowedError, NotFoundError, NotLawfulError
from egnatia.casework.exporting import EXPORTS, Wanted, export, exports
from egnatia.casework.inspection import inspect_entry
from egnatia.casework.rows import Account, CaseFile, Role
from egnatia.ledger.entry import Act
from egnatia.ledger.tree import root_of
from egnatia.model.caveat import Handling, Purpose, SubjectRole
from egnatia.model.errors import ParseError
from egnatia.model.identity import RecordId


def analyst(scene: Scene) -> tuple[Account, CaseFile]:
    """Put an analyst to work in a case file at AL."""
    account = scene.net.person("AL", "analyst", Role.ANALYST)
    return account, scene.net.case("AL", account)


def test_what_is_exported_is_in_the_log_record_by_record(scene: Scene) -> None:
    actor, case = analyst(scene)
    made = export(scene.al, actor, Wanted(case=case.id, reason="for the file", kind="person"))
    assert made.ids == (scene.record.id,)
    assert made.root == root_of([bytes.fromhex(scene.record.id)]).hex()
    [*_, logged] = [one.entry for one in scene.al.store.read(lambda tx: tx.ledger.trail(scene.record.id, 10))]
    assert (logged.act, logged.by, logged.why.case_file) == (Act.DISCLOSURE, actor.id, case.id)
    assert logged.detail == {"what": "export", "part": "0", "records": "1", "left_out": "0"}


def test_only_the_current_version_of_a_kind_leaves(scene: Scene) -> None:
    actor, case = analyst(scene)
    newer = amend(scene.al, scene.keeper, scene.record.lineage, person("Petar", "Jovanović"))
    assert export(scene.al, actor, Wanted(case=case.id, reason="x", kind="person")).ids == (newer.id,)


#: Caveats under which a record stays, and words that say why.
BARRED = (
    ({"purposes": frozenset({Purpose.MISSING_PERSON})}, "may not be read for this purpose"),
    ({"handling": frozenset({Handling.RESTRICTED}), "restriction": "ask first"}, "H3"),
    ({"retain_until": date(2020, 1, 1)}, "past its retention"),
    ({"role": SubjectRole.VICTIM}, "protects people"),
    ({"role": SubjectRole.INFORMANT}, "protects people"),
)


@pytest.mark.parametrize(("changed", "told"), BARRED, ids=lambda value: str(value)[:30])
def test_what_may_not_leave_is_left_out_counted_and_said(changed: dict[str, object], told: str, scene: Scene) -> None:
    actor, case = analyst(scene)
    barred = replace(person("Ana", "Hoxha"), caveat=replace(caveat(), **changed))  # type: ignore[arg-type]
    collect(scene.al, scene.keeper, [barred])
    made = export(scene.al, actor, Wanted(case=case.id, reason="x", kind="person"))
    assert made.ids == (scene.record.id,)
    [(words, count)] = made.left_out.items()
    assert told in words
    assert count == 1


def test_what_a_partner_gave_with_h2_stays_and_our_own_leaves(scene: Scene) -> None:
    actor, case = analyst(scene)
    marked = replace(person("Ana", "Hoxha"), caveat=caveat(handling=frozenset({Handling.NOT_ONWARD})))
    [own] = collect(scene.al, scene.keeper, [marked])
    theirs = replace(own, issuer=scene.rs.me, salt="9" * 32)
    scene.al.store.write(lambda tx: tx.records.add([(theirs, frozenset())], received_from=scene.rs.me))
    made = export(scene.al, actor, Wanted(case=case.id, reason="x", records=frozenset({own.id, theirs.id})))
    assert made.ids == (own.id,)
    assert "H2" in next(iter(made.left_out))


def test_nothing_marked_h1_goes_to_court_and_nothing_marked_h0_beyond_crime(scene: Scene) -> None:
    marks = frozenset({Handling.NOT_IN_COURT, Handling.CRIME_ONLY})
    actor, _ = analyst(scene)
    collect(scene.al, scene.keeper, [replace(person("A", "B"), caveat=caveat(handling=marks))])
    for purpose, mark in ((Purpose.JUDICIAL_PROCEEDINGS, "H1"), (Purpose.MISSING_PERSON, "H0")):
        case = scene.net.case("AL", actor, purpose=purpose, reference=mark)
        made = export(scene.al, actor, Wanted(case=case.id, reason="x", kind="person"))
        assert any(mark in words for words in made.left_out)


def test_sensitive_properties_leave_by_name_only(scene: Scene) -> None:
    actor, case = analyst(scene)
    account = {"iban": ("MK07250120000058984",), "holder_name": ("Ana Probna",)}
    collect(scene.al, scene.keeper, [Draft(kind="account", properties=account, caveat=caveat(SubjectRole.NOBODY))])
    wanted = Wanted(case=case.id, reason="x", kind="account")
    without = export(scene.al, actor, wanted)
    assert set(without.records[0].properties) == {"iban"}
    assert without.withheld == {"holder_name": 1}
    with_it = export(scene.al, actor, replace(wanted, sensitive=frozenset({"holder_name"})))
    assert with_it.records[0].properties == account


@pytest.mark.parametrize(
    ("wanted", "error"),
    [
        ({}, ConflictError),
        ({"kind": "person", "records": frozenset({RecordId("0" * 64)})}, ConflictError),
        ({"kind": "soul"}, ParseError),
        ({"kind": "person", "reason": " "}, ParseError),
        ({"records": frozenset({RecordId("0" * 64)})}, NotFoundError),
        ({"kind": "vehicle"}, NotLawfulError),
    ],
)
def test_what_cannot_be_wanted_is_refused_and_nothing_is_logged(
    wanted: dict[str, object], error: type[Exception], scene: Scene
) -> None:
    actor, case = analyst(scene)
    with pytest.raises(error):
        export(scene.al, actor, Wanted(**{"case": case.id, "reason": "x", **wanted}))  # type: ignore[arg-type]
    assert scene.al.store.read(lambda tx: tx.ledger.trail(EXPORTS, 10)) == ()


def test_the_reason_stays_at_home_in_words_and_the_log_names_it_only(scene: Scene) -> None:
    actor, case = analyst(scene)
    overseer = scene.net.person("AL", "dpo", Role.OVERSIGHT)
    made = export(scene.al, actor, Wanted(case=case.id, reason="annex of Kanarina", kind="person"))
    [seen] = exports(scene.al, overseer)
    assert seen.reason == "annex of Kanarina"
    [said] = scene.al.store.read(lambda tx: tx.statements.about(made.root))
    assert said.id in seen.lodged.entry.about
    assert b"Kanarina" not in seen.lodged.entry.to_bytes()
    assert inspect_entry(scene.al, overseer, seen.lodged).reason == "annex of Kanarina"


def test_two_exports_of_one_record_keep_their_own_reasons(scene: Scene) -> None:
    actor, case = analyst(scene)
    for reason in ("for the court", "for the map"):
        export(scene.al, actor, Wanted(case=case.id, reason=reason, kind="person"))
    overseer = scene.net.person("AL", "dpo", Role.OVERSIGHT)
    assert [seen.reason for seen in exports(scene.al, overseer)] == ["for the map", "for the court"]


def test_only_those_who_may_export_and_work_in_the_file_do(scene: Scene) -> None:
    actor, case = analyst(scene)
    wanted = Wanted(case=case.id, reason="x", kind="person")
    with pytest.raises(NotAllowedError, match="may not export"):
        export(scene.al, scene.keeper, wanted)
    other = scene.net.person("AL", "other", Role.ANALYST)
    with pytest.raises(NotAllowedError, match="does not work"):
        export(scene.al, other, wanted)
    with pytest.raises(NotAllowedError):
        exports(scene.al, actor)


def test_oversight_sees_every_export_and_what_is_out_of_pattern(scene: Scene) -> None:
    actor, case = analyst(scene)
    overseer = scene.net.person("AL", "dpo", Role.OVERSIGHT)
    one = Wanted(case=case.id, reason="x", records=frozenset({scene.record.id}))
    for _ in range(3):
        export(scene.al, actor, one)
        scene.net.clock.advance(timedelta(days=2))
    collect(scene.al, scene.keeper, [person("Ana", f"Hoxha {number}") for number in range(8)])
    export(scene.al, actor, Wanted(case=case.id, reason="x", kind="person"))
    newest, *earlier = exports(scene.al, overseer)
    assert (newest.records, newest.remarks) == (9, ("more than 5 times this person's usual 1",))
    assert [seen.remarks for seen in earlier] == [(), (), ()]


@pytest.mark.slow
def test_a_large_export_and_many_a_day_are_out_of_pattern(scene: Scene) -> None:
    actor, case = analyst(scene)
    overseer = scene.net.person("AL", "dpo", Role.OVERSIGHT)
    for _ in range(6):
        export(scene.al, actor, Wanted(case=case.id, reason="x", records=frozenset({scene.record.id})))
    assert exports(scene.al, overseer)[0].remarks == ("more than 5 exports by this person within a day",)
    collect(scene.al, scene.keeper, [person("Ana", f"H {number}") for number in range(1000)])
    made = export(scene.al, actor, Wanted(case=case.id, reason="x", kind="person"))
    large = exports(scene.al, overseer)[0]
    assert large.records == 1001
    assert "1,000 records or more" in large.remarks
    assert len(scene.al.store.read(lambda tx: tx.ledger.trail(made.root, 10))) == 2


def test_what_was_erased_and_more_than_a_file_holds_does_not_leave(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    actor, case = analyst(scene)
    wanted = Wanted(case=case.id, reason="x", kind="person")
    monkeypatch.setattr(exporting, "MOST_RECORDS", 0)
    with pytest.raises(ConflictError, match="more than 0 records"):
        export(scene.al, actor, wanted)
    monkeypatch.undo()
    [other] = collect(scene.al, scene.keeper, [person("Ana", "Hoxha")])
    scene.al.store.write(lambda tx: tx.records.erase(scene.record.id, scene.al.clock.now()))
    named = Wanted(case=case.id, reason="x", records=frozenset({scene.record.id, other.id}))
    made = export(scene.al, actor, named)
    assert (made.ids, dict(made.left_out)) == ((other.id,), {"it was erased": 1})

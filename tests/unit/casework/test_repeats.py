"""Officers who vary a question until something fits are stopped; somebody else can allow one more."""

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.twins.stores import every
from tests.unit.casework.conftest import WHY, Scene

from egnatia.casework.allowance import Allowance
from egnatia.casework.ask import ask
from egnatia.casework.errors import ConflictError, NotAllowedError, NotFoundError
from egnatia.casework.repeats import Permit, Side, allow_repeat, list_repeats
from egnatia.casework.rows import Account, CaseFile, Role
from egnatia.casework.wording import subjects_of
from egnatia.model.errors import ParseError
from egnatia.model.identity import NodeId
from egnatia.model.kinds import KINDS
from egnatia.model.statement import Statement

#: Near each other: one name, other dates of birth.
DATES = [f"19{year}-01-01" for year in range(60, 80)]


def strict(scene: Scene, **fields: int) -> None:
    scene.net.offices["RS"] = replace(scene.rs, allowance=Allowance(**{"asked": 3, **fields}))


def try_date(scene: Scene, born: str, officer: Account | None = None, case: CaseFile | None = None) -> None:
    asked = {"first_name": ("Петар",), "family_name": ("Јовановић",), "birth_date": (born,)}
    ask(scene.rs, officer or scene.officer, scene.enquiry(properties=asked, case=(case or scene.case).id))


def boss(scene: Scene, *roles: Role) -> Account:
    return scene.net.person("RS", f"boss.{scene.rs.randomness.hex128()[:4]}", *(roles or (Role.SUPERVISOR,)))


def allow(
    scene: Scene, actor: Account, officer: str = "officer", reason: str = "The notebook has two dates."
) -> Statement:
    return allow_repeat(scene.rs, actor, scene.case.id, Permit(officer=officer, reason=reason))


def stop(scene: Scene) -> None:
    """Ask until the next wording is one too many."""
    strict(scene)
    for born in DATES[:3]:
        try_date(scene, born)


def test_one_wording_too_many_is_refused_and_says_who_can_allow_it(scene: Scene) -> None:
    stop(scene)
    with pytest.raises(
        NotAllowedError, match=r"wording 4 of a question about one subject .* a supervisor or prosecutor"
    ):
        try_date(scene, DATES[3])
    assert len(scene.rs.store.read(lambda tx: tx.questions.page(every(received=False)).rows)) == 3


def test_the_same_words_again_are_never_too_many(scene: Scene) -> None:
    stop(scene)
    for born in DATES[:3] * 3:
        try_date(scene, born)


def test_the_same_words_asked_often_do_not_crowd_out_the_others(scene: Scene) -> None:
    stop(scene)
    for born in DATES[:3] * 2:
        try_date(scene, born)
    since = scene.net.clock.now() - timedelta(days=1)
    subjects = subjects_of(KINDS["person"], {"family_name": ("Јовановић",)})
    assert len(scene.rs.store.read(lambda tx: tx.probes.sharing(subjects, "RS", since))) == 3


def test_a_question_about_somebody_else_is_counted_apart(scene: Scene) -> None:
    stop(scene)
    other = {"first_name": ("Vukašin",), "family_name": ("Obradović",), "birth_date": ("1985-04-12",)}
    assert ask(scene.rs, scene.officer, scene.enquiry(properties=other)).letters


def test_where_a_life_is_in_danger_nothing_is_stopped_and_it_is_counted_all_the_same(scene: Scene) -> None:
    stop(scene)
    asked = {"first_name": ("Петар",), "family_name": ("Јовановић",), "birth_date": (DATES[3],)}
    assert ask(scene.rs, scene.officer, scene.enquiry(properties=asked, break_glass="A child is in the lorry.")).letters
    with pytest.raises(NotAllowedError, match="wording 5"):
        try_date(scene, DATES[4])


def test_after_some_days_the_count_begins_anew(scene: Scene) -> None:
    stop(scene)
    scene.net.clock.advance(timedelta(days=8))
    try_date(scene, DATES[3])


def test_another_officer_in_the_same_case_file_is_stopped_too(scene: Scene) -> None:
    second = scene.net.person("RS", "second", Role.OFFICER)
    case = scene.net.case("RS", scene.officer, second, reference="KT-2026-18")
    strict(scene)
    for born in DATES[:3]:
        try_date(scene, born, case=case)
    with pytest.raises(NotAllowedError, match="wording 4"):
        try_date(scene, DATES[3], second, case)


def test_the_same_officer_is_stopped_in_another_case_file_too(scene: Scene) -> None:
    case = scene.net.case("RS", scene.officer, reference="KT-2026-18")
    stop(scene)
    with pytest.raises(NotAllowedError, match="wording 4"):
        try_date(scene, DATES[3], case=case)


def test_another_officer_with_another_file_is_free_until_the_whole_node_has_asked_too_often(scene: Scene) -> None:
    strict(scene, asked_by_all=4)
    second = scene.net.person("RS", "second", Role.OFFICER)
    case = scene.net.case("RS", second, reference="KT-2026-18")
    for born in DATES[:3]:
        try_date(scene, born)
    try_date(scene, DATES[3], second, case)
    with pytest.raises(NotAllowedError, match="5 by everybody here"):
        try_date(scene, DATES[4], second, case)


def test_what_somebody_else_allows_is_good_for_one_question(scene: Scene) -> None:
    stop(scene)
    allow(scene, boss(scene))
    try_date(scene, DATES[3])
    with pytest.raises(NotAllowedError, match="wording 5"):
        try_date(scene, DATES[4])


def test_a_permit_is_not_used_up_by_a_question_that_needs_none(scene: Scene) -> None:
    stop(scene)
    allow(scene, boss(scene, Role.PROSECUTOR))
    try_date(scene, DATES[0])
    try_date(scene, DATES[3])


def test_a_permit_is_for_one_officer_in_one_case_file(scene: Scene) -> None:
    second = scene.net.person("RS", "second", Role.OFFICER)
    case = scene.net.case("RS", scene.officer, second, reference="KT-2026-18")
    stop(scene)
    for officer, file in (("second", case.id), ("officer", case.id)):
        allow_repeat(scene.rs, boss(scene), file, Permit(officer=officer, reason="Two dates."))
    with pytest.raises(NotAllowedError, match="wording 4"):
        try_date(scene, DATES[3])


def test_a_permit_is_good_for_some_days(scene: Scene) -> None:
    stop(scene)
    allow(scene, boss(scene))
    scene.net.clock.advance(timedelta(days=6))
    for born in DATES[:3]:
        try_date(scene, born)
    scene.net.clock.advance(timedelta(days=2))
    with pytest.raises(NotAllowedError, match="wording 4"):
        try_date(scene, DATES[3])


def test_what_goes_to_nobody_is_not_counted(scene: Scene) -> None:
    strict(scene)
    for born in DATES[:9]:
        asked = {"first_name": ("Петар",), "family_name": ("Јовановић",), "birth_date": (born,)}
        assert ask(scene.rs, scene.officer, scene.enquiry(properties=asked, partners={NodeId("XK"): WHY})).letters == ()


def test_nobody_allows_it_to_himself(scene: Scene) -> None:
    both = scene.net.person("RS", "both", Role.OFFICER, Role.SUPERVISOR)
    case = scene.net.case("RS", both, reference="KT-2026-18")
    with pytest.raises(NotAllowedError, match="somebody else must"):
        allow_repeat(scene.rs, both, case.id, Permit(officer="both", reason="Two dates."))


def test_an_officer_allows_nothing(scene: Scene) -> None:
    with pytest.raises(NotAllowedError, match="supervisor or prosecutor"):
        allow(scene, scene.officer)


@pytest.mark.parametrize(
    ("case", "officer", "reason", "error"),
    [
        ("nowhere", "officer", "Two dates.", NotFoundError),
        ("KT-2026-17", "ghost", "Two dates.", NotFoundError),
        ("KT-2026-17", "stranger", "Two dates.", ConflictError),
        ("KT-2026-17", "officer", " ", ParseError),
    ],
)
def test_a_permit_names_who_works_where_and_why(
    scene: Scene, case: str, officer: str, reason: str, error: type[Exception]
) -> None:
    scene.net.person("RS", "stranger", Role.OFFICER)
    with pytest.raises(error):
        allow_repeat(scene.rs, boss(scene), case, Permit(officer=officer, reason=reason))


def test_in_a_closed_case_file_nothing_is_allowed(scene: Scene) -> None:
    chief = boss(scene)
    scene.rs.store.write(lambda tx: tx.case_files.close(scene.case.id, scene.net.clock.now(), chief.id))
    with pytest.raises(ConflictError, match="closed"):
        allow(scene, chief)


def test_oversight_sees_every_count_beyond_half_and_every_stop_and_no_name(scene: Scene) -> None:
    stop(scene)
    with pytest.raises(NotAllowedError):
        try_date(scene, DATES[3])
    seen = list_repeats(scene.rs, scene.net.person("RS", "dpo", Role.OVERSIGHT)).seen
    assert [(found.wordings, found.stopped, found.side) for found in seen] == [
        (4, True, Side.ASKED),
        (3, False, Side.ASKED),
        (2, False, Side.ASKED),
    ]
    assert {found.by for found in seen} == {scene.officer.id}


def test_oversight_of_the_partner_sees_what_was_tried_about_its_records(scene: Scene) -> None:
    scene.net.offices["AL"] = replace(scene.al, allowance=Allowance(answered=2))
    scene.net.line.offices[scene.al.me] = scene.al
    for born in DATES[:3]:
        scene.ask(properties={"first_name": ("Петар",), "family_name": ("Јовановић",), "birth_date": (born,)})
    found = list_repeats(scene.al, scene.net.person("AL", "dpo", Role.OVERSIGHT))
    assert [(one.by, one.wordings, one.stopped, one.side) for one in found.seen] == [
        ("RS", 3, True, Side.ANSWERED),
        ("RS", 2, False, Side.ANSWERED),
    ]
    assert [(one.record, one.by, one.wordings) for one in found.tried] == [(scene.record.id, "RS", 2)]


def test_nobody_else_sees_the_counts(scene: Scene) -> None:
    with pytest.raises(NotAllowedError, match="oversight"):
        list_repeats(scene.rs, scene.officer)

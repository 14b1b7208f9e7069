"""Records of each handling code, at every place where data come out, for each sort of purpose: out, or not."""

from collections.abc import Callable

import pytest
from tests.integration.authorisation import exits
from tests.integration.authorisation.rules import RULES, TABLE
from tests.integration.authorisation.scene import MANUAL, UIDS, Setting

from egnatia.casework.deliver import deliver_due
from egnatia.casework.rows import Role
from egnatia.model.caveat import Handling, Purpose
from egnatia.model.identity import QuestionId

CASES = [
    pytest.param(place, purpose, code, id=f"{place} {code.value if code else 'unmarked'} for {purpose}")
    for place in TABLE["handling"]
    for purpose in map(Purpose, TABLE["purposes"])
    for code in (None, *Handling)
]
REASON = {"reason": "The dates agree."}


def _asked(scene: Setting) -> QuestionId:
    """Ask; where no machine answers, an expert does."""
    question = scene.asked()
    path, body = f"/v1/questions/{question}/answer", {"records": [scene.person.id]}
    scene.call(UIDS[Role.FORENSIC], "AL").post(path, json=body)
    deliver_due(scene.al)
    return question


def _reference(scene: Setting) -> str:
    """Return the reference of the hit, if there is one."""
    question = _asked(scene)
    hits = scene.al.store.read(lambda tx: tx.answers.of(question))
    return hits[0].reference if hits else "0" * 32


def _released(scene: Setting) -> str:
    """Have AL release its record, if the law lets it; returns what it says."""
    reference = _reference(scene)
    scene.call(UIDS[Role.FORENSIC], "AL").post(f"/v1/hits/{reference}/verdict", json={"verdict": "confirm", **REASON})
    body = {"reference": reference, **REASON}
    return scene.call(UIDS[Role.SUPERVISOR], "AL").post("/v1/releases", json=body).text


def _answer(scene: Setting) -> str:
    """Return what RS has heard: a hit says that there is a record, and its name stands for that here."""
    question = _asked(scene)
    return scene.person.properties["family_name"][0] if scene.rs.store.read(lambda tx: tx.answers.of(question)) else ""


def _look_up(scene: Setting) -> str:
    question = scene.asked(instrument=MANUAL if scene.purpose is Purpose.CRIMINAL_INVESTIGATION else "")
    return scene.call(UIDS[Role.FORENSIC], "AL").post(f"/v1/questions/{question}/look-up").text


def _comparison(scene: Setting) -> str:
    return scene.call(UIDS[Role.FORENSIC], "AL").post(f"/v1/hits/{_reference(scene)}/comparison").text


def _read(scene: Setting, record: str) -> str:
    path = f"/v1/records/{record}?case={scene.case.id}"
    return scene.call(UIDS[Role.ANALYST], "RS").get(path).text


def _read_acknowledged(scene: Setting, record: str) -> str:
    path = f"/v1/records/{record}/acknowledgement"
    scene.call(UIDS[Role.ANALYST], "RS").post(path, json={"case": scene.case.id})
    return _read(scene, record)


def _network_acknowledged(scene: Setting, record: str) -> str:
    _read_acknowledged(scene, record)
    return exits.network_of(scene, record)


def _export(scene: Setting, record: str) -> str:
    body = {"case": scene.case.id, "records": [record], **REASON}
    return scene.call(UIDS[Role.ANALYST], "RS").post("/v1/exports", json=body).text


def _received(scene: Setting) -> str:
    """Put a record on the register of RS as a partner's, however it came: what it was marked with then counts here."""
    scene.rs.store.write(lambda tx: tx.records.add([(scene.person, frozenset())], received_from=scene.al.me))
    return scene.person.id


PLACES: dict[str, Callable[[Setting], str]] = {
    "answer": _answer,
    "look-up": _look_up,
    "comparison": _comparison,
    "release": _released,
    "read own": lambda scene: _read(scene, scene.own.id),
    "read received": lambda scene: _read(scene, _received(scene)),
    "read acknowledged": lambda scene: _read_acknowledged(scene, _received(scene)),
    "export own": lambda scene: _export(scene, scene.own.id),
    "export received": lambda scene: _export(scene, _received(scene)),
    "data at once": exits.data_at_once,
    "network": exits.network,
    "network received": lambda scene: exits.network_of(scene, _received(scene)),
    "network acknowledged": lambda scene: _network_acknowledged(scene, _received(scene)),
    "identification": exits.identification,
    "forward": exits.forwarded,
    "correction": exits.corrected,
    "alert": exits.alerted,
    "alert sheet": exits.alert_sheet,
    "alert acknowledged": exits.alert_acknowledged,
    "access list": exits.access_list,
    "access whole": exits.access_whole,
    "access letter": exits.access_letter,
    "record on screen": exits.record_on_screen,
    "question on screen": exits.question_on_screen,
}
#: Where the name is what was asked by, something else says that the whole of a record came out.
CANARY = dict.fromkeys(
    ("data at once", "access list", "access whole", "access letter", "question on screen"), "Yugocanary"
)


def test_the_table_names_the_places_that_there_are() -> None:
    assert TABLE["handling"].keys() == PLACES.keys()
    assert {code for row in TABLE["handling"].values() for code in row} <= {*Handling, "all"}


def test_every_route_and_letter_that_shows_data_has_a_place_in_the_table() -> None:
    shown = {rule.route for rule in RULES if rule.shows == "data"}
    assert TABLE["exits"].keys() == shown
    assert set(TABLE["exits"].values()) <= {*PLACES, "words"}
    told = {letter for letter, what in TABLE["letters"].items() if what != "nothing"}
    # What a watch finds later is let through as an answer is (`answer.may_tell`).
    assert told - {"question", "dispatch", "watch_hit"} <= {*PLACES, "answer"}, told


@pytest.mark.parametrize(("place", "purpose", "code"), CASES)
def test_a_handling_code_keeps_data_in_where_the_table_says_so(
    place: str, purpose: Purpose, code: Handling | None
) -> None:
    row = TABLE["handling"][place]
    allowed = row.get(code, row.get("all", TABLE["purposes"]))
    scene = Setting(purpose=purpose, handling=frozenset({code} if code else ()))
    assert (CANARY.get(place, "Jovanoviq") in PLACES[place](scene)) == (purpose in allowed)

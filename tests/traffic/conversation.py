"""A lawful conversation, written by hand: a question, its hit, confirmed, released, corrected; and one withheld."""

from typing import Any

from tests.traffic.history import Spoken

ONE, TWO, HIT, PERSON, SALT = "1" * 32, "2" * 32, "a" * 32, "b" * 32, "c" * 32
DIGEST, VIEW, ORIGINAL = "d" * 64, "e" * 64, "f" * 64
NOW, LATER = "2026-11-21T08:15:00.000Z", "2026-11-22T08:15:00.000Z"
DATA = {"family_name": ["Gradski"], "first_name": ["Miroslav"], "danger": ["armed"]}
NOTE = "egnatia/RS\n7\n" + "A" * 43 + "=\n\n— egnatia/RS AAAA\n"


def question(**fields: object) -> Spoken:
    """Return a question of RS to AL about a suspect, unless told otherwise."""
    body = {
        "id": ONE,
        "asker": "RS",
        "partner": "AL",
        "kind": "person",
        "properties": {"family_name": ["Градски"], "birth_date": ["1979-03-21"]},
        "purpose": "criminal_investigation",
        "offence": "drug_trafficking",
        "instrument": "pcc-see",
        "case_file": TWO,
        "subject": {"role": "suspect", "minor": False, "asylum_from": []},
        "necessity": "He is said to live there.",
        "urgent": False,
        "asked_at": NOW,
        "expires_at": LATER,
        "policy": DIGEST,
    }
    return Spoken("question", "RS", "AL", body | fields)


def answer(**fields: object) -> Spoken:
    """Return AL's hit, unless told otherwise."""
    hit = {"reference": HIT, "quality": "full", "kind": "person"}
    body = {
        "question": ONE,
        "result": "hit",
        "hits": [hit],
        "reasons": [],
        "instrument": "pcc-see",
        "answered_at": NOW,
        "policy": DIGEST,
    }
    return Spoken("answer", "AL", "RS", body | fields)


def confirmation(sender: str = "AL", act: str = "confirm") -> Spoken:
    """Return the verdict of AL's expert, unless told otherwise."""
    body = {"reference": HIT, "question": ONE, "excerpt": _excerpt(act)}
    return Spoken("confirmation", sender, "RS" if sender == "AL" else "AL", body)


def release(record: dict[str, Any] | None = None, **fields: object) -> Spoken:
    """Return what AL gives."""
    body = {
        "reference": HIT,
        "question": ONE,
        "instrument": "pcc-see",
        "records": [record or view()],
        "confirmed": _excerpt("confirm"),
        "approvals": [_excerpt("release")],
    }
    return Spoken("release", "AL", "RS", body | fields)


def view(role: str = "suspect", **fields: object) -> dict[str, Any]:
    """Return the partial view of a record of AL's."""
    caveat = {
        "source": "A",
        "information": "1",
        "handling": [],
        "restriction": "",
        "purposes": ["criminal_investigation"],
        "role": role,
        "nature": "fact",
        "contested": False,
        "asylum_from": [],
        "retain_until": "2031-01-01",
    }
    record = {
        "kind": "person",
        "issuer": "AL",
        "lineage": PERSON,
        "supersedes": [],
        "derived_from": [ORIGINAL],
        "recorded_at": NOW,
        "properties": DATA,
        "salt": SALT,
        "caveat": caveat,
    }
    return record | fields


def correction(**fields: object) -> Spoken:
    """Return the same view under another caveat."""
    record = view(supersedes=[VIEW], derived_from=[]) | fields
    return Spoken("correction", "AL", "RS", {"record": record, "act": "contest"})


def withholding() -> Spoken:
    """Return that AL does not give the record."""
    body = {"reference": HIT, "question": ONE, "instrument": "pcc-see", "ground": "protected_interest"}
    return Spoken("withholding", "AL", "RS", body)


def alert(by: str = TWO, **fields: object) -> Spoken:
    """Return that AL seeks somebody, published by another than who proposed it."""
    caveat = {**view()["caveat"], "retain_until": "2027-01-01"}
    said = {"id": PERSON, "sort": "wanted", "until": "2027-01-01", "offence": "theft"}
    about = {"act": "alert", "issuer": "AL", "by": by, "at": NOW, "about": sorted([PERSON, VIEW, ORIGINAL])}
    body = {
        "record": view(caveat=caveat),
        "notice": view(kind="notice", lineage=ONE, properties={"facts": ["He shot."]}, caveat=caveat),
        "instrument": "pcc-see",
        "proposed": _excerpt("propose"),
        "statement": {**about, "alerts": said, "reason": "He may be there.", "salt": SALT},
    }
    return Spoken("alert", "AL", "RS", body | fields)


def charge(note: str = NOTE) -> Spoken:
    """Return that RS's log contradicts itself."""
    return Spoken("charge", "AL", "ME", {"log": "RS", "one": note, "other": NOTE})


def _excerpt(act: str) -> dict[str, str]:
    return {"act": act, "by": PERSON, "at": NOW, "statement": DIGEST}

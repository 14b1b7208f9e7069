"""The law over the socket: what is open between two nodes, in words and piece by piece."""

from tests.unit.api.conftest import Desk

ASKED = {"asker": "RS", "answerer": "AL", "kind": "person", "offence": "drug_trafficking", "authorisation": True}


def test_an_open_channel_is_told_in_words_and_pieces(desk: Desk) -> None:
    keys = {"keys": ["first_name", "family_name"]}
    found = desk.call(1).post("/v1/law/explanation", json=ASKED | keys).json()
    assert (found["open"], found["instrument"]) == (True, "pcc-see")
    assert "PCC SEE" in found["text"]


def test_what_is_missing_is_told(desk: Desk) -> None:
    found = desk.call(1).post("/v1/law/explanation", json=ASKED | {"offence": None}).json()
    assert not found["open"]
    assert found["missing"]

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


def test_advice_on_assistance_says_what_each_instrument_wants(desk: Desk) -> None:
    found = desk.call(1).post("/v1/law/assistance", json={"partner": "AL", "offence": "drug_trafficking"}).json()
    opened = {one["instrument"]: one["open"] for one in found}
    assert opened == {"ets30": True, "untoc": True, "un1988": True, "eio": False}
    assert found[0]["instrument"] == "ets30"
    assert "Facts of the case (Art. 14(2))" in found[0]["lacking"]
    assert desk.call(1).post("/v1/law/assistance", json={"partner": "AL", "offence": "x"}).status_code == 404
    wrong = {"partner": "AL", "offence": "drug_trafficking", "who": "Ana"}
    assert desk.call(1).post("/v1/law/assistance", json=wrong).status_code == 422

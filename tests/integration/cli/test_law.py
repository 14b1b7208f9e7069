"""`egnatia law assistance`: what to say before legal assistance is asked for."""

from tests.integration.conftest import Type


def test_it_says_which_instrument_is_open_and_what_is_missing(typed: Type) -> None:
    asked = ("law", "assistance", "--to", "al", "--offence", "drug_trafficking")
    told = typed("RS", "officer", *asked, "--said", "facts=two lorries", "--said", "measure=temporary_transfer")
    assert "European Investigation Order: closed between the two; instead: European mutual assistance" in told
    assert "missing: Consent of the person, with its date (Art. 11(1)(a)" in told
    assert "missing: Facts of the case" not in told
    assert "may be refused: political offence (Art. 2(a))" in told
    assert '"eio"' in typed("RS", "officer", *asked, "--json")
    assert "no offence dancing" in typed(
        "RS", "officer", "law", "assistance", "--to", "AL", "--offence", "dancing", code=2
    )

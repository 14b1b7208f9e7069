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


def test_it_says_before_officers_cross_what_is_missing_on_which_terms_and_what_ends_it(typed: Type) -> None:
    asked = ("law", "crossing", "surveillance", "--to", "al", "--offence", "drug_trafficking")
    told = typed("RS", "officer", *asked, "--said", "way=cannot_wait", "--said", "facts=a van")
    assert "PCC SEE: open" in told
    assert "missing: Why consent could not be asked before (Art. 14" in told
    assert "ends: It could not wait, and there is no consent five hours after the border was crossed" in told
    assert "Schengen Convention: closed between the two" in told
    assert '"lacking"' in typed("RS", "officer", *asked, "--json")
    assert "no offence dancing" in typed("RS", "officer", *asked[:-1], "dancing", code=2)
    assert typed("RS", "officer", "law", "crossing", "reply", *asked[3:], code=2)

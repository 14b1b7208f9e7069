"""Profiles in XML: CODIS import files and Prüm messages, read strictly."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from egnatia.match.dna import markup
from egnatia.match.dna.dicd import Entry, PruemMessage, read_pruem, write_pruem
from egnatia.match.dna.errors import ProfileError
from egnatia.match.dna.loci import rule_set
from egnatia.match.dna.markup import read_markup
from egnatia.match.dna.profile import Profile
from egnatia.match.dna.reading import read_any

RULES = rule_set("prum-2008-ess-2009")

CODIS = """<?xml version="1.0" encoding="UTF-8"?>
<CODISImportFile xmlns="urn:CODISImportFile-schema">
  <HEADERVERSION>3.2</HEADERVERSION>
  <SPECIMEN CASEID="17">
    <SPECIMENID>S-1</SPECIMENID>
    <SPECIMENCATEGORY>Forensic, Unknown</SPECIMENCATEGORY>
    <LOCUS>
      <LOCUSNAME>D8S1179</LOCUSNAME>
      <ALLELE><ALLELEVALUE>13</ALLELEVALUE></ALLELE>
      <ALLELE><ALLELEVALUE>12</ALLELEVALUE></ALLELE>
    </LOCUS>
    <LOCUS><LOCUSNAME>Penta E</LOCUSNAME><ALLELE><ALLELEVALUE>&lt;5</ALLELEVALUE></ALLELE></LOCUS>
    <LOCUS><LOCUSNAME>TH01</LOCUSNAME><ALLELE><ALLELEVALUE>9.3</ALLELEVALUE></ALLELE></LOCUS>
  </SPECIMEN>
</CODISImportFile>"""

PRUEM = """<PRUEMx>
<header><direct>A</direct><requesting><source_isocode>AT</source_isocode></requesting></header>
<datas><type>S</type><result>H</result><profile_ident>P-1</profile_ident>
<profile><ess_issol><vwa><low_allele>16</low_allele><high_allele>17</high_allele></vwa>
<th01><low_allele>6</low_allele><high_allele>*</high_allele></th01></ess_issol></profile><quality>2</quality></datas>
</PRUEMx>"""


def test_a_codis_file_gives_its_specimens_and_what_is_off_the_ladder_is_not_compared() -> None:
    [profile] = read_any(CODIS, RULES)
    assert profile == Profile(id="S-1", loci={"D8S1179": ("12", "13"), "TH01": ("9.3", "9.3")})


def test_a_pruem_message_gives_its_profiles_with_what_is_said_of_them() -> None:
    message = read_pruem(read_markup(PRUEM), RULES)
    [entry] = message.entries
    assert (message.header["direct"], message.requesting["source_isocode"]) == ("A", "AT")
    assert (entry.fields["type"], entry.fields["quality"]) == ("S", "2")
    assert entry.profile == Profile(id="P-1", loci={"VWA": ("16", "17"), "TH01": ("6", "*")})


@pytest.mark.parametrize(
    ("text", "old", "new", "fault"),
    [
        (CODIS, "D8S1179", "D8S0000", "line 7: locus 'D8S0000' is not known"),
        (CODIS, ">TH01<", ">D8S1179<", "line 13, S-1: D8S1179 is there twice, and differs"),
        (CODIS, "9.3", "9.9", "line 13, S-1: TH01: value '9.9' is beyond the ladder"),
        (CODIS, "S-1", "", "line 4: id '' is empty"),
        (CODIS, "</ALLELE>", "</ALLELE><PEAK/>", "line 9: locus has no peak"),
        (CODIS, "</SPECIMENID>", "", "line 14: the file is no well-formed XML"),
        (CODIS, "CODISImportFile", "Other", "other is neither"),
        (PRUEM, "<type>S", "<type>X", "line 3: type 'X' is none of P, S"),
        (PRUEM, "vwa", "vwx", "line 4: locus 'vwx' is not known"),
        (PRUEM, "<high_allele>17</high_allele>", "", "vwa has no high_allele"),
        (PRUEM, "<low_allele>6", "<low_allele>6x", "line 3, P-1: TH01: value '6x'"),
        (PRUEM, "th01", "vwa", "line 5: VWA is there twice"),
        (PRUEM, "P-1", "", "profile_ident is empty"),
        (PRUEM, "<quality>2", "<quality>7", "quality '7'"),
        (PRUEM, "<direct>A", "<direct>B", "line 2: direct 'B'"),
        (PRUEM, "<PRUEMx>", '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><PRUEMx>', "document type"),
        (PRUEM, "<PRUEMx>", "<PRUEMx>" + "<a>" * 20, "more than 12 deep"),
        ("<a/>", "", "", "a is neither"),
    ],
)
def test_what_is_wrong_is_said_with_line_and_locus(text: str, old: str, new: str, fault: str) -> None:
    with pytest.raises(ProfileError, match=fault):
        read_any(text.replace(old, new) if old else text, RULES)


def test_a_message_has_one_to_five_hundred_profiles() -> None:
    entry = Entry(profile=Profile(id="x", loci={"VWA": ("16", "17")}), fields={"type": "P"})
    whole = PruemMessage(header={"direct": "R"}, requesting={}, requested={}, entries=(entry,) * 501)
    with pytest.raises(ProfileError, match="501 profiles"):
        write_pruem(whole, RULES)


VALUES = st.sampled_from(["11", "12", "13.2", "*"])


@given(st.dictionaries(st.sampled_from(sorted(set(RULES.exchanged) - {"AMELOGENIN"})), st.tuples(VALUES, VALUES)))
def test_a_message_is_read_as_it_was_written(values: dict[str, tuple[str, str]]) -> None:
    text = "\n".join(f"{locus} {one},{other}" for locus, (one, other) in values.items())
    try:
        profile = Profile(id="<P&1>", loci=read_any(text, RULES)[0].loci)
    except ProfileError:
        return
    fields = {"reqtype": "3", "type": "S", "result": "U", "agency": "A & B", "profile_ident": "<P&1>"}
    message = PruemMessage(
        header={"direct": "R", "ref": "7"},
        requesting={"source_isocode": "AT", "request_id": "1"},
        requested={},
        entries=(Entry(profile=profile, fields=fields),),
    )
    assert read_pruem(read_markup(write_pruem(message, RULES)), RULES) == message


def test_what_is_too_long_or_empty_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ProfileError):
        read_markup("")
    monkeypatch.setattr(markup, "LONGEST", 10)
    with pytest.raises(ProfileError, match="10 are read at most"):
        read_markup("<a>0123456789</a>")

"""What each instrument offers, written by hand from its text: reply, keys, who confirms, release, clock."""

import pytest
from tests.oracle.law.cells import Cell, offers_of_instruments
from tests.oracle.law.conftest import Where
from tests.oracle.law.reading import key_rule, members, table

# instrument: asker, partner, purpose; then for each kind: reply, exactness, confirms, release, clock.
Row = tuple[str, str, str, str, float | None]
ROWS: dict[str, tuple[tuple[str, str, str], dict[str, Row]]] = {
    "pruem_2008": (
        ("AT", "RO", "criminal_investigation"),
        {
            "dna": ("profile", "profile", "asker_expert", "follows", 0.25),
            "print": ("profile", "profile", "asker_expert", "follows", 24),
            "vehicle": ("data", "exact", "nobody", "none", None),
        },
    ),
    "tca_pruem": (
        ("GB", "HU", "criminal_investigation"),
        {
            "dna": ("profile", "profile", "asker_expert", "follows", 0.25),
            "print": ("profile", "profile", "asker_expert", "follows", 24),
        },
    ),
    "mpg_regional_database": (
        ("RS", "XK", "missing_person"),
        {
            "missing_report": ("reference", "similar", "partner", "follows", None),
            "remains": ("reference", "similar", "partner", "follows", None),
        },
    ),
    "icmp_public_search": (
        ("LANTERN", "ICMP", "missing_person"),
        {"missing_report": ("reference", "similar", "partner", "follows", None)},
    ),
    "interpol_databases": (
        ("TR", "DE", "border_check"),
        {
            "document": ("data", "exact", "partner", "none", None),
            "vehicle": ("data", "exact", "partner", "none", None),
            "firearm": ("data", "exact", "partner", "none", None),
            "object": ("data", "similar", "partner", "none", None),
        },
    ),
    "interpol_notices": (
        ("TR", "AL", "identify_remains"),
        {
            "missing_report": ("reference", "similar", "partner", "follows", None),
            "remains": ("reference", "similar", "partner", "follows", None),
        },
    ),
    "interpol_messages": (
        ("TR", "AL", "criminal_investigation"),
        {
            "person": ("nothing", "similar", "partner", "follows", None),
            "account": ("nothing", "exact", "partner", "follows", None),
            "device": ("nothing", "exact", "partner", "follows", None),
            "vehicle": ("nothing", "lookalike", "partner", "follows", None),
            "dna": ("nothing", "profile", "partner", "follows", None),
            "print": ("nothing", "profile", "partner", "follows", None),
        },
    ),
    "directive_2023_977": (
        ("BG", "IT", "threat_prevention"),
        {
            "person": ("reference", "similar", "partner", "follows", 168),
            "account": ("reference", "exact", "partner", "follows", 168),
            "print": ("nothing", "profile", "partner", "follows", 168),
        },
    ),
    "tca_information": (
        ("GB", "AT", "criminal_investigation"),
        {"person": ("nothing", "similar", "partner", "follows", None)},
    ),
    "pcc_see": (
        ("MK", "AL", "criminal_investigation"),
        {
            "person": ("reference", "similar", "partner", "follows", None),
            "vehicle": ("reference", "lookalike", "partner", "follows", None),
            "document": ("reference", "lookalike", "partner", "follows", None),
            "dna": ("nothing", "profile", "partner", "follows", None),
        },
    ),
    "selec_centre": (
        ("TR", "SELEC", "criminal_investigation"),
        {"person": ("reference", "similar", "partner", "follows", None)},
    ),
    "europol_members": (
        ("HR", "EUROPOL", "criminal_investigation"),
        {
            "person": ("reference", "similar", "partner", "follows", None),
            "print": ("nothing", "profile", "partner", "follows", None),
        },
    ),
    "europol_operational": (
        ("MD", "EUROPOL", "criminal_investigation"),
        {"person": ("nothing", "similar", "partner", "follows", None)},
    ),
    "eio": (
        ("DE", "GR", "judicial_proceedings"),
        {"account": ("nothing", "exact", "partner", "letter", 720)},
    ),
    "mla_coe": (
        ("TR", "IT", "judicial_proceedings"),
        {"account": ("nothing", "exact", "partner", "letter", None)},
    ),
    "trafficking_convention": (
        ("AL", "GB", "victim_protection"),
        {"person": ("nothing", "similar", "partner", "follows", None)},
    ),
}


@pytest.mark.parametrize("instrument", sorted(ROWS))
def test_an_instrument_offers_what_its_text_says(by_place: dict[Where, Cell], instrument: str) -> None:
    (asker, partner, purpose), expected = ROWS[instrument]
    for kind, row in expected.items():
        (offer,) = [o for o in by_place[asker, partner, kind, purpose].offers if o.instrument == instrument]
        assert (offer.reply, offer.keys.exactness, offer.confirms, offer.release, offer.clock_hours) == row


@pytest.mark.parametrize(
    ("kind", "named", "must"),
    [
        (
            "person",
            None,
            {"family_name+first_name", "birth_date+family_name", "birth_date+first_name", "birth_date+full_name"},
        ),
        ("vehicle", "complete_plate_or_vin", {"plate+registration_country", "vin"}),
        ("vehicle", "vin_or_engine", {"vin", "engine_number"}),
        ("document", "document_complete", {"issuing_country+number+type"}),
        ("document", None, {"number"}),
        ("firearm", None, {"serial"}),
        (
            "missing_report",
            "regional_database",
            {"family_name+first_name", "father_name+first_name", "father_name+full_name"},
        ),
        ("dna", None, {"profile"}),
        ("print", None, {"file"}),
        ("device", None, {"imei", "imsi", "phone"}),
        ("account", None, {"iban", "handle", "email", "wallet"}),
    ],
)
def test_a_question_must_name_one_of_these_whole(kind: str, named: str | None, must: set[str]) -> None:
    assert {"+".join(sorted(keys)) for keys in key_rule(kind, named).any_of} == must


# instrument, kind: which of the table's offences serve, written by hand from the texts.
ALL = {"drug_trafficking", "document_forgery", "theft", "minor_injury", "traffic_offence"}


@pytest.mark.parametrize(
    ("instrument", "kind", "served"),
    [
        ("directive_2023_977", "person", {"drug_trafficking", "document_forgery", "theft"}),
        ("directive_2023_977", "dna", {"drug_trafficking", "document_forgery", "theft"}),
        ("pruem_ii", "person", ALL - {"traffic_offence"}),
        ("pruem_ii", "dna", ALL),
        ("pruem_2008", "dna", ALL),
        ("pcc_see", "person", ALL),
        ("interpol_databases", "document", ALL),
        ("eio", "account", ALL),
        ("untoc", "person", {"drug_trafficking"}),
        ("europol_members", "person", {"drug_trafficking", "document_forgery"}),
        ("europol_tca", "print", {"drug_trafficking", "document_forgery"}),
    ],
)
def test_an_instrument_serves_for_these_offences(instrument: str, kind: str, served: set[str]) -> None:
    offer = offers_of_instruments()[instrument][kind, "criminal_investigation"]
    assert {offence for offence in ALL if offer.covers(offence)} == served
    assert set(table("offences")) == ALL


@pytest.mark.parametrize(
    ("group", "parties"),
    [
        ("eu", "AT BG DE GR HR HU IT RO SI"),
        ("pcc", "AL AT BA BG HR HU MD ME MK RO RS SI"),
        ("pcc_pruem", "AL AT BG HU MD ME MK RO RS"),
        ("selec", "AL BA BG GR HU MD ME MK RO RS TR"),
        ("interpol", "AL AT BA BG DE GB GR HR HU IT MD ME MK RO RS SI TR"),
        ("coe", "AL AT BA BG DE GB GR HR HU IT MD ME MK RO RS SI TR"),
        ("europol_operational", "AL BA MD ME MK RS"),
        ("mpg", "BA HR ME RS XK"),
    ],
)
def test_who_is_in_what(group: str, parties: str) -> None:
    assert members([group]) == frozenset(parties.split())

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.ledger.cabinet import a_signer, a_verifier, vectors

from egnatia.ledger.errors import NoteError
from egnatia.ledger.note import (
    LONGEST_NOTE,
    MOST_SIGNATURES,
    KeyType,
    Note,
    NoteKey,
    NoteSignature,
    open_note,
    parse_key,
    parse_note,
    parse_signatures,
    sign_note,
)

VECTORS = vectors("notes")
EXAMPLE = VECTORS["notes"][0]["note"]
LINE = EXAMPLE.split("\n\n")[1]
names = st.text(st.characters(blacklist_categories=("Cs", "Cc", "Z"), blacklist_characters="+"), min_size=1)
lines = st.text(st.characters(blacklist_categories=("Cs", "Cc")))
signatures = st.builds(
    NoteSignature, name=names, key_id=st.binary(min_size=4, max_size=4), signature=st.binary(min_size=1, max_size=80)
)
notes = st.builds(
    Note,
    text=st.lists(lines, min_size=1, max_size=4).map(lambda found: "".join(f"{line}\n" for line in found)),
    signatures=st.lists(signatures, min_size=1, max_size=3).map(tuple),
)


@pytest.mark.parametrize("case", VECTORS["notes"])
def test_the_published_notes_open_with_their_published_keys(case: dict[str, str]) -> None:
    note = open_note(case["note"].encode(), [a_verifier(parse_key(case["key"]))])
    assert note.text == case["text"]


@pytest.mark.parametrize("text", [*(case["key"] for case in VECTORS["notes"]), VECTORS["witness_key"]])
def test_the_published_keys_are_read_and_written(text: str) -> None:
    assert str(parse_key(text)) == text


def test_the_type_of_a_key_is_read() -> None:
    types = [parse_key(text).type for text in (VECTORS["notes"][0]["key"], VECTORS["witness_key"])]
    assert types == [KeyType.ED25519, KeyType.COSIGNATURE]


def test_the_text_of_a_note_may_hold_blank_lines() -> None:
    note = parse_note(VECTORS["blank_lines"].encode())
    assert note.text.count("\n\n") == 1
    assert note.to_bytes() == VECTORS["blank_lines"].encode()


@pytest.mark.slow
@given(notes)
def test_a_note_is_read_back_as_it_was_written(note: Note) -> None:
    assert parse_note(note.to_bytes()) == note


@given(notes, st.data())
def test_a_note_with_one_other_byte_is_refused_or_another_note(note: Note, data: st.DataObject) -> None:
    written = bytearray(note.to_bytes())
    written[data.draw(st.integers(0, len(written) - 1))] ^= data.draw(st.integers(1, 255))
    try:
        read = parse_note(bytes(written))
    except NoteError:
        return
    assert read.to_bytes() == bytes(written)
    assert read != note


@given(st.data())
def test_a_signed_note_with_one_other_bit_does_not_open(data: st.DataObject) -> None:
    signer = a_signer()
    written = bytearray(Note(text="As it was.\n", signatures=(sign_note("As it was.\n", signer),)).to_bytes())
    written[data.draw(st.integers(0, len(written) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    with pytest.raises(NoteError):
        open_note(bytes(written), [a_verifier(signer.key)])


@pytest.mark.parametrize(
    "note",
    [
        "",
        "no blank line\n",
        "no signature\n\n",
        f"\n\n{LINE}".removesuffix("\n"),
        EXAMPLE.removesuffix("\n"),
        EXAMPLE + "\n",
        EXAMPLE.replace("— ", "- "),
        EXAMPLE.replace("— ", "—  "),
        EXAMPLE.replace("example.com/foo", "example.com+foo"),
        EXAMPLE.replace("example.com/foo", "example.com\u00a0foo"),
        EXAMPLE.replace("example.com/foo", "example.com\x7f\u0085foo"),
        EXAMPLE.replace("=", ""),
        EXAMPLE.replace("M=", "N="),
        EXAMPLE.replace("=\n", "==\n"),
        EXAMPLE.replace("This", "\tThis"),
        EXAMPLE.replace("\n", "\r\n"),
        "text\n\n— example.com/foo Uw2QOg==\n",
        "text\n\n" + LINE * (MOST_SIGNATURES + 1),
        "x" * LONGEST_NOTE + EXAMPLE,
    ],
)
def test_any_other_spelling_is_refused(note: str) -> None:
    with pytest.raises(NoteError):
        parse_note(note.encode())


def test_a_note_that_is_not_utf_8_is_refused() -> None:
    with pytest.raises(NoteError):
        parse_note(b"\xff\n\n" + LINE.encode())


@pytest.mark.parametrize(
    ("text", "signed"), [("no line break", True), ("a lone surrogate \ud800\n", True), ("\n", False)]
)
def test_what_cannot_be_read_back_cannot_be_made(text: str, signed: bool) -> None:  # noqa: FBT001 - a parameter
    with pytest.raises(NoteError):
        Note(text=text, signatures=parse_signatures(LINE) if signed else ())


def test_sixteen_signatures_are_accepted() -> None:
    assert len(parse_note(f"text\n\n{LINE * 16}".encode()).signatures) == 16


def test_a_note_that_no_known_key_signed_does_not_open() -> None:
    with pytest.raises(NoteError, match="no known key"):
        open_note(EXAMPLE.encode(), [a_verifier(a_signer("example.com/foo").key)])


def test_lines_of_unknown_keys_are_ignored() -> None:
    known, unknown = a_signer(), a_signer(seed=2)
    text = "Both signed.\n"
    note = Note(text=text, signatures=(sign_note(text, unknown), sign_note(text, known)))
    assert open_note(note.to_bytes(), [a_verifier(known.key)]) == note


def test_one_wrong_signature_by_a_known_key_spoils_the_note() -> None:
    signer = a_signer()
    note = Note(text="This.\n", signatures=(sign_note("This.\n", signer), sign_note("That.\n", signer)))
    with pytest.raises(NoteError, match="is wrong"):
        open_note(note.to_bytes(), [a_verifier(signer.key)])


def test_a_witness_key_does_not_sign_notes() -> None:
    witness = a_signer(kind=KeyType.COSIGNATURE)
    note = Note(text="This.\n", signatures=(sign_note("This.\n", witness),))
    with pytest.raises(NoteError, match="no known key"):
        open_note(note.to_bytes(), [a_verifier(witness.key)])


@pytest.mark.parametrize(
    "text",
    [
        "",
        "example.com/foo",
        "example.com/foo+530d903b+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        "example.com/foo+530D903A+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        "example.com/foo+530d903a+AukyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        "example.com/foo+530d903a+AQID",
        "example com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k=",
    ],
)
def test_a_malformed_key_is_refused(text: str) -> None:
    with pytest.raises(NoteError):
        parse_key(text)


@pytest.mark.parametrize("name", ["", "a b", "a+b", "a\nb", "a\ud800"])
def test_a_key_has_a_name_that_a_line_can_carry(name: str) -> None:
    with pytest.raises(NoteError):
        NoteKey(name=name, public=bytes(32))

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.ledger.cabinet import a_signer, a_verifier, vectors

from egnatia.ledger.checkpoint import (
    LARGEST_SIZE,
    Checkpoint,
    SignedCheckpoint,
    check_own,
    open_checkpoint,
    parse_body,
    parse_checkpoint,
    parse_size,
    sign_checkpoint,
)
from egnatia.ledger.errors import NoteError
from egnatia.ledger.note import Note, sign_note
from egnatia.ledger.tree import EMPTY_ROOT

VECTORS = vectors("notes")
ROOT = b"\x07" * 32
BODY = "example.com/log\n7\nBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=\n"
lines = st.text(st.characters(blacklist_categories=("Cs", "Cc")), min_size=1)
checkpoints = st.builds(
    Checkpoint,
    origin=lines,
    size=st.integers(1, LARGEST_SIZE),
    root=st.binary(min_size=32, max_size=32),
    extensions=st.lists(lines, max_size=2).map(tuple),
)


def test_the_published_checkpoints_are_read() -> None:
    cosigned = parse_checkpoint(VECTORS["cosigned"]["note"].encode())
    assert parse_body(VECTORS["notes"][1]["text"]).size == 6476701
    assert cosigned.checkpoint.size == VECTORS["cosigned"]["size"]
    assert cosigned.to_bytes() == VECTORS["cosigned"]["note"].encode()


@given(checkpoints)
def test_a_checkpoint_is_read_back_as_it_was_written(checkpoint: Checkpoint) -> None:
    assert parse_body(checkpoint.body) == checkpoint


@pytest.mark.slow
@given(checkpoints, st.data())
def test_a_body_with_one_other_letter_is_refused_or_another_checkpoint(
    checkpoint: Checkpoint, data: st.DataObject
) -> None:
    index = data.draw(st.integers(0, len(checkpoint.body) - 1))
    changed = checkpoint.body[:index] + data.draw(st.characters(codec="utf-8")) + checkpoint.body[index + 1 :]
    with suppress(NoteError):
        assert parse_body(changed).body == changed


def test_the_body_is_three_lines() -> None:
    assert Checkpoint(origin="example.com/log", size=7, root=ROOT).body == BODY


@pytest.mark.parametrize(
    "body",
    [
        "",
        "\n",
        BODY.removesuffix("\n"),
        BODY + "\n",
        BODY.replace("\n7\n", "\n07\n"),
        BODY.replace("\n7\n", "\n+7\n"),
        BODY.replace("\n7\n", "\n-7\n"),
        BODY.replace("\n7\n", "\n7 \n"),
        BODY.replace("\n7\n", "\n٧\n"),
        BODY.replace("\n7\n", "\n9223372036854775808\n"),
        BODY.replace("\n7\n", "\n0\n"),
        BODY.replace("Bwc=", "Bwd="),
        BODY.replace("Bwc=", "Bw=="),
        BODY.replace("example.com/log", ""),
        BODY.replace("7\n", ""),
    ],
)
def test_any_other_spelling_is_refused(body: str) -> None:
    with pytest.raises(NoteError):
        parse_body(body)


@pytest.mark.parametrize(
    ("origin", "size", "root", "extension"),
    [("", 7, ROOT, "x"), ("a\nb", 7, ROOT, "x"), ("a", 7, ROOT, ""), ("a", -1, ROOT, "x"), ("a", 7, b"", "x")],
)
def test_what_cannot_be_read_back_cannot_be_made(origin: str, size: int, root: bytes, extension: str) -> None:
    with pytest.raises(NoteError):
        Checkpoint(origin=origin, size=size, root=root, extensions=(extension,))


@pytest.mark.parametrize("size", [0, 1, LARGEST_SIZE])
def test_sizes_are_read(size: int) -> None:
    assert parse_size(str(size)) == size


def test_the_empty_log_can_be_signed() -> None:
    signer = a_signer()
    signed = sign_checkpoint(0, EMPTY_ROOT, signer)
    assert open_checkpoint(signed.to_bytes(), [a_verifier(signer.key)]) == signed


def test_a_checkpoint_opens_with_an_old_key_of_the_log() -> None:
    old, new = a_signer(seed=1), a_signer(seed=2)
    signed = sign_checkpoint(7, ROOT, old)
    assert open_checkpoint(signed.to_bytes(), [a_verifier(new.key), a_verifier(old.key)]) == signed


def test_a_key_does_not_speak_for_a_log_of_another_name() -> None:
    signer = a_signer("egnatia.example/BG")
    body = Checkpoint(origin="egnatia.example/RS", size=7, root=ROOT).body
    note = Note(text=body, signatures=(sign_note(body, signer),))
    with pytest.raises(NoteError):
        open_checkpoint(note.to_bytes(), [a_verifier(signer.key), a_verifier(a_signer(seed=2).key)])


def test_a_changed_checkpoint_does_not_open() -> None:
    signer = a_signer()
    note = sign_checkpoint(7, ROOT, signer).to_bytes().replace(b"\n7\n", b"\n8\n")
    with pytest.raises(NoteError, match="is wrong"):
        open_checkpoint(note, [a_verifier(signer.key)])


def test_what_the_log_signed_is_its_own() -> None:
    signed = sign_checkpoint(7, ROOT, a_signer())
    check_own(signed.to_bytes(), signed.checkpoint, a_signer())


def test_what_a_former_key_of_the_log_signed_is_its_own() -> None:
    signed = sign_checkpoint(7, ROOT, a_signer())
    check_own(signed.to_bytes(), signed.checkpoint, a_signer(seed=2), [a_verifier(a_signer().key)])
    with pytest.raises(NoteError, match="no known key"):
        check_own(signed.to_bytes(), signed.checkpoint, a_signer(seed=2))


@pytest.mark.parametrize("other", [sign_checkpoint(6, ROOT, a_signer()), sign_checkpoint(7, bytes(32), a_signer())])
def test_a_checkpoint_that_says_something_else_is_told(other: SignedCheckpoint) -> None:
    asked = Checkpoint(origin=a_signer().key.name, size=7, root=ROOT)
    with pytest.raises(NoteError, match=f"signed with {other.checkpoint.size} entries"):
        check_own(other.to_bytes(), asked, a_signer(), [a_verifier(a_signer().key)])

"""The outbox by command: what waits, what goes by hand, what is given up."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.integration.conftest import Type
from tests.integration.town import Town, town

from egnatia.model.identity import MessageId, NodeId

pytestmark = pytest.mark.usefixtures("kt1")

ABOUT = [
    "--area", "drugs", "--title", "Boats", "--reason", "He lives there", "--role", "suspect",
    "--fact", "facts=Two boats", "--fact", "connection=He drove the car",
]  # fmt: skip


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """Give three nodes of this file's own, of which one sends nothing by itself."""
    with town(tmp_path_factory.mktemp("cut.off")) as made:
        made.served["RS"].node.errands.sender.stop()
        yield made


@pytest.fixture(scope="module")
def opened() -> set[str]:
    """Return the case files that are open in this town."""
    return set()


def stranded(place: Town, typed: Type, *words: str) -> str:
    """Send a message that waits as if AL were away; return its id."""
    told = typed("RS", "officer", "message", "write", "--to", "AL", "--case", "KT-1", *ABOUT, *words)
    message = told.split()[0]
    typed("RS", "officer", "message", "send", message)
    assert place.served["RS"].node.office.store.read(lambda tx: tx.outbox.get(MessageId(message)))
    return message


def test_letters_go_by_hand_and_receipts_come_back(place: Town, typed: Type, tmp_path: Path) -> None:
    message = stranded(place, typed)
    assert message in typed("RS", "admin", "outbox", "list")
    stick, back = tmp_path / "to-al.bundle", tmp_path / "back.bundle"
    assert "letters for AL" in typed("RS", "admin", "outbox", "export", "AL", str(stick))
    assert "exists" in typed("RS", "admin", "outbox", "export", "AL", str(stick), code=2)
    assert "carry" in typed("AL", "admin", "outbox", "import", str(stick), "--replies", str(back))
    assert message in typed("AL", "officer", "message", "list", "--received")
    assert "refused for good" in typed("RS", "admin", "outbox", "replies", str(back))
    assert message not in typed("RS", "admin", "outbox", "list", "--json")
    assert "replies" in typed("RS", "admin", "outbox", "import", str(back), "--replies", str(tmp_path / "x"), code=2)
    stick.write_bytes(b"\xff")
    assert "no bundle" in typed("AL", "admin", "outbox", "replies", str(stick), code=2)


def test_a_letter_is_given_up_for_a_reason(place: Town, typed: Type) -> None:
    message = stranded(place, typed)
    assert "given up" in typed("RS", "admin", "outbox", "give-up", message, "--reason", "They moved")
    assert "failed" in typed("RS", "officer", "message", "list", "--written")
    assert "given_up" in typed("RS", "admin", "outbox", "refused")
    assert typed("RS", "admin", "outbox", "try", str(NodeId("XK"))).endswith("letters\n")


def test_files_go_beside_the_letters(place: Town, typed: Type, tmp_path: Path) -> None:
    scan, beside, saved = tmp_path / "scan.pdf", tmp_path / "files", tmp_path / "saved.pdf"
    scan.write_bytes(b"boats" * 300_000)
    beside.mkdir()
    message = stranded(place, typed, "--attach", str(scan))
    stick = [str(tmp_path / "to-al.bundle"), "--attachments", str(beside)]
    assert f"1 attachments in {beside}" in typed("RS", "admin", "outbox", "export", "AL", *stick)
    [sealed] = beside.iterdir()
    assert b"boats" not in sealed.read_bytes()
    told = typed("AL", "admin", "outbox", "import", *stick, "--replies", str(tmp_path / "back.bundle"))
    assert f"attachment {sealed.name} taken in" in told
    typed("AL", "officer", "message", "attachment", "save", message, sealed.name, "--to", str(saved))
    assert saved.read_bytes() == scan.read_bytes()
    (beside / "rubbish").write_bytes(b"x")
    again = [*stick, "--replies", str(tmp_path / "again.bundle")]
    assert "here already" in typed("AL", "admin", "outbox", "import", *again, code=2)

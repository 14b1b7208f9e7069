"""Erasure reaches every byte: somebody who never was is put everywhere, in three scripts, and looked for after."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import make_url
from tests.network.realm import Desk, Realm, desk, eventually, realm, register
from tests.twins.network import caveat
from tests.twins.postgresql import Server

from egnatia.adapters.duties.keeping import Keeping
from egnatia.bootstrap import open_node
from egnatia.casework.access.handling import KEPT
from egnatia.casework.attachment.adding import Enclosing, give
from egnatia.casework.attachment.saving import save
from egnatia.casework.collect import consult
from egnatia.casework.confirm import confirm
from egnatia.casework.dispatch.drafting import save_draft
from egnatia.casework.dispatch.forgetting import KEPT as MESSAGES
from egnatia.casework.dispatch.sending import send
from egnatia.casework.dispatches import Composition
from egnatia.casework.erase import erase
from egnatia.casework.exporting import Wanted, export
from egnatia.casework.forget import OWN, PARTNERS, forget_question
from egnatia.casework.importing.drawing import Drawn
from egnatia.casework.importing.intake import BroughtRow, begin, bring, drop
from egnatia.casework.release import Giving, release
from egnatia.casework.requests import AccessId, Applicant, Proof, Request, Wish
from egnatia.casework.rows import Account, Role
from egnatia.exchange.payloads import Verdict
from egnatia.model.caveat import SubjectRole
from egnatia.model.identity import QuestionId, RecordId
from egnatia.upkeep import back_up, restore

#: One name in three scripts; on record and asked for in different ones.
LATIN, CYRILLIC, GREEK = "Kanarinovic", "Канариновић", "Καναρίνοβιτς"
SCRIPTS = pytest.mark.parametrize(
    ("kept", "asked"), [(LATIN, LATIN), (LATIN, CYRILLIC), (CYRILLIC, LATIN), (GREEK, GREEK), (CYRILLIC, CYRILLIC)]
)


def spellings() -> Iterator[bytes]:
    """Yield the ways in which the name may stand in a file: as it is, in other cases, as JSON writes it in ASCII."""
    for name in (LATIN, CYRILLIC, GREEK):
        for one in (name, name.lower(), name.upper()):
            yield one.encode()
            yield json.dumps(one)[1:-1].encode()
            yield one.encode("utf-16-le")


@dataclass
class Cage:
    """AL, who has the canary on record, and RS, who asked for it and was given it; or of which nobody has any more."""

    made: Realm
    addresses: dict[str, str]

    def heard(self, node: str) -> list[str]:
        """Return where in a node the canary still sings: files, and tables of its database."""
        found = [path for path in (self.made.folder / node).rglob("*") if path.is_file()]
        files = [path.name for path in found if any(one in path.read_bytes() for one in spellings())]
        return files + [table for table, text in self.rows(node) if any(one in text for one in spellings())]

    def rows(self, node: str) -> Iterator[tuple[str, bytes]]:
        """Yield all rows of all tables, as text."""
        if node in self.addresses:
            url = make_url(self.addresses[node]).set(drivername="postgresql")
            connection: Any = psycopg.connect(url.render_as_string(hide_password=False))
            tables = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
        else:
            connection = sqlite3.connect(f"file:{self.made.folder / node / 'egnatia.db'}?mode=ro", uri=True)
            tables = "SELECT name FROM sqlite_master WHERE type = 'table'"
        with closing(connection):
            for (table,) in connection.execute(tables).fetchall():
                for row in connection.execute(f'SELECT * FROM "{table}"'):  # noqa: S608 - our own tables
                    yield table, b" ".join(value if isinstance(value, bytes) else str(value).encode() for value in row)

    def quiet(self, node: str) -> None:
        """See that it sings nowhere in a node; what is erased is overwritten when no reader is in the way."""
        try:
            eventually(lambda: not self.heard(node))
        except AssertionError:
            pytest.fail(f"{node} still sings in {self.heard(node)}")

    def ask(self, asked: str) -> tuple[Desk, QuestionId]:
        """Have RS ask, in whatever script, and hit."""
        officer = desk(self.made, "RS")
        [delivered] = officer.ask("AL", first_name="Petar", family_name=asked)
        assert delivered.answer
        assert delivered.answer.hits
        return officer, QuestionId(delivered.message)

    def hit_by(self, question: QuestionId) -> RecordId:
        """Return the record of AL's that a question hit."""
        [hit] = self.made.office("AL").store.read(lambda tx: tx.answers.of(question))
        assert hit.record
        return hit.record

    def give(self, question: QuestionId) -> None:
        """Have AL compare and give the record."""
        al = self.made.office("AL")
        [hit] = al.store.read(lambda tx: tx.answers.of(question))
        confirm(al, self.made.person("AL", "forensic", Role.FORENSIC), hit.reference, Verdict.CONFIRM, "same")
        release(al, self.chief, Giving(reference=hit.reference, reason="needed"))

    @property
    def chief(self) -> Account:
        """AL's supervisor."""
        found = self.made.office("AL").store.read(lambda tx: tx.accounts.named("chief"))
        return found or self.made.person("AL", "chief", Role.SUPERVISOR, Role.OFFICER)


@pytest.fixture(params=["sqlite", pytest.param("server", marks=pytest.mark.postgresql)])
def cage(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Cage]:
    """Give RS and AL, on databases of either sort, both running."""
    server: Server | None = request.getfixturevalue("postgresql") if request.param == "server" else None
    addresses = {name: server.database() for name in ("RS", "AL")} if server else {}
    with realm(tmp_path / "realm") as made:
        made.found("RS", "AL", databases=addresses)
        made.start("RS", "AL")
        yield Cage(made, addresses)
    for address in addresses.values():
        assert server
        server.drop(address)


@SCRIPTS
def test_a_record_is_gone_with_its_views_its_letters_and_what_was_asked(cage: Cage, kept: str, asked: str) -> None:
    register(cage.made, "AL", "Petar", kept)
    _, question = cage.ask(asked)
    record = cage.hit_by(question)
    cage.made.stop("RS")
    cage.give(question)
    assert cage.heard("AL")
    erase(cage.made.office("AL"), cage.chief, record, "acquitted")
    cage.quiet("AL")


@SCRIPTS
def test_in_time_nothing_is_left_on_either_side(cage: Cage, kept: str, asked: str) -> None:
    register(cage.made, "AL", "Petar", kept)
    _, question = cage.ask(asked)
    cage.give(question)
    eventually(lambda: cage.made.office("RS").store.read(lambda tx: tx.records.received("person", 9)))
    cage.made.clock.advance(max(OWN, PARTNERS) + timedelta(days=365 * 2))
    for node in ("RS", "AL"):
        Keeping(cage.made.office(node)).keep()
        cage.quiet(node)


def test_who_asked_erases_what_was_asked_given_read_and_exported(cage: Cage) -> None:
    register(cage.made, "AL", "Petar", CYRILLIC)
    officer, question = cage.ask(LATIN)
    cage.give(question)
    rs = cage.made.office("RS")
    [given] = eventually(lambda: rs.store.read(lambda tx: tx.records.received("person", 9)))
    consult(rs, officer.officer, given.id, officer.case.id)
    wanted = Wanted(case=officer.case.id, records=frozenset({given.id}), reason="for the file")
    assert export(rs, replace(officer.officer, roles=frozenset({Role.ANALYST})), wanted).records
    boss = cage.made.person("RS", "boss", Role.SUPERVISOR)
    erase(rs, boss, given.id, "not the one")
    forget_question(rs, boss, question, "not the one")
    cage.quiet("RS")


def test_rows_of_an_import_that_is_dropped_are_gone(cage: Cage) -> None:
    al, keeper = cage.made.office("AL"), cage.chief
    begun = begin(al, keeper, "invented register")
    properties = {"family_name": (CYRILLIC,), "first_name": ("Petar",), "birth_date": ("1985-04-12",)}
    drawn = Drawn(key="1", kind="person", properties=properties, refers={}, caveat=caveat())
    bring(al, keeper, begun.id, [BroughtRow(line=1, records=(drawn,))])
    assert cage.heard("AL")
    drop(al, keeper, begun.id)
    cage.quiet("AL")


def test_a_request_of_the_person_goes_a_year_after_its_answer(cage: Cage) -> None:
    al = cage.made.office("AL")
    applicant = Applicant(properties={"family_name": (LATIN,)}, name=f"Petar {LATIN}", address="-", proof=Proof.COPY)
    now = al.clock.now()
    request = Request(
        id=AccessId(al.randomness.hex128()),
        received_at=now,
        due_at=now,
        wish=Wish.ACCESS,
        words=f"What do you have on {CYRILLIC}?",
        taken_by=cage.chief.id,
        applicant=applicant,
        findings={},
    )
    al.store.write(lambda tx: tx.access.add(request))
    al.store.write(lambda tx: tx.access.close(request.id, now, "nothing"))
    assert cage.heard("AL")
    cage.made.clock.advance(KEPT + timedelta(days=1))
    Keeping(al).keep()
    cage.quiet("AL")


def test_a_name_that_is_looked_for_and_asked_without_a_hit_stays_with_nobody_but_who_asked(cage: Cage) -> None:
    [delivered] = desk(cage.made, "RS").ask("AL", first_name="Petar", family_name=LATIN)
    assert delivered.answer
    assert not delivered.answer.hits
    cage.quiet("AL")


def singing(folder: Path) -> list[str]:
    """Return the files of a folder in which the canary sings."""
    found = [path for path in folder.rglob("*") if path.is_file()]
    return [path.name for path in found if any(one in path.read_bytes() for one in spellings())]


def test_a_backup_brings_nothing_back(cage: Cage) -> None:
    if cage.addresses:
        pytest.skip("a backup of a server's database is put back into a database of its own")
    register(cage.made, "AL", "Petar", LATIN)
    _, question = cage.ask(LATIN)
    record, backup, again = cage.hit_by(question), cage.made.folder / "al.backup", cage.made.folder / "again"
    back_up(cage.made.folder / "AL", backup)
    erase(cage.made.office("AL"), cage.chief, record, "acquitted")
    cage.quiet("AL")
    cage.made.stop("AL")
    restore(backup, again, cage.made.shared, cage.made.folder / "AL" / "tombstones")
    assert singing(again) == []
    restore(backup, cage.made.folder / "as before", cage.made.shared, None)
    assert singing(cage.made.folder / "as before")  # it was in the backup


def test_of_several_records_under_one_wording_the_last_takes_the_words_with_it(cage: Cage) -> None:
    for number in range(3):
        register(cage.made, "AL", f"Petar{'a' * number}", LATIN)
    _, question = cage.ask(LATIN)
    al = cage.made.office("AL")
    for stored in al.store.read(lambda tx: tx.records.current("person", 9)):
        assert cage.heard("AL")
        erase(al, cage.chief, stored.id, "acquitted")
    cage.quiet("AL")
    row = al.store.read(lambda tx: tx.questions.get(question))
    assert row
    assert (row.forgotten, row.state) == (True, "hit")


def test_a_message_goes_in_time_with_its_file_and_the_key_of_that_on_both_sides(cage: Cage) -> None:
    writer, al = desk(cage.made, "RS"), cage.made.office("AL")
    facts = {"facts": ("Two boats.",), "connection": (CYRILLIC,)}
    typed = Composition(
        partner="AL",
        area="drugs",
        case=writer.case.id,
        title=LATIN,
        reason=GREEK,
        role=SubjectRole.SUSPECT,
        facts=facts,
    )
    draft = save_draft(writer.office, writer.officer, typed).id
    made = give(writer.office, writer.officer, Enclosing(message=draft, name=f"{LATIN}.txt"), [CYRILLIC.encode()])
    assert send(writer.office, writer.officer, draft).sent
    eventually(lambda: al.shelf.length(made.id))
    assert cage.heard("AL")
    cage.made.clock.advance(MESSAGES + timedelta(days=1))
    for node in ("RS", "AL"):
        Keeping(cage.made.office(node)).keep()
        cage.quiet(node)
        assert not cage.made.office(node).shelf.names()
        assert not any(made.key.encode() in text for _, text in cage.rows(node))


def test_a_backup_has_files_sealed_and_the_node_that_is_made_of_it_reads_them(cage: Cage) -> None:
    if cage.addresses:
        pytest.skip("the folder is the same, whatever the database")
    writer = desk(cage.made, "RS")
    draft = save_draft(writer.office, writer.officer, Composition(case=writer.case.id)).id
    made = give(writer.office, writer.officer, Enclosing(message=draft, name="boats.txt"), [CYRILLIC.encode()])
    backup, again = cage.made.folder / "rs.backup", cage.made.folder / "again"
    back_up(cage.made.folder / "RS", backup)
    cage.made.stop("RS")
    restore(backup, again, cage.made.shared, None)
    assert CYRILLIC.encode() not in (again / "attachments" / made.id).read_bytes()
    node = open_node(again, cage.made.shared)
    assert b"".join(save(node.office, writer.officer, draft, made.id).pieces) == CYRILLIC.encode()
    node.stop()

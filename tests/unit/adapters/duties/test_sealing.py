"""A node's tables answer to its log: what an act writes is sealed, what somebody writes by hand is found."""

from dataclasses import dataclass, replace

import pytest
from tests.twins.network import Network, network
from tests.twins.stores import new_store
from tests.unit.adapters.sql.samples import run
from tests.unit.model.samples import PERSON, QUESTION, STATEMENT

from egnatia.adapters.duties.sealing import MARKS, SealingStore
from egnatia.adapters.sql.inventory import SEALED
from egnatia.casework import credentials, ports, staff, stated
from egnatia.casework.accounts import Newcomer, close_account, found_accounts, open_account
from egnatia.casework.casefiles import Opening, close_case_file, open_case_file
from egnatia.casework.office import Office
from egnatia.casework.ports import Transaction
from egnatia.casework.rows import Account, Holding, QuestionRow, Role
from egnatia.casework.seals import HIDING, LATER, SEALING
from egnatia.casework.tampering import Comparison, Sort, compare_rows
from egnatia.ledger.entry import Act
from egnatia.model.caveat import Purpose
from egnatia.model.identity import NodeId, StatementId

#: What the ports of the sealed tables give to read; every other method of theirs must be marked. Of a record only its
#: hiding is sealed: what is added or erased answers to the id of the record.
READING = {
    "accounts": {"get", "named", "bound", "list"},
    "credentials": {"get", "of", "suspected"},
    "case_files": {"get", "find", "list"},
    "holdings": {"of", "by", "recalled"},
    "questions": {"get", "waiting", "page", "aged", "unsettled"},
    "statements": {"about", "before", "get", "newest"},
    "records": {
        *("add", "erase", "get", "versions", "views", "candidates", "hidden", "due", "erased"),
        *("current", "received", "having", "naming", "count"),
    },
}
PORTS: dict[str, type] = {
    "accounts": staff.Accounts,
    "credentials": credentials.Credentials,
    "case_files": ports.CaseFiles,
    "holdings": ports.Holdings,
    "questions": ports.Questions,
    "statements": stated.Statements,
    "records": ports.Records,
}


@dataclass
class House:
    """A node whose store seals, with an account of every sort and a case file."""

    net: Network
    office: Office
    admin: Account
    boss: Account

    def compared(self, *, records: bool = False) -> Comparison:
        """Hold its rows against its log."""
        return self.office.store.read(lambda tx: compare_rows(tx, records=records))

    def found(self) -> list[tuple[Sort, str]]:
        """Return what is wrong, by table."""
        return [(one.sort, one.table) for one in self.compared().found]

    def by_hand(self, sql: str) -> None:
        """Do what no act does."""
        store = self.office.store
        assert isinstance(store, SealingStore)
        store.store.write(lambda tx: run(tx, sql))


@pytest.fixture
def house() -> House:
    net = network("RS")
    bare = net.offices["RS"]
    store = SealingStore(store=new_store(), node=bare.me, clock=bare.clock, randomness=bare.randomness)
    office = replace(bare, store=store)
    admin = found_accounts(office, Newcomer(name="admin", roles=frozenset({Role.ADMINISTRATOR})))
    boss = open_account(office, admin, Newcomer(name="boss", roles=frozenset({Role.SUPERVISOR})))
    open_account(office, admin, Newcomer(name="ana", roles=frozenset({Role.OFFICER})), rehearsal=True)
    opening = Opening(
        reference="KT-1",
        title="Boats",
        purpose=Purpose.MISSING_PERSON,
        offence=None,
        members=frozenset({"ana", "boss"}),
    )
    open_case_file(office, boss, opening)
    held = Holding(record=PERSON.id, holder=NodeId("AL"), given_at=net.clock.now(), statement=StatementId("f" * 64))
    row = QuestionRow(question=QUESTION, received=True, by=None, enquiry="", state="waiting")

    def work(tx: Transaction) -> None:
        tx.records.add([(PERSON, frozenset())], None)
        tx.holdings.add(held)
        tx.questions.add([row])
        tx.statements.add(STATEMENT)

    office.store.write(work)
    store.begin(store._entry())
    return House(net, office, admin, boss)


def test_every_method_that_writes_to_a_sealed_table_is_marked() -> None:
    for part, port in PORTS.items():
        methods = {name for name in vars(port) if not name.startswith("_")}
        assert methods == READING[part] | MARKS[part].keys(), part
    assert MARKS.keys() == PORTS.keys()
    assert len(SEALED) == len(PORTS)  # a case file lies in two tables, and the hiding of a record is no table


def test_what_acts_write_is_as_the_log_has_it(house: House) -> None:
    close_account(house.office, house.admin, "ana")
    [file] = house.office.store.read(lambda tx: tx.case_files.list())
    close_case_file(house.office, house.boss, file.id, "Over.")
    compared = house.compared(records=True)
    assert (compared.begun, compared.found) == (True, ())
    assert compared.rows == 3 + 2 + 2 + 1 + 1 + 2  # accounts, events, members, holding, question, statements


def test_state_and_end_of_a_row_are_sealed_by_the_act_that_brings_them(house: House) -> None:
    def work(tx: Transaction) -> None:
        tx.questions.set_state(QUESTION.id, "refused", ("late",))
        tx.holdings.withdraw(PERSON.id, StatementId("f" * 64))

    house.office.store.write(work)
    assert house.found() == []
    house.office.store.write(lambda tx: tx.questions.drop(QUESTION.id))
    assert house.found() == []


def test_who_comes_into_a_case_file_and_who_leaves_it_is_sealed(house: House) -> None:
    [file] = house.office.store.read(lambda tx: tx.case_files.list())
    house.office.store.write(lambda tx: tx.case_files.put_members(file.id, frozenset({house.admin.id, house.boss.id})))
    assert house.found() == []
    assert house.compared().rows == 3 + 1 + 2 + 1 + 1 + 1


def test_a_recall_and_what_a_holder_attested_are_sealed(house: House) -> None:
    def work(tx: Transaction) -> None:
        tx.holdings.recall(PERSON.id, NodeId("AL"), StatementId("e" * 64))
        [held] = tx.holdings.recalled()
        tx.holdings.attest(replace(held, state="erased", attested_at=house.net.clock.now(), attestation="x"))

    house.office.store.write(work)
    assert house.found() == []
    house.by_hand("UPDATE holding SET state = 'kept'")
    assert house.found() == [(Sort.CHANGED, "holding")]


BY_HAND: list[tuple[str, Sort, str]] = [
    ("UPDATE account SET roles = 'analyst supervisor' WHERE name = 'admin'", Sort.CHANGED, "account"),
    ("UPDATE account SET purposes = '' WHERE name = 'ana'", Sort.CHANGED, "account"),
    ("UPDATE account SET uid = 7 WHERE name = 'ana'", Sort.CHANGED, "account"),
    ("UPDATE account SET active = false WHERE name = 'ana'", Sort.CHANGED, "account"),
    ("UPDATE account SET roles = 'emperor' WHERE name = 'ana'", Sort.CHANGED, "account"),
    ("DELETE FROM account WHERE name = 'ana'", Sort.MISSING, "account"),
    ("DELETE FROM case_member", Sort.MISSING, "case_member"),
    ("INSERT INTO case_member SELECT case_file, 'ff' FROM case_item", Sort.INSERTED, "case_member"),
    ("UPDATE case_item SET body = '{}'", Sort.CHANGED, "case_item"),
    ("UPDATE holding SET holder = 'MK'", Sort.INSERTED, "holding"),
    ("UPDATE holding SET given_at = 0", Sort.CHANGED, "holding"),
    ("DELETE FROM holding", Sort.MISSING, "holding"),
    ("UPDATE question SET state = 'hit'", Sort.CHANGED, "question"),
    ("UPDATE question SET body = replace(body, 'a', 'b')", Sort.CHANGED, "question"),
    ("UPDATE question SET partner = 'MK'", Sort.CHANGED, "question"),
    ("DELETE FROM question", Sort.MISSING, "question"),
    ("UPDATE statement SET body = '{}'", Sort.CHANGED, "statement"),
    ("DELETE FROM statement", Sort.MISSING, "statement"),
    (
        "INSERT INTO statement (id, body, act) SELECT 'x', body, act FROM statement",
        Sort.INSERTED,
        "statement",
    ),
]


@pytest.mark.parametrize(("sql", "sort", "table"), BY_HAND, ids=[sql for sql, _, _ in BY_HAND])
def test_what_is_changed_by_hand_is_found(house: House, sql: str, sort: Sort, table: str) -> None:
    assert house.found() == []
    house.by_hand(sql)
    assert (sort, table) in house.found()
    assert {name for _, name in house.found()} == {table}


def test_the_row_and_the_entry_that_wrote_it_last_are_named(house: House) -> None:
    house.office.store.write(lambda tx: tx.ledger.sequence(house.office.keys.ledger, house.net.clock.now()))
    house.by_hand("UPDATE account SET roles = 'oversight' WHERE name = 'boss'")
    [found] = house.compared().found
    assert (found.key, found.since is not None) == (house.boss.id, True)
    assert f"account {house.boss.id}: was changed by hand; entry {found.since} wrote it last" == found.sentence


def test_a_record_that_was_changed_by_hand_is_found_in_the_register(house: House) -> None:
    house.by_hand("UPDATE record SET properties = replace(properties, 'e', 'a')")
    assert house.found() == []
    assert [(one.sort, one.record) for one in house.compared(records=True).found] == [(Sort.DAMAGED, PERSON.id)]


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE record SET retain_until = '2099-01-01'",
        "UPDATE record SET retain_until = NULL",
        "UPDATE record SET erased_at = 5",
    ],
)
def test_a_record_kept_longer_or_called_erased_by_hand_is_found_in_the_register(house: House, sql: str) -> None:
    assert house.compared(records=True).found == ()
    house.by_hand(sql)
    assert [(one.sort, one.record) for one in house.compared(records=True).found] == [(Sort.DAMAGED, PERSON.id)]


def test_a_recalled_record_that_was_made_readable_by_hand_is_found(house: House) -> None:
    house.office.store.write(lambda tx: tx.records.hide(PERSON.id, house.net.clock.now()))
    assert house.found() == []
    house.by_hand("UPDATE record SET hidden_at = NULL")
    [found] = house.compared().found
    assert (found.sort, found.table, found.key, found.record) == (Sort.MISSING, HIDING, PERSON.id, PERSON.id)


def test_a_record_that_was_hidden_by_hand_or_at_another_time_is_found(house: House) -> None:
    house.by_hand("UPDATE record SET hidden_at = 5")
    assert house.found() == [(Sort.INSERTED, HIDING)]
    house.by_hand("UPDATE record SET hidden_at = NULL")
    house.office.store.write(lambda tx: tx.records.hide(PERSON.id, house.net.clock.now()))
    house.by_hand("UPDATE record SET hidden_at = 5")
    assert house.found() == [(Sort.CHANGED, HIDING)]


def test_a_hidden_record_that_is_erased_is_as_the_log_has_it(house: House) -> None:
    house.office.store.write(lambda tx: tx.records.hide(PERSON.id, house.net.clock.now()))
    house.office.store.write(lambda tx: tx.records.erase(PERSON.id, house.net.clock.now()))
    assert house.compared(records=True).found == ()


def test_a_node_that_sealed_all_but_hidings_seals_them_at_its_next_start(house: House) -> None:
    old = house.net.offices["RS"]
    store = SealingStore(store=new_store(), node=old.me, clock=old.clock, randomness=old.randomness)
    store.store.write(lambda tx: tx.ledger.append([replace(store._entry(), about=(SEALING,))]))
    store.store.write(lambda tx: tx.records.add([(PERSON, frozenset())], None))
    store.store.write(lambda tx: tx.records.hide(PERSON.id, old.clock.now()))
    assert store.read(compare_rows) == Comparison(begun=True)
    store.begin(store._entry())
    assert store.read(compare_rows) == Comparison(begun=True, rows=1)
    store.begin(store._entry())
    assert len(store.read(lambda tx: tx.ledger.trail(LATER[HIDING], 9))) == 1


def test_values_of_any_type_trip_nothing(house: House) -> None:
    house.by_hand("UPDATE account SET name = 'x''; --', roles = '' WHERE name = 'ana'")
    house.by_hand("UPDATE case_item SET at = -1")
    assert {name for _, name in house.found()} == {"account", "case_item"}


def test_a_node_from_before_the_seals_says_that_it_has_not_begun(house: House) -> None:
    bare = house.net.offices["RS"]
    house.net.person("RS", "old", Role.OFFICER)
    assert not bare.store.read(lambda tx: compare_rows(tx, records=False)).begun


def test_at_the_first_start_all_rows_are_sealed_and_at_the_next_none() -> None:
    net = network("RS")
    bare = net.offices["RS"]
    for number in range(70):
        net.person("RS", f"old{number}", Role.OFFICER)
    sealing = SealingStore(store=bare.store, node=bare.me, clock=bare.clock, randomness=bare.randomness)
    sealing.begin(sealing._entry())
    compared = bare.store.read(lambda tx: compare_rows(tx, records=False))
    assert (compared.begun, compared.rows, compared.found) == (True, 70, ())
    sealing.begin(sealing._entry())
    assert len(bare.store.read(lambda tx: tx.ledger.trail(SEALING, 9))) == 1


def test_a_work_reads_what_it_logged(house: House) -> None:
    def work(tx: Transaction) -> int:
        first = house.office.store._entry()  # type: ignore[attr-defined] # an entry like any other
        tx.ledger.append([replace(first, about=("a" * 32,))])
        return len(tx.ledger.trail("a" * 32, 9))

    assert house.office.store.write(work) == 1


def test_a_work_that_fails_leaves_neither_row_nor_seal(house: House) -> None:
    before = house.compared().rows

    def work(tx: Transaction) -> None:
        tx.accounts.add(replace(house.boss, id="9" * 32, name="ghost"))  # type: ignore[arg-type] # an id
        raise LookupError

    with pytest.raises(LookupError):
        house.office.store.write(work)
    assert (house.compared().rows, house.found()) == (before, [])


def test_an_act_that_writes_a_row_carries_its_seal_itself(house: House) -> None:
    [*_, opened] = house.office.store.read(lambda tx: tx.ledger.trail(house.boss.id, 9))
    assert opened.entry.act is Act.ACCOUNT
    assert [name for name in opened.entry.detail if name.startswith("row_")] == ["row_0"]

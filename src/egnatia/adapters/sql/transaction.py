"""All parts of the store over one connection."""

from sqlalchemy import Connection

from egnatia.adapters.sql.access_requests import SqlAccessRequests
from egnatia.adapters.sql.accounts import SqlAccounts
from egnatia.adapters.sql.answers import SqlAnswers
from egnatia.adapters.sql.blobs import SqlBlobs
from egnatia.adapters.sql.case_files import SqlCaseFiles
from egnatia.adapters.sql.credentials import SqlCredentials
from egnatia.adapters.sql.deeds import SqlDeeds
from egnatia.adapters.sql.dispatches import SqlDispatches
from egnatia.adapters.sql.holdings import SqlHoldings
from egnatia.adapters.sql.imports import SqlImports
from egnatia.adapters.sql.inbox import SqlInbox
from egnatia.adapters.sql.inventory import SqlInventory
from egnatia.adapters.sql.ledger import SqlLedger
from egnatia.adapters.sql.numbered import SqlNumbered
from egnatia.adapters.sql.outbox import SqlOutbox
from egnatia.adapters.sql.pairs import SqlPairs
from egnatia.adapters.sql.probes import SqlProbes
from egnatia.adapters.sql.questions import SqlQuestions
from egnatia.adapters.sql.records import SqlRecords
from egnatia.adapters.sql.statements import SqlStatements
from egnatia.adapters.sql.tallies import SqlTallies
from egnatia.adapters.sql.tickets import SqlTickets
from egnatia.adapters.sql.watches import SqlWatches
from egnatia.adapters.sql.witnessed import SqlWitnessed
from egnatia.casework.ports import Transaction


def transaction_over(connection: Connection) -> Transaction:
    """Return the parts that read and write within the transaction that the connection is in."""
    return Transaction(
        records=SqlRecords(connection),
        numbered=SqlNumbered(connection),
        pairs=SqlPairs(connection),
        imports=SqlImports(connection),
        statements=SqlStatements(connection),
        holdings=SqlHoldings(connection),
        questions=SqlQuestions(connection),
        answers=SqlAnswers(connection),
        watches=SqlWatches(connection),
        outbox=SqlOutbox(connection),
        inbox=SqlInbox(connection),
        case_files=SqlCaseFiles(connection),
        accounts=SqlAccounts(connection),
        ledger=SqlLedger(connection),
        witnessed=SqlWitnessed(connection),
        probes=SqlProbes(connection),
        dispatches=SqlDispatches(connection),
        access=SqlAccessRequests(connection),
        tallies=SqlTallies(connection),
        credentials=SqlCredentials(connection),
        tickets=SqlTickets(connection),
        inventory=SqlInventory(connection),
        deeds=SqlDeeds(connection),
        blobs=SqlBlobs(connection),
    )

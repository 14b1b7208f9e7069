"""What witnesses say of logs: the newest word for each log and witness."""

from sqlalchemy import Connection, bindparam, insert, select, update

from egnatia.adapters.sql.columns import AnyRow
from egnatia.adapters.sql.plain import read_row
from egnatia.adapters.sql.prepared import Prepared
from egnatia.adapters.sql.tables import WITNESSED
from egnatia.casework.rows import Sighting
from egnatia.ledger.witness import Verdict
from egnatia.model.identity import NodeId

_PAIR = (WITNESSED.c.log == bindparam("of_log"), WITNESSED.c.witness == bindparam("of_witness"))
_ADD = Prepared(insert(WITNESSED))
_GET = Prepared(select(WITNESSED).where(*_PAIR))
_ALL = Prepared(select(WITNESSED).order_by(WITNESSED.c.log, WITNESSED.c.witness))
_CHANGE = Prepared(
    update(WITNESSED)
    .where(*_PAIR)
    .values(
        at=bindparam("new_at"),
        verdict=bindparam("new_verdict"),
        note=bindparam("new_note"),
        against=bindparam("new_against"),
    )
)


class SqlWitnessed:
    """The table `witnessed`."""

    def __init__(self, connection: Connection) -> None:
        """Work within the transaction of this connection."""
        self._connection = connection

    def put(self, row: Sighting) -> None:
        """Keep the word of a witness on a log, in place of its last one."""
        said = {"at": row.at, "verdict": row.verdict.value, "note": row.note, "against": row.against}
        fresh = {f"new_{name}": value for name, value in said.items()}
        if not _CHANGE.run(self._connection, of_log=row.log, of_witness=row.witness, **fresh):
            _ADD.run(self._connection, log=row.log, witness=row.witness, **said)

    def get(self, log: NodeId, witness: NodeId) -> Sighting | None:
        """Return the word of a witness on a log.

        Raises:
            StoreError: the row is damaged.
        """
        row = _GET.one(self._connection, of_log=log, of_witness=witness)
        return None if row is None else _sighting(row)

    def list(self) -> tuple[Sighting, ...]:
        """Return what every witness says of every log, by log and witness.

        Raises:
            StoreError: a row is damaged.
        """
        return tuple(map(_sighting, _ALL.all(self._connection)))


def _sighting(row: AnyRow) -> Sighting:
    fields = row._asdict()
    return read_row(
        f"witnessed {row.log} by {row.witness}",
        lambda: Sighting(**{**fields, "verdict": Verdict(row.verdict)}),
    )

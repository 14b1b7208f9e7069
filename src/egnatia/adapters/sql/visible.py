"""Which rows of `record` count now: an import's do from the moment at which it is complete (ADR 0090)."""

from sqlalchemy import ColumnElement, or_, select

from egnatia.adapters.sql.tables import IMPORT, RECORD

_OPEN = select(IMPORT.c.no).where(IMPORT.c.ended_at.is_(None)).scalar_subquery()

#: The row was not brought by an import that is still open.
VISIBLE: ColumnElement[bool] = or_(RECORD.c.import_no.is_(None), RECORD.c.import_no.not_in(_OPEN))
#: Nor does a complete import supersede it; until its postings are dropped, that is what hides it.
CURRENT: ColumnElement[bool] = VISIBLE & or_(RECORD.c.replaced_by.is_(None), RECORD.c.replaced_by.in_(_OPEN))

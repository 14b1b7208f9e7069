"""What was asked, here and by partners, and the hits of each question."""

from dataclasses import replace

from egnatia.casework.casefiles import working_in, works_in
from egnatia.casework.errors import NotFoundError
from egnatia.casework.office import Office
from egnatia.casework.ports import Transaction
from egnatia.casework.rights import Right, require
from egnatia.casework.rows import Account, AnswerRow, QuestionRow
from egnatia.model.identity import QuestionId

#: How many questions one look shows, the newest first.
SHOWN = 200


def list_questions(office: Office, actor: Account, *, received: bool) -> tuple[QuestionRow, ...]:
    """Return the newest questions: those of partners, or those asked in case files in which the person works.

    Raises:
        NotAllowedError: the person may not read records, so may not read questions either.
    """
    require(actor, Right.CONSULT)

    def work(tx: Transaction) -> tuple[QuestionRow, ...]:
        rows = tx.questions.list(received=received, limit=SHOWN)
        if received:
            return rows
        mine = {file.id for file in tx.case_files.list() if works_in(actor, file)}
        return tuple(row for row in rows if row.question.case_file in mine)

    return office.store.read(work)


def list_hits(office: Office, actor: Account, question: QuestionId) -> tuple[AnswerRow, ...]:
    """Return the hits of one question, without the evidence: that is shown by `compare`, and logged.

    Raises:
        NotAllowedError: the person may not read records, or does not work in the asking case file.
        NotFoundError: there is no such question.
    """
    require(actor, Right.CONSULT)

    def work(tx: Transaction) -> tuple[AnswerRow, ...]:
        row = tx.questions.get(question)
        if row is None:
            raise NotFoundError(f"no question {question}")
        if not row.received:
            working_in(tx, actor, row.question.case_file)
        return tuple(replace(hit, evidence=()) for hit in tx.answers.of(question))

    return office.store.read(work)

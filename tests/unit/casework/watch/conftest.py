"""The scene of the watches: Belgrade waits for a man of whom Tirana has nothing yet."""

from dataclasses import dataclass, field

import pytest
from tests.unit.casework.conftest import Scene, person

from egnatia.adapters.duties.keeping import Keeping
from egnatia.casework.collect import collect
from egnatia.casework.deliver import deliver_due
from egnatia.casework.rows import Account, AnswerRow, QuestionRow, Role
from egnatia.casework.watch.following import follow_watches
from egnatia.casework.watches import WatchRow
from egnatia.model.answer import Result
from egnatia.model.identity import QuestionId
from egnatia.model.question import Question
from egnatia.model.record import Record

FIRST, FAMILY = "Вукашин", "Обрадовић"
ASKED = {"first_name": (FIRST,), "family_name": (FAMILY,), "birth_date": ("1979-03-02",)}


@dataclass
class Waiting:
    """A question that stays at Tirana."""

    scene: Scene
    question: QuestionId
    supervisor: Account
    opened: dict[QuestionId, Question] = field(default_factory=dict)

    def arrive(self, first: str = "Vukashin", family: str = "Obradoviq", **fields: object) -> Record:
        """Put a man on record in Tirana."""
        [record] = collect(self.scene.al, self.scene.keeper, [person(first, family, "1979-03-02", **fields)])
        return record

    def follow(self) -> int:
        """Have Tirana hold what came in against what stays, and send what there is to tell."""
        told = follow_watches(self.scene.al, self.opened)
        deliver_due(self.scene.al)
        return told

    def keep_house(self) -> None:
        """Have both nodes end what is to end, and send what there is to tell."""
        for office in (self.scene.rs, self.scene.al):
            Keeping(office).keep()
            deliver_due(office)

    def hits(self) -> tuple[AnswerRow, ...]:
        """Return the hits that Belgrade knows."""
        return self.scene.rs.store.read(lambda tx: tx.answers.of(self.question))

    def held(self) -> WatchRow | None:
        """Return what Tirana keeps."""
        return self.scene.al.store.read(lambda tx: tx.watches.get(self.question))

    def kept(self) -> WatchRow:
        """Return what Belgrade keeps."""
        found = self.scene.rs.store.read(lambda tx: tx.watches.get(self.question))
        assert found
        return found

    def row(self, node: str) -> QuestionRow | None:
        """Return the question as a node has it."""
        return self.scene.net.offices[node].store.read(lambda tx: tx.questions.get(self.question))


@pytest.fixture
def waiting(scene: Scene) -> Waiting:
    """Let a question stay for a month."""
    [delivered] = scene.ask(properties=ASKED, watch_days=30)
    assert delivered.answer
    assert delivered.answer.result is Result.NOTHING
    return Waiting(scene, QuestionId(delivered.message), scene.net.person("RS", "reviewer", Role.SUPERVISOR))

"""What messages said is forgotten in time, on both sides; that there was one, stays."""

from datetime import timedelta

from tests.unit.casework.dispatch.conftest import Post

from egnatia.casework.dispatch.forgetting import KEPT, forget_messages
from egnatia.casework.page import Trace
from egnatia.ledger.entry import Act


def test_after_three_years_the_words_go_and_the_erasure_is_logged(post: Post) -> None:
    message, draft = post.write(), post.draft()
    post.net.clock.advance(KEPT - timedelta(hours=1))
    assert forget_messages(post.rs, 10) == 0
    post.net.clock.advance(timedelta(hours=2))
    assert forget_messages(post.rs, 10) == forget_messages(post.al, 10) == 1
    assert post.at("RS", message).dispatch is post.at("AL", message).dispatch is None
    assert post.at("RS", draft).draft
    page = post.rs.store.read(lambda tx: tx.ledger.page(Trace(act=Act.ERASURE)))
    assert page.rows[0].entry.detail == {"what": "messages", "messages": "1"}
    assert forget_messages(post.rs, 10) == 0

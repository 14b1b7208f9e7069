"""Finding a controlled delivery: for whom there is one."""

import pytest
from tests.unit.casework.operations.conftest import Watch

from egnatia.casework.errors import NotAllowedError
from egnatia.casework.operations.finding import open_operation, page_operations
from egnatia.casework.rows import Role
from egnatia.model.caveat import Purpose


def test_a_prosecutor_sees_what_is_to_be_consented_to_without_the_case_file(watch: Watch) -> None:
    watch.plan()
    chief = watch.net.person("MK", "chief", Role.PROSECUTOR)
    stranger = watch.net.person("MK", "stranger", Role.OFFICER)
    mk = watch.mk
    assert mk.store.read(lambda tx: open_operation(mk, tx, chief, watch.id)).id == watch.id
    assert mk.store.read(lambda tx: page_operations(mk, tx, stranger, None)).rows == ()
    with pytest.raises(NotAllowedError, match="case file of this operation"):
        mk.store.read(lambda tx: open_operation(mk, tx, stranger, watch.id))


def test_who_is_not_meant_for_investigations_sees_none(watch: Watch) -> None:
    watch.plan()
    border = watch.net.person("TR", "border", Role.OFFICER, purposes=(Purpose.BORDER_CHECK,))
    with pytest.raises(NotAllowedError):
        watch.tr.store.read(lambda tx: page_operations(watch.tr, tx, border, None))

"""Names and profiles stand beside the register as one."""

from dataclasses import replace

from tests.unit.adapters.index.people import keep, named
from tests.unit.adapters.index.test_scanning import FULL, found, profile

from egnatia.adapters.index.following import Following
from egnatia.adapters.index.indexes import Indexes
from egnatia.adapters.index.scanning import Scanning
from egnatia.adapters.sql.store import SqlStore
from egnatia.model.kinds import KINDS


def test_each_kind_is_looked_for_where_it_is_known(store: SqlStore, following: Following) -> None:
    both = Indexes(following, Scanning(store, least=1))
    stain = profile(FULL)
    keep(store, named(901, "Milan", "Petrović"), stain)
    both.follow()
    assert both.nearest(KINDS["person"], {"full_name": ("Милан Петровић",)}, 5) == (1,)
    assert both.nearest(KINDS["dna"], {"profile": (FULL,)}, 5) == (2,)
    both.forget(iter([stain.id]))
    assert both.nearest(KINDS["dna"], {"profile": (FULL,)}, 5) is None


def test_both_stop(store: SqlStore, following: Following) -> None:
    profiles = Scanning(store, least=1)
    keep(store, replace(profile(FULL)))
    Indexes(following, profiles).stop()
    profiles.follow()
    assert found(profiles) is None

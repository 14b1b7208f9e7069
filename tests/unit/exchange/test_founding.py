"""What governors sign is what a node believes, if enough of them did."""

from datetime import timedelta

import pytest
from tests.unit.exchange.network import AL, GOVERNORS, RS, constitution
from tests.unit.model.samples import MORNING

from egnatia.exchange.directory import parse_directory, trust_root
from egnatia.exchange.errors import DirectoryError
from egnatia.exchange.founding import build_root, build_targets

ROOT = build_root(constitution(range(3)), 1, MORNING, GOVERNORS[:2])


def test_two_of_three_found_a_network_that_lists_its_members() -> None:
    targets = build_targets([AL.member(), RS.member()], 4, MORNING, GOVERNORS[1:3])
    directory = parse_directory((ROOT,), targets, trust_root(ROOT))
    assert (directory.version, directory.issued_at) == (4, MORNING)
    assert directory.members == {"AL": AL.member(), "RS": RS.member()}


def test_one_signature_is_not_enough() -> None:
    targets = build_targets([AL.member()], 1, MORNING, GOVERNORS[:1])
    with pytest.raises(DirectoryError):
        parse_directory((ROOT,), targets, trust_root(ROOT))


def test_strangers_list_nobody() -> None:
    targets = build_targets([AL.member()], 1, MORNING, GOVERNORS[3:5])
    with pytest.raises(DirectoryError):
        parse_directory((ROOT,), targets, trust_root(ROOT))


def test_the_age_of_a_list_is_that_of_its_signing() -> None:
    later = MORNING + timedelta(days=3)
    targets = build_targets([AL.member()], 2, later, GOVERNORS[:2])
    assert parse_directory((ROOT,), targets, trust_root(ROOT)).issued_at == later

"""The directory: what enough governors signed is believed, and nothing older and nothing else."""

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from securesystemslib.formats import encode_canonical
from securesystemslib.signer import SSlibKey  # type: ignore[attr-defined]  # re-exported there
from tests.unit.exchange.network import AL, ALWAYS, GOVERNORS, HR, RS, constitution, directory_of
from tests.unit.model.samples import MORNING
from tuf.api.metadata import Metadata, Targets  # type: ignore[attr-defined]  # re-exported there

from egnatia.exchange.directory import Freshness, check_listed, freshness, parse_directory, trust_root
from egnatia.exchange.errors import DirectoryError
from egnatia.exchange.founding import Constitution, Governors, build_root, build_targets
from egnatia.exchange.limits import DIRECTORY_EXPIRED, DIRECTORY_STALE, MAX_ROOT, MAX_ROOTS, MAX_SKEW
from egnatia.exchange.member import Member, Sort, Use, Validity, plain_member
from egnatia.model.identity import NodeId

MEMBERS = (AL.member(), RS.member())


@lru_cache
def root(version: int = 1, governors: tuple[int, ...] = (0, 1, 2), by: tuple[int, ...] = (0, 1)) -> bytes:
    return build_root(constitution(governors), version, MORNING, [GOVERNORS[number] for number in by])


def targets(
    members: Sequence[Member] = MEMBERS, version: int = 7, by: tuple[int, ...] = (0, 1), at: datetime = MORNING
) -> bytes:
    return build_targets(members, version, at, [GOVERNORS[number] for number in by])


TRUST = trust_root(root())


def rewritten(data: bytes, change: Callable[[dict[str, Any]], object]) -> bytes:
    """Change signed metadata without signing it again."""
    plain = json.loads(data)
    change(plain)
    return json.dumps(plain).encode()


def test_what_two_of_three_governors_signed_is_believed() -> None:
    directory = parse_directory([root()], targets(), TRUST)
    assert dict(directory.members) == {member.node: member for member in MEMBERS}
    assert (directory.version, directory.issued_at) == (7, MORNING)
    assert directory.member(NodeId("RS")) == RS.member()
    assert directory.member(NodeId("HR")) is None


@pytest.mark.parametrize("by", [(), (0,), (2,), (0, 3), (3, 4)])
def test_fewer_governors_are_not_enough(by: tuple[int, ...]) -> None:
    with pytest.raises(DirectoryError, match="of the 2 governors that it takes"):
        parse_directory([root()], targets(by=by), TRUST)
    with pytest.raises(DirectoryError, match="of the 2 governors that it takes"):
        trust_root(root(by=by))


@given(st.integers(0, len(targets()) - 1), st.integers(0, 7))
def test_no_changed_bit_changes_what_is_believed(place: int, bit: int) -> None:
    data = targets()
    damaged = data[:place] + bytes([data[place] ^ 1 << bit]) + data[place + 1 :]
    try:
        directory = parse_directory([root()], damaged, TRUST)
    except DirectoryError:
        return
    assert dict(directory.members) == {member.node: member for member in MEMBERS}


@given(st.binary(max_size=200))
def test_noise_is_damaged(noise: bytes) -> None:
    with pytest.raises(DirectoryError, match="damaged"):
        parse_directory([root()], noise, TRUST)
    with pytest.raises(DirectoryError, match="damaged"):
        parse_directory([noise], targets(), TRUST)


# -- the governors change ---------------------------------------------------------------------------------------------


def test_a_new_root_is_signed_by_the_old_governors_and_the_new() -> None:
    second = root(2, (1, 2, 3), (1, 2))
    third = root(3, (2, 3, 4), (2, 3))
    directory = parse_directory([root(), second, third], targets(by=(3, 4)), TRUST)
    assert directory.known.root_version == 3
    assert parse_directory([second, third], targets(by=(3, 4)), trust_root(second)).known == directory.known
    assert parse_directory([root(), second, third], targets(by=(3, 4)), directory.known).known == directory.known


@pytest.mark.parametrize("by", [(0, 1), (3, 4), (0, 3), (0, 2), (1, 3)])
def test_old_or_new_governors_alone_do_not_make_a_root(by: tuple[int, ...]) -> None:
    following = root(2, (2, 3, 4), by)
    with pytest.raises(DirectoryError, match="root 2"):
        parse_directory([root(), following], targets(by=(2, 3)), TRUST)


def test_governors_who_left_sign_no_list_any_more() -> None:
    second = root(2, (2, 3, 4), (0, 1, 2, 3))
    with pytest.raises(DirectoryError, match="signed by 0 of the 2"):
        parse_directory([root(), second], targets(by=(0, 1)), TRUST)


def test_a_root_cannot_be_left_out() -> None:
    with pytest.raises(DirectoryError, match="root 3 stands where root 2 should"):
        parse_directory([root(), root(3)], targets(), TRUST)


def test_a_chain_without_the_known_root_is_refused() -> None:
    with pytest.raises(DirectoryError, match="root 1, which this node trusts, is not in the chain"):
        parse_directory([root(2)], targets(), TRUST)
    with pytest.raises(DirectoryError, match="not in the chain"):
        parse_directory([], targets(), TRUST)


def test_of_two_competing_first_roots_only_the_known_one_counts() -> None:
    other = root(1, (2, 3, 4), (3, 4))
    with pytest.raises(DirectoryError, match="root 1 is not the one that this node trusts"):
        parse_directory([other], targets(by=(3, 4)), TRUST)


def test_of_two_competing_later_roots_the_one_seen_first_counts() -> None:
    seen = parse_directory([root(), root(2)], targets(), TRUST).known
    rival = root(2, (0, 1, 3), (0, 1))
    with pytest.raises(DirectoryError, match="root 2 is not the one that this node trusts"):
        parse_directory([root(), rival], targets(version=8), seen)


def test_a_root_that_one_governor_could_change_is_refused() -> None:
    lax = build_root(constitution((0, 1, 2), threshold=1), 1, MORNING, GOVERNORS[:3])
    with pytest.raises(DirectoryError, match="one governor alone"):
        trust_root(lax)


def test_one_governor_under_two_ids_is_still_one() -> None:
    key = GOVERNORS[0].public_key
    twin = SSlibKey("ff" * 32, key.keytype, key.scheme, key.keyval)
    rule = Governors(keys=(key, twin), threshold=2)
    data = build_root(Constitution(root=rule, targets=rule), 1, MORNING, [GOVERNORS[0]])

    def sign_twice(plain: dict[str, Any]) -> None:
        plain["signatures"].append(plain["signatures"][0] | {"keyid": "ff" * 32})

    with pytest.raises(DirectoryError, match="signed by 1 of the 2"):
        trust_root(rewritten(data, sign_twice))


# -- the list changes -------------------------------------------------------------------------------------------------


def test_an_older_list_is_refused() -> None:
    known = parse_directory([root()], targets(version=8), TRUST).known
    with pytest.raises(DirectoryError, match="version 7, is older than the known 8"):
        parse_directory([root()], targets(version=7), known)


def test_the_same_list_again_is_fine_even_with_more_signatures() -> None:
    known = parse_directory([root()], targets(), TRUST).known
    assert parse_directory([root()], targets(by=(0, 1, 2)), known).known == known


def test_two_lists_of_one_version_show_that_somebody_lies() -> None:
    known = parse_directory([root()], targets(), TRUST).known
    with pytest.raises(DirectoryError, match="list of members 7 is not the one that this node trusts"):
        parse_directory([root()], targets(MEMBERS[:1]), known)


def test_an_expelled_member_is_gone() -> None:
    known = parse_directory([root()], targets(), TRUST).known
    directory = parse_directory([root()], targets(MEMBERS[:1], version=8), known)
    assert directory.member(NodeId("RS")) is None
    assert directory.member_by_tls(RS.member().tls[0].spki, MORNING) is None


# -- connections ------------------------------------------------------------------------------------------------------


def test_a_connection_is_known_by_its_key() -> None:
    directory = directory_of(*MEMBERS)
    assert directory.member_by_tls(RS.member().tls[0].spki, MORNING) == RS.member()
    assert directory.member_by_tls("00" * 32, MORNING) is None


def test_a_node_that_is_listed_without_its_own_key_is_told_before_it_sends_anything() -> None:
    directory = directory_of(RS.member())
    check_listed(directory, RS.node, RS.key(Use.SIGN).kid)
    with pytest.raises(DirectoryError, match="does not list AL"):
        check_listed(directory, AL.node, AL.key(Use.SIGN).kid)
    with pytest.raises(DirectoryError, match="other keys than its own"):
        check_listed(directory, RS.node, AL.key(Use.SIGN).kid)


@pytest.mark.parametrize(
    "validity",
    [replace(ALWAYS, ends=MORNING), replace(ALWAYS, revoked=MORNING), replace(ALWAYS, begins=ALWAYS.ends - MAX_SKEW)],
)
def test_a_tls_key_that_does_not_count_now_opens_no_connection(validity: Validity) -> None:
    member = RS.member()
    tls = replace(member.tls[0], validity=validity)
    directory = directory_of(replace(member, tls=(tls,)))
    assert directory.member_by_tls(tls.spki, MORNING) is None


# -- age --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("age", "expected"),
    [
        (-MAX_SKEW - timedelta(seconds=1), Freshness.STALE),
        (-MAX_SKEW, Freshness.FRESH),
        (timedelta(0), Freshness.FRESH),
        (DIRECTORY_STALE, Freshness.FRESH),
        (DIRECTORY_STALE + timedelta(seconds=1), Freshness.STALE),
        (DIRECTORY_EXPIRED, Freshness.STALE),
        (DIRECTORY_EXPIRED + timedelta(seconds=1), Freshness.EXPIRED),
    ],
)
def test_age_is_judged_by_the_signed_time_of_issue(age: timedelta, expected: Freshness) -> None:
    assert freshness(directory_of(*MEMBERS), MORNING + age) is expected


def test_a_list_beyond_its_expiry_in_tuf_can_still_be_read() -> None:
    directory = parse_directory([root()], targets(at=MORNING - timedelta(days=400)), TRUST)
    assert freshness(directory, MORNING) is Freshness.EXPIRED


# -- what governors may not sign --------------------------------------------------------------------------------------


def spoilt(change: Callable[[Targets], object]) -> bytes:
    """Let governors sign a list that was spoilt before."""
    metadata: Any = Metadata.from_bytes(build_targets(MEMBERS, 7, MORNING, []))
    change(metadata.signed)
    for governor in GOVERNORS[:2]:
        metadata.sign(governor, append=True)
    return bytes(metadata.to_bytes())


def rename(listed: Targets) -> None:
    listed.targets["members/HR"] = listed.targets.pop("members/RS")


def lengthen(listed: Targets) -> None:
    listed.targets["members/RS"].length += 1


def rehash(listed: Targets) -> None:
    listed.targets["members/RS"].hashes = {"sha256": "00" * 32}


def misname(listed: Targets) -> None:
    listed.targets["members/RS"].unrecognized_fields["custom"]["node"] = "rs"


def empty(listed: Targets) -> None:
    listed.targets["members/RS"].unrecognized_fields.clear()


def undate(listed: Targets) -> None:
    listed.unrecognized_fields.clear()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (rename, "members/HR holds the entry of RS"),
        (lengthen, "length or digest of members/RS is wrong"),
        (rehash, "length or digest of members/RS is wrong"),
        (misname, "members/RS.node"),
        (empty, "members/RS: not an object"),
        (undate, "x-egnatia-issued-at"),
    ],
)
def test_a_faulty_list_is_refused_whoever_signed_it(change: Callable[[Any], object], words: str) -> None:
    with pytest.raises(DirectoryError, match=words):
        parse_directory([root()], spoilt(change), TRUST)


@pytest.mark.parametrize(
    ("twin", "what"),
    [
        (replace(HR.member(), tls=RS.member().tls), "the TLS key .* stands twice"),
        (replace(HR.member(), keys=RS.member().keys), "the key .* stands twice"),
    ],
)
def test_two_members_never_share_a_key(twin: Member, what: str) -> None:
    with pytest.raises(DirectoryError, match=what):
        parse_directory([root()], targets([RS.member(), twin]), TRUST)


def test_one_kind_of_metadata_is_not_taken_for_another() -> None:
    with pytest.raises(DirectoryError, match="not the targets"):
        parse_directory([root()], root(), TRUST)
    with pytest.raises(DirectoryError, match="not the root"):
        parse_directory([targets()], targets(), TRUST)


def test_what_has_no_canonical_form_is_damaged() -> None:
    fraction = rewritten(targets(), lambda plain: plain["signed"].update(more=1.5))
    with pytest.raises(DirectoryError, match="damaged"):
        parse_directory([root()], fraction, TRUST)


def test_too_much_is_not_read() -> None:
    with pytest.raises(DirectoryError, match="more than 65536 bytes"):
        trust_root(b" " * (MAX_ROOT + 1))
    with pytest.raises(DirectoryError, match="more than 256 roots"):
        parse_directory([root()] * (MAX_ROOTS + 1), targets(), TRUST)


def test_bodies_and_ngos_belong_to_no_country() -> None:
    selec = replace(HR.member(), node=NodeId("SELEC"), sort=Sort.BODY, country=None)
    directory = parse_directory([root()], targets([selec]), TRUST)
    assert directory.members == {NodeId("SELEC"): selec}
    assert plain_member(selec)["country"] is None


def signed_digest(data: bytes) -> str:
    return hashlib.sha256(str(encode_canonical(json.loads(data)["signed"])).encode()).hexdigest()


def test_what_is_known_afterwards_names_both_by_digest() -> None:
    known = parse_directory([root()], targets(), TRUST).known
    assert (known.root_version, known.targets_version) == (1, 7)
    assert known.root_digest == signed_digest(root())
    assert known.targets_digest == signed_digest(targets())

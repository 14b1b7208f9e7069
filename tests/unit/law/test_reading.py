import pytest
from tests.unit.law.lands import altered

from egnatia.law.errors import DataError
from egnatia.law.instruments import Instrument
from egnatia.law.memberships import load_memberships
from egnatia.law.reading import load_instruments
from egnatia.law.texts import SHIPPED, Texts

NAMES = ("prum", "pcc-prum", "prum2", "tca-prum", "pcc-see", "selec", "2023-977", "tca-information", "europol",
         "europol-requests", "europol-agreements", "interpol", "interpol-messages", "cisa", "naples-2", "ets30",
         "untoc", "un1988", "eio", "icmp", "icmp-laboratory", "icmp-public", "cets197")  # fmt: skip


def load(texts: Texts) -> dict[str, Instrument]:
    return dict(load_instruments(texts, load_memberships(texts)))


def test_all_instruments_are_read_in_the_order_of_the_file() -> None:
    assert tuple(load(SHIPPED)) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_every_instrument_names_its_source(name: str) -> None:
    instrument = load(SHIPPED)[name]
    assert instrument.source
    assert instrument.title
    assert all(entry.channel.article for entry in instrument.entries.values())


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("    between: {hub: SELEC}", "    between: {hub: SELEC, spoke: TUR}", "selec.between.spoke: unknown field"),
        ("    between: {hub: SELEC}", "    between: friends", "instruments.selec.between: not an object"),
        ("    between: {hub: SELEC}", "    between: {hub: SELEC, asks: us}", "selec.between.asks"),
        ("except_within: eu", "except_within: nato", "pcc-prum.except_within: not eu, the only union"),
        ("    threshold: more_than_one_year", "    threshold: two_years", "instruments.2023-977.threshold: "),
        ("because: 'searches", "from: 2026-01-01\n      because: 'searches", "prum2.kinds.dna: a day, yet not all"),
        ("2008/615/JHA Ch. 2\n    safeguard: false", "2008/615/JHA Ch. 2", "prum.safeguard: missing"),
        ("signed: 2008-06-23, in_force: 2008-08-26", "signed: 2008-08-26, in_force: 2008-06-23", "prum.parties.eu:"),
        ("DEU: 2009-08-26, SVN", "DEU: 2007-08-26, SVN", "operational on 2007-08-26, when it was not in force"),
        ("SRB: {signed: 2018-09-13}", "SRB: {signed: 2018-09-13, until: 2017-01-01}", "pcc-prum.parties.SRB: signed"),
        ("watch: {kinds: [account, device", "watch: {kinds: [device, account", "pcc-see.watch.kinds: not sorted"),
        ("watch: {kinds: [account, device", "watch: {kinds: [account, device, dna", "dna is answered by no machine"),
        ("watch: {kinds: [missing_report", "watch: {kinds: [horse, missing_report", "horse is answered by no machine"),
        ("overlap: {kinds: [account, device", "overlap: {kinds: [account, device, dna", "no question about dna"),
        ("    overlap: {kinds: [account", "    coordination: {kinds: [account", "pcc-see.coordination: only a body"),
        ("instruments:\n", "instrument:\n", "instruments: missing"),
    ],
)  # fmt: skip
def test_contradictory_instruments_do_not_load(old: str, new: str, problem: str) -> None:
    with pytest.raises(DataError, match=problem):
        load(altered("instruments.yaml", old, new))


def test_one_altered_day_opens_the_pruem_agreement_of_southeast_europe() -> None:
    texts = altered("instruments.yaml", "SRB: {signed: 2018-09-13}", "SRB: {signed: 2018-09-13, in_force: 2019-01-01}")
    assert load(texts)["pcc-prum"].parties["SRB"][0].in_force

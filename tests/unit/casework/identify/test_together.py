"""Several profiles of one person: what they add to one another, and what they contradict."""

from tests.unit.casework.identify.searching import Morgue

from egnatia.casework.identify.together import read_together
from egnatia.model.caveat import SubjectRole


def test_profiles_add_to_one_another_and_what_differs_counts_as_not_read() -> None:
    morgue = Morgue()
    texts = ("VWA 14,15\nTH01 6,7", "TH01 6,8\nFGA 20,21")
    records = [morgue.put(str(i), "dna", SubjectRole.DECEASED, profile=one) for i, one in enumerate(texts)]
    read = read_together(records)
    assert read.loci == {"VWA": ("14", "15"), "FGA": ("20", "21")}
    assert (read.apart, read.faults) == (("TH01",), ())

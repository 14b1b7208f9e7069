"""Kinship, disasters and profiles from the command line."""

import json
from pathlib import Path
from typing import Any

import pytest
from tests.unit.match.kinship.cases.test_hypotheses import PROJECT as FAMILIAS

from egnatia.cli import main

VECTORS = Path("tests/vectors/kinship")
MARKER = {"name": "L", "alleles": ["8", "9"], "afreq": [0.2, 0.8]}
LR: dict[str, Any] = {
    "id": "duo",
    "markers": [MARKER],
    "profiles": {"F": {"L": "8/8"}, "C": {"L": "8/9"}},
    "hypotheses": [
        {"name": "father", "pedigree": [{"id": "F", "sex": 1}, {"id": "C", "fid": "F"}], "prior": 0.5},
        {"name": "stranger", "pedigree": [{"id": "F", "sex": 1}, {"id": "C"}], "prior": 0.5},
    ],
}
DVI: dict[str, Any] = {
    "name": "invented",
    "markers": [MARKER],
    "pm": {"V1": {"id": "V1", "sex": 1, "geno": ["8/8"]}, "V2": {"id": "V2", "sex": 2, "geno": ["9/9"]}},
    "am": {"F": [{"id": "R", "sex": 1, "geno": ["8/8"]}, {"id": "M", "fid": "R", "sex": 1}]},
    "missing": ["M"],
}


def run(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as ended:
        main([str(word) for word in words])
    told = capsys.readouterr()
    return int(ended.value.code or 0), told.out, told.err


def written(folder: Path, case: object) -> Path:
    file = folder / "case.json"
    file.write_text(case if isinstance(case, str) else json.dumps(case), encoding="utf-8")
    return file


@pytest.mark.slow
def test_likelihoods_come_in_the_order_of_the_cases(capsys: pytest.CaptureFixture[str]) -> None:
    file = VECTORS / "battery_single_marker.json"
    code, out, err = run(capsys, "kinship", "likelihood", file, "--json")
    wanted = [case["lik_pedprobr"] for case in json.loads(file.read_text())]
    assert code == 0
    assert json.loads(out) == pytest.approx(wanted, rel=1e-9)
    assert "--theta-of-case" in err


def test_theta_counts_where_it_is_asked_for(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    cases = json.loads((VECTORS / "battery_single_marker.json").read_text())
    chosen = [case for case in cases if case["lik_pedprobr_theta"]]
    _, out, err = run(capsys, "kinship", "likelihood", written(tmp_path, chosen), "--theta-of-case", "--json")
    assert json.loads(out) == pytest.approx([case["lik_pedprobr_theta"] for case in chosen], rel=1e-9)
    assert err == ""
    assert run(capsys, "kinship", "likelihood", written(tmp_path, chosen[:1]), "--theta", "0.03")[1].startswith("case")


@pytest.mark.slow
def test_likelihood_ratios_agree_with_familias(capsys: pytest.CaptureFixture[str]) -> None:
    file = VECTORS / "familias_silent_theta.json"
    _, out, _ = run(capsys, "kinship", "lr", file, "--json")
    wanted = json.loads(file.read_text())
    assert [item["LR"] for item in json.loads(out)] == pytest.approx([case["LR"] for case in wanted], rel=1e-9)


def test_hypotheses_are_told_with_ratio_and_posterior(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    _, out, _ = run(capsys, "kinship", "lr", written(tmp_path, LR), "--json")
    told = json.loads(out)
    assert told["LR"] == pytest.approx(2.5, rel=1e-12)
    assert told["hypotheses"][0]["posterior"] == pytest.approx(2.5 / 3.5, rel=1e-12)
    assert told["hypotheses"][0]["markers"] == {"L": pytest.approx(2.5, rel=1e-12)}
    assert "father" in run(capsys, "kinship", "lr", written(tmp_path, LR))[1]


def test_an_impossible_hypothesis_has_no_infinite_number(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    profiles = {"F": {"L": "8/8"}, "C": {"L": "9/9"}}
    _, out, _ = run(capsys, "kinship", "lr", written(tmp_path, {**LR, "profiles": profiles}), "--json")
    told = json.loads(out)["hypotheses"][0]
    assert (told["LR"], told["log10_LR"], told["log_likelihood"], told["posterior"]) == (0.0, None, None, 0.0)


def test_a_reference_that_cannot_be_is_named_with_those_that_can(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    case = {**LR, "profiles": {"F": {"L": "8/8"}, "C": {"L": "9/9"}}, "reference": "father"}
    code, out, err = run(capsys, "kinship", "lr", written(tmp_path, case), "--json")
    assert (code, json.loads(out)["hypotheses"][1]["LR"]) == (0, None)
    assert "the reference 'father' is impossible; --reference names another: stranger" in err
    assert run(capsys, "kinship", "lr", written(tmp_path, case), "--reference", "stranger")[2] == ""


@pytest.mark.parametrize(
    ("command", "case", "words"),
    [
        (("kinship", "lr"), "{", "no JSON"),
        (("kinship", "lr"), '{"a": 1, "a": 2}', "'a' stands twice"),
        (("kinship", "lr"), [], "there is no case"),
        (("kinship", "lr"), {"loci": ["L"], "markers": [MARKER], "pairs": []}, "there is no case"),
        (("kinship", "lr"), {**LR, "speed": 1}, "'speed' is unknown"),
        (("kinship", "likelihood"), [{"id": "k"}], "case k: field"),
        (("kinship", "likelihood"), [], "there is no case in the list"),
        (("dvi", "solve"), {**DVI, "missing": ["N"]}, "N is in no family"),
    ],
)
def test_a_bad_case_ends_in_one_sentence(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, command: tuple[str, str], case: object, words: str
) -> None:
    code, out, err = run(capsys, *command, written(tmp_path, case), "--json")
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert words in err


def test_bytes_that_are_no_text_are_refused(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "case.json"
    file.write_bytes(b"\xff\xfe")
    for command in (("kinship", "lr", file), ("dna", "search", file, file)):
        code, _, err = run(capsys, *command)
        assert (code, "UTF-8" in err) == (2, True)


def test_a_disaster_is_told_in_full(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    _, out, _ = run(capsys, "dvi", "solve", written(tmp_path, DVI), "--json")
    told = json.loads(out)
    assert told["pairwise"]["LR"] == [[pytest.approx(5.0, rel=1e-12)], [None]]
    assert told["marginals"]["P"] == [pytest.approx([5 / 6, 1 / 6], rel=1e-12), [0.0, 1.0]]
    assert [item["V1"] for item in told["assignments"]] == ["M", "*"]
    assert told["assignments"][0]["posterior"] == pytest.approx(5 / 6, rel=1e-12)
    assert (told["prior"][:4], told["method"], told["assignment_count"]) == ("flat", "exact", 2)
    assert told["conclusions"][0]["Conclusion"] == "Inconclusive"


def test_a_disaster_is_shown_as_tables(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    _, out, _ = run(capsys, "dvi", "solve", written(tmp_path, DVI), "--prior-odds", "0.5", "--no-mutation")
    assert "each identification multiplies" in out
    assert "Inconclusive" in out


ROWS = "vWA,TH01,D21S11,FGA,D8S1179,D3S1358,D18S51"
SEVEN = "14/16,6/9.3,29/30,20/22,12/13,15/17,13/15"


def test_profiles_are_searched_with_what_a_hit_is_worth(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    register, asked, frequencies = tmp_path / "register.csv", tmp_path / "asked.csv", tmp_path / "here.csv"
    register.write_text(f"id,{ROWS}\na,{SEVEN}\nb,{SEVEN.replace('14/16', '14/17')}\nc,{SEVEN.replace('6', '7')}\n")
    asked.write_text(f"id,{ROWS}\nq,{SEVEN}\n")
    values = zip(ROWS.split(","), SEVEN.split(","), strict=True)
    lines = [f"{locus},{value},0.1" for locus, pair in values for value in pair.split("/")]
    rest = [f"{locus},50,0.8" for locus in ROWS.split(",")]
    frequencies.write_text("\n".join(["locus,allele,freq", *lines, *rest, ""]))
    _, out, _ = run(capsys, "dna", "search", register, asked, "--frequencies", frequencies, "--theta", "0", "--json")
    told = json.loads(out)
    assert [(hit["found"], hit["quality"], len(hit["matching"])) for hit in told] == [("a", 1, 7), ("b", 4, 6)]
    assert told[0]["LR"] == pytest.approx(0.02**-7, rel=1e-9)
    assert told[0]["expected_chance_hits"] > 0
    assert "quality" in run(capsys, "dna", "search", register, asked)[1]


def test_a_bad_table_ends_in_one_sentence(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    table.write_text("id,vWA\na,14/x\n")
    code, _, err = run(capsys, "dna", "search", table, table)
    assert (code, "line 2: a: VWA: value 'x'" in err) == (2, True)


@pytest.mark.slow
def test_the_search_is_measured_against_reading_the_table(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, err = run(capsys, "dna", "bench", "--profiles", 2000, "--json")
    told = json.loads(out)
    assert (told["from_memory"], "figures of the cache, not of memory" in err) == (False, True)
    assert {"scan_seconds", "read_seconds", "index_us"} <= set(told)
    assert (told["bytes_per_profile"], told["index_hits"]) == (48, 1)
    assert "scan_seconds" in run(capsys, "dna", "bench", "--profiles", 1000)[1]


def test_a_blind_search_tells_the_most_probable_relationship_first(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    case = {"markers": [MARKER], "profiles": {"Ana": {"L": "8/8"}, "Iva": {"L": "8/8"}}}
    code, out, _ = run(capsys, "kinship", "blind", written(tmp_path, case), "--json")
    told = json.loads(out)
    posteriors = [item["posterior"] for item in told["hypotheses"]]
    assert (code, told["people"]) == (0, ["Ana", "Iva"])
    assert posteriors == sorted(posteriors, reverse=True)
    assert told["hypotheses"][0]["name"] == "twins"
    assert "twins" in run(capsys, "kinship", "blind", written(tmp_path, case))[1].splitlines()[2]
    assert run(capsys, "kinship", "blind", written(tmp_path, {**case, "priors": {"friends": 1}}))[0] == 2


def test_a_lineage_is_told_with_what_it_does_not_say(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    case = {
        "markers": [MARKER], "haplotypes": {"Ivo": {"L": "8"}, "Jure": {"L": "8"}}, "meioses": 1,
        "sample": {"people": 99, "seen": 4},
    }  # fmt: skip
    code, out, _ = run(capsys, "kinship", "lineage", written(tmp_path, case))
    assert code == 0
    assert "LR 20 of one lineage" in out
    assert "to a family, not to a person" in out
    assert json.loads(run(capsys, "kinship", "lineage", written(tmp_path, case), "--json")[1])["LR"] == pytest.approx(
        20
    )


def test_mitochondrial_dna_is_compared_as_laboratories_write_it(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    own = {"ranges": "16024-576", "differences": "263G 315.1C"}
    case = {"mitochondrial": {"Ana": own, "Iva": own}, "sample": {"people": 99, "seen": 4}}
    code, out, _ = run(capsys, "kinship", "lineage", written(tmp_path, case), "--json")
    assert (code, json.loads(out)["LR"]) == (0, pytest.approx(20))
    case["mitochondrial"] = {"Ana": own, "Iva": {**own, "differences": "263J"}}
    code, _, err = run(capsys, "kinship", "lineage", written(tmp_path, case))
    assert (code, "case, Iva: '263J' is no difference" in err) == (2, True)


def test_pairs_are_compared_by_the_frequencies_of_a_table(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    table = tmp_path / "here.csv"
    table.write_text("locus,allele,freq\nL,8,0.2\nL,9,0.8\n")
    pairs = {"loci": ["L"], "pairs": [{"A": ["8/8"], "B": ["8/9"]}, {"A": ["8/8"], "B": ["9/9"]}]}
    code, out, _ = run(capsys, "kinship", "lr", written(tmp_path, pairs), "--frequencies", table, "--json")
    assert (code, [round(item["LR"], 9) for item in json.loads(out)]) == (0, [2.5, 0.0])
    bare = {key: value for key, value in LR.items() if key != "markers"}
    _, out, _ = run(capsys, "kinship", "lr", written(tmp_path, bare), "--frequencies", table, "--json")
    assert json.loads(out)["LR"] == pytest.approx(2.5, rel=1e-12)


def test_a_project_of_familias_is_compared_pedigree_by_pedigree(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = tmp_path / "case.fam"
    file.write_bytes(FAMILIAS.replace("father", "Vater Å").encode("cp1252"))
    told = json.loads(run(capsys, "kinship", "lr", file, "--json")[1])
    assert [(item["name"], round(item["LR"], 9)) for item in told["hypotheses"]] == [("Vater Å", 2.5), ("stranger", 1)]
    _, out, _ = run(capsys, "kinship", "lr", file, "--reference", "Vater Å", "--json")
    assert json.loads(out)["LR"] == pytest.approx(0.4, rel=1e-12)
    logs = json.loads(run(capsys, "kinship", "likelihood", file, "--json")[1])
    assert logs[0] / logs[1] == pytest.approx(2.5, rel=1e-12)
    assert "stranger" in run(capsys, "kinship", "likelihood", file)[1]


@pytest.mark.slow
def test_a_case_in_columns_has_the_likelihood_of_its_pedigree(capsys: pytest.CaptureFixture[str]) -> None:
    file = VECTORS / "familias_silent_theta.json"
    _, out, _ = run(capsys, "kinship", "likelihood", file, "--json")
    wanted = [case["lik_alt"] for case in json.loads(file.read_text())]
    assert json.loads(out) == pytest.approx(wanted, rel=1e-9)

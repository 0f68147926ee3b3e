"""Same arguments, same bytes, in any order and any number of processes; what is wrong is said before anything is written."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from miner.cli import main
from miner.county.building import CountySettings, build, read_truths
from miner.county.errors import KINDS
from miner.errors import UsageError
from tests.county.making import county

SMALL = CountySettings(4, (2023, 2024), 3, {"any": 0.5}, "mixed", "txt")


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_same_arguments_same_bytes_in_any_number_of_processes(tmp_path: Path) -> None:
    build(SMALL, tmp_path / "one")
    build(SMALL, tmp_path / "two", workers=2)
    assert files(tmp_path / "one") == files(tmp_path / "two")
    assert len(files(tmp_path / "one")) == 2 * 8 + 1


def test_another_seed_gives_another_county(tmp_path: Path) -> None:
    texts = ["\n".join(s.text.text for s in next(county(1, seed=seed)).truth().sections) for seed in (3, 4)]
    assert texts[0] != texts[1]


def test_a_document_does_not_depend_on_how_many_there_are() -> None:
    few, many = ({one.file: one.truth() for one in county(number)} for number in (10, 60))
    both = few.keys() & many.keys()
    assert both
    assert all(few[name] == many[name] for name in both)


def test_the_county_says_what_it_holds(tmp_path: Path) -> None:
    counted = build(SMALL, tmp_path)
    manifest = json.loads((tmp_path / "county.json").read_text("utf-8"))
    assert len(manifest["documents"]) == counted["documents"] == 8
    assert manifest["settings"]["seed"] == 3
    truths = dict(read_truths(tmp_path))
    assert {path.name for path in truths} == {entry["file"] for entry in manifest["documents"]}
    for path, truth in truths.items():
        entry = next(one for one in manifest["documents"] if one["file"] == path.name)
        assert entry["errors"] == [error.kind for error in truth.errors]


def test_only_the_explanations(tmp_path: Path) -> None:
    counted = build(SMALL, tmp_path, texts_only=True)
    assert [path.name for path in tmp_path.iterdir()] == ["explanations.jsonl"]
    told = [json.loads(line) for line in (tmp_path / "explanations.jsonl").read_text("utf-8").splitlines()]
    assert len(told) == counted["explanations"] > 60
    assert len({one["id"] for one in told}) == len(told)
    documents = {document.file: document.truth() for document in county(4, seed=3)}
    expected = [t.narratives[r.narrative].reason for t in documents.values() for r in t.reasons]
    assert [one["text"] for one in told] == expected


@pytest.mark.parametrize(
    "wrong",
    [CountySettings(form="atlantis"), CountySettings(rendering="clay"), CountySettings(errors={"typo": 1.0}), CountySettings(0),
     CountySettings(years=(2021, 2023)), CountySettings(10**6), CountySettings(rendering="txt,mixed"),
     CountySettings(errors={"any": float("inf")}), CountySettings(errors={"any": -1.0})],
)  # fmt: skip
def test_what_does_not_exist_is_said_before_anything_is_written(wrong: CountySettings, tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        build(wrong, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_the_command_builds(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    line = [
        "corpus",
        "build",
        "-o",
        str(tmp_path),
        "--departments",
        "2",
        "--years",
        "2024",
        "--rendering",
        "txt",
        "--workers",
        "1",
    ]
    assert main([*line, "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["documents"] == 2
    assert said["errors"] == 0
    assert main([*line, "--errors", ",".join(f"{kind}=1" for kind in sorted(KINDS)[:3])]) == 0
    assert str(tmp_path) in capsys.readouterr().out


@pytest.mark.parametrize(
    "option", [("--years", "99"), ("--years", "2024-2021"), ("--errors", "many"), ("--form", "nowhere")]
)
def test_the_command_says_what_it_does_not_understand(
    option: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["corpus", "build", "-o", str(tmp_path / "x"), *option]) == 2
    assert option[1] in capsys.readouterr().err


def test_a_file_where_the_folder_should_be_is_said(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("")
    with pytest.raises(UsageError):
        build(SMALL, tmp_path / "out")


def test_a_form_may_be_a_file_of_ones_own(tmp_path: Path) -> None:
    form = Path(__file__).resolve().parent.parent / "evaluation" / "forms" / "gansu.toml"
    counted = build(CountySettings(2, (2023,), 3, form=str(form), rendering="txt"), tmp_path)
    assert counted["documents"] == 2

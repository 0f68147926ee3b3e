"""The project's own files agree with each other: commands, pins, documents, wheel."""

from __future__ import annotations

import importlib.metadata
import os
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path
from typing import Any

import pytest

import miner
from miner.cli.app import build
from miner.doctor import DISTRIBUTION
from miner.errors import MinerError
from miner.figures.content import RULES
from miner.settings import FILE_VARIABLE, VARIABLES, Settings
from miner.store import schema
from tests.database_page import PAGE, database_page

ROOT = Path(__file__).resolve().parent.parent
READMES = ("README.md", "README.en.md")
COMMANDS = ("run", "show", "check", "export", "doctor", "settings", "version")

# Written so that this file does not hold what it looks for.
REGISTRY_HOSTS = re.compile(r"pypi[.]org|python[h]osted|registry[.]npmjs|deb[.]debian[.]org|crates[.]io|files[.]pyth")
MACHINE_PATHS = re.compile(r"/(?:work|farm|root|home/\w+|tmp/w)/")


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def pyproject() -> dict[str, Any]:
    return tomllib.loads(read("pyproject.toml"))


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def pins() -> dict[str, str]:
    lines = (line.partition("#")[0].strip() for line in read("constraints.txt").splitlines())
    return {normal(line.partition("==")[0]): line.partition("==")[2] for line in lines if line}


def project_files() -> list[Path]:
    """The files of the project: those that git tracks or would track, else everything that is not hidden or built."""
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if listing.returncode == 0:
        found = [ROOT / os.fsdecode(name) for name in listing.stdout.split(b"\0") if name]
        return [path for path in found if path.is_file()]
    built = {"out", "build", "dist", "__pycache__"}
    return [
        path
        for path in ROOT.rglob("*")
        if path.is_file()
        and not any(part in built or part.startswith(".") for part in path.relative_to(ROOT).parent.parts)
    ]


def commands_of(readme: str) -> list[str]:
    """The command lines that set up an environment, as the page prints them."""
    blocks = re.findall(r"```(?:bash|sh)\n(.*?)```", readme, re.DOTALL)
    return [line for block in blocks for line in block.splitlines() if line.startswith("python3 -m venv")]


def test_both_readmes_print_the_same_two_commands() -> None:
    chinese, english = (commands_of(read(name)) for name in READMES)
    assert chinese == english
    assert len(chinese) == 2


def test_the_first_command_mines_the_shipped_sample() -> None:
    first, _ = commands_of(read("README.md"))
    assert "miner run corpus/sample -o out" in first
    assert any((ROOT / "corpus" / "sample").iterdir())


def test_ci_runs_the_second_command_as_printed() -> None:
    _, second = commands_of(read("README.md"))
    assert second in read(".ci/run").splitlines()
    assert "pytest" in second


def test_ci_can_be_run() -> None:
    assert os.access(ROOT / ".ci" / "run", os.X_OK)
    assert subprocess.run(["bash", "-n", str(ROOT / ".ci" / "run")], check=False).returncode == 0


@pytest.mark.parametrize("page", [*READMES, "docs/cli.md"])
def test_every_command_is_documented(page: str) -> None:
    text = read(page)
    assert [command for command in COMMANDS if f"miner {command}" not in text] == []


def test_every_command_stands_in_the_table_of_commands() -> None:
    written = set(re.findall(r"^\| `miner ([a-z-]+)", read("docs/cli.md"), re.MULTILINE))
    assert written == set(build().commands)


def test_every_option_is_documented() -> None:
    text = read("docs/cli.md")
    declared = "".join(path.read_text("utf-8") for path in sorted((ROOT / "miner" / "cli").glob("*.py")))
    written = set(re.findall(r'"(--[a-z]+)"', declared))
    plain = {f"--{name}" for name in ("lang", "settings", "workers", "timeout", "memory", "format")}
    plain |= {"--cause", "--department", "--year", "--least", "--limit"}
    plain |= {"--rule", "--severity", "--words", "--state", "--kind"}
    assert written
    assert [option for option in sorted(written | plain) if f"`{option}" not in text] == []


def test_every_setting_is_documented() -> None:
    text = read("docs/cli.md")
    names = [*Settings.model_fields, *VARIABLES.values(), FILE_VARIABLE]
    assert [name for name in names if f"`{name}`" not in text] == []


def test_documented_defaults_are_the_real_ones() -> None:
    text = read("docs/cli.md")
    shown = dict(re.findall(r"^\| `(\w+)` \| `MINER_.+\| ([^|]+) \|$", text, re.MULTILINE))
    settings = Settings(workers=1)
    assert shown == {
        "language": f"`{settings.language}`",
        "workers": "number of cores",
        "timeout": f"{settings.timeout:g}",
        "memory": str(settings.memory),
    }


def test_exit_codes_are_documented() -> None:
    def kinds(error: type[MinerError]) -> list[type[MinerError]]:
        return [error, *(kind for child in error.__subclasses__() for kind in kinds(child))]

    codes = {0, 130, *(error.exit_code for error in kinds(MinerError))}
    assert codes == {0, 1, 2, 3, 4, 130}
    for page in (*READMES, "docs/cli.md"):
        assert [code for code in codes if not re.search(rf"^\| {code} \|", read(page), re.MULTILINE)] == []


def test_the_database_page_is_what_the_schema_says() -> None:
    assert read(PAGE) == database_page(), "renew it: python -m tests.database_page"
    assert all(f"`{table.name}`" in read(PAGE) for table in schema.TABLES)


def test_every_dependency_is_pinned_exactly() -> None:
    project = pyproject()["project"]
    declared = list(project["dependencies"])
    for extra in project["optional-dependencies"].values():
        declared += extra
    names = {normal(re.split(r"[<>=!~\[; ]", requirement)[0]) for requirement in declared} - {DISTRIBUTION}
    assert names - pins().keys() == set()
    assert [name for name, version in pins().items() if not version] == []


def test_pins_cover_the_whole_closure() -> None:
    """Whatever our dependencies need here is pinned too, and installed as pinned."""
    waiting, seen = [f"{DISTRIBUTION}[dev,test]"], set()
    missing, other = set(), set()
    while waiting:
        name, extras = _split(waiting.pop())
        if (name, extras) in seen:
            continue
        seen.add((name, extras))
        try:
            here = importlib.metadata.distribution(name)
        except importlib.metadata.PackageNotFoundError:
            continue  # an extra that is not installed here
        if normal(name) != DISTRIBUTION:
            if normal(name) not in pins():
                missing.add(name)
            elif pins()[normal(name)] != here.version:
                other.add(f"{name} {here.version}")
        waiting += [_name(needed) for needed in here.requires or [] if _wanted(needed, extras)]
    assert missing == set()
    assert other == set()


def _split(requirement: str) -> tuple[str, frozenset[str]]:
    name, _, rest = requirement.partition("[")
    return name, frozenset(rest.rstrip("]").split(",")) if rest else frozenset()


def _name(requirement: str) -> str:
    found = re.match(r"[\w.-]+(?:\[[\w,.-]+\])?", requirement)
    assert found is not None
    return found[0]


def _wanted(requirement: str, extras: frozenset[str]) -> bool:
    marker = requirement.partition(";")[2]
    if not marker:
        return True
    extra = re.search(r"extra == ['\"]([\w.-]+)['\"]", marker)
    # A marker about the platform or the Python version is met where the package is here, which the caller sees.
    return extra is None or extra[1] in extras


def test_constraints_name_no_place() -> None:
    assert not re.search(r"^\s*-|://|@", read("constraints.txt"), re.MULTILINE)


def test_no_registry_and_no_path_of_a_machine_stands_in_the_project() -> None:
    found = []
    for path in project_files():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        found += [
            f"{path.relative_to(ROOT)}: {match[0]}"
            for pattern in (REGISTRY_HOSTS, MACHINE_PATHS)
            for match in pattern.finditer(text)
        ]
    assert found == []


def test_links_between_the_documents_lead_somewhere() -> None:
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]
    broken = [
        f"{page.name}: {target}"
        for page in pages
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text(encoding="utf-8"))
        if not (page.parent / target).exists()
    ]
    assert broken == []


def test_commands_of_the_documents_are_there() -> None:
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), *(ROOT / "corpus").glob("*.md")]
    named = {
        name for page in pages for name in re.findall(r"python -m ((?:tests|corpus)[\w.]+)", page.read_text("utf-8"))
    }
    runnable = {
        path.stem for path in (ROOT / "tests" / "evaluation").glob("*.py") if "__main__" in path.read_text("utf-8")
    }
    assert {f"tests.evaluation.{name}" for name in runnable} <= named
    assert [name for name in sorted(named) if not (ROOT / f"{name.replace('.', '/')}.py").is_file()] == []


def test_the_citation_says_what_the_package_says() -> None:
    """Valid by the schema of the Citation File Format 1.2.0 when it was written; what changes is compared here."""
    said = dict(re.findall(r"^([a-z-]+): +(.+)$", read("CITATION.cff"), re.MULTILINE))
    project = pyproject()["project"]
    assert said["cff-version"] == "1.2.0"
    assert {"message", "title", "type", "version"} <= said.keys()
    assert (said["title"], said["license"], said["type"]) == (DISTRIBUTION, project["license"], "software")
    assert said["version"] == miner.__version__
    assert re.findall(r"^  - name: (.+)$", read("CITATION.cff"), re.MULTILINE) == [
        author["name"] for author in project["authors"]
    ]


def test_hooks_call_the_projects_own_tools() -> None:
    hooks = read(".pre-commit-config.yaml")
    assert "repo: local" in hooks
    assert hooks.count("repo:") == 1
    assert all(entry.startswith(".venv/bin/") for entry in re.findall(r"entry: (.+)", hooks))


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built without a network by the build tool of the test environment."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    done = subprocess.run(build, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (built,) = folder.glob("*.whl")
    return built


def test_the_wheel_carries_models_and_pins(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    models = {f"miner/{path.relative_to(ROOT).as_posix()}" for path in (ROOT / "models").rglob("*") if path.is_file()}
    assert models
    assert models - names == set()
    assert "miner/constraints.txt" in names
    assert "miner/report/templates" in {str(Path(name).parent) for name in names}
    assert not [name for name in names if name.startswith(("tests/", "corpus/"))]


def test_the_wheel_works_from_any_folder(wheel: Path, tmp_path: Path) -> None:
    """Unpacked elsewhere, and called from elsewhere, it finds its models and reads a document."""
    zipfile.ZipFile(wheel).extractall(tmp_path / "installed")
    (tmp_path / "note.txt").write_text("青河县水务局2024年度部门决算\n", encoding="utf-8")
    environ = {**os.environ, "PYTHONPATH": str(tmp_path / "installed"), "MINER_LANG": "en"}
    where = "import miner, miner.doctor; print(miner.__file__); print(miner.doctor.model_files())"
    found = _python(["-c", where], tmp_path, environ)
    assert str(tmp_path / "installed") in found.stdout.splitlines()[0]
    assert "State.OK" in found.stdout
    shown = _python(["-m", "miner", "show", "note.txt", "--json"], tmp_path, environ)
    assert "青河县" in shown.stdout, shown.stderr


def _python(arguments: list[str], folder: Path, environ: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments], cwd=folder, env=environ, capture_output=True, text=True, check=False
    )


def test_every_rule_on_content_is_explained_with_its_severity() -> None:
    page = read("docs/findings.md")
    rows = dict(re.findall(r"^\| ([A-Z-]+) \| .* \| (\w+) \|$", page, re.MULTILINE))
    assert rows == {rule.name: rule.severity.value for rule in RULES}


@pytest.mark.parametrize("page", ["docs/explanations.md"])
def test_code_of_the_documents_runs(page: str, capsys: pytest.CaptureFixture[str]) -> None:
    blocks = re.findall(r"```python\n(.*?)```", read(page), re.DOTALL)
    assert blocks
    for block in blocks:
        exec(block, {})
    assert capsys.readouterr().out

from dataclasses import replace
from pathlib import Path

import pytest

from miner.errors import EncryptedDocument, UnreadableDocument
from miner.model import (
    Disclosure,
    DisclosureKind,
    Explanation,
    Figure,
    HealthVerdict,
    Narrative,
    Outcome,
    Page,
    PageHealth,
    Source,
)
from miner.runs import harvest, mine, mining
from tests.store import factories

PATH = Path("a.pdf")


def health(verdict: HealthVerdict, note: str = "") -> PageHealth:
    return PageHealth(verdict, 100, 0.8, 0.0, 0.0, note)


@pytest.fixture
def stages(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Every stage gives what the factory made."""
    record = factories.mined()
    pages = tuple(Page(n + 1, 595, 842, (), (), page) for n, page in enumerate(record.disclosure.health))
    monkeypatch.setattr(mining, "read", lambda path: Source(path.name, record.disclosure.sha256, "pdf", pages))
    monkeypatch.setattr(mining, "lay_out", lambda pages: ())
    monkeypatch.setattr(mining, "disclose", lambda source, blocks: record.disclosure)
    monkeypatch.setattr(mining, "find_narratives", lambda disclosure: record.narratives)
    monkeypatch.setattr(mining, "find_figures", lambda disclosure, narratives: record.figures)
    monkeypatch.setattr(mining, "link_figures", lambda *_: record.links)
    monkeypatch.setattr(mining, "check_identities", lambda *_: record.checks)
    monkeypatch.setattr(mining, "check_content", lambda *_: ())
    monkeypatch.setattr(mining, "collect_findings", lambda *_: record.findings)
    monkeypatch.setattr(mining, "explain", lambda *_: (factories.explanation(record),))
    monkeypatch.setattr(mining, "measures_of", lambda *_: (factories.measure(record),))
    return monkeypatch


def disclosed(stages: pytest.MonkeyPatch, disclosure: Disclosure) -> None:
    stages.setattr(mining, "disclose", lambda source, blocks: disclosure)


def broken(*_: object) -> tuple[object, ...]:
    raise ZeroDivisionError("stumbled")


@pytest.mark.usefixtures("stages")
def test_the_stages_give_one_record() -> None:
    whole = harvest(PATH)
    expected = factories.mined()
    assert replace(whole.mined, seconds=0.0) == replace(expected, seconds=0.0)
    assert whole.mined.seconds > 0
    assert (whole.form, len(whole.explanations), len(whole.measures)) == ("pdf", 1, 1)
    assert replace(mine(PATH), seconds=0.0) == replace(expected, seconds=0.0)


def test_a_stage_that_stumbles_costs_only_its_own(stages: pytest.MonkeyPatch) -> None:
    stages.setattr(mining, "find_narratives", broken)
    mined = mine(PATH)
    assert mined.narratives == ()
    assert mined.figures == factories.mined().figures
    [problem] = mined.problems
    assert (problem.component, problem.page) == ("narratives", None)
    assert "ZeroDivisionError: stumbled" in problem.message


@pytest.mark.parametrize(
    ("stage", "component"),
    [
        ("find_figures", "figures"),
        ("link_figures", "links"),
        ("check_identities", "checks"),
        ("check_content", "content"),
        ("collect_findings", "findings"),
        ("explain", "explanations"),
        ("measures_of", "comparison"),
    ],
)
def test_every_later_stage_may_stumble(stages: pytest.MonkeyPatch, stage: str, component: str) -> None:
    stages.setattr(mining, stage, broken)
    whole = harvest(PATH)
    assert [problem.component for problem in whole.mined.problems] == [component]
    assert whole.mined.disclosure.outcome is Outcome.COMPLETE


@pytest.mark.parametrize(
    ("stage", "component"), [("read", "reading"), ("lay_out", "layout"), ("disclose", "disclosure")]
)
def test_without_a_disclosure_there_is_nothing(stages: pytest.MonkeyPatch, stage: str, component: str) -> None:
    stages.setattr(mining, stage, broken)
    with pytest.raises(UnreadableDocument, match="stumbled") as caught:
        mine(PATH)
    assert getattr(caught.value, "component", "") == component


def test_reading_errors_are_passed_on_as_they_are(stages: pytest.MonkeyPatch) -> None:
    def locked(_: Path) -> Source:
        raise EncryptedDocument("文件已加密")

    stages.setattr(mining, "read", locked)
    with pytest.raises(EncryptedDocument):
        mine(PATH)


def test_lack_of_memory_is_nobodys_fault_and_ends_the_worker(stages: pytest.MonkeyPatch) -> None:
    def hungry(_: Disclosure) -> tuple[Narrative, ...]:
        raise MemoryError

    stages.setattr(mining, "find_narratives", hungry)
    with pytest.raises(MemoryError):
        mine(PATH)


def test_sick_pages_are_said_and_empty_ones_are_not(stages: pytest.MonkeyPatch) -> None:
    pages = (
        health(HealthVerdict.GOOD),
        health(HealthVerdict.SCANNED, "本页是图像"),
        health(HealthVerdict.EMPTY),
        health(HealthVerdict.UNREADABLE),
        health(HealthVerdict.REPAIRED),
    )
    disclosed(stages, replace(factories.disclosure(), health=pages))
    problems = mine(PATH).problems
    assert [(problem.component, problem.page) for problem in problems] == [("reading", 2), ("reading", 4)]
    assert problems[0].message == "本页是图像"


def test_sick_pages_do_not_reach_the_layout(stages: pytest.MonkeyPatch) -> None:
    seen: list[int] = []
    pages = [Page(n, 1, 1, (), (), health(v)) for n, v in enumerate([HealthVerdict.GOOD, HealthVerdict.UNREADABLE], 1)]
    stages.setattr(mining, "read", lambda path: Source(path.name, "0" * 64, "pdf", tuple(pages)))

    def lay_out(given: list[Page]) -> tuple[()]:
        seen.extend(page.number for page in given)
        return ()

    stages.setattr(mining, "lay_out", lay_out)
    mine(PATH)
    assert seen == [1]


@pytest.mark.parametrize("kind", [DisclosureKind.GOVERNMENT_ACCOUNTS, DisclosureKind.OTHER])
def test_nothing_is_mined_from_what_is_no_departments_disclosure(
    stages: pytest.MonkeyPatch, kind: DisclosureKind
) -> None:
    disclosure = factories.disclosure()
    disclosed(stages, replace(disclosure, identity=replace(disclosure.identity, kind=kind)))
    whole = harvest(PATH)
    assert whole.mined.disclosure.outcome is Outcome.FAILED
    assert (whole.mined.disclosure.sections, whole.mined.disclosure.tables) == ((), ())
    assert (whole.mined.narratives, whole.mined.figures, whole.explanations, whole.measures) == ((), (), (), ())
    assert len(whole.mined.disclosure.problems) == 1


def test_a_scan_is_called_a_scan(stages: pytest.MonkeyPatch) -> None:
    disclosure = factories.disclosure()
    identity = replace(disclosure.identity, kind=DisclosureKind.OTHER)
    pages = (health(HealthVerdict.SCANNED, "本页是图像"), health(HealthVerdict.EMPTY))
    disclosed(stages, replace(disclosure, identity=identity, health=pages))
    problems = mine(PATH).disclosure.problems
    assert "扫描件" in problems[0].message
    assert [problem.page for problem in problems] == [None, 1]


def test_what_a_document_holds_can_travel_between_processes() -> None:
    import pickle

    record = factories.mined()
    assert pickle.loads(pickle.dumps(record)) == record
    explanation: Explanation = factories.explanation(record)
    figure: Figure = record.figures[0]
    assert pickle.loads(pickle.dumps((explanation, figure))) == (explanation, figure)

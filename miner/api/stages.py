"""The stages as functions on files and on text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from miner.model import Disclosure, DisclosureKind, Explanation, Finding, Mined, Section, SectionRole, Source

if TYPE_CHECKING:  # loading them takes longer than `import miner` should
    import pandas as pd

    from miner.runs import RunSummary

_TEXT = "text.txt"


def read(path: str | Path) -> Disclosure:
    """Read and understand a document: who and which year, its sections, its statutory tables. Nothing is mined yet.

    Args:
        path: a PDF, docx, HTML, Markdown or text file.

    Returns:
        The disclosure; its ``problems`` say what could not be read, and its ``outcome`` how far it could.

    Raises:
        UnreadableDocument: the file as a whole cannot be read.

    >>> disclosure = miner.read("corpus/sample/岚阳县水利局_2023_部门决算.pdf")
    >>> disclosure.identity.department, disclosure.identity.fiscal_year
    ('岚阳县水利局', 2023)
    >>> disclosure.tables[0].kind.value
    'income_expenditure_summary'
    """
    from miner.reading import read as read_pages

    return _understood(read_pages(Path(path)))


def mine(path: str | Path) -> Mined:
    """Mine a document: narratives, figures with what backs them, checks, findings.

    Args:
        path: a PDF, docx, HTML, Markdown or text file.

    Returns:
        What was mined; ``disclosure`` is what `read` gives.

    Raises:
        UnreadableDocument: the file as a whole cannot be read, or nothing can be understood of it.

    >>> mined = miner.mine("corpus/sample/岚阳县水利局_2023_部门决算.pdf")
    >>> narrative = next(one for one in mined.narratives if one.kind == "variance" and one.reason)
    >>> narrative.reason in narrative.text
    True
    """
    from miner.runs.mining import mine as mine_file

    return mine_file(Path(path))


def mine_text(text: str, name: str = _TEXT) -> Mined:
    """Mine a text that is at hand already: a whole disclosure, or a passage of one.

    A text that says neither whose accounts these are nor of which year is taken for a passage of the explanations
    (情况说明): its narratives and figures are mined, and its figures compared with each other.

    Args:
        text: lines as in a text file; tables as lines with tabs.
        name: what it is called; with the suffix ``.md`` it is read as Markdown.

    Returns:
        What was mined. Offsets count in the text of ``disclosure.sections``, which has no page marks and no blank lines.

    >>> mined = miner.mine_text("2024年度支出合计120.50万元，比上年增加20.50万元，增长20.5%，主要原因是人员增加。")
    >>> mined.narratives[0].reason, mined.narratives[0].direction.value
    ('人员增加', 'up')
    >>> [(figure.text, link.verdict.value) for figure, link in zip(mined.figures, mined.links)][-1]
    ('20.5%', 'arithmetic_ok')
    """
    from miner.reading import read_bytes
    from miner.runs.mining import mine_disclosure

    disclosure = _understood(read_bytes(text.encode("utf-8", "replace"), name))
    if disclosure.identity.kind is DisclosureKind.OTHER:
        disclosure = replace(disclosure, sections=tuple(map(_as_explanation, disclosure.sections)))
    return mine_disclosure(disclosure)


def check(path: str | Path) -> tuple[Finding, ...]:
    """What an auditor should look at in a document, the gravest first: both sides, neither called right.

    Args:
        path: a PDF, docx, HTML, Markdown or text file.

    Raises:
        UnreadableDocument: as in `mine`.

    >>> for finding in miner.check("corpus/sample/岚阳县水利局_2023_部门决算.pdf"):
    ...     assert finding.message and finding.evidence
    """
    return mine(path).findings


def explanations_of(source: Mined | str) -> tuple[Explanation, ...]:
    """The reasons that variances give, each with its template: figures, years, accounts and names are slots.

    Args:
        source: what `mine` or `mine_text` gave, or a text.

    >>> [explanation.template for explanation in miner.explanations_of("支出比上年增加20.50万元，主要原因是2024年新增人员3人。")]
    ['{年}新增人员{数}']
    """
    from miner.explanations import explain

    mined = mine_text(source) if isinstance(source, str) else source
    return explain(mined.disclosure, mined.narratives)


def cluster(texts: Iterable[str], departments: Sequence[str] | None = None, workers: int = 1) -> pd.DataFrame:
    """Group reasons that you already have, as the explanations of documents are grouped. Their order does not matter.

    Args:
        texts: the reasons; of a `pandas.Series` the index is kept.
        departments: whose each of them is, or nothing; a department's name in its text becomes a slot, and wordings
            that more departments use lead.
        workers: processes for masking. More than one is of use from some 20,000 texts on.

    Returns:
        A row for each text: ``text``, ``template``, ``cluster_id`` (equal for texts that say the same in nearly the same words),
        ``family_id`` (equal for texts that give the same reason), ``cause`` (or ``unsure``), ``similarity`` (to the text
        that leads the cluster, 0 to 1).

    Raises:
        ValueError: there is not one department for each text.

    >>> found = miner.cluster(["人员变动", "人员有所变动。", "项目减少"])
    >>> found["cluster_id"].nunique(), found["cluster_id"][0] == found["cluster_id"][1]
    (2, True)
    """
    import pandas as pd

    from miner.explanations import ReasonText, cluster_texts

    index = texts.index if isinstance(texts, pd.Series) else None
    reasons = list(texts)
    owners = [""] * len(reasons) if departments is None else list(departments)
    given = (ReasonText(str(at), text, owner) for at, (text, owner) in enumerate(zip(reasons, owners, strict=True)))
    grouped = list(cluster_texts(given, workers))
    columns = {
        "text": pd.array(reasons, dtype="string"),
        "template": pd.array([one.template for one in grouped], dtype="string"),
        "cluster_id": pd.array([one.cluster_id for one in grouped], dtype="string"),
        "family_id": pd.array([one.family_id for one in grouped], dtype="string"),
        "cause": pd.Categorical([one.cause for one in grouped]),
        "similarity": pd.array([one.similarity for one in grouped], dtype="float64"),
    }
    return pd.DataFrame(columns, index=index)


def run(
    inputs: str | Path | Iterable[str | Path], out: str | Path, *, workers: int | None = None, report: bool = False
) -> RunSummary:
    """Mine documents into ``out/miner.db``, as ``miner run`` does; what has not changed is not read again.

    Documents are mined in processes of their own. A script that calls it needs ``if __name__ == "__main__":``.

    Args:
        inputs: a file or folder, or several.
        out: the output folder; made if absent.
        workers: documents at the same time; as many as the machine has cores unless it is given.
        report: write ``out/report/index.html``, too.

    Raises:
        UsageError: an input is not there, or there is nothing to read.
        StoreError: the database cannot be used.

    >>> summary = miner.run("corpus/sample", "out")
    >>> summary.read, summary.skipped == summary.files  # the second time nothing is read
    (0, True)
    """
    from miner.comparing.answering import Comparer
    from miner.report import write_report
    from miner.runs import RunOptions
    from miner.runs import run as run_all

    given = [inputs] if isinstance(inputs, str | Path) else list(inputs)
    options = RunOptions() if workers is None else RunOptions(workers=workers)
    written = partial(write_report, comparing=Comparer(Path(out))) if report else None
    return run_all([Path(one) for one in given], Path(out), options=options, report=written)


def _understood(source: Source) -> Disclosure:
    from miner.disclosure import disclose
    from miner.layout import lay_out

    return disclose(source, lay_out([page for page in source.pages if page.health.minable]))


def _as_explanation(section: Section) -> Section:
    """A section of a passage: without headings nothing says that it explains."""
    if section.role in (SectionRole.FRONT, SectionRole.OTHER):
        return replace(section, role=SectionRole.EXPLANATION)
    return section

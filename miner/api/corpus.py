"""A corpus: what a run has found, as pandas data frames."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

from miner.api import frames
from miner.api.frames import FRAMES, Frame
from miner.api.tabulating import Decimals, data_frame, dtype_of
from miner.bilingual import say
from miner.errors import UsageError
from miner.store import schema
from miner.store.connection import Closing
from miner.store.judging import state_of
from miner.store.reading import Reader
from miner.store.reviewed import review_of

if TYPE_CHECKING:  # loading it takes longer than opening a corpus
    import pandas as pd

DATABASE = "miner.db"


def open(out: str | Path, decimals: Decimals = "decimal") -> Corpus:
    """Open what a run has found.

    Args:
        out: the output folder of ``miner run``, or its ``miner.db``.
        decimals: what numbers of money are: ``decimal`` keeps every digit as printed (`decimal.Decimal`; ``None`` where
            there is no number), ``float`` gives ``float64`` for statistics (``NaN``).

    Returns:
        The corpus; close it, or use it as a context manager.

    Raises:
        StoreError: there is no database, or it is damaged, not ours or of a newer miner.
        UsageError: ``decimals`` is neither.

    >>> with miner.open("out") as corpus:
    ...     print(corpus.documents()["fiscal_year"].unique().tolist())
    [2023, 2024]
    """
    if decimals not in ("decimal", "float"):
        raise UsageError(
            say(f"decimals 不能是 {decimals!r}", f"decimals cannot be {decimals!r}"),
            say("可用：decimal、float。", "It is decimal or float."),
        )
    place = Path(out)
    return Corpus(Reader.open(place / DATABASE if not place.is_file() else place), decimals)


class Corpus(Closing):
    """What a run has found, as pandas data frames. Made by `miner.open`; a context manager.

    Nothing can be written through it. All frames show one state of the database, that of the moment in which it was opened,
    whatever a run or a reviewer writes meanwhile: open it anew to see that. A frame is made anew by each call and is
    the caller's own. Rows of documents' records are in the order of the document; ``doc_id`` joins the frames.

    What is missing stays missing: ``<NA>`` in ``Int64``, ``string`` and ``boolean`` columns, ``NaN`` in ``float64`` and
    ``category``, ``None`` in ``object`` columns (``Decimal``, JSON, boxes). A blank cell has no value, and that is not 0.
    Text that is not known is empty where `describe` says so.
    """

    def __init__(self, reader: Reader, decimals: Decimals = "decimal") -> None:
        self._opened: Reader | None = reader
        self._path = reader.path
        self._decimals = decimals
        self._open = ExitStack()
        self._open.enter_context(reader)
        try:
            self._open.enter_context(reader.snapshot())
            self._stamp = reader.stamp()  # a snapshot begins with its first query
        except BaseException:
            self._open.close()
            raise

    def close(self) -> None:
        """Close the database; frames that were made stay.

        >>> corpus = miner.open("out")
        >>> corpus.close()
        """
        self._opened = None
        self._open.close()

    def __repr__(self) -> str:
        return f"<Corpus {self._path}: {self._stamp[0]} documents>"

    # ------------------------------------------------------------------------------------------------------ description

    def describe(self, frame: str | None = None) -> pd.DataFrame:
        """What the columns hold: a frame of ``frame``, ``column``, ``dtype`` and ``note``.

        Args:
            frame: the name of a method, or ``evidence``, ``reviewed_clusters`` or ``wide_profiles``, or any table of the
                database; all frames unless it is given.

        Raises:
            UsageError: there is no such frame.

        >>> print(corpus.describe("clusters").set_index("column")["note"]["departments"])
        How many departments use it.
        """
        import pandas as pd

        wanted = list(FRAMES.values()) if frame is None else [FRAMES.get(frame) or _table(frame)]
        rows = [
            (one.name, field.name, dtype_of(field, self._decimals), field.note)
            for one in wanted
            for field in one.fields
        ]
        return pd.DataFrame(rows, columns=["frame", "column", "dtype", "note"], dtype="string")

    # --------------------------------------------------------------------------------------------------------- documents

    def documents(self) -> pd.DataFrame:
        """The documents: who, where, which year, and how far each could be read.

        >>> documents = corpus.documents()
        >>> documents.loc[documents["department"] == "岚阳县水利局", ["fiscal_year", "kind"]].values.tolist()
        [[2023, 'final_accounts'], [2024, 'final_accounts']]
        """
        return self._frame(frames.DOCUMENTS)

    def sections(self, doc_id: str | None = None) -> pd.DataFrame:
        """The sections with their text, of all documents or of one.

        >>> sections = corpus.sections()
        >>> bool(sections.loc[sections["role"] == "explanation", "text"].str.contains("万元").any())
        True
        """
        return self._frame(frames.SECTIONS, doc_id)

    def tables(self, doc_id: str | None = None) -> pd.DataFrame:
        """The statutory tables, of all documents or of one.

        >>> tables = corpus.tables()
        >>> tables.loc[tables["kind"] == "three_public", ["doc_id", "title", "unit"]].columns.tolist()
        ['doc_id', 'title', 'unit']
        """
        return self._frame(frames.TABLES, doc_id)

    def cells(self, doc_id: str | None = None) -> pd.DataFrame:
        """The cells of the tables, of all documents or of one. There are many: take one document's where you can.

        >>> cells = corpus.cells()
        >>> cells.loc[cells["state"] == "blank", "value"].unique().tolist()
        [None]
        """
        return self._frame(frames.CELLS, doc_id)

    def narratives(self, doc_id: str | None = None) -> pd.DataFrame:
        """The mined prose: variances with their reasons, projects, problems, measures.

        >>> narratives = corpus.narratives()
        >>> with_reason = narratives[(narratives["kind"] == "variance") & (narratives["reason"] != "")]
        >>> bool((with_reason["text"].str.len() > with_reason["reason"].str.len()).all())
        True
        """
        return self._frame(frames.NARRATIVES, doc_id)

    def projects(self, doc_id: str | None = None) -> pd.DataFrame:
        """What project descriptions state beyond their text.

        >>> corpus.projects().columns.tolist()[3:]
        ['narrative_id', 'name', 'spending', 'unit', 'purpose', 'done']
        """
        return self._frame(frames.PROJECTS, doc_id)

    def figures(self, doc_id: str | None = None) -> pd.DataFrame:
        """The numbers that the prose states, each with what backs it and the verdict.

        >>> figures = corpus.figures()
        >>> matching = figures[figures["verdict"] == "match"].merge(corpus.cells(), on="cell_id", suffixes=("", "_of_cell"))
        >>> stated = matching[(matching["unit"] == "万元") & (matching["unit_of_cell"] == "万元")]
        >>> bool((stated["value"] == stated["value_of_cell"]).all())
        True
        """
        return self._frame(frames.FIGURES, doc_id)

    def checks(self, doc_id: str | None = None) -> pd.DataFrame:
        """The identities and content rules that were applied, each with its verdict.

        >>> checks = corpus.checks()
        >>> bool((checks.loc[checks["verdict"] == "fail", "why"] == "").any())
        False
        """
        return self._frame(frames.CHECKS, doc_id)

    def findings(self, doc_id: str | None = None, *, evidence: bool = False) -> pd.DataFrame:
        """What an auditor reads, the gravest first, with the state of its review.

        Args:
            doc_id: of one document; of all unless it is given.
            evidence: a row for each piece of evidence (frame ``evidence``) instead of one for each finding. A finding
                without any has no row then.

        >>> findings = corpus.findings()
        >>> findings.loc[findings["severity"] >= "warning", "review"].unique().tolist()
        ['open']
        >>> corpus.findings(evidence=True)[["role", "quote"]].columns.tolist()
        ['role', 'quote']
        """
        judged = self._reader.judgements(standing=True)
        states: dict[str, list[Any]] = defaultdict(list)
        for one in judged:
            if one.target_kind == "finding":
                states[one.target_key].append(one)
        at = [field.name for field in frames.FINDINGS.fields].index("finding_id")
        rows = [(*row, state_of(states[row[at]])) for row in self._rows(frames.FINDINGS, doc_id)]
        if evidence:
            return data_frame(frames.EVIDENCE, _pieces(rows), self._decimals)
        return data_frame(frames.FINDINGS, rows, self._decimals)

    # ------------------------------------------------------------------------------------------------------------ corpus

    def explanations(self, doc_id: str | None = None, *, reviewed: bool = False) -> pd.DataFrame:
        """The reasons that variances give, masked and grouped.

        Args:
            doc_id: of one document; of all unless it is given.
            reviewed: ``cluster_id`` as reviewers left it, missing for what they took out, and not as the run found it.

        >>> explanations = corpus.explanations()
        >>> bool(explanations["cluster_id"].isin(corpus.clusters()["cluster_id"]).all())
        True
        """
        made = self._frame(frames.EXPLANATIONS, doc_id)
        if reviewed:
            homes = review_of(self._reader).homes
            made["cluster_id"] = made["explanation_id"].map(homes).astype("string")
        return made

    def clusters(self, *, reviewed: bool = False) -> pd.DataFrame:
        """Explanations that say the same in nearly the same words, those of most departments first.

        Args:
            reviewed: as reviewers left them (frame ``reviewed_clusters``) and not as the run found them.

        >>> clusters = corpus.clusters()
        >>> int(clusters["size"].sum()) == len(corpus.explanations())
        True
        >>> corpus.clusters(reviewed=True)["name"].unique().tolist()  # nobody has named any
        ['']
        """
        if not reviewed:
            return self._frame(frames.CLUSTERS)
        rows = [
            (
                one.cluster_id,
                one.template,
                one.label,
                one.cause,
                one.name,
                one.size,
                one.departments,
                one.documents,
                one.first_year,
                one.last_year,
                list(one.members),
                list(one.excluded),
                list(one.merged_from),
                one.split_from,
            )
            for one in review_of(self._reader).clusters
        ]
        return data_frame(frames.REVIEWED_CLUSTERS, rows, self._decimals)

    def profiles(self, doc_id: str | None = None, *, wide: bool = False) -> pd.DataFrame:
        """The measures of each document (docs/measures.md), with a note where one is undefined.

        Args:
            doc_id: of one document; of all unless it is given.
            wide: a row for each document and a column for each measure (frame ``wide_profiles``).

        >>> profiles = corpus.profiles()
        >>> bool((profiles.loc[profiles["value"].isna(), "note"] != "").all())  # undefined is never without a reason
        True
        >>> len(corpus.profiles(wide=True)) == len(corpus.documents())
        True
        """
        long = self._frame(frames.PROFILES, doc_id)
        if not wide:
            return long
        documents = self._frame(frames.DOCUMENTS, doc_id)[[field.name for field in frames.WIDE_PROFILES.fields]]
        spread = long.astype({"measure": "string"}).pivot(index="doc_id", columns="measure", values="value")
        spread.columns = spread.columns.astype("object")
        return documents.merge(spread.reset_index(), on="doc_id", how="left")

    # ------------------------------------------------------------------------------------------------------------ others

    def judgements(self) -> pd.DataFrame:
        """What reviewers decided, in the order in which it came in; also what was withdrawn.

        >>> corpus.judgements().columns.tolist()[:4]
        ['judgement_id', 'target_kind', 'target_key', 'verdict']
        """
        return self._frame(frames.JUDGEMENTS)

    def errors(self, doc_id: str | None = None) -> pd.DataFrame:
        """What could not be done, and why.

        >>> corpus.errors().columns.tolist()
        ['doc_id', 'component', 'page', 'message', 'source']
        """
        return self._frame(frames.ERRORS, doc_id)

    def table(self, name: str) -> pd.DataFrame:
        """Any table of the database as it is (docs/database.md), with the same dtypes but for categories.

        Raises:
            UsageError: there is no such table.

        >>> corpus.table("runs")["version"].unique().tolist() == [miner.__version__]
        True
        """
        return self._frame(_table(name))

    @property
    def _reader(self) -> Reader:
        if self._opened is None:
            raise UsageError(
                say("语料已经关闭", "The corpus is closed"), say("请再次 miner.open。", "Open it again by miner.open.")
            )
        return self._opened

    def _frame(self, frame: Frame, doc_id: str | None = None) -> pd.DataFrame:
        return data_frame(frame, self._rows(frame, doc_id), self._decimals)

    def _rows(self, frame: Frame, doc_id: str | None) -> Iterator[tuple[Any, ...]]:
        query, values = frame.query(doc_id)
        return self._reader.query(query, *values)


def _table(name: str) -> Frame:
    if name not in schema.BY_NAME:
        known = ", ".join(dict.fromkeys((*FRAMES, *schema.BY_NAME)))
        raise UsageError(
            say(f"没有名为 {name} 的表", f"There is no table {name}"), say(f"可用的：{known}", f"There are: {known}")
        )
    return frames.table_frame(name)


def _pieces(findings: Iterable[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """A row for each piece of evidence of rows of findings."""
    import json

    at = [field.name for field in frames.FINDINGS.fields].index("evidence")
    names = [field.name for field in frames.EVIDENCE.fields][len(frames.FINDINGS.fields) :]
    return [
        (*row[:at], *row[at + 1 :], number, *(piece.get(name) for name in names))
        for row in findings
        for number, piece in enumerate(json.loads(row[at]))
    ]

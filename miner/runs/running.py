"""A run: many documents through the stages into one store, then what they tell together, then the report.

Documents are written as they come, each whole, so that an interrupted run leaves a good database and the next one goes
on where it stopped. A run adds: documents whose files are no longer among the inputs stay in the store (a corpus grows
over years and folders), but a file whose bytes changed replaces what it held before.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Protocol

import miner
from miner.bilingual import current_language, say
from miner.isolation import Crew, Limits, Stopped, work_through
from miner.model import Outcome, Problem
from miner.runs.corpus import tell_corpus
from miner.runs.fingerprint import fingerprint
from miner.runs.inputs import absolute, collect
from miner.runs.mining import Harvest, harvest
from miner.store import Store
from miner.store.records import outcome_of, problems_of

DATABASE = "miner.db"


class Progress(Protocol):
    """Hears in the parent process, never in a worker, how far a run is."""

    def update(self, done: int, total: int, failed: int) -> None:
        """So many of so many documents are done, and so many of those failed. Called once before the first."""


@dataclass(frozen=True, slots=True)
class RunOptions:
    """How a run goes about it; what it finds does not depend on these."""

    workers: int = field(default_factory=lambda: os.cpu_count() or 1)
    """Documents at the same time."""
    timeout: float = 120.0
    """Seconds that one document may take."""
    memory: int = 1536
    """Megabytes that one document may take."""
    force: bool = False
    """Read again what has not changed, too."""
    regroup: bool = False
    """Group all explanations anew, instead of letting new ones join what stands."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A document that was not mined, and why."""

    source: str
    reasons: tuple[str, ...]
    known: bool = False
    """True where it was tried in an earlier run and nothing has changed."""
    twins: tuple[str, ...] = ()
    """Other input files with the same bytes."""


@dataclass(frozen=True, slots=True)
class RunSummary:
    """What came of a run. Every input file is counted once: read, skipped or duplicate."""

    files: int
    """Input files."""
    read: int
    """Documents that were read now."""
    skipped: int
    """Documents that were not read, because nothing has changed since they were."""
    duplicates: int
    """Files with the same bytes as another file of the run."""
    ignored: int
    """Files of folders whose format the miner does not read."""
    complete: int
    partial: int
    """Of the documents read now, those with and without problems; the failed ones are `failures`."""
    failures: tuple[Failure, ...]
    """Also those among the skipped."""
    problems: tuple[Problem, ...]
    """What went wrong with the corpus as a whole."""
    clusters: int
    seconds: float
    database: Path
    report: Path | None

    @property
    def exit_code(self) -> int:
        """0 all fine, 1 some documents failed, 3 something unforeseen about the corpus as a whole."""
        if self.problems:
            return 3
        return 1 if self.failures else 0


@dataclass(slots=True)
class _Plan:
    """What to do with each file."""

    todo: list[Path] = field(default_factory=list)
    shas: dict[Path, str] = field(default_factory=dict)
    twins: dict[Path, list[Path]] = field(default_factory=lambda: defaultdict(list))
    skipped: dict[Path, str] = field(default_factory=dict)
    """Files whose documents need not be read, with the document's id."""
    unread: dict[Path, OSError] = field(default_factory=dict)


def run(
    inputs: Sequence[Path],
    out: Path,
    *,
    options: RunOptions | None = None,
    progress: Progress | None = None,
    report: Callable[[Path], Path] | None = None,
    work: Callable[[Path], Harvest] = harvest,
) -> RunSummary:
    """Mine documents into ``out/miner.db``.

    Args:
        inputs: files and folders.
        out: the output folder; made if absent.
        options: workers, limits, force.
        progress: told after every document.
        report: given ``out`` at the end, writes the report and returns its first page (``miner.report.write_report``).
        work: what a worker does with a file.

    Returns:
        What came of it.

    Raises:
        UsageError: an input is not there, or there is nothing to read.
        StoreError: the database cannot be used.
        KeyboardInterrupt: the user interrupted; all that was done so far is stored.
    """
    begun = time.monotonic()
    options = options or RunOptions()
    found = collect(inputs, out)
    with Store.open(out / DATABASE) as store:
        settings = {**asdict(options), "language": current_language()}
        run_id = store.begin_run(miner.__version__, settings, [str(path) for path in inputs])
        batch = _Batch(store, run_id, options)
        plan = batch.plan(found.files)
        batch.settle(plan)
        batch.work(plan, work, progress)
        clusters, problems = tell_corpus(store, anew=options.regroup)
        counts = {
            "files": len(found.files),
            "read": len(plan.todo) + len(plan.unread),
            "skipped": len(plan.skipped),
            "duplicates": sum(len(twins) for twins in plan.twins.values()),
            "ignored": found.ignored,
            "complete": batch.outcomes[Outcome.COMPLETE],
            "partial": batch.outcomes[Outcome.PARTIAL],
        }
        told = {"failed": len(batch.failures), "problems": [asdict(problem) for problem in problems]}
        store.end_run(run_id, {**counts, **told, "seconds": round(time.monotonic() - begun, 2)})
    first_page = report(out) if report is not None else None
    return RunSummary(
        **counts,
        failures=tuple(sorted(batch.failures, key=lambda failure: failure.source)),
        problems=problems,
        clusters=clusters,
        seconds=time.monotonic() - begun,
        database=out / DATABASE,
        report=first_page,
    )


class _Batch:
    """The documents of one run."""

    def __init__(self, store: Store, run_id: int, options: RunOptions) -> None:
        self.outcomes: dict[Outcome, int] = defaultdict(int)
        self.failures: list[Failure] = []
        self._store = store
        self._run_id = run_id
        self._options = options
        self._limits = Limits(options.timeout, options.memory)
        self._fingerprint = fingerprint()

    def plan(self, files: Sequence[Path]) -> _Plan:
        """Find out by their bytes which files need reading."""
        plan = _Plan()
        known = self._store.reader().processed()
        first: dict[str, Path] = {}
        for path in files:
            try:
                with path.open("rb") as file:
                    sha = hashlib.file_digest(file, "sha256").hexdigest()
            except OSError as error:
                plan.unread[path] = error
                continue
            if sha in first:
                plan.twins[first[sha]].append(path)
                continue
            first[sha] = path
            plan.shas[path] = sha
            before = known.get(sha[:16])
            same = before is not None and before.fingerprint == self._fingerprint
            if same and before is not None and before.limits in (None, str(self._limits)) and not self._options.force:
                plan.skipped[path] = before.doc_id
            else:
                plan.todo.append(path)
        return plan

    def settle(self, plan: _Plan) -> None:
        """Record the files that are not read: nothing has changed, or not even their bytes can be had."""
        reader = self._store.reader()
        for path, doc_id in plan.skipped.items():
            self._note(path, doc_id, plan)
            self._store.note_source(doc_id, str(path))
            if reader.document(doc_id).outcome == Outcome.FAILED:
                reasons = tuple(error.message for error in reader.errors(doc_id))
                self._regret(path, reasons, plan, known=True)
        for path, error in plan.unread.items():
            why = error.strerror or str(error)
            problem = Problem("reading", say(f"文件不能读取：{why}", f"the file cannot be read: {why}"))
            self._fail(path, "", (problem,), plan)

    def work(self, plan: _Plan, work: Callable[[Path], Harvest], progress: Progress | None) -> None:
        """Read what needs reading, and write what comes of it."""
        total = len(plan.todo) + len(plan.unread)
        done = len(plan.unread)
        if progress is not None:
            progress.update(done, total, done)
        crew = Crew(work, component="reading", preload="miner.runs.mining")
        with closing(work_through(plan.todo, crew, self._limits, self._options.workers)) as results:
            for item in results:
                if isinstance(item.result, Stopped):
                    stopped = item.result
                    self._fail(
                        item.piece, plan.shas[item.piece], stopped.problems, plan, stopped.seconds, stopped.limits
                    )
                else:
                    self._keep(item.piece, item.result, plan)
                done += 1
                if progress is not None:
                    failed = sum(not failure.known for failure in self.failures)
                    progress.update(done, total, failed)

    def _keep(self, path: Path, result: Harvest, plan: _Plan) -> None:
        mined = result.mined
        try:
            doc_id = self._store.save(
                mined, str(path), form=result.form, explanations=result.explanations, measures=result.measures
            )
        except (sqlite3.IntegrityError, sqlite3.InterfaceError, ValueError, KeyError) as error:
            message = say(f"结果自相矛盾，未存入：{error}", f"the results contradict each other, not stored: {error}")
            self._fail(path, plan.shas[path], (Problem("store", message),), plan, mined.seconds)
            return
        self._note(path, doc_id, plan)
        self._store.note_processed(doc_id, self._fingerprint, self._run_id)
        outcome = outcome_of(mined)
        self.outcomes[outcome] += 1
        if outcome is Outcome.FAILED:
            self._regret(path, tuple(problem.message for problem in problems_of(mined)), plan)

    def _fail(
        self,
        path: Path,
        sha: str,
        problems: tuple[Problem, ...],
        plan: _Plan,
        seconds: float = 0.0,
        limits: str | None = None,
    ) -> None:
        doc_id = self._store.save_failure(str(path), sha, problems, path=str(path.absolute()), seconds=seconds)
        self._note(path, doc_id, plan)
        self._store.note_processed(doc_id, self._fingerprint, self._run_id, limits)
        self.outcomes[Outcome.FAILED] += 1
        self._regret(path, tuple(problem.message for problem in problems), plan)

    def _regret(self, path: Path, reasons: tuple[str, ...], plan: _Plan, known: bool = False) -> None:
        twins = tuple(str(twin) for twin in plan.twins.get(path, ()))
        self.failures.append(Failure(str(path), reasons, known, twins))

    def _note(self, path: Path, doc_id: str, plan: _Plan) -> None:
        """Record which files hold the document."""
        for twin in (path, *plan.twins.get(path, ())):
            self._store.note_file(absolute(twin), doc_id, self._run_id)

"""Comparisons for who may not know how they are made: the pages of a report are handed a `Comparer`."""

from __future__ import annotations

from collections import OrderedDict
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from miner.bilingual import current_language

if TYPE_CHECKING:  # what compares takes longer to load than a page without comparisons takes to be made
    from miner.comparing.holding import Held
    from miner.model.comparing import Comparison
    from miner.model.overview import Choices, Overview
    from miner.store import Reader

MOST_LISTED, MOST_PAIRS = 40, 100
"""Wordings and flows, and pairs of departments, in an overview."""
MOST_KEPT = 8
"""Comparisons that are remembered."""
_State = tuple[object, ...]


class Comparer:
    """Compares what is in a store. It may be used by several threads, and sent to another process."""

    def __init__(self, out: Path, identities: Path | None = None) -> None:
        """Nothing is read yet.

        Args:
            out: the folder of a run's results, whose file of identities is looked at whenever it changed.
            identities: a file that is used instead.
        """
        self._out = out
        self._identities = identities
        self._lock = Lock()
        self._held: tuple[_State, Held] | None = None
        self._cut: dict[str, tuple[str, ...]] = {}
        self._kept: OrderedDict[_State, Comparison] = OrderedDict()

    def __reduce__(self) -> tuple[type[Comparer], tuple[Path, Path | None]]:
        """What is remembered stays behind."""
        return type(self), (self._out, self._identities)

    def prepare(self) -> None:
        """Load what the first comparison would wait for."""
        from miner.comparing.vocabulary import prepare

        prepare()

    def version(self) -> tuple[object, ...]:
        """Which state the file of identities is in: comparisons are the same while this and the store are."""
        from miner.comparing.corrections import NAMES

        paths = [self._out / name for name in NAMES] if self._identities is None else [self._identities]
        return tuple((path.name, path.stat().st_mtime_ns, path.stat().st_size) for path in paths if path.is_file())

    def compare(self, reader: Reader, a: str, b: str, peers: str = "auto") -> Comparison:
        """Put two sides side by side; see `miner.comparing.comparison.compare`."""
        from miner.comparing.comparison import compare

        key = (*self._state(reader), current_language(), a, b, peers)
        with self._lock:
            found = self._kept.get(key)
        if found is None:
            found = compare(reader, a, b, peers=peers, held=self._who(reader), cut=self._cut)
            with self._lock:
                self._kept[key] = found
                if len(self._kept) > MOST_KEPT:
                    self._kept.popitem(last=False)
        return found

    def choices(self, reader: Reader) -> Choices:
        """What can be put side by side."""
        from miner.labels import KINDS, name_of
        from miner.model.overview import Choices

        documents = self._who(reader).documents
        disclosures = [one for one in documents if one.kind in ("final_accounts", "budget")]
        return Choices(
            tuple(sorted({one.department for one in disclosures if one.name})),
            tuple(sorted({one.region for one in disclosures} - {""})),
            tuple(sorted({one.function for one in disclosures} - {""})),
            tuple(sorted({one.year for one in disclosures if one.year is not None})),
            tuple(
                (one.doc_id, f"{one.name or one.source} {one.year or ''} {name_of(KINDS, one.kind)}")
                for one in disclosures
            ),
        )

    def overview(self, reader: Reader) -> Overview:
        """All departments at once.

        Raises:
            UsageError: there are no disclosures, or the file of identities is wrong.
        """
        from miner.comparing import overview as views
        from miner.model.overview import Overview

        held = self._who(reader)
        corpus = views.corpus_of(held)
        latest = sorted(corpus.documents, key=lambda one: (one.year or 0, one.doc_id))
        return Overview(
            corpus.kind,
            len(corpus.documents),
            corpus.left_out,
            {one.department: one.doc_id for one in latest if one.name},
            views.peer_groups(corpus),
            views.outliers(reader, corpus),
            views.regions_side_by_side(reader, held, corpus),
            tuple(views.measures_over_years(reader, corpus)),
            views.wordings_spread(reader, held, corpus, limit=MOST_LISTED),
            views.wordings_pass(reader, held, corpus, limit=MOST_LISTED),
            views.shared_wordings(reader, held, corpus, limit=MOST_PAIRS),
        )

    def _state(self, reader: Reader) -> _State:
        return (reader.path, reader.stamp(), self.version())

    def _who(self, reader: Reader) -> Held:
        from miner.comparing.corrections import corrections_beside, read_corrections
        from miner.comparing.holding import hold

        state = self._state(reader)
        with self._lock:
            known = self._held
        if known is not None and known[0] == state:
            return known[1]
        corrections = read_corrections(self._identities) if self._identities else corrections_beside(self._out)
        held = hold(reader, corrections)
        with self._lock:
            self._held = (state, held)
        return held

"""Comparing what was mined with a key made by reading. Pure: records in, counts out.

The definitions are in ``tests/keys/README.md``. A key holds no sentence of a document: reasons, purposes and points are
hashes of their normalised text (``fingerprint``).
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from miner.model import Narrative, NarrativeKind, Project

ASPECTS = ("variance", "reason", "direction", "code", "project", "amount", "purpose", "problem", "measure")
"""What is counted: a record found at all, then what is right about it."""


# --------------------------------------------------------------------------------------------------- normalised texts


def squeezed(text: str) -> str:
    """NFKC without white space."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def normalised(text: str) -> str:
    """What is hashed: squeezed, without closing punctuation; quotes stay as they are."""
    return squeezed(text).rstrip("。;,")


def fingerprint(text: str) -> str:
    """The first 16 hex digits of the SHA-256 of the normalised text; empty for an empty text."""
    plain = normalised(text)
    return hashlib.sha256(plain.encode()).hexdigest()[:16] if plain else ""


_HAN = "[一二三四五六七八九十]+"
_MARK = re.compile(rf"^(?:{_HAN}是[:,]?|第?{_HAN}[、,]|\((?:{_HAN}|\d+)\)|\d{{1,2}}[.、])")


def point(text: str) -> str:
    """A problem or measure without its number mark (一是, （一）, 1.), so that it does not matter who kept it."""
    return _MARK.sub("", squeezed(text), count=1)


_LEVELS = re.compile(r"\((?:类|款|项)\)")
_LEADING = re.compile(rf"^.{{0,30}}?20\d\d年度?|^(?:\((?:{_HAN}|\d+)\)|{_HAN}、|\d{{1,2}}[.、])+")
_FUND = re.compile(r"^(?:一般公共预算|本级)(?:财政拨款)?(?=会议费|培训费|机关运行经费)")
"""Said or left out before items that only this money and this unit can have."""
_TRAILING = re.compile(r"(?:情况|事项|财政拨款预算|说明|决算数|预算数|年初预算|决算|预算|支出|数)+$")

_THREE_PUBLIC = re.compile(r"(?:(?:财政拨款|一般公共预算)(?:安排)?)?三公经费(?:财政拨款|合计)?")
_COST = re.compile(r"(?:(?<=费)(?:用|财政拨款|支出合计)|(?<=出国境)(?:费用?|经费))$|(?<=运行经费)支出合计$")


def comparable(subject: str) -> str:
    """A subject for comparison: path marks become ``/``; quotes, brackets, final 支出 and 预算 do not count."""
    plain = re.sub("[“”\"‘’'《》]", "", squeezed(subject))
    plain = _LEVELS.sub("/", plain).replace("-", "/")
    plain = _FUND.sub("", _LEADING.sub("", plain))
    steps = [_TRAILING.sub("", step) or step for step in plain.strip("/").split("/")]
    if len(steps) > 1 and steps[-1] == "支出":
        del steps[-1]
    plain = re.sub("[()]", "", "/".join(steps))
    if len(steps) > 1:
        return plain
    return "“三公”" if _THREE_PUBLIC.fullmatch(plain) else _COST.sub("", plain)


def project_name(name: str) -> str:
    """A project's name for comparison: quotes, blanks and a final 项目 do not count."""
    return re.sub("[“”\"‘’'()]", "", squeezed(name)).removesuffix("项目")


# --------------------------------------------------------------------------------------------------------------- keys


@dataclass(frozen=True, slots=True)
class KeyVariance:
    """A stated difference. ``account_code`` is none where the subject is no account (three-public items, totals)."""

    subject: str
    subjects: frozenset[str]
    """The comparable forms that name it."""
    account_code: str | None
    basis: str
    directions: tuple[str, ...]
    """The right one, then others that the words allow as well."""
    reason_sha: str
    reason_length: int
    reason_ends: str
    page: int | None


@dataclass(frozen=True, slots=True)
class KeyProject:
    """A described project. ``optional`` ones (named in a form grid only) count neither as miss nor as extra."""

    name: str
    amount: Decimal | None
    unit: str
    purpose_sha: str
    purpose_ends: str
    optional: bool


@dataclass(frozen=True, slots=True)
class KeyPoint:
    """A problem or measure by its hash."""

    sha: str
    ends: str


@dataclass(frozen=True, slots=True)
class Key:
    """All narratives of one document."""

    slug: str
    file: str
    sha256: str
    variances: tuple[KeyVariance, ...]
    projects: tuple[KeyProject, ...]
    problems: tuple[KeyPoint, ...]
    measures: tuple[KeyPoint, ...]


def read_key(slug: str, data: Mapping[str, Any]) -> Key:
    """A key from its JSON object."""
    return Key(
        slug=slug,
        file=data["file"],
        sha256=data["sha256"],
        variances=tuple(
            KeyVariance(
                subject=entry["subject"],
                subjects=frozenset(comparable(name) for name in (entry["subject"], *entry.get("aliases", ()))),
                account_code=entry["account_code"],
                basis=entry["basis"],
                directions=(entry["direction"], *entry.get("direction_also", ())),
                reason_sha=entry["reason_sha"],
                reason_length=entry["reason_length"],
                reason_ends=entry["reason_ends"],
                page=entry["page"],
            )
            for entry in data["variances"]
        ),
        projects=tuple(
            KeyProject(
                name=entry["name"],
                amount=None if entry["amount"] is None else Decimal(entry["amount"]),
                unit=entry["unit"],
                purpose_sha=entry["purpose_sha"],
                purpose_ends=entry["purpose_ends"],
                optional=entry.get("optional", False),
            )
            for entry in data["projects"]
        ),
        problems=tuple(KeyPoint(entry["sha"], entry["ends"]) for entry in data["problems"]),
        measures=tuple(KeyPoint(entry["sha"], entry["ends"]) for entry in data["measures"]),
    )


# ------------------------------------------------------------------------------------------------------------- scores


@dataclass(frozen=True, slots=True)
class Tally:
    """How many the key has, how many were mined, how many of these are right."""

    expected: int = 0
    mined: int = 0
    right: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.expected + other.expected, self.mined + other.mined, self.right + other.right)

    @property
    def precision(self) -> float | None:
        """Right of the mined; none where nothing was mined."""
        return self.right / self.mined if self.mined else None

    @property
    def recall(self) -> float | None:
        """Right of the expected; none where nothing is expected."""
        return self.right / self.expected if self.expected else None


@dataclass(slots=True)
class Score:
    """The tallies of a document by aspect, and each difference in words (they may quote what was mined)."""

    tallies: dict[str, Tally] = field(default_factory=lambda: {aspect: Tally() for aspect in ASPECTS})
    differences: list[str] = field(default_factory=list)

    def add(self, aspect: str, tally: Tally) -> None:
        """Count."""
        self.tallies[aspect] += tally


def total(scores: Iterable[Score]) -> Score:
    """The sum of several documents, without their differences."""
    everything = Score()
    for one in scores:
        for aspect, tally in one.tallies.items():
            everything.add(aspect, tally)
    return everything


def score(key: Key, narratives: Sequence[Narrative]) -> Score:
    """How far the mined narratives of one document agree with its key."""
    result = Score()
    by_kind = {kind: [one for one in narratives if one.kind is kind] for kind in NarrativeKind}
    _score_variances(result, key.variances, by_kind[NarrativeKind.VARIANCE])
    _score_projects(result, key.projects, by_kind[NarrativeKind.PROJECT])
    _score_points(result, "problem", key.problems, by_kind[NarrativeKind.PROBLEM])
    _score_points(result, "measure", key.measures, by_kind[NarrativeKind.MEASURE])
    return result


def _score_variances(result: Score, expected: Sequence[KeyVariance], mined: Sequence[Narrative]) -> None:
    pairs, extras = _pair(expected, mined)
    found = [(wanted, got) for wanted, got in pairs if got is not None]
    result.add("variance", Tally(len(expected), len(mined), len(found)))
    right_reasons = [got for wanted, got in found if wanted.reason_sha and fingerprint(got.reason) == wanted.reason_sha]
    wanted_reasons = sum(1 for wanted in expected if wanted.reason_sha)
    mined_reasons = sum(1 for got in mined if normalised(got.reason))
    result.add("reason", Tally(wanted_reasons, mined_reasons, len(right_reasons)))
    right_directions = [got for wanted, got in found if got.direction in wanted.directions]
    result.add("direction", Tally(len(expected), len(mined), len(right_directions)))
    uncoded = {id(got) for wanted, got in found if wanted.account_code is None}
    result.add(
        "code",
        Tally(
            sum(1 for wanted in expected if wanted.account_code),
            sum(1 for got in mined if got.account_code and id(got) not in uncoded),
            sum(1 for wanted, got in found if wanted.account_code and got.account_code == wanted.account_code),
        ),
    )
    for wanted, got in pairs:
        label = f"{wanted.subject} | {wanted.basis}"
        if got is None:
            result.differences.append(f"miss variance: {label} | {wanted.directions[0]}")
            continue
        if fingerprint(got.reason) != wanted.reason_sha:
            hint = f"{wanted.reason_ends!r}, {wanted.reason_length} characters" if wanted.reason_sha else "none"
            result.differences.append(f"wrong reason: {label}: expected {hint}, mined {got.reason!r}")
        if got.direction not in wanted.directions:
            right = wanted.directions[0]
            result.differences.append(f"wrong direction: {label}: expected {right}, mined {got.direction}")
        if wanted.account_code is not None and got.account_code != wanted.account_code:
            result.differences.append(
                f"wrong code: {label}: expected {wanted.account_code!r}, mined {got.account_code!r}"
            )
    result.differences.extend(
        f"extra variance: {got.subject} | {got.basis} | {got.direction} | {got.reason!r} in {got.text!r}"
        for got in extras
    )


def _pair(
    expected: Sequence[KeyVariance], mined: Sequence[Narrative]
) -> tuple[list[tuple[KeyVariance, Narrative | None]], list[Narrative]]:
    """Each key record with its mined one, matched by subject and basis; among several the one that agrees most."""
    left = list(mined)
    pairs: list[tuple[KeyVariance, Narrative | None]] = []
    for wanted in expected:
        candidates = [
            (_agreement(wanted, got), -index)
            for index, got in enumerate(left)
            if got.basis == wanted.basis and comparable(got.subject) in wanted.subjects
        ]
        pairs.append((wanted, left.pop(-max(candidates)[1]) if candidates else None))
    return pairs, left


def _agreement(wanted: KeyVariance, got: Narrative) -> int:
    return 2 * (fingerprint(got.reason) == wanted.reason_sha) + (got.direction in wanted.directions)


def _score_projects(result: Score, expected: Sequence[KeyProject], mined: Sequence[Narrative]) -> None:
    left = list(mined)
    found: list[tuple[KeyProject, Narrative]] = []
    for wanted in expected:
        place = next((i for i, got in enumerate(left) if project_name(_name(got)) == project_name(wanted.name)), None)
        if place is not None:
            got = left.pop(place)
            if not wanted.optional:
                found.append((wanted, got))
        elif not wanted.optional:
            result.differences.append(f"miss project: {wanted.name}")
    counted = [got for _, got in found] + left
    demanded = [wanted for wanted in expected if not wanted.optional]
    amounts = [(wanted, got) for wanted, got in found if _same_amount(wanted, got.project)]
    purposes = [
        (wanted, got)
        for wanted, got in found
        if wanted.purpose_sha and fingerprint(_purpose(got)) == wanted.purpose_sha
    ]
    result.add("project", Tally(len(demanded), len(counted), len(found)))
    result.add(
        "amount",
        Tally(
            sum(1 for wanted in demanded if wanted.amount is not None),
            sum(1 for got in counted if got.project and got.project.spending is not None),
            sum(1 for wanted, _ in amounts if wanted.amount is not None),
        ),
    )
    # Where the key has no purpose it is not scored, so neither is what was mined there.
    unscored = sum(1 for wanted, got in found if not wanted.purpose_sha and _purpose(got))
    result.add(
        "purpose",
        Tally(
            sum(1 for wanted in demanded if wanted.purpose_sha),
            sum(1 for got in counted if _purpose(got)) - unscored,
            len(purposes),
        ),
    )
    for wanted, got in found:
        if (wanted, got) not in amounts:
            stated = got.project.spending if got.project else None
            result.differences.append(
                f"wrong amount: {wanted.name}: expected {wanted.amount} {wanted.unit}, mined {stated}"
            )
        if wanted.purpose_sha and (wanted, got) not in purposes:
            result.differences.append(
                f"wrong purpose: {wanted.name}: expected {wanted.purpose_ends!r}, mined {_purpose(got)!r}"
            )
    result.differences.extend(f"extra project: {_name(got)!r} in {got.text!r}" for got in left)


def _same_amount(wanted: KeyProject, got: Project | None) -> bool:
    spending = got.spending if got else None
    return spending == wanted.amount and (spending is None or (got is not None and got.unit == wanted.unit))


def _purpose(narrative: Narrative) -> str:
    return narrative.project.purpose if narrative.project else ""


def _name(narrative: Narrative) -> str:
    return narrative.project.name if narrative.project else narrative.subject


def _score_points(result: Score, aspect: str, expected: Sequence[KeyPoint], mined: Sequence[Narrative]) -> None:
    left = [(fingerprint(point(got.text)), got) for got in mined]
    right = 0
    for wanted in expected:
        place = next((index for index, (sha, _) in enumerate(left) if sha == wanted.sha), None)
        if place is None:
            result.differences.append(f"miss {aspect}: {wanted.ends!r}")
        else:
            right += 1
            del left[place]
    result.differences.extend(f"extra {aspect}: {got.text!r}" for _, got in left)
    result.add(aspect, Tally(len(expected), len(mined), right))

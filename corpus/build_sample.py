"""Write the sample: ``python -m corpus.build_sample [FOLDER]``. Needs reportlab (the extra ``corpus``).

Six disclosures of four invented departments in three forms, with three planted errors, and beside their folder
``sample_truth.json``: what stands in each.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from corpus import chongqing, hunan, shanghai
from corpus.departments import ARCHIVES_2024, COUNTY, INSURANCE_2024, JUSTICE_2023, JUSTICE_2024, WATER_2023, WATER_2024
from corpus.draft import Draft
from corpus.writing import write_markdown, write_text

SAMPLE = Path(__file__).resolve().parent / "sample"
TRUTH = SAMPLE.parent / "sample_truth.json"
"""Beside the folder, so that a folder to be mined holds documents only."""


def drafts() -> dict[str, tuple[Draft, list[str]]]:
    """Each file's draft with its planted errors in words."""
    files: dict[str, tuple[Draft, list[str]]] = {
        "砚溪县水利局_2023_部门决算.pdf": (hunan.write(WATER_2023), []),
        "砚溪县水利局_2024_部门决算.pdf": (hunan.write(WATER_2024), []),
        "砚溪县司法局_2023_部门决算.pdf": (shanghai.write(JUSTICE_2023), []),
        "砚溪县司法局_2024_部门决算.pdf": (shanghai.write(JUSTICE_2024), []),
        "砚溪县档案馆_2024_部门决算.txt": (chongqing.write(ARCHIVES_2024), []),
        "砚溪县医疗保障局_2024_部门决算.md": (chongqing.write(INSURANCE_2024), []),
    }
    draft, errors = files["砚溪县水利局_2024_部门决算.pdf"]
    draft.correct("支出决算为186.42万元，", "支出决算为168.42万元，")
    errors.append("五（三）6 防汛（2130314）：支出决算写作168.42万元，05表为186.42万元（数字颠倒）")
    draft, errors = files["砚溪县司法局_2024_部门决算.pdf"]
    draft.correct("决算数大于预算数的主要原因：年中追加民法典", "决算数小于预算数的主要原因：年中追加民法典")
    errors.append(
        "五（三）2 普法宣传（2040605）：文字为“小于”，金额27.90万元大于预算25.00万元，原因也是追加（方向写反）"
    )
    next(one for one in draft.variances if one["account_code"] == "2040605")["direction"] = "down"
    draft, errors = files["砚溪县医疗保障局_2024_部门决算.md"]
    draft.correct_cell("expenditure", "合计", "249.05", "249.35")
    errors.append("03表合计行：项目支出249.35，各项之和为249.05，也不等于本年支出合计减基本支出（表内不平）")
    return files


def truth_of(draft: Draft, errors: Sequence[str]) -> dict[str, Any]:
    """What a reader should find."""
    books = draft.books
    return {
        "department": books.department,
        "region": COUNTY,
        "fiscal_year": books.year,
        "kind": "final_accounts",
        "form": draft.region,
        "variances": draft.variances,
        "projects": [
            {"name": one.name, "spending": str(one.spending), "purpose": one.purpose, "done": one.done}
            for one in (books.projects if draft.region == "hunan" else ())
        ],
        "problems": list(books.problems),
        "measures": list(books.measures),
        "errors": list(errors),
    }


def build(folder: Path) -> None:
    """Write all files into the folder, and their truth beside it."""
    # Here, because reportlab is needed for writing the PDFs only: the drafts and their truth are there without it.
    from corpus.printing import print_pdf

    folder.mkdir(parents=True, exist_ok=True)
    writers: dict[str, Callable[[Draft], bytes]] = {".pdf": print_pdf, ".txt": write_text, ".md": write_markdown}
    truth = {}
    for name, (draft, errors) in drafts().items():
        path = folder / name
        path.write_bytes(writers[path.suffix](draft))
        truth[name] = truth_of(draft, errors)
    (folder.parent / TRUTH.name).write_text(json.dumps(truth, ensure_ascii=False, indent=1) + "\n", "utf-8")


def main(arguments: Sequence[str] | None = None) -> int:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=SAMPLE)
    build(parser.parse_args(arguments).folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())

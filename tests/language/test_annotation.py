"""The pipeline of models/pipeline: the text is kept to the character, and spans say what they are."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import spacy
from hypothesis import example, given
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from miner.language.annotation import GROUPS, PIPELINE, annotate, load_pipeline
from miner.language.annotation.accounts import account_marks
from miner.language.annotation.build import write_pipeline
from miner.language.annotation.marks import Mark, direction_marks, figure_marks, reason_marks
from miner.language.annotation.periods import period_marks
from miner.language.annotation.tokenizer import spaced, tokens
from miner.language.annotation.units import unit_marks
from miner.language.resources import models_path

SENTENCE = (
    "2024年度，临江区财政局一般公共服务支出（类）财政事务（款）行政运行（项）年初预算为1,234.56万元，支出决算为1,100.00万元，"
    "完成年初预算的89.1%，较上年减少134.56万元，主要原因是我局4名人员调出，公用经费压减。"
    "青河县水利局一季度拨付资金20万元；由于三月停办培训，会议费比上年降低2.5个百分点，公务接待费与上年持平。"
)
PIECES = st.sampled_from(
    [
        *(
            "2024年",
            "1,234.56万元",
            "12.5 %",
            "3.",
            "我局",
            "公务接待费",
            "教育支出（类）",
            "年初预算",
            "较上年",
            "持平",
            "主要原因是",
            "因",
        ),
        *("青河县水利局", "，", "。", " ", "  ", "\n", "\r\n", "\t", "\u3000", "A b", "-", "５", "三月", "增加"),
    ]
)
TEXT = st.lists(PIECES | st.text(st.characters(codec="utf-8"), max_size=3), max_size=25).map("".join)

FINDERS: dict[str, Callable[[str], tuple[Mark, ...]]] = {
    "figures": figure_marks,
    "accounts": account_marks,
    "units": unit_marks,
    "periods": period_marks,
    "directions": direction_marks,
    "reasons": reason_marks,
}


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load_pipeline()


def spans(doc: Doc, group: str) -> list[tuple[str, str]]:
    return [(span.text, span.label_) for span in doc.spans[group]]


def marked(text: str, marks: tuple[Mark, ...]) -> list[tuple[str, str]]:
    return [(text[mark.start : mark.end], mark.label) for mark in marks]


class TestPipeline:
    def test_a_sentence_with_everything_in_it(self, nlp: Language) -> None:
        doc = annotate(nlp, SENTENCE, ("临江区财政局",), 2024)
        assert {group: spans(doc, group) for group in GROUPS} == {
            "figures": [
                ("1,234.56万元", "amount"),
                ("1,100.00万元", "amount"),
                ("89.1%", "percent"),
                ("134.56万元", "amount"),
                ("4名", "count"),
                ("20万元", "amount"),
                ("2.5个百分点", "percentage_point"),
            ],
            "accounts": [
                ("一般公共服务支出（类）财政事务（款）行政运行（项）", "2010601"),
                ("会议费", "30215"),
                ("公务接待费", "30217"),
            ],
            "units": [("临江区财政局", "own"), ("我局", "own"), ("青河县水利局", "unit")],
            "periods": [
                ("2024年度", "year"),
                ("年初", "point"),
                ("年初", "point"),
                ("上年", "relative_year"),
                ("一季度", "part"),
                ("三月", "month"),
                ("上年", "relative_year"),
                ("上年", "relative_year"),
            ],
            "directions": [("减少", "down"), ("压减", "down"), ("降低", "down"), ("持平", "flat")],
            "reasons": [("我局4名人员调出，公用经费压减", "reason"), ("三月停办培训", "reason")],
        }

    def test_spacy_loads_it_from_its_folder_without_anything_of_ours_imported(self) -> None:
        script = (
            "import sys, spacy\n"
            "nlp = spacy.load(sys.argv[1])\n"
            "doc = nlp('支出1,234.56万元，与上年持平')\n"
            "print([[s.text for s in doc.spans[g]] for g in ('figures', 'directions')])\n"
        )
        command = [sys.executable, "-X", "utf8", "-W", "error", "-c", script, str(models_path(PIPELINE))]
        done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
        assert (done.stdout, done.stderr) == ("[['1,234.56万元'], ['持平']]\n", "")

    def test_the_folder_is_what_its_script_builds(self, tmp_path: Path) -> None:
        write_pipeline(tmp_path / "pipeline")
        built = {path.name: path.read_bytes() for path in (tmp_path / "pipeline").iterdir()}
        stored = {path.name: path.read_bytes() for path in models_path(PIPELINE).iterdir() if path.suffix != ".md"}
        assert set(built) == {"config.cfg", "meta.json"}
        assert built == stored

    def test_the_pipeline_stays_small_and_has_a_card(self) -> None:
        files = list(models_path(PIPELINE).iterdir())
        assert sum(path.stat().st_size for path in files) < 20_000
        assert "CARD.md" in {path.name for path in files}

    def test_a_stored_pipeline_can_be_stored_again_and_read(self, nlp: Language, tmp_path: Path) -> None:
        nlp.to_disk(tmp_path / "again")
        again = spacy.load(tmp_path / "again")
        assert spans(again("增加3万元"), "figures") == [("3万元", "amount")]

    def test_a_document_survives_bytes(self, nlp: Language) -> None:
        doc = annotate(nlp, SENTENCE, ("临江区财政局",), 2024)
        again = Doc(nlp.vocab).from_bytes(doc.to_bytes())
        assert again.text == SENTENCE
        assert {group: spans(again, group) for group in GROUPS} == {group: spans(doc, group) for group in GROUPS}
        assert again._.fiscal_year == 2024

    def test_many_texts_in_a_stream(self, nlp: Language) -> None:
        docs = list(nlp.pipe(["增加3万元", "", "减少5%"]))
        assert [spans(doc, "figures") for doc in docs] == [[("3万元", "amount")], [], [("5%", "percent")]]

    def test_every_group_is_there_even_where_it_is_empty(self, nlp: Language) -> None:
        assert set(nlp("").spans) == set(GROUPS)

    def test_names_are_the_documents_own(self, nlp: Language) -> None:
        text = "滨江新区管委会拨款"
        assert spans(annotate(nlp, text, ("滨江新区管委会",)), "units") == [("滨江新区管委会", "own")]
        assert ("滨江新区管委会", "own") not in spans(nlp(text), "units")

    def test_importing_the_language_layer_or_the_command_line_does_not_import_spacy(self) -> None:
        script = (
            "import sys, miner.language, miner.language.segment, miner.language.annotation, miner.cli, miner.runs.mining\n"
            "assert 'spacy' not in sys.modules\n"
        )
        done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (0, "")


class TestTokens:
    @given(TEXT)
    def test_the_text_is_kept_to_the_character(self, text: str) -> None:
        assert "".join(tokens(text)) == text
        words, spaces = spaced(tokens(text))
        assert "".join(word + " " * space for word, space in zip(words, spaces, strict=True)) == text
        assert all(words)

    @given(TEXT)
    @example("主要原因是1,234.56万元持平2024年")  # the comma of a number ends no reason
    def test_spans_are_where_the_marks_are(self, nlp: Language, text: str) -> None:
        doc = nlp(text)
        assert doc.text == text
        assert set(FINDERS) == set(GROUPS)
        for group, find in FINDERS.items():
            marks = [(mark.start, mark.end, mark.label) for mark in find(text)]
            assert [(span.start_char, span.end_char, span.label_) for span in doc.spans[group]] == marks

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("合计1,234.56万元", ["合计", "1,234.56", "万元"]),
            ("增长13.95%", ["增长", "13.95%"]),
            ("年初预算较上年", ["年初", "预算", "较", "上年"]),
            ("a  b\n\n 元", ["a", " ", "b", "\n\n ", "元"]),
            (" 元 ", [" ", "元"]),
        ],
    )
    def test_tokens(self, nlp: Language, text: str, expected: list[str]) -> None:
        assert [token.text for token in nlp.make_doc(text)] == expected


class TestFigures:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("2024年第3批，财预〔2016〕143号", []),
            ("比上年增长13.95。", [("13.95", "unknown_unit")]),
            ("购置三十二辆，百分之十二点五", [("三十二辆", "count"), ("百分之十二点五", "percent")]),
        ],
    )
    def test_figures(self, text: str, expected: list[tuple[str, str]]) -> None:
        assert marked(text, figure_marks(text)) == expected


class TestAccounts:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            (
                "教育支出（类）普通教育（款）小学教育（项）3万元",
                [("教育支出（类）普通教育（款）小学教育（项）", "2050202")],
            ),
            ("工资福利支出（类）奖金（款）", [("工资福利支出（类）奖金（款）", "30103")]),
            ("“三公”经费和机关运行经费", [("“三公”经费", "item"), ("机关运行经费", "item")]),
            ("因公出国(境)费、公务接待\n费", [("因公出国(境)费", "30212"), ("公务接待\n费", "30217")]),
            ("2010601行政运行12万元", [("2010601行政运行", "2010601")]),
            ("行政运行支出与“事业运行”", [("行政运行支出", "account"), ("事业运行", "account")]),
            ("住房公积金增加", [("住房公积金", "account")]),
            ("文化旅游体育与传媒支出", [("文化旅游体育与传媒支出", "207")]),
            ("文化旅游体育与传媒", [("文化旅游体育与传媒", "account")]),
            ("应急管理工作，社会发展，办公设备购置", []),
            ("国有资本经营预算收入", []),
            ("其他支出", []),
        ],
    )
    def test_accounts(self, text: str, expected: list[tuple[str, str]]) -> None:
        assert marked(text, account_marks(text, 2024)) == expected

    def test_the_year_settles_the_code(self) -> None:
        name = "其他社会保障和就业支出"
        path = f"社会保障和就业支出（类）{name}（款）{name}（项）"
        assert [mark.label for year in (2020, 2021) for mark in account_marks(path, year)] == ["2089901", "2089999"]


class TestUnits:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("我单位、本局、我办", [("我单位", "own"), ("本局", "own"), ("我办", "own")]),
            ("本办法、本会议、本所属、我委托，本机关事务", []),
            ("我局公务用车", [("我局", "own")]),
            ("与市财政局、县委办公室对接", [("市财政局", "unit"), ("县委办公室", "unit")]),
            ("资金由青河县人民政府办公室统一安排", [("青河县人民政府办公室", "unit")]),
            ("株洲市天元区机关事务服务中心负责", [("株洲市天元区机关事务服务中心", "unit")]),
            ("财政局局长，财政部门", [("财政局", "unit")]),
            ("移交区教育局，列入县财政局", []),
            ("各县区学校和医院，青河县学校", []),
        ],
    )
    def test_units(self, text: str, expected: list[tuple[str, str]]) -> None:
        assert marked(text, unit_marks(text)) == expected

    def test_the_longest_of_the_own_names_counts(self) -> None:
        text = "临江区财政局机关与临江区财政局"
        names = ("临江区财政局", "临江区财政局机关", "局")
        assert marked(text, unit_marks(text, names)) == [("临江区财政局机关", "own"), ("临江区财政局", "own")]


class TestPeriods:
    @pytest.mark.parametrize(
        ("text", "label"),
        [
            *[(text, "year") for text in ("2024年", "2024 年度", "2023-2025年")],
            *[(text, "relative_year") for text in ("上年", "上一年度", "去年", "本年度", "当年", "以前年度", "次年")],
            *[(text, "point") for text in ("年初", "上年末", "2024年底", "期末")],
            *[(text, "part") for text in ("一季度", "第三季度", "2024年上半年", "下半年")],
            *[(text, "month") for text in ("三月", "2024年3月", "12月底", "十一月份")],
            *[(text, "date") for text in ("2024年3月5日", "12月31日")],
            *[(text, "plan") for text in ("“十四五”时期", "十三五")],
        ],
    )
    def test_periods(self, text: str, label: str) -> None:
        sentence = f"截至{text}，"
        assert marked(sentence, period_marks(sentence)) == [(text, label)]

    @pytest.mark.parametrize("text", ["三个月", "3年", "每年", "2010301", "1.5月度", "十年"])
    def test_no_periods(self, text: str) -> None:
        assert period_marks(text) == ()


class TestDirections:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("增加3万元，下降5%", [("增加", "up"), ("下降", "down")]),
            ("决算数大于预算数", [("大于", "up")]),
            ("与上年基本持平，与年初预算数一致", [("持平", "flat"), ("一致", "flat")]),
            ("未发生变化，无增减变动", [("未发生变化", "flat"), ("无增减变动", "flat")]),
            ("提高2个百分点，节约3万元，增5%", [("提高", "up"), ("节约", "down"), ("增", "up")]),
            ("厉行节约，提高效率，工业增加值，增长率，一致同意，不超过预算，没有增加", []),
        ],
    )
    def test_directions(self, text: str, expected: list[tuple[str, str]]) -> None:
        assert marked(text, direction_marks(text)) == expected


class TestReasons:
    @pytest.mark.parametrize(
        ("text", "reason"),
        [
            ("较上年增加3万元，主要原因是人员变动。", "人员变动"),
            ("减少的主要原因：因人员调出，经费相应减少；同时", "人员调出，经费相应减少"),
            ("增长5%，主要是由于项目增多所致。", "项目增多"),
            ("增加3万元，主要是人员变动", "人员变动"),
            ("由于新进人员5名，基本工资增加12.5万元。", "新进人员5名"),
            ("因疫情影响，导致培训减少。", "疫情影响"),
            ("受汛期影响，支出增加3万元", "汛期影响"),
            ("原因是：一是新增人员；二是调标。年末", "一是新增人员；二是调标"),
            ("主要原因：年\n中人员退休。\n2.其他", "年\n中人员退休"),
            ("主要原因是人员变动\n二、收入", "人员变动"),
        ],
    )
    def test_the_clause_behind_the_lead_in(self, text: str, reason: str) -> None:
        assert marked(text, reason_marks(text)) == [(reason, "reason")]

    @pytest.mark.parametrize(
        "text",
        ["因公出国（境）费减少", "主要是工资福利支出", "因此减少", "人员因素", "主要原因是。", "分析原因，提出措施"],
    )
    def test_no_reason(self, text: str) -> None:
        assert reason_marks(text) == ()

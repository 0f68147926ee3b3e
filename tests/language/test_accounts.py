"""Account names and paths, as disclosures print them, resolve to codes or to nothing."""

from __future__ import annotations

import pytest

from miner.language.account_paths import parse_path
from miner.language.accounts import Account, AccountKind, Classification, Level, Status, find_paths


@pytest.fixture(scope="module")
def accounts() -> Classification:
    return Classification.load()


def code(path: str, year: int | None = 2024, kind: AccountKind = AccountKind.FUNCTIONAL) -> str:
    return Classification.load().resolve(path, year, kind).code


def status(path: str, year: int | None = 2024) -> Status:
    return Classification.load().resolve(path, year).status


class TestData:
    def test_codes_are_well_formed_and_every_account_has_its_parents(self, accounts: Classification) -> None:
        for account in accounts.accounts:
            assert account.code.isdigit()
            assert len(account.code) == account.level.digits
            assert account.name == account.name.strip()
            assert account.name
            if account.parent_code:
                parent = accounts.by_code(account.parent_code)
                assert parent is not None, account
                assert parent.kind is account.kind

    def test_years_are_in_order(self, accounts: Classification) -> None:
        for account in accounts.accounts:
            assert (account.valid_from or 0) <= (account.valid_to or 9999), account

    def test_a_code_has_one_current_name(self, accounts: Classification) -> None:
        current = [account.code for account in accounts.accounts if account.valid_to is None]
        assert len(current) == len(set(current))

    def test_no_two_current_accounts_below_one_account_share_a_name(self, accounts: Classification) -> None:
        seen: dict[tuple[AccountKind, str, str], Account] = {}
        for account in accounts.accounts:
            if account.valid_to is None:
                assert seen.setdefault((account.kind, account.parent_code, account.name), account) is account

    def test_every_full_path_resolves_to_its_own_code_in_its_own_year(self, accounts: Classification) -> None:
        for account in accounts.accounts:
            year = account.valid_to or account.valid_from or 2022
            chain = [account]
            while chain[0].parent_code:
                parent = accounts.by_code(chain[0].parent_code, year)
                assert parent is not None
                chain.insert(0, parent)
            printed = "".join(f"{one.name}（{one.level}）" for one in chain)
            resolution = accounts.resolve(printed, year, account.kind)
            assert (resolution.code, resolution.status) == (account.code, Status.EXACT), printed

    def test_it_is_read_once(self) -> None:
        assert Classification.load() is Classification.load()


class TestByCode:
    @pytest.mark.parametrize(
        ("year", "name"), [(2018, "行政事业单位离退休"), (2019, "行政事业单位离退休"), (2020, "行政事业单位养老支出")]
    )
    def test_the_name_is_that_of_the_year(self, accounts: Classification, year: int, name: str) -> None:
        account = accounts.by_code("20805", year)
        assert account is not None
        assert account.name == name

    def test_without_a_year_the_latest_name(self, accounts: Classification) -> None:
        account = accounts.by_code("220")
        assert account is not None
        assert account.name == "自然资源海洋气象等支出"

    def test_a_code_out_of_force_is_still_known_and_says_so(self, accounts: Classification) -> None:
        account = accounts.by_code("20139", 2020)
        assert account is not None
        assert not account.in_force(2020)

    def test_an_unknown_code(self, accounts: Classification) -> None:
        assert accounts.by_code("2999999") is None


class TestByName:
    def test_one_name_below_many(self, accounts: Classification) -> None:
        found = accounts.by_name("机关服务", Level.XIANG, 2024)
        assert len(found) > 30
        assert {account.name for account in found} == {"机关服务"}

    def test_the_kind_tells_two_accounts_of_one_name_apart(self, accounts: Classification) -> None:
        by_kind = {
            kind: [account.code for account in accounts.by_name("住房公积金", kind=kind)] for kind in AccountKind
        }
        assert by_kind == {AccountKind.FUNCTIONAL: ["2210201"], AccountKind.ECONOMIC: ["30113"]}

    def test_only_names_in_force_in_the_year(self, accounts: Classification) -> None:
        assert accounts.by_name("国土海洋气象等支出", year=2024) == ()
        assert [account.code for account in accounts.by_name("国土海洋气象等支出", year=2018)] == ["220"]


class TestWholePath:
    @pytest.mark.parametrize(
        ("printed", "expected"),
        [
            ("一般公共服务（类）人大事务（款）机关服务（项）", "2010103"),
            ("一般公共服务（类）政府办公厅（室）及相关机构事务（款）机关服务（项）", "2010303"),
            ("3、社会保障和就业支出(类)抚恤(款)死亡抚恤(项)", "2080801"),
            ("（二）公共安全支出 （类） 检察 （款） “两房”建设 （项）", "2040409"),
            ("“一般公共服务支出-财政事务-行政运行”", "2010601"),
            ("一般公共服务支出—财政事务—一般行政管理事务", "2010602"),
            ("一般公共服务支出（类）支出", "201"),
            ("卫生健康支出（类）行政事业单位医疗（款）", "21011"),
            ("政府办公厅（室）及相关机构事务", "20103"),
            ("政府办公厅(室)及相关机构事务", "20103"),
            ("城乡社区管理事务（款）城管执法（项）", "2120104"),
            ("2080505机关事业单位基本养老保险缴费支出", "2080505"),
            ("2080505", "2080505"),
        ],
    )
    def test_resolves(self, printed: str, expected: str) -> None:
        assert code(printed) == expected

    def test_an_item_alone_is_ambiguous_with_its_candidates(self, accounts: Classification) -> None:
        resolution = accounts.resolve("行政运行", 2024)
        assert resolution.status is Status.AMBIGUOUS
        assert resolution.account is None
        assert "2010301" in {account.code for account in resolution.candidates}

    def test_a_name_of_two_levels_alone_is_ambiguous(self) -> None:
        assert status("城乡社区规划与管理") is Status.AMBIGUOUS
        assert code("城乡社区支出（类）城乡社区规划与管理（款）城乡社区规划与管理（项）") == "2120201"

    def test_the_economic_classification(self) -> None:
        assert code("工资福利支出（类）奖金（款）", kind=AccountKind.ECONOMIC) == "30103"
        assert code("公务接待费", kind=AccountKind.ECONOMIC) == "30217"

    def test_resolving_again_gives_the_same_object(self, accounts: Classification) -> None:
        assert accounts.resolve("教育支出", 2024) is accounts.resolve("教育支出", 2024)


class TestSlips:
    @pytest.mark.parametrize(
        ("printed", "expected"),
        [
            ("节能环保（类）污染防治（款）水体（项）", "2110302"),
            ("社会保障与就业支出（类）行政事业单位养老（款）事业单位离退休（项）", "2080502"),
        ],
    )
    def test_a_missing_suffix_or_another_conjunction_is_an_alias_and_says_what_differs(
        self, accounts: Classification, printed: str, expected: str
    ) -> None:
        resolution = accounts.resolve(printed, 2024)
        assert (resolution.code, resolution.status) == (expected, Status.ALIAS)
        assert "类名" in resolution.why

    def test_a_name_that_a_narrow_cell_cut_off(self, accounts: Classification) -> None:
        printed = "社会保障和就业支出（类）行政事业单位养老支出（款）机关事业单位职业年金缴（项）"
        resolution = accounts.resolve(printed, 2024)
        assert (resolution.code, resolution.status) == ("2080506", Status.FUZZY)
        assert "项名" in resolution.why

    def test_a_misspelt_name_between_right_ones(self) -> None:
        assert code("一般公共服务支出（类）财政事物（款）财政国库业务（项）") == "2010605"

    def test_the_upper_name_printed_again_one_level_down(self) -> None:
        assert code("住房保障支出（类）住房保障支出（款）购房补贴（项）") == "2210203"
        assert code("一般公共服务支出（类）一般公共服务支出（款）行政运行（项）") == ""

    def test_a_name_between_two_is_ambiguous(self) -> None:
        assert status("卫生健康支出（类）行政事业单位医疗（款）单位医疗（项）") is Status.AMBIGUOUS

    def test_other_is_never_a_small_difference(self) -> None:
        assert code("教育支出（类）普通教育（款）其他小学教育（项）") == ""

    def test_names_that_do_not_stand_below_each_other(self, accounts: Classification) -> None:
        printed = "社会保障和就业支出（类）行政事业单位医疗（款）行政单位医疗（项）"
        resolution = accounts.resolve(printed, 2024)
        assert (resolution.status, resolution.account) == (Status.UNKNOWN, None)
        assert [account.code for account in resolution.candidates] == ["2101101"]
        assert "不相隶属" in resolution.why

    def test_unknown_names_are_named(self, accounts: Classification) -> None:
        resolution = accounts.resolve("一般公共服务支出（类）龙舟事务（款）行政运行（项）", 2024)
        assert resolution.status is Status.UNKNOWN
        assert "龙舟事务" in resolution.why

    @pytest.mark.parametrize("printed", ["", "。", "甲-乙-丙-丁", "XX（类）XX（款）XX（项）"])
    def test_nothing_to_resolve(self, printed: str) -> None:
        assert status(printed) is Status.UNKNOWN

    def test_a_code_beside_another_accounts_name_is_not_believed(self, accounts: Classification) -> None:
        resolution = accounts.resolve("2101101 住房公积金", 2024)
        assert (resolution.status, resolution.account) == (Status.AMBIGUOUS, None)


class TestYears:
    def test_a_former_name_resolves_with_a_note(self, accounts: Classification) -> None:
        printed = "社会保障和就业支出（类）行政事业单位离退休（款）归口管理的行政单位离退休（项）"
        late = accounts.resolve(printed, 2024)
        assert (late.code, late.status) == ("2080501", Status.ALIAS)
        assert "2019" in late.note
        then = accounts.resolve(printed, 2019)
        assert (then.code, then.status, then.note) == ("2080501", Status.EXACT, "")

    @pytest.mark.parametrize(("year", "expected"), [(2020, "2089901"), (2021, "2089999"), (None, "2089999")])
    def test_one_path_two_codes_the_year_decides(self, year: int | None, expected: str) -> None:
        name = "其他社会保障和就业支出"
        assert code(f"社会保障和就业支出（类）{name}（款）{name}（项）", year) == expected


class TestInProse:
    def codes(self, text: str) -> list[tuple[str, str]]:
        found = find_paths(text)
        assert all(text[path.start : path.end] == path.text for path in found)
        return [(path.text, Classification.load().resolve(path, 2024).code) for path in found]

    def test_the_words_before_a_path_do_not_belong_to_it(self) -> None:
        text = "主要用于以下方面：其中教育支出（类）普通教育（款）小学教育（项）12万元。"
        assert self.codes(text) == [("教育支出（类）普通教育（款）小学教育（项）", "2050202")]

    def test_a_list_of_top_accounts_is_a_path_each(self) -> None:
        text = "一般公共服务（类）支出286.31万元，占97%；卫生健康支出（类）12万元，占3%。"
        assert [found for _, found in self.codes(text)] == ["201", "210"]

    def test_names_broken_by_line_ends(self) -> None:
        text = "社会保障和就\n业支出（类）行政事业单位养老\n支出（款）事业单位离退休（项）"
        assert [found for _, found in self.codes(text)] == ["2080502"]

    def test_a_name_with_a_comma_inside(self) -> None:
        text = "支出决算为3万元。社会保障和就业支出（类）抚恤（款）在乡复员、退伍军人生活补助（项）"
        assert [found for _, found in self.codes(text)] == ["2080803"]

    def test_a_second_item_shares_what_is_above(self) -> None:
        text = "教育支出（类）普通教育（款）小学教育（项）、初中教育（项）年初预算为1万元"
        assert [found for _, found in self.codes(text)] == ["2050202", "2050203"]

    def test_dashes_between_known_names(self) -> None:
        text = "“一般公共服务支出-财政事务-行政运行”增加，一般公共服务支出-财政事务-信息化建设年初预算为12万元"
        assert [found for _, found in self.codes(text)] == ["2010601", "2010607"]

    @pytest.mark.parametrize("text", ["2023-2024年", "人大-政协", "（一）项目支出", "本款项用于补助", "每（项）目"])
    def test_what_is_no_path(self, text: str) -> None:
        assert [found for _, found in self.codes(text) if found] == []

    def test_levels_and_names_of_the_parts(self) -> None:
        path = parse_path("教育支出（类）普通教育（款）")
        assert [(part.name, part.level) for part in path.parts] == [("教育支出", Level.LEI), ("普通教育", Level.KUAN)]

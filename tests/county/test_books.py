"""What the identities do not see: years that open on each other, amounts that are no nonsense."""

from __future__ import annotations

from itertools import pairwise

import pytest

from miner.county.books import Books
from miner.county.departments import Department, departments
from miner.county.keeping import keep_books

YEARS = (2021, 2022, 2023, 2024)
EVERYONE = departments(7, 60)


def years(department: Department) -> list[Books]:
    kept = keep_books(7, department, YEARS)
    return [kept[year] for year in sorted(kept)]


@pytest.mark.parametrize("department", EVERYONE[::6], ids=lambda one: one.name)
def test_what_is_carried_out_is_carried_in(department: Department) -> None:
    for before, after in pairwise(years(department)):
        out = {e.code: e.carried_out for e in before.entries if e.carried_out}
        assert {e.code: e.carried_in for e in after.entries if e.carried_in} == out
        assert after.before is before


def test_no_amount_is_below_nought() -> None:
    for department in EVERYONE:
        for books in years(department):
            assert min(books.economic.values()) > 0
            for entry in books.entries:
                assert (
                    min(
                        entry.budget, entry.basic, entry.project, entry.appropriated, entry.own_basic, entry.own_project
                    )
                    >= 0
                )
                assert sum(amount for _, amount in entry.projects) == entry.all_project
            three, budget = books.three, books.three_budget
            assert three.all <= budget.all
            assert books.economic.get("30231", 0) <= three.running


def test_the_year_before_the_first_is_kept_too() -> None:
    assert sorted(keep_books(7, EVERYONE[0], YEARS)) == [2020, *YEARS]


def test_a_departments_books_do_not_depend_on_how_many_there_are() -> None:
    few, many = {d.name: d for d in departments(7, 20)}, {d.name: d for d in EVERYONE}
    both = few.keys() & many.keys()
    assert len(both) >= 10
    for name in both:
        assert keep_books(7, few[name], YEARS)[2024].turnover == keep_books(7, many[name], YEARS)[2024].turnover


def test_the_kinds_are_many_and_their_accounts_are_real() -> None:
    from miner.county.books import account_name
    from miner.county.material import kinds

    assert len(kinds()) >= 60
    for kind in kinds().values():
        for code in (kind.running, *(s.code for s in kind.accounts), *(p.code for p in kind.projects)):
            assert account_name(code, 2024)


def test_every_department_has_a_name_of_its_own() -> None:
    names = [department.name for department in departments(7, 8000)]
    assert len(set(names)) == len(names)

from miner.report.views.departments import shown_measures
from miner.store.stored import StoredMeasure


def test_causes_that_nobody_gives_are_not_listed() -> None:
    values = {"cause_personnel": 0.0, "cause_prices": 0.4, "cause_unsure": None, "link_rate": 0.0}
    measures = [StoredMeasure("d", name, value, "corpus", "") for name, value in values.items()]
    assert [one.measure for one in shown_measures(measures)] == ["cause_prices", "cause_unsure", "link_rate"]

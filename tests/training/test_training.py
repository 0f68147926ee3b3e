"""What builds the models, on little: the commands themselves take minutes and are not run here."""

from __future__ import annotations

import numpy as np
import pytest

from miner.explanations.causes import cause_titles, load_model
from miner.explanations.similarity import frozen_weights
from miner.training.causes import sides_of, train
from miner.training.mandated import mandated
from miner.training.texts import HELD_OUT, WRITERS, Labelled, county_causes, written
from miner.training.weights import RARE, weights_of


def test_weights_by_hand() -> None:
    bigrams, concepts = weights_of(["职工退休", "职工退休了", "职工调出", "职工辞职", "质保金到期"])
    # 职工退休 and 职工退休了 are one bare reason, so there are four; 职工 becomes 人员 in all three of the staff.
    staff = f"{ord('人'):x} {ord('员'):x}"
    assert bigrams == {"*": RARE, f"a {ord('人'):x}": bigrams[staff], staff: round(1000 * (1 + np.log(5 / 4)))}
    assert concepts["staff"] == round(1000 * (1 + np.log(5 / 4)))
    assert concepts["retirement"] == round(1000 * (1 + np.log(5 / 2)))


def test_the_shipped_weights_are_whole_and_rare_bigrams_weigh_less_than_their_rarity() -> None:
    weights = frozen_weights()
    assert weights.rare == RARE < weights.values.max()
    assert weights.values.dtype == np.int64
    assert (np.diff(weights.codes) > 0).all()


def test_a_model_of_two_causes_learns_them_and_is_calibrated() -> None:
    staff = [
        f"{who}{what}"
        for who in ("在职人员", "职工", "干部", "教师")
        for what in ("退休", "调出", "辞职", "增加", "变动")
    ]
    cars = [
        f"{which}{what}"
        for which in ("公务用车", "执法车辆", "救护车", "车辆")
        for what in ("更新", "报废", "维修", "购置", "老化")
    ]
    texts = [Labelled(text, ("personnel",)) for text in staff] + [Labelled(text, ("assets",)) for text in cars]
    model = train(texts, ["personnel", "assets"])
    told = model.probabilities(sides_of([Labelled("本年职工退休", ()), Labelled("更新救护车", ())]))
    assert told[0, 0] > 0.5 > told[0, 1]
    assert told[1, 1] > 0.5 > told[1, 0]
    assert model.slope > 0


def test_the_shipped_model_knows_the_taxonomy_and_gives_probabilities() -> None:
    model = load_model()
    assert list(model.causes) == list(cause_titles())
    told = model.probabilities(sides_of([Labelled("人员变动", ()), Labelled("", ()), Labelled("甲乙丙丁", ())]))
    assert ((told >= 0) & (told <= 1)).all()
    assert told[0, model.causes.index("personnel")] > 0.9


def test_texts_of_writers_and_of_the_county() -> None:
    everybody = [labelled for writer in WRITERS for labelled in written(writer)]
    assert len(everybody) >= 2000
    assert len(everybody) == len({labelled.text for labelled in everybody})
    assert len(written()) == len(everybody) - len(written(HELD_OUT))
    named = {cause for labelled in everybody for cause in labelled.causes}
    assert named == set(cause_titles())
    county = county_causes(6, 3)
    assert {cause for labelled in county for cause in labelled.causes} <= set(cause_titles())
    assert max(sum(other.causes == one.causes for other in county) for one in county) <= 3


@pytest.mark.parametrize("phrase", ["{年} 收 支 总计"])
def test_phrases_of_the_form_come_out_again(phrase: str) -> None:
    from miner.runs.measuring import mandated_phrases

    assert tuple(phrase.split(" ")) in mandated_phrases()
    assert {tuple(line.split(" ")) for line in mandated()} == mandated_phrases()

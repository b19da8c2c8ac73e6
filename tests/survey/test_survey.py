"""How a Survey behaves: domains, missing values, result tables, wrong calls."""

import pickle

import numpy as np
import pandas as pd
import pytest

from labkit import Survey
from labkit.errors import ColumnError, DataError, DesignError, OptionError

RESULT = ["estimate", "se", "ci_low", "ci_high", "cv", "df", "n", "flag"]


@pytest.fixture
def frame() -> pd.DataFrame:
    random = np.random.default_rng(5)
    n = 240
    frame = pd.DataFrame({"stratum": np.repeat(["east", "west"], n // 2), "psu": np.tile(np.repeat(range(6), 20), 2)})
    frame["weight"] = random.uniform(50, 500, n)
    frame["age"] = random.integers(8, 80, n)
    frame["sex"] = pd.Categorical(random.choice(["male", "female"], n), categories=["male", "female"])
    frame["pay"] = random.lognormal(5, 1, n)
    frame["informal"] = random.random(n) < 0.7
    return frame


@pytest.fixture
def survey(frame: pd.DataFrame) -> Survey:
    return Survey(frame, weight="weight", stratum="stratum", psu="psu")


def with_design(frame: pd.DataFrame, **changes: object) -> Survey:
    return Survey(frame.assign(**changes), weight="weight", stratum="stratum", psu="psu")


class TestResultTable:
    def test_columns(self, survey: Survey) -> None:
        assert list(survey.mean("pay")) == RESULT
        assert list(survey.total(by="sex")) == ["sex", *RESULT]
        assert list(survey.share("sex", by=["stratum"])) == ["stratum", "category", *RESULT]
        assert list(survey.quantile("pay", [0.1, 0.9], by="sex")) == ["sex", "q", *RESULT]
        assert list(survey.quantile("pay", 0.5, by="sex")) == ["sex", *RESULT]
        assert list(survey.ratio("pay", "age", by=["sex", "stratum"])) == ["sex", "stratum", *RESULT]

    def test_groups_follow_the_order_of_their_categories(self, survey: Survey) -> None:
        assert survey.mean("pay", by="sex")["sex"].tolist() == ["male", "female"]
        assert survey.share("sex")["category"].tolist() == ["male", "female"]
        assert survey.mean("pay", by=["stratum", "sex"])["stratum"].tolist() == ["east", "east", "west", "west"]

    def test_quantiles_of_a_group_stand_together(self, survey: Survey) -> None:
        table = survey.quantile("pay", [0.9, 0.1], by="sex")
        assert table["q"].tolist() == [0.9, 0.1, 0.9, 0.1]
        assert table["sex"].tolist() == ["male", "male", "female", "female"]

    def test_level_widens_the_interval(self, survey: Survey) -> None:
        narrow, wide = survey.mean("pay", level=0.9), survey.mean("pay", level=0.99)
        assert (wide["ci_high"] > narrow["ci_high"]).all()
        assert (wide["se"] == narrow["se"]).all()

    def test_flags_count_unweighted_records(self, survey: Survey) -> None:
        for records, flag in [(4, "S"), (5, "U"), (14, "U"), (15, "")]:
            few = survey.filter(np.arange(len(survey)) < records).mean("pay")
            assert few[["n", "flag"]].values.tolist() == [[records, flag]]

    def test_shares_are_percent_of_those_who_answered(self, survey: Survey) -> None:
        table = survey.share("sex", by="stratum")
        np.testing.assert_allclose(table.groupby("stratum")["estimate"].sum(), 100)
        total = survey.filter(survey.frame["informal"]).total()["estimate"] / survey.total()["estimate"]
        np.testing.assert_allclose(survey.share("informal")["estimate"], 100 * total)

    def test_nothing_depends_on_the_scale_of_the_weights(self, frame: pd.DataFrame) -> None:
        before, after = with_design(frame), with_design(frame, weight=frame["weight"] / 977)
        pd.testing.assert_frame_equal(before.share("sex", by="stratum"), after.share("sex", by="stratum"))
        pd.testing.assert_frame_equal(before.quantile("pay", [0.3, 0.5]), after.quantile("pay", [0.3, 0.5]))

    def test_nothing_depends_on_the_order_of_records(self, frame: pd.DataFrame, survey: Survey) -> None:
        shuffled = with_design(frame.sample(frac=1, random_state=1))
        pd.testing.assert_frame_equal(survey.mean("pay", by="sex"), shuffled.mean("pay", by="sex"))
        pd.testing.assert_frame_equal(survey.quantile("pay", by="sex"), shuffled.quantile("pay", by="sex"))

    def test_nobody_is_no_estimate(self, survey: Survey) -> None:
        nobody = survey.filter(survey.frame["age"] > 200)
        for table in (nobody.mean("pay"), nobody.share("informal"), nobody.quantile("pay")):
            assert table["estimate"].isna().tolist() == [True]
            assert table[["n", "flag"]].values.tolist() == [[0, "S"]]
        assert len(nobody.mean("pay", by="sex")) == 0
        assert len(nobody.share("sex")) == 0

    def test_a_group_without_answers_stays_visible(self, survey: Survey) -> None:
        silent = survey.assign(pay=survey.frame["pay"].where(survey.frame["sex"] == "male"))
        table = silent.mean("pay", by="sex").set_index("sex")
        assert np.isnan(table.loc["female", "estimate"])
        assert table.loc["female", "n"] == 0


class TestDomains:
    def test_a_domain_keeps_the_design(self, survey: Survey) -> None:
        by_group = survey.mean("pay", by="sex").query("sex == 'female'")[RESULT].reset_index(drop=True)
        domain = survey.filter(survey.frame["sex"] == "female").mean("pay")
        pd.testing.assert_frame_equal(by_group, domain)

    def test_deleting_records_first_would_change_the_standard_error(self, frame: pd.DataFrame, survey: Survey) -> None:
        rich = (frame["pay"] > 300) & ((frame["psu"] > 1) | (frame["stratum"] == "east"))
        kept, deleted = survey.filter(rich).mean("pay"), with_design(frame[rich]).mean("pay")
        assert kept["estimate"].item() == pytest.approx(deleted["estimate"].item())
        assert kept["se"].item() != pytest.approx(deleted["se"].item(), rel=1e-3)

    def test_filters_follow_each_other(self, survey: Survey) -> None:
        adults = survey.filter(survey.frame["age"] >= 15)
        women = adults.filter(adults.frame["sex"] == "female")
        both = survey.filter((survey.frame["age"] >= 15) & (survey.frame["sex"] == "female"))
        pd.testing.assert_frame_equal(women.mean("pay"), both.mean("pay"))
        assert len(women) == len(women.frame) < len(adults)

    def test_missing_conditions_are_outside(self, survey: Survey) -> None:
        unknown = survey.frame["informal"].astype("boolean").mask(survey.frame["age"] < 30)
        assert len(survey.filter(unknown)) == ((survey.frame["age"] >= 30) & survey.frame["informal"]).sum()

    def test_missing_values_and_groups_leave_the_estimate_not_the_design(self, frame: pd.DataFrame) -> None:
        survey = with_design(frame, pay=frame["pay"].mask(frame["age"] < 15), sex=frame["sex"].mask(frame["age"] > 70))
        known = survey.filter(frame["age"].between(15, 70))
        pd.testing.assert_frame_equal(survey.mean("pay", by="sex"), known.mean("pay", by="sex"))

    def test_psu_numbers_are_nested_in_strata(self, frame: pd.DataFrame, survey: Survey) -> None:
        unique = with_design(frame, psu=frame["stratum"] + frame["psu"].astype(str))
        pd.testing.assert_frame_equal(survey.mean("pay"), unique.mean("pay"))
        assert survey.mean("pay")["df"].item() == 10


class TestKindsOfColumns:
    def test_true_and_false_in_any_dress(self, survey: Survey) -> None:
        informal = survey.frame["informal"]
        wanted = survey.share("informal")
        for dress in (informal.astype("boolean"), informal.astype(object), informal.astype("boolean[pyarrow]")):
            pd.testing.assert_frame_equal(survey.assign(informal=dress).share("informal"), wanted)

    def test_numbers_in_any_dress(self, survey: Survey) -> None:
        for dress in ("Int64", "int32", "float64", "int64[pyarrow]"):
            dressed = survey.assign(age=survey.frame["age"].astype(dress)).mean("age")
            pd.testing.assert_frame_equal(dressed, survey.mean("age"))

    def test_groups_in_any_dress(self, survey: Survey) -> None:
        wanted = survey.mean("pay", by="stratum")["estimate"]
        for dress in ("category", "object", "string"):
            dressed = survey.assign(place=survey.frame["stratum"].astype(dress)).mean("pay", by="place")["estimate"]
            np.testing.assert_array_equal(dressed, wanted)

    def test_without_design_columns_every_record_counts_once(self, frame: pd.DataFrame) -> None:
        table = Survey(frame).mean("pay")
        assert table["estimate"].item() == pytest.approx(frame["pay"].mean())
        assert table["se"].item() == pytest.approx(frame["pay"].sem())
        assert table["df"].item() == len(frame) - 1


class TestSurveyIsSafe:
    def test_it_does_not_change(self, frame: pd.DataFrame, survey: Survey) -> None:
        with pytest.raises(AttributeError, match="does not change"):
            survey.weight = "other"
        survey.assign(pay=0)
        assert survey.mean("pay")["estimate"].item() > 0
        survey.frame["new"] = 1  # a trainee's column does not reach the frame that the Survey came from
        assert "new" not in frame

    def test_it_travels_to_other_processes(self, survey: Survey) -> None:
        women = survey.filter(survey.frame["sex"] == "female")
        pd.testing.assert_frame_equal(pickle.loads(pickle.dumps(women)).mean("pay"), women.mean("pay"))

    def test_it_names_itself(self, survey: Survey) -> None:
        assert repr(survey) == (
            "Survey of 240 records in 12 PSUs and 2 strata (weight 'weight', stratum 'stratum', psu 'psu')"
        )

    def test_records_added_behind_its_back(self, survey: Survey) -> None:
        survey.frame.loc[999] = survey.frame.loc[0]
        with pytest.raises(DesignError, match=r"removed from it(.|\n)*survey\.filter"):
            survey.mean("pay")


class TestWrongDesign:
    @pytest.mark.parametrize(("value", "word"), [(-1.0, "negative"), (np.nan, "missing")])
    def test_weights(self, frame: pd.DataFrame, value: float, word: str) -> None:
        frame.loc[[3, 17], "weight"] = value
        with pytest.raises(DesignError, match=rf"2 of 240 weights are {word}(.|\n)*rows 3, 17"):
            with_design(frame)

    def test_missing_column(self, frame: pd.DataFrame) -> None:
        with pytest.raises(ColumnError, match=r"no column 'wieght'(.|\n)*Did you mean 'weight'"):
            Survey(frame, weight="wieght")

    def test_text_as_weight(self, frame: pd.DataFrame) -> None:
        with pytest.raises(ColumnError, match="does not hold numbers"):
            Survey(frame, weight="stratum")

    def test_missing_stratum(self, frame: pd.DataFrame) -> None:
        with pytest.raises(DesignError, match="1 of 240 records have no stratum"):
            with_design(frame, stratum=frame["stratum"].mask(frame.index == 7))

    def test_lonely_psu(self, frame: pd.DataFrame) -> None:
        alone = frame["stratum"].mask((frame["stratum"] == "east") & (frame["psu"] == 0), "island")
        with pytest.raises(
            DesignError, match=r"one PSU in island(.|\n)*neighbouring(.|\n)*'certainty'(.|\n)*'average'"
        ):
            with_design(frame, stratum=alone)

    def test_a_fully_sampled_stratum_is_not_lonely(self, frame: pd.DataFrame) -> None:
        alone = (frame["stratum"] == "east") & (frame["psu"] == 0)
        frame = frame.assign(stratum=frame["stratum"].mask(alone, "island"), psus=np.where(alone, 1, 20))
        assert Survey(frame, weight="weight", stratum="stratum", psu="psu", fpc="psus").mean("pay")["se"].item() > 0

    def test_fpc(self, frame: pd.DataFrame) -> None:
        with pytest.raises(DesignError, match=r"not one number per stratum(.|\n)*east, west"):
            Survey(frame.assign(psus=range(240)), stratum="stratum", psu="psu", fpc="psus")
        with pytest.raises(DesignError, match="below the number of sampled PSUs"):
            Survey(frame.assign(psus=0.4), stratum="stratum", psu="psu", fpc="psus")
        with pytest.raises(DesignError, match="is missing"):
            Survey(frame.assign(psus=np.nan), stratum="stratum", psu="psu", fpc="psus")

    def test_unknown_option(self, frame: pd.DataFrame) -> None:
        with pytest.raises(OptionError, match=r"'fail' or 'certainty'(.|\n)*Did you mean 'average'"):
            Survey(frame, lonely_psu="averege")

    def test_not_a_frame(self) -> None:
        with pytest.raises(DataError, match="made from a data frame"):
            Survey([1, 2, 3])


class TestWrongCalls:
    def test_unknown_columns(self, survey: Survey) -> None:
        with pytest.raises(ColumnError, match="Did you mean 'pay'"):
            survey.mean("payy")
        with pytest.raises(ColumnError, match="no column 'province'"):
            survey.total(by="province")
        with pytest.raises(ColumnError, match="named twice"):
            survey.total(by=["sex", "sex"])

    def test_two_columns_of_one_name(self, frame: pd.DataFrame) -> None:
        twice = pd.concat([frame, frame[["pay"]]], axis=1)
        with pytest.raises(ColumnError, match="several columns 'pay'"):
            Survey(twice).mean("pay")

    def test_wrong_kinds(self, survey: Survey) -> None:
        with pytest.raises(ColumnError, match=r"does not hold numbers(.|\n)*share\(\)"):
            survey.mean("sex")
        with pytest.raises(ColumnError, match=r"which have no shares(.|\n)*mean\(\)"):
            survey.share("age")

    def test_infinite_values(self, survey: Survey) -> None:
        hourly = survey.frame["pay"] / np.where(survey.frame.index == 4, 0, 40)
        with pytest.raises(ColumnError, match=r"1 infinite(.|\n)*rows 4(.|\n)*zero hours"):
            survey.assign(hourly=hourly).mean("hourly")

    def test_numbers_out_of_range(self, survey: Survey) -> None:
        with pytest.raises(OptionError, match=r"0\.95 for 95 percent"):
            survey.mean("pay", level=95)
        with pytest.raises(OptionError, match=r"q=\[50\]"):
            survey.quantile("pay", 50)
        with pytest.raises(OptionError, match="above 0 and below 1"):
            survey.quantile("pay", [])

    def test_wrong_conditions(self, survey: Survey) -> None:
        with pytest.raises(ColumnError, match="not made of True and False"):
            survey.filter(survey.frame["age"])
        with pytest.raises(ColumnError, match="number of values"):
            survey.filter([True, False])
        adults = survey.filter(survey.frame["age"] >= 15)
        with pytest.raises(ColumnError, match="number of values"):
            adults.filter(survey.frame["sex"] == "female")
        with pytest.raises(ColumnError, match="other records"):
            survey.filter(survey.frame["age"].sample(frac=1, random_state=0) > 30)

    def test_wrong_assignments(self, survey: Survey) -> None:
        with pytest.raises(DesignError, match="'weight' holds the design"):
            survey.assign(weight=1)
        with pytest.raises(ColumnError, match="number of values"):
            survey.assign(new=[1, 2])
        with pytest.raises(ColumnError, match="other records"):
            survey.assign(new=survey.frame["age"].iloc[::-1])

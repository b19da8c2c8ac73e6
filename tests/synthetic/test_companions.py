"""The synthetic data sets beside the labour force survey."""

import json

import numpy as np
import pandas as pd
import pytest
from scipy import stats

import labkit as lk
from labkit.data.files import checksum, datasets_folder
from labkit.errors import DataError, OptionError
from labkit.synthetic._draws import Draws
from labkit.synthetic.bundle import write_bundle
from labkit.synthetic.generators import GENERATORS
from labkit.synthetic.recruitment.truth import every_worker, in_indicator, truth

COMPANIONS = ["disputes", "firms", "flows", "injuries", "recruitment", "remittance_services", "returnees"]
DAY_OF = {"disputes": "day 5", "firms": "day 2"}
COSTS = ["cost_agency", "cost_documents", "cost_transport", "cost_training", "cost_medical", "cost_other"]


def frame_of(name, draw=None):
    data = lk.load(name, draw=draw)
    return data.frame if isinstance(data, lk.Survey) else data


def stored_truth(name):
    return json.loads((datasets_folder() / name / "truth.json").read_text(encoding="utf-8"))


# ---------------------------------------------------------------- all of them


@pytest.mark.parametrize("name", COMPANIONS)
def test_draw_zero_is_the_file_and_draws_repeat(name):
    pd.testing.assert_frame_equal(frame_of(name, draw=0), frame_of(name), rtol=1e-9)
    pd.testing.assert_frame_equal(frame_of(name, draw=5), frame_of(name, draw=5), check_exact=True)
    assert not frame_of(name, draw=5).equals(frame_of(name, draw=6))


@pytest.mark.parametrize("name", COMPANIONS)
def test_file_is_small_and_intact(name):
    card = lk.card(name)
    path = datasets_folder() / name / card.file
    assert path.stat().st_size < 1_000_000
    assert checksum(path) == card.sha256


@pytest.mark.parametrize("name", COMPANIONS)
def test_card_says_what_a_trainee_must_know(name):
    card = lk.card(name)
    assert card.kind == "synthetic" and "synthetic" in card.title
    assert "own" in card.summary and "no published figure" in card.summary
    assert DAY_OF.get(name, "day 4") in card.summary
    numeric = [c for c in frame_of(name).select_dtypes("number") if not c.endswith("_id") and c != "psu"]
    assert (card.columns.loc[numeric, "unit"] != "").all()


@pytest.mark.parametrize("name", COMPANIONS)
@pytest.mark.parametrize("seed", [-1, 1.5, True, "7"])
def test_a_draw_has_a_whole_number(name, seed):
    with pytest.raises(OptionError, match="by its number") as error:
        lk.load(name, draw=seed)
    assert "0 or more" in str(error.value)


@pytest.mark.parametrize("name", COMPANIONS)
def test_no_number_is_negative_and_no_category_is_lost(name):
    frame, card = frame_of(name), lk.card(name)
    assert (frame.select_dtypes("number").fillna(0) >= 0).all(axis=None)
    for column, words in card.columns["categories"].items():
        if words and column != "province":  # small provinces may be missing from a sample
            assert set(frame[column].dropna()) == set(words), column


def test_counts_are_poisson():
    mean = np.tile([0.0, 0.02, 0.5, 3, 40, 900, 20_000], 300)
    draws = Draws("test", np.arange(len(mean)))
    assert (draws.poisson("cases", mean) == stats.poisson.ppf(draws.uniform("cases"), mean).clip(0)).all()


# ---------------------------------------------------------------- recruitment


@pytest.fixture(scope="module")
def recruitment():
    survey = lk.load("recruitment")
    paid = survey.frame["monthly_earnings"]
    return survey.assign(months=survey.frame[COSTS].sum(axis=1) / paid.where(paid > 0))


def test_recruitment_is_a_two_stage_sample_that_adds_up(recruitment):
    frame = recruitment.frame
    assert 1_350 < len(frame) < 1_650
    total = recruitment.total().iloc[0]
    assert total["estimate"] == pytest.approx(stored_truth("recruitment")["workers"])
    assert total["df"] == 140 - 9
    assert frame.groupby("psu", observed=True)["stratum"].nunique().eq(1).all()
    assert frame.groupby("psu").size().between(2, 13).all()
    assert frame["worker_id"].is_unique


def test_origins_follow_the_published_survey():
    origins = stored_truth("recruitment")["origins_percent"]
    for province, percent in (("Banteay Meanchey", 20), ("Battambang", 15), ("Prey Veng", 15), ("Kampong Cham", 10),
                              ("Kampong Thom", 9), ("Pursat", 4), ("Siem Reap", 4), ("Stung Treng", 3)):  # fmt: skip
        assert origins[province] == pytest.approx(percent, abs=0.6), province
    assert sum(origins.values()) == pytest.approx(100, abs=0.1)
    assert stored_truth("recruitment")["thailand_percent_of_abroad"] == pytest.approx(92, abs=1)


def test_recruitment_routing(recruitment):
    frame = recruitment.frame
    abroad, employee = frame["destination"].ne("Cambodia"), frame["work_status"].eq("employee")
    assert frame["documents"].notna().eq(abroad).all()
    for column in ("contract", "social_insurance", "employer_paid"):
        assert frame[column].notna().eq(employee).all(), column
    with_passport = frame["documents"].eq("passport and work permit")
    assert frame["passport_kept"].notna().eq(with_passport & employee).all()
    borrowed = frame["debt"].eq("yes")
    assert frame["debt_amount"].notna().eq(borrowed).all() and frame["debt_source"].notna().eq(borrowed).all()
    assert (frame.loc[borrowed, "debt_amount"] > 0).all()
    assert (frame.loc[borrowed, "debt_amount"] <= frame.loc[borrowed, COSTS].sum(axis=1)).all()
    assert frame.loc[frame["commutes"].eq("yes"), "destination"].eq("Thailand").all()
    assert (frame["age"] - (2019 - frame["year"]) >= 18).all()


def test_zero_cost_and_zero_or_missing_earnings_are_there_but_few(recruitment):
    frame = recruitment.frame
    cost = frame[COSTS].sum(axis=1)
    assert frame[COSTS].notna().all(axis=None)
    assert (cost[frame["employer_paid"].eq("all")] == 0).all()
    assert 10 < (cost == 0).sum() < 150
    assert 3 < frame["monthly_earnings"].eq(0).sum() < 50
    assert 20 < frame["monthly_earnings"].isna().sum() < 120


def test_those_whom_the_indicator_leaves_out_are_recognisable(recruitment):
    frame = recruitment.frame
    for column, word in (("destination", "Cambodia"), ("work_status", "own-account worker"), ("commutes", "yes"),
                         ("sector", "fishing at sea")):  # fmt: skip
        assert frame[column].eq(word).sum() >= 15
        assert not in_indicator(frame[frame[column] == word]).any()
    free = frame[COSTS].sum(axis=1).eq(0) & in_indicator(frame)
    assert free.any()


def test_stored_truth_is_that_of_all_workers():
    assert stored_truth("recruitment") == truth()
    people = every_worker()
    people = people[in_indicator(people)]
    months = people["cost"] / people["monthly_earnings"]
    by_hand = stored_truth("recruitment")["recruitment_cost"]["total"]
    assert by_hand["mean"] == pytest.approx(months.mean(), abs=1e-4)
    for q, value in ((0.5, by_hand["median"]), (0.8, by_hand["percentile_80"])):
        assert value == pytest.approx(np.quantile(months, q, method="inverted_cdf"), abs=1e-4)


def test_the_usual_mistakes_change_the_answer(recruitment):
    known = stored_truth("recruitment")
    right = known["recruitment_cost"]["total"]["mean"]
    indicator = recruitment.filter(in_indicator(recruitment.frame))
    weighted = indicator.mean("months").iloc[0]
    assert abs(weighted["estimate"] - right) < 3 * weighted["se"]
    assert abs(known["ratio_of_means"] / right - 1) > 0.05
    assert abs(indicator.frame["months"].mean() / weighted["estimate"] - 1) > 0.05  # unweighted
    assert abs(recruitment.mean("months").iloc[0]["estimate"] / weighted["estimate"] - 1) > 0.05  # everybody


def test_samples_of_workers_are_right_on_average():
    # Twelve samples: their mean is within four of its standard errors of the workers' own indicator.
    known = stored_truth("recruitment")["recruitment_cost"]["total"]["mean"]
    estimates, errors = [], []
    for seed in range(1, 13):
        survey = lk.load("recruitment", draw=seed)
        frame = survey.frame
        months = frame[COSTS].sum(axis=1) / frame["monthly_earnings"].where(frame["monthly_earnings"] > 0)
        row = survey.assign(months=months).filter(in_indicator(frame)).mean("months").iloc[0]
        estimates.append(row["estimate"])
        errors.append(row["se"])
    assert abs(np.mean(estimates) - known) < 4 * np.mean(errors) / np.sqrt(12)
    # And they differ about as much as the standard error says (chi-square, 11 degrees of freedom).
    assert 0.45 < np.std(estimates, ddof=1) / np.mean(errors) < 1.6


def test_a_worker_met_twice_gives_the_same_answers():
    one, other = frame_of("recruitment"), frame_of("recruitment", draw=3)
    both = one.merge(other[["worker_id"]], on="worker_id")
    assert 0 < len(both) < 300
    again = other[other["worker_id"].isin(both["worker_id"])].reset_index(drop=True)
    answers = [c for c in one.columns if c != "weight"]
    pd.testing.assert_frame_equal(both[answers], again[answers])


# ---------------------------------------------------------------- injuries


def test_register_has_every_cell_once():
    register = lk.load("injuries")
    assert len(register) == 5 * 10 * 2
    assert not register.duplicated(["year", "industry", "sex"]).any()
    assert register["year"].drop_duplicates().tolist() == [2019, 2020, 2021, 2022, 2023]
    hours = register["hours_worked"] / register["insured_workers"]
    assert hours.between(1_500, 2_800).all()


def test_days_lost_belong_to_cases():
    register = lk.load("injuries")
    assert (register["days_lost"] >= register["nonfatal_cases"]).all()
    assert (register["days_lost"] <= 365 * register["nonfatal_cases"]).all()


def test_commuting_and_fatal_cases_change_the_rate_enough_to_matter():
    total = lk.load("injuries").sum(numeric_only=True)
    assert 0.1 < total["commuting_nonfatal_cases"] / total["nonfatal_cases"] < 0.6
    assert 100 < total["fatal_cases"] < 1_000


def test_registered_rates_are_true_rates_less_the_unregistered():
    known = stored_truth("injuries")
    true_rate, missed = known["incidence_rate"], known["unregistered_percent"]
    cases = pd.concat([lk.load("injuries", draw=d) for d in range(10)])
    for (year, industry, sex), cell in cases.groupby(["year", "industry", "sex"]):
        for kind in ("nonfatal", "fatal"):
            rate = true_rate[str(year)][industry][sex][kind] * (1 - missed[industry][kind] / 100)
            expected = rate * cell["insured_workers"].sum() / 1e5
            # 200 comparisons: five standard deviations of a Poisson count.
            assert abs(cell[f"{kind}_cases"].sum() - expected) < 5 * np.sqrt(expected) + 1


# ---------------------------------------------------------------- firms


def test_firms_register_is_consistent():
    firms = lk.load("firms")
    assert len(firms) == 5_000 and firms["firm_id"].is_unique
    assert (firms["registered_employees"] >= 1).all()
    assert (firms["contributing_employees"] <= firms["registered_employees"]).all()
    assert (firms["registered_women"] <= firms["registered_employees"]).all()
    assert (firms["contributing_women"] <= firms["registered_women"]).all()
    men = firms["contributing_employees"] - firms["contributing_women"]
    assert (men >= 0).all()
    assert (men <= firms["registered_employees"] - firms["registered_women"]).all()
    largest = firms["size"].map({"1-4": 4, "5-9": 9, "10-19": 19, "20-49": 49, "50+": 10**6}).astype(int)
    assert (firms["contributing_employees"] <= largest).all()
    paid = firms["months_paid"] > 0
    assert (firms["contributing_employees"] > 0).eq(paid).all()
    assert (firms["wage_bill"] > 0).eq(paid).all()
    assert firms["months_paid"].between(0, 12).all()
    assert firms.loc[firms["year_registered"].eq(2022), "months_paid"].max() < 12
    assert firms["year_registered"].between(2008, 2022).all()


@pytest.mark.parametrize("draw", range(5))
def test_firms_agree_with_published_ratios(draw):
    firms = lk.load("firms", draw=draw)
    total = firms.sum(numeric_only=True)
    published = lk.load("published").set_index("id")["value"]
    registered, paid = published["nssf-registered-2022"], published["nssf-contributors-2022-total"]
    assert 100 * total["contributing_employees"] / total["registered_employees"] == pytest.approx(
        100 * paid / registered, abs=3
    )
    women = 100 * total["contributing_women"] / total["contributing_employees"]
    assert women == pytest.approx(published["nssf-contributors-2022-women-share"], abs=4)
    assert 100 * (firms["months_paid"] > 0).mean() == pytest.approx(86.81, abs=2)


def test_reasons_for_the_gap_add_up():
    firms, known = lk.load("firms"), stored_truth("firms")
    reasons = known["of_100_names"]
    assert sum(reasons.values()) == pytest.approx(100)
    total = firms.sum(numeric_only=True)
    assert reasons["paid"] == pytest.approx(
        100 * total["contributing_employees"] / total["registered_employees"], abs=0.02
    )
    assert total["contributing_employees"] < known["staff"]


def test_wages_are_wages_of_contributors():
    firms = lk.load("firms").query("contributing_employees >= 20")
    riel = 1e6 * firms["wage_bill"] / firms["contributing_employees"]
    assert riel.between(300_000, 5_000_000).all()


# ---------------------------------------------------------------- flows


@pytest.fixture(scope="module")
def flows():
    return lk.load("flows")


def test_every_pair_of_provinces_has_one_row_by_sex(flows):
    assert len(flows) == 25 * 24 * 2
    assert not flows.duplicated(["origin", "destination", "sex"]).any()
    assert flows["origin"].ne(flows["destination"]).all()


def test_populations_are_those_of_the_census(flows):
    published = lk.load("published")
    census = published[published["source"].eq("Census 2019, final results")].set_index("population")["value"]
    for side in ("origin", "destination"):
        table = flows.groupby(side)[f"{side}_population"]
        assert table.nunique().eq(1).all()
        assert table.first().sum() == 15_552_211
        for province, people in table.first().items():
            assert people == census[province]


def test_arrivals_and_departures_balance_and_phnom_penh_gains_most(flows):
    arrivals = flows.groupby("destination")["migrants"].sum()
    departures = flows.groupby("origin")["migrants"].sum()
    net = arrivals - departures
    assert net.sum() == 0
    assert net.idxmax() == "Phnom Penh" and net.max() > 100_000
    assert net.min() < -20_000
    population = flows.groupby("destination")["destination_population"].first()
    assert (arrivals < population / 4).all() and (departures < population / 4).all()
    expected = pd.Series(stored_truth("flows")["expected_net"])
    assert (net == expected[net.index]).all()
    other = lk.load("flows", draw=3)
    again = other.groupby("destination")["migrants"].sum() - other.groupby("origin")["migrants"].sum()
    assert ((again - expected).abs() < 5 * np.sqrt(arrivals + departures)).all()


def test_the_survey_s_moves_are_of_the_same_population(flows):
    survey, known = lk.load("lfs"), stored_truth("flows")
    frame = survey.frame
    home, then = frame["province"].astype(str), frame["province_5_years_ago"].astype(str)
    came_from = frame["moved_from"].astype(str)
    survey = survey.assign(
        by_survey=(frame["age"] >= 5) & then.ne(home) & then.ne("abroad"),
        by_census=frame["moved_from"].notna() & came_from.ne("abroad"),
    )
    for column, expected in (("by_survey", known["migrants_by_the_survey"]), ("by_census", flows["migrants"].sum())):
        row = survey.total(column).iloc[0]
        assert abs(row["estimate"] - expected) < 4 * row["se"]
    # The one reason: children below five who moved.
    small = survey.filter(frame["age"] < 5).total("by_census").iloc[0]
    missing = flows["migrants"].sum() - known["migrants_by_the_survey"]
    assert missing > 0 and abs(small["estimate"] - missing) < 4 * small["se"]


# ---------------------------------------------------------------- remittances, disputes, returnees


def test_prices_of_remittances():
    services = lk.load("remittance_services")
    costs = lk.migration.corridor_costs(services, qualifying="qualifying").set_index("corridor")
    assert len(costs) == 6 and costs["average"].between(2, 16).all()
    assert costs.loc["Japan to Cambodia", "average"] > costs.loc["Thailand to Cambodia", "average"]
    assert set(costs["corridor_within_5"]) == {True, False}
    assert services["rate"].isna().sum() in range(1, 6)
    assert not services.loc[services["kind"] == "informal carrier", "qualifying"].any()
    assert (services["amount"] == 200).all() and (services["rate"].dropna() <= services["interbank_rate"].max()).all()


def test_disputes_add_up_and_fall():
    frame = lk.load("disputes")
    assert (frame["settled_at_ministry"] + frame["to_arbitration_council"] <= frame["disputes"]).all()
    assert (frame["strikes"] <= frame["disputes"]).all()
    assert (frame["workers_involved"].eq(0) == frame["strikes"].eq(0)).all()
    assert (frame["days_not_worked"] >= frame["workers_involved"]).all()
    by_year = frame.groupby("year")[["strikes", "to_arbitration_council"]].sum()
    assert by_year.loc[2015, "strikes"] > 1.5 * by_year.loc[2019, "strikes"]
    assert by_year.loc[2016, "to_arbitration_council"] > 2 * by_year.loc[2017, "to_arbitration_council"]
    rates = lk.dialogue.strike_rate(frame["days_not_worked"], frame["employees"])
    assert rates.groupby(frame["industry"], observed=True).mean().idxmax() == "C manufacturing"


def test_returnees_are_a_sample_of_known_people():
    survey, known = lk.load("returnees"), stored_truth("returnees")
    frame = survey.frame
    debts = ["debt_recruitment", "debt_land_or_house", "debt_living"]
    survey = survey.assign(
        in_debt=frame[debts].gt(0).any(axis=1), owed=frame["wages_owed"] > 0, long=frame["months_abroad"] >= 12
    )
    for column, name in (
        ("in_debt", "any_debt"), ("owed", "wages_owed_by_employer"), ("long", "away_a_year_or_more"),
        ("full_papers", "full_papers"), ("insured", "insured"), ("works_now", "works_now"),
    ):  # fmt: skip
        rows = survey.share(column)
        row = (rows[rows["category"] == "yes"] if "category" in rows else rows).iloc[0]
        assert abs(row["estimate"] - known["percent"][name]) < 4 * row["se"], name
    assert survey.total().iloc[0]["estimate"] == pytest.approx(known["persons"])
    for name in debts:
        row = survey.mean(name).iloc[0]
        assert abs(row["estimate"] - known["mean_debt"][name]) < 4 * row["se"]
    assert frame["looks_for_work"].notna().eq(frame["works_now"].eq("no")).all()
    # Debt for recruitment is a small part of all debt.
    assert known["mean_debt"]["debt_recruitment"] < 0.1 * sum(known["mean_debt"].values())


def test_months_abroad(recruitment):
    frame = recruitment.frame
    assert frame["months_abroad"].notna().eq(frame["destination"].ne("Cambodia")).all()
    assert frame["months_abroad"].dropna().between(1, 35).all()
    away = frame["interview"].eq("by telephone, still away")
    mean = frame["months_abroad"].groupby(away).mean()
    assert mean[True] > mean[False]
    assert 0.3 < (frame["months_abroad"].dropna() < 12).mean() < 0.7


# ---------------------------------------------------------------- writing


CARD = 'file = "{file}"\nsha256 = ""\n\n[size]\nrows = 1\n\n[columns.x]\nlabel = "X"\n'


def test_a_bundle_is_written_with_its_checksum(tmp_path):
    (tmp_path / "card.toml").write_text(CARD.format(file="data.csv"), encoding="utf-8")
    write_bundle(tmp_path, pd.DataFrame({"x": [1, 2]}), {"rows": 2}, {"mean": 1.5})
    text = (tmp_path / "card.toml").read_text(encoding="utf-8")
    assert "rows = 2" in text and checksum(tmp_path / "data.csv") in text and "[columns.x]" in text
    assert json.loads((tmp_path / "truth.json").read_text(encoding="utf-8")) == {"mean": 1.5}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["card.toml", "data.csv", "truth.json"]


@pytest.mark.parametrize("card", [CARD.format(file="data.xlsx"), 'file = "data.csv"\n'])
def test_nothing_is_replaced_when_the_card_is_wrong(tmp_path, card):
    (tmp_path / "card.toml").write_text(card, encoding="utf-8")
    (tmp_path / "data.csv").write_text("x\n1\n", encoding="utf-8")
    with pytest.raises(DataError):
        write_bundle(tmp_path, pd.DataFrame({"x": [1, 2]}), {"rows": 2}, {})
    assert (tmp_path / "data.csv").read_text(encoding="utf-8") == "x\n1\n"
    assert (tmp_path / "card.toml").read_text(encoding="utf-8") == card
    assert len(list(tmp_path.iterdir())) == 2


def test_every_synthetic_data_set_has_its_generator():
    table = lk.datasets()
    assert set(GENERATORS) == set(table.loc[table["kind"] == "synthetic", "name"])

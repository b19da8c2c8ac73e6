"""Answers to day 4's exercise that its catalogue does not list: what people may type, right and wrong."""

from __future__ import annotations

import numpy as np
import pandas as pd

import labkit as lk
from labkit.checks.ways import unweighted

ENDS = ("estimate", "ci_low", "ci_high")
RIGHT = """
q1 | FIGURES
q1 | list(FIGURES.values())
q1 | {name: f"a {word}" for name, word in FIGURES.items()}
q2 | balance[balance["place"] == "Phnom Penh"]
q2 | balance.set_index("place").loc["Phnom Penh", "rate"]
q2 | balance.query("place == 'Phnom Penh'").rate
q2 | pp
q2 | f"{pp.rate:.2f}"
q2 | 1000 * (pp.arrivals - pp.departures) / pp.population
q2 | round(1000 * pp.net / pp.population, 2)
q3 | cost(recruitment, by="destination")
q3 | cost(recruitment, by=["destination"])
q3 | cost(recruitment, by="destination")[["destination", "estimate", "ci_low", "ci_high"]].round(2)
q3 | cost(recruitment, by="destination", scope="sdg")
q4 | inside.share("debt").iloc[[0]]
q4 | inside.share("debt").set_index("category").loc["yes", "estimate"]
q4 | inside.share("debt").query("category == 'yes'").estimate
q4 | f"{yes(inside):.1f} %"
q4 | inside.assign(b=inside.frame["debt"].eq("yes")).share("b")
q5 | price(japan).mean()
q5 | round(price(japan).mean(), 2)
q5 | price(services)[services["corridor"] == "Japan to Cambodia"].mean()
q5 | (100 * japan.fee / 200 + 100 * (1 - japan.rate / japan.interbank_rate)).mean()
q6 | rate(y19)
q6 | rate(y19)["estimate"]
q6 | rate(y19).estimate.round(1)
q6 | 100_000 * y19.nonfatal_cases.sum() / y19.insured_workers.sum()
q6 | f"{rate(y19).estimate.item():.0f}"
q6 | rate(register, by="year").query("year == 2019")
q7 | fit().rate_ratios.head(1)
q7 | fit().rate_ratios.iloc[0]
q7 | fit().rate_ratios.query("term == 'sex: male'")[["rate_ratio", "ci_low", "ci_high"]].round(3)
q7 | fit(what=["year", "industry", "sex"]).rate_ratios.query("term == 'sex: male'")
q7 | fit(exposure="hours_worked").rate_ratios.head(1)
q8 | share(y19, lfs)
q8 | share(y19, lfs, insured="nssf_member")
q8 | share(y19, lfs)[["estimate", "ci_low", "ci_high"]].iloc[0].round(1).tolist()
q8 | share(register.query("year == 2019"), lfs).iloc[0]
"""

WRONG = """
q1 | FIGURES | {"2,613,373 work permits": "stock"} | permits
q1 | dict.fromkeys(FIGURES, "stock") | returned
q1 | FIGURES | {"remittances of 6.5 percent of GDP": "flow"} | gdp
q1 | FIGURES | {"44,862 workers placed in 2024": "paper"} | 'paper' is not one of
q2 | 1000 * pp.net / end_population | end of the period
q2 | 1000 * pp.arrivals / pp.population | arrivals
q2 | pp.net | people
q2 | -pp.rate | sign
q2 | pp.net / pp.population | per person
q2 | 100 * pp.net / pp.population | per 100
q2 | balance | This is a table with 25 rows
q2 | balance.query("place == 'Kandal'") | Kandal
q2 | balance.query("place == 'Kampot'") | example
q2 | round(pp.rate, 1) | This is rounded too far
q2 | 1000 * pp.arrivals / end_population | hint
q2 | 1000 * (pp.departures - pp.arrivals) / end_population | hint
q3 | cost(recruitment) | The table has no column 'destination'
q3 | cost(recruitment, by="destination", statistic="median") | median
q3 | cost(unweighted(recruitment), by="destination") | unweighted
q3 | cost(recruitment, by="channel") | The table has no column 'destination'
q3 | cost(recruitment, by="destination")[["destination", "estimate"]] | ci_low
q3 | cost(recruitment, by="destination", scope="all") | everybody
q3 | times(cost(recruitment, by="destination"), 100 / 12) | percent of a year
q3 | with_one_error(cost(recruitment, by="destination")) | one standard error
q7 | year_as_number().rate_ratios.head(1) | year as a number
q7 | fit(exposure=None).rate_ratios.head(1) | no exposure
q8 | with_one_error(share(y19, lfs)) | one standard error
q3 | inside.mean("cost_agency", by="destination") | other records than the question asks for
q3 | times(cost(recruitment, by="destination"), 1 / 12) | year
q4 | yes(recruitment) | everybody
q4 | inside.share("debt") | This is a table with 2 rows
q4 | 100 - yes(inside) | the others
q4 | 100 * (inside.frame["debt"] == "yes").mean() | unweighted
q4 | inside.frame["debt"].eq("yes").sum() | records
q4 | yes(inside) / 100 | This is a fraction
q4 | yes(abroad) | abroad
q4 | inside.mean("debt_amount")["estimate"].item() | amount
q4 | yes(unweighted(recruitment)) | everybody, unweighted
q5 | price(services).mean() | all corridors
q5 | japan.fee.mean() / 2 | fee only
q5 | japan.fee.mean() | fee in dollars
q5 | price(japan).median() | median
q5 | price(japan).min() | cheapest
q5 | price(japan).max() | dearest
q5 | price(services[services.corridor == "Malaysia to Cambodia"]).mean() | example
q5 | price(japan) | This is a list with 9 numbers
q5 | 2 * price(japan).mean() | dollars
q5 | price(japan).mean() / 100 | This is a fraction
q5 | 4.4 | published, 2017
q5 | price(japan).sum() | sum
q6 | y19.nonfatal_cases.sum() | count
q6 | rate(register) | all years
q6 | rate(y19, rate="frequency") | hours
q6 | rate(y19, outcome="fatal") | fatal
q6 | rate(y19, outcome="commuting nonfatal") | only the way
q6 | rate(y19, by="sex") | This is a table with 2 rows
q6 | rate(y19, by="industry")["estimate"].mean() | plain mean of industries
q6 | rate(y19, by="industry")["estimate"].sum() | sum of rates
q6 | rate(y19).estimate.item() / 100 | per 1,000
q6 | rate(register.query("year == 2021")) | example
q6 | y19.days_lost.sum() / y19.insured_workers.sum() * 1e5 | days
q6 | lk.safety.register_days(y19) | The question asks for one number
q7 | fit(exposure=None).rate_ratios.head(1) | no exposure
q7 | fit(what=["sex", "year"]).rate_ratios.head(1) | industries not equal
q7 | fit(what=["sex"]).rate_ratios.head(1) | nothing equal
q7 | fit(what=["sex", "industry"]).rate_ratios.head(1) | year not equal
q7 | fit().rate_ratios | This is a table with
q7 | fit().coefficients["sex: male"] | This is one number
q7 | fit().table.query("term == 'sex: male'")[["estimate", "ci_low", "ci_high"]].iloc[0].tolist() | logarithm
q7 | fit(outcome="commuting_nonfatal_cases", exposure="hours_worked").rate_ratios.head(1) | accidents on the way
q7 | fit(data=y19, what=["sex", "industry"]).rate_ratios.head(1) | one year
q7 | 1 / fit().rate_ratios.iloc[0][["rate_ratio", "ci_high", "ci_low"]].to_numpy(dtype=float) | women over men
q8 | share(y19, lfs, insured=None) | uninsured
q8 | share(y19, lfs, insured="social_security") | contributors
q8 | share(y19, lfs, reference="workers") | heads
q8 | share(y19, lfs).estimate.item() | This is one number
q8 | share(y19, lfs, by="sex") | This is a table with 2 rows
q8 | [100 - x for x in share(y19, lfs)[["estimate", "ci_high", "ci_low"]].iloc[0]] | not registered
q8 | share(register.query("year == 2020"), lfs) | another year
q8 | share(y19, unweighted(lfs)) | unweighted
q8 | times(share(y19, lfs), 1 / 100) | This is a fraction
q8 | rate(y19) | register alone
q8 | share(y19, lfs)[["register_rate", "survey_rate"]] | The table has no column 'estimate'
q1 | {**FIGURES, "2,613,373 work permits": "share"} | no second number
q1 | {**FIGURES, "500,000 in manual jobs in Thailand": "document"} | in Thailand as papers
q1 | {**FIGURES, "1.38 million Cambodians abroad": "document"} | abroad as papers
q1 | {**FIGURES, "44,862 workers placed in 2024": "document"} | placed as papers
q1 | {**FIGURES, "remittances of 6.5 percent of GDP": "document"} | gdp as papers
q1 | {**FIGURES, "900,000 returned by August 2025": "share"} | returned as a share
q1 | {**FIGURES, "44,862 workers placed in 2024": "stcok"} | Did you mean 'stock'?
q1 | {**FIGURES, "2,613,373 work permits": ...} | Not answered yet: 2,613,373 work permits
q1 | "stock" | Fill in the lines between the braces
q2 | balance["rate"] | This is a list with 25 numbers
q2 | balance["rate"].mean() | mean of provinces
q2 | balance.head(1) | first place
q2 | pp.population | inhabitants
q2 | round(pp.rate) | If you rounded this, give 2 decimals or more
q2 | 100 * pp.net / end_population | per 100, at the end
q2 | 1000 * pp.net / (end_population + pp.net) | newcomers twice
q2 | pp.arrivals / pp.departures | arrivals over departures
q2 | balance[balance["place"] == "phnom penh"] | This table is empty
q2 | lk.migration.net_migration_rate(lfs).query("province == 'Phnom Penh'") | This row does not have the figure
q3 | inside.mean("monthly_earnings", by="destination") | pay
q3 | cost(recruitment, by="destination", cost=COSTS[1:]) | without agencies
q3 | cost(recruitment, by="destination", cost=COSTS[:2]) | two costs
q3 | times(cost(recruitment, by="destination"), 100) | percent
q3 | times(cost(recruitment, by="destination"), 30) | days
q3 | lk.migration.vulnerability_index(recruitment, by="destination") | vulnerability
q3 | cost(inside.filter(inside.frame["debt"] == "yes"), by="destination") | borrowers
q3 | cost(inside.filter(inside.frame["sex"] == "female"), by="destination") | women
q3 | cost(recruitment, by="destination").round(1) | This is rounded too far. Give 2 decimals or more
q3 | cost(recruitment, by="destination").assign(ci_low=0.0, ci_high=0.0) | Not right yet: Thailand: ci_low
q3 | cost(recruitment, by="destination").head(3) | Missing: Japan: estimate
q3 | cost(recruitment, by=["destination", "sex"]) | The table has more than one row for
q3 | cost(recruitment, by="destination").estimate | This is a column
q3 | lk.plots.intervals(cost(recruitment, by="destination"), "destination") | This is a Picture
q4 | inside.share("debt_source").iloc[[0]] | lender
q4 | len(inside.frame) | workers
q4 | inside.share("debt").set_index("category").loc["yes", "ci_low"] | end of the interval
q4 | inside.share("debt").set_index("category").loc["yes", "se"] | standard error
q4 | lk.migration.vulnerability_index(recruitment) | index
q4 | yes(inside.filter(inside.frame["destination"] == "Republic of Korea")) | Korea
q4 | inside.filter(inside.frame["debt"] == "yes").total() | people
q4 | cost(recruitment) | months
q4 | round(yes(inside)) | This is rounded too far
q4 | inside.share("debt", by="destination") | This is a table with 10 rows
q4 | "yes" | This is a text
q5 | price(japan).mean | This is a function that did not run yet
q5 | price(japan).sum() / len(japan) | untold costs nothing
q5 | price(services[services.corridor == "Republic of Korea to Cambodia"]).mean() | Korea
q5 | lk.migration.corridor_costs(services).average.mean() | mean of corridors
q5 | (japan.fee + japan.interbank_rate - japan.rate).mean() | dollars and riel
q5 | (japan.fee / 2 * (1 - japan.rate / japan.interbank_rate)).mean() | multiplied
q5 | japan.rate.mean() | exchange rate
q5 | -price(japan).mean() | minus
q5 | len(japan) | services
q6 | y19.insured_workers.sum() | insured workers
q6 | y19.nonfatal_cases.sum() / y19.insured_workers.sum() | per worker
q6 | 100 * y19.nonfatal_cases.sum() / y19.insured_workers.sum() | percent
q6 | 1e6 * y19.nonfatal_cases.sum() / y19.insured_workers.sum() | per million
q6 | 1e5 * y19.nonfatal_cases.sum() / y19.hours_worked.sum() | 100,000 hours
q6 | 1e5 * y19.insured_workers.sum() / y19.nonfatal_cases.sum() | turned round
q6 | rate(register.query("year == 2020")) | of 2020
q6 | rate(register.query("year == 2023")) | of 2023
q6 | rate(y19, by="industry").query("industry == 'C manufacturing'") | manufacturing
q6 | (1e5 * y19.nonfatal_cases / y19.insured_workers).mean() | plain mean of rows
q6 | lk.safety.incidence_rate(lfs) | survey
q6 | register.nonfatal_cases.sum() | all cases
q6 | 1e5 * y19.nonfatal_cases.sum() / lfs.total().estimate.item() | population
q7 | fit().rate_ratios.iloc[[1]] | another line
q7 | fit().rate_ratios.tail(1) | last line
q7 | fit(data=register.query("year == 2023"), what=["sex", "industry"]).rate_ratios.head(1) | one year
q7 | fit(data=register[register.industry == "C manufacturing"], what=["sex", "year"]).rate_ratios.head(1) | one industry
q7 | rate(register, by="sex").set_index("sex").loc["male", list(ENDS)].to_numpy(dtype=float) | rate of men
q7 | fit().rate_ratios.head(1).round(2) | This is rounded too far. Give 3 decimals or more
q7 | fit() | This is a RateRegression
q8 | share(y19, lfs.filter(lfs.frame["sex"] == "female")) | women in the survey
q8 | share(y19.query("sex == 'female'"), lfs) | women in the register
q8 | share(y19, lfs, insured=None, reference="workers") | uninsured, heads
q8 | share(register.query("year == 2023"), lfs) | all years
q8 | rate(register) | register alone, all years
q8 | lk.safety.incidence_rate(lfs) | survey alone
q8 | share(y19, lfs).iloc[0][["ci_low", "ci_high"]].tolist() | This is a list
q2 | 1000 * pp.net / pp.arrivals | over arrivals
q2 | pp.rate / 100 | divided twice
q2 | balance["rate"].median() | median of provinces
q3 | times(cost(recruitment, by="destination"), 12) | twelve months
q3 | cost(inside.filter(inside.frame["year"] == 2019), by="destination") | one year
q3 | inside.quantile("monthly_earnings", by="destination") | median pay
q4 | inside.share("debt").set_index("category").loc["yes", "ci_high"] | upper end
q4 | yes(inside.filter(inside.frame["year"] == 2019)) | one year
q4 | yes(inside.filter(inside.frame["sex"] == "female")) | women
q4 | inside.share("documents").iloc[[0]] | papers
q4 | inside.share("contract").iloc[[0]] | contract
q5 | price(japan[japan.kind == "bank transfer"]).mean() | banks
q5 | price(services[services.kind == "bank transfer"]).mean() | banks everywhere
q5 | (100 * (japan.interbank_rate - japan.rate) / japan.rate).mean() | own rate, no fee
q6 | rate(y19).ci_low | lower end
q6 | rate(y19, by="industry")["estimate"].max() | highest industry
q7 | (fit().rate_ratios.iloc[0][["rate_ratio", "ci_low", "ci_high"]] - 1).tolist() | minus one
q7 | fit(exposure="days_lost").rate_ratios.head(1) | days as exposure
q8 | share(y19, lfs.filter(lfs.frame["sex"] == "male")) | men in the survey
"""


def names(catalogue):
    flows, recruitment = lk.load("flows"), lk.load("recruitment")
    services, register, lfs = lk.load("remittance_services"), lk.load("injuries"), lk.load("lfs")
    balance = lk.migration.flow_balance(flows)
    inside = lk.migration.workers_in_scope(recruitment)

    def fit(data=register, outcome="nonfatal_cases", what=("sex", "industry", "year"), exposure="insured_workers"):
        years = ["year"] if "year" in what else []
        return lk.regression.poisson(data, outcome, list(what), exposure=exposure, categories=years)

    return {
        "lk": lk,
        "np": np,
        "pd": pd,
        "FIGURES": catalogue["q1"].expected,
        "flows": flows,
        "balance": balance,
        "pp": balance.set_index("place").loc["Phnom Penh"],
        "end_population": flows.loc[flows["destination"] == "Phnom Penh", "destination_population"].iloc[0],
        "recruitment": recruitment,
        "cost": lk.migration.recruitment_cost_indicator,
        "inside": inside,
        "COSTS": [name for name in recruitment.frame if name.startswith("cost_")],
        "ENDS": ENDS,
        "abroad": recruitment.filter(recruitment.frame["destination"] != "Cambodia"),
        "yes": lambda survey: survey.share("debt").set_index("category").loc["yes", "estimate"],
        "services": services,
        "japan": services[services["corridor"] == "Japan to Cambodia"],
        "price": lk.migration.remittance_cost,
        "register": register,
        "y19": register[register["year"] == 2019],
        "rate": lk.safety.register_rate,
        "fit": fit,
        "times": lambda table, factor: table.assign(**{end: factor * table[end] for end in ENDS}),
        "share": lk.safety.registered_share,
        "lfs": lfs,
        "with_one_error": lambda table: table.assign(
            ci_low=table["estimate"] - table["se"], ci_high=table["estimate"] + table["se"]
        ),
        "year_as_number": lambda: lk.regression.poisson(
            register.assign(year=register["year"] - 2019),
            "nonfatal_cases",
            ["sex", "industry", "year"],
            exposure="insured_workers",
        ),
        "unweighted": unweighted,
    }

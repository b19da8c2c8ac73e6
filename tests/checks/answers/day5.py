"""Answers to day 5's exercise that its catalogue does not list: what people may type, right and wrong."""

from __future__ import annotations

import pandas as pd

import labkit as lk
from labkit.checks.ways import unweighted

RIGHT = """
q1 | d.union_density(lfs, by=["sex"])
q1 | {"women": women, "men": men}
q1 | {"Female": f"{women:.1f} %", "Male": f"{men:.1f} %"}
q1 | d.union_density(lfs, by="sex").rename(columns={"estimate": "Estimate", "sex": "Sex"})
q1 | d.union_density(lfs, by="sex").sort_values("estimate")
q2 | d.bargaining_coverage(lfs).estimate.tolist()
q2 | f"{d.bargaining_coverage(lfs).estimate[0]:.2f} percent"
q2 | d.bargaining_coverage(lfs, without_right=["state enterprise"])
q3 | d.strike_rate(year["days_not_worked"].sum(), year.employees.sum())
q3 | 1000 * year.days_not_worked.sum() / year.employees.sum()
q3 | f"{1000 * year.days_not_worked.sum() / year.employees.sum():.1f} days"
q4 | lk.compare.change(lk.informality.informal_employment_rate, earlier=lfs2012, later=lfs)
q4 | lk.compare.change(lk.informality.informal_employment_rate, lfs2012, lfs).iloc[0]
q4 | tuple(lk.compare.change(rate, lfs2012, lfs)[["estimate", "ci_low", "ci_high"]].round(2).iloc[0])
q5 | here.difference(d.union_density, between="here", minus="rest").iloc[0]
q5 | here.difference(d.union_density, between="here", minus="rest").round(1)
q6 | list(decisions.values())
q6 | {cell: f"{word.upper()}!" for cell, word in decisions.items()}
q6 | pd.Series(decisions)
q7 | list(kinds.values())
q7 | {name: word.capitalize() for name, word in kinds.items()}
q2 | 100 * (frame["collective_agreement"] == "yes").mul(frame["weight"]).sum() / frame["weight"].sum()
q3 | float(d.strike_rate(year["days_not_worked"].sum(), year["employees"].sum()))
q4 | lk.compare.change(lambda s: rate(s), lfs2012, lfs)
q5 | here.difference(lambda s: d.union_density(s), between="here", minus="rest")
"""

WRONG = """
q1 | d.union_density(lfs) | The table has no column 'sex'
q1 | d.union_density(lfs, by="area") | The table has no column 'sex'
q1 | d.union_density | This is a function
q1 | d.bargaining_coverage(lfs, by="sex") | agreement
q1 | d.union_density(unweighted(lfs), by="sex") | unweighted
q1 | d.union_density(lfs, by="sex", unknown="left out") | left out
q1 | {"women": men, "men": women} | in the wrong places
q1 | {"women": women} | Missing: male
q1 | {"women": women / 100, "men": men / 100} | This is a fraction
q1 | {"women": round(women), "men": round(men)} | This is rounded too far
q1 | employees.filter(employees.frame["union_member"] == "yes").share("sex") | members by sex
q2 | d.union_density(lfs) | density
q2 | d.bargaining_coverage(lfs, adjusted=True) | adjusted
q2 | d.bargaining_coverage(lfs, unknown="left out") | left out
q2 | d.bargaining_coverage(unweighted(lfs)) | unweighted
q2 | d.bargaining_coverage(lfs, adjusted=True, unknown="left out") | other records than the question asks for
q2 | d.bargaining_coverage(lfs, by="sex") | This is a table with 2 rows
q2 | round(d.bargaining_coverage(lfs).estimate[0], 1) | This is rounded too far
q2 | d.bargaining_coverage(lfs).estimate[0] / 100 | This is a fraction
q2 | 100 - d.bargaining_coverage(lfs).estimate[0] | not covered
q3 | d.strike_rate(year["days_not_worked"], year["employees"]) | This is a list with 7 numbers
q3 | d.strike_rate(year["workers_involved"].sum(), year["employees"].sum()) | workers
q3 | d.strike_rate(year["strikes"].sum(), year["employees"].sum()) | too small
q3 | d.strike_rate(year["disputes"].sum(), year["employees"].sum()) | too small
q3 | d.strike_rate(year["employees"].sum(), year["days_not_worked"].sum()) | turned over
q3 | d.strike_rate(year["days_not_worked"].sum(), year["workers_involved"].sum()) | days per worker
q3 | d.strike_rate(year["days_not_worked"], year["employees"]).mean() | mean of rates
q3 | d.strike_rate(year["days_not_worked"], year["employees"]).sum() | sum of rates
q3 | d.strike_rate(year["days_not_worked"], year["employees"]).max() | manufacturing
q3 | d.strike_rate(disputes["days_not_worked"].sum(), disputes["employees"].sum()) | all years
q3 | year["days_not_worked"].sum() | days only
q3 | year["days_not_worked"].sum() / year["employees"].sum() | too small
q3 | 100 * year["days_not_worked"].sum() / year["employees"].sum() | percent
q3 | round(d.strike_rate(year["days_not_worked"].sum(), year["employees"].sum()), -1) | hint
q4 | lk.compare.change(rate, lfs, lfs2012) | earlier minus later
q4 | rate(lfs) | level after
q4 | rate(lfs2012) | level before
q4 | lk.compare.change(rate, lfs2012, lfs)["estimate"].item() | This is one number
q4 | lk.compare.change(lk.informality.informal_sector_share, lfs2012, lfs) | sector
q4 | lk.compare.change(rate, lfs2012, lfs)[["ci_low", "estimate", "ci_high"]].iloc[0].tolist() | in the wrong places
q4 | lk.compare.change(rate, unweighted(lfs2012), unweighted(lfs)) | unweighted
q4 | lk.compare.change(rate, lfs2012, lfs, by="sex") | This is a table with 2 rows
q4 | lk.compare.change(lk.labour.neet_rate, lfs2012, lfs) | young people
q5 | here.difference(d.union_density, between="here", minus=True) | sign
q5 | here.difference(d.bargaining_coverage, between="here", minus="rest") | agreement
q5 | here.difference(rate, between="here", minus="rest") | informal
q5 | speu.difference(d.union_density, between="here", minus="rest") | another province
q5 | here.difference(d.union_density, between="sex", minus="male") | by sex
q5 | here.difference(d.union_density, between="here", minus="rest")["estimate"].item() | This is one number
q5 | d.union_density(here.filter(here.frame["here"])) | level
q5 | d.union_density(here, by="here") | This is a table with 2 rows
q6 | dict.fromkeys(decisions, "publish") | all records
q6 | dict.fromkeys(decisions, "suppress") | hidden by its cv
q6 | dict.fromkeys(decisions, "flag") | shown below five
q6 | decisions | {"cell 5": "publish"} | rest forgotten
q6 | decisions | {"cell 4": "flag"} | limit
q6 | decisions | {"cell 3": "hide"} | 'hide' is not one of
q7 | dict.fromkeys(kinds, "claim") | evidence as claim
q7 | kinds | {"sentence 3": "evidence"} | assumption
q7 | kinds | {"sentence 5": "evidence", "8.8.2": "A"} | better
q7 | kinds | {"sentence 3": "assumption"} | 'assumption' is not one of
q7 | kinds | {"8.8.2": "B"} | percent
q7 | kinds | {"8.8.2": "e"} | cause
q1 | lfs.share("union_member", by="sex").query("category == 'yes'") | unknown ages
q2 | lfs.share("collective_agreement").query("category == 'yes'") | unknown ages
q2 | 522 | looks like a number of records
q3 | year["days_not_worked"].sum() / year["employees"].sum() * 1,000 | Python reads this as 2 numbers
q5 | here.difference(d.union_density, between="area", minus="rural") | This is urban minus rural. Which difference
q5 | [gap["estimate"], 0.5, 0.6] | The estimate is right. Take both ends from the table
q6 | decisions | {"cell 1": "do not publish"} | is not one of 'publish', 'flag', 'suppress'
q7 | kinds | {"8.8.2": "claim"} | A kind stands where a letter is asked
q7 | kinds | {"8.8.2": "not D"} | is not one of
q7 | kinds | {"sentence 4": "risk"} | option as risk
q1 | d.union_density(lfs.filter(lfs.frame["area"] == "urban"), by="sex") | towns
q1 | d.union_density(lfs.filter(lfs.frame["minimum_wage_covered"] == "yes"), by="sex") | factories
q2 | d.bargaining_coverage(lfs.filter(lfs.frame["sex"] == "female")) | women
q2 | d.bargaining_coverage(lfs).ci_low.item() | lower end
q2 | d.bargaining_coverage(lfs).n.item() | records
q2 | lfs.assign(yes=(lfs.frame["collective_agreement"] == "yes").fillna(False)).share("yes") | population
q3 | 1e5 * year.days_not_worked.sum() / year.employees.sum() | per 100,000
q3 | together_in(2018) | year before
q3 | year.days_not_worked.sum() / year.strikes.sum() | per strike
q3 | d.strike_rate(year["days_not_worked"], year["employees"]).median() | median
q3 | d.strike_rate(year["days_not_worked"], year["employees"]).min() | lowest
q3 | year.employees.sum() | employees
q4 | lk.compare.change(rate, lfs2012, lfs)[["estimate", "ci_low", "ci_high"]].iloc[0].abs().tolist() | no sign
q4 | lk.compare.change(lk.labour.unemployment_rate, lfs2012, lfs) | unemployment
q5 | here.difference(lk.labour.neet_rate, between="here", minus="rest") | young people
q5 | d.union_density(lfs) | level of the country
"""


def names(catalogue):
    lfs, disputes = lk.load("lfs"), lk.load("disputes")
    by_sex = lk.dialogue.union_density(lfs, by="sex").set_index("sex")["estimate"]
    return {
        "lk": lk,
        "pd": pd,
        "d": lk.dialogue,
        "lfs": lfs,
        "lfs2012": lk.load("lfs2012"),
        "disputes": disputes,
        "year": disputes[disputes["year"] == 2019].set_index("industry"),
        "rate": lk.informality.informal_employment_rate,
        "women": by_sex["female"],
        "men": by_sex["male"],
        "employees": lk.protection.people_of(lfs, "employees"),
        "frame": lk.protection.people_of(lfs, "employees").frame,
        "here": lfs.assign(here=lfs.frame["province"] == "Phnom Penh"),
        "speu": lfs.assign(here=lfs.frame["province"] == "Kampong Speu"),
        "together_in": lambda number: lk.dialogue.strike_rate(
            *disputes[disputes["year"] == number][["days_not_worked", "employees"]].sum()
        ),
        "unweighted": unweighted,
        "gap": lfs.assign(here=lfs.frame["province"] == "Phnom Penh")
        .difference(lk.dialogue.union_density, between="here", minus="rest")
        .iloc[0],
        "decisions": catalogue["q6"].expected,
        "kinds": catalogue["q7"].expected,
    }

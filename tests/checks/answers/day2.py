"""Answers to day 2's exercise that its catalogue does not list: what people may type, right and wrong."""

from __future__ import annotations

import numpy as np
import pandas as pd

import labkit as lk

RIGHT = """
q1 | {k: v.upper() for k, v in WORKERS.items()}
q1 | {k: v + " " for k, v in WORKERS.items()}
q2 | rate(lfs)["estimate"].iloc[0]
q2 | rate(lfs).round(3)
q2 | matrix[matrix["job"] == "informal"]["estimate"].sum()
q3 | rate(lfs, by="sex").round(1)
q3 | rate(lfs, by="sex").set_index("sex")
q3 | {"F": women, "M": men}
q3 | pd.Series({"female": women, "male": men})
q3 | {"Female": str(round(women, 1)), "Male": str(round(men, 1))}
q4 | f"{hidden:.1f}%"
q4 | matrix.loc[(matrix["sector"] == "formal") & (matrix["job"] == "informal"), "estimate"].values[0]
q4 | matrix.loc[(matrix["sector"] == "formal") & (matrix["job"] == "informal"), ["sector", "job", "estimate"]]
q5 | differs.round(1)
q5 | [f"{differs[c].item():.1f}" for c in ("estimate", "ci_low", "ci_high")]
q6 | ("D",)
q7 | cover(lfs, "work injury", by="area").round(1)
q7 | cover(lfs, "work injury", by=["area"])[["area", "estimate"]]
q8 | new
q8 | lk.protection.newly_covered(lfs, rule)["estimate"]
q1 | dict(zip(WORKERS, ["informal"] * 3 + ["formal"] * 3))
q1 | pd.Series(WORKERS)
q1 | {name.upper(): word.capitalize() for name, word in WORKERS.items()}
q1 | list(WORKERS.values())
q1 | {name: f"{word} job" for name, word in WORKERS.items()}
q2 | rate(lfs)
q2 | rate(lfs).estimate
q2 | rate(lfs).iloc[0]["estimate"]
q2 | rate(lfs).estimate.tolist()
q2 | rate(lfs).to_dict("records")[0]["estimate"]
q2 | round(rate(lfs).estimate[0], 2)
q2 | f"{rate(lfs).estimate[0]:.1f} %"
q2 | f"{rate(lfs).estimate[0]:.1f}".replace(".", ",")
q2 | str(rate(lfs).estimate[0])
q2 | f"about {rate(lfs).estimate[0]:.1f} percent"
q2 | np.round(rate(lfs).estimate.to_numpy(), 1)
q2 | np.average(job(lfs).frame["informal"], weights=job(lfs).frame["weight"]) * 100
q2 | job(lfs).share("informal")
q3 | rate(lfs, by="sex")[["sex", "estimate"]]
q3 | rate(lfs, by=["sex"])
q3 | rate(lfs, by="sex").rename(columns={"sex": "Sex", "estimate": "Estimate"})
q3 | rate(lfs, by="sex").iloc[::-1]
q3 | {"Women": women, "Men": men}
q3 | {"women": f"{women:.1f} %", "men": f"{men:.1f} %"}
q3 | rate(lfs, by="sex").set_index("sex")["estimate"].to_dict()
q3 | rate(lfs, by="sex").estimate.tolist()
q3 | pd.DataFrame({"sex": ["F", "M"], "rate": [women, men]})
q4 | matrix[(matrix.sector == "formal") & (matrix.job == "informal")]
q4 | matrix.query("sector == 'formal' and job == 'informal'").estimate.iloc[0]
q4 | matrix.set_index(["sector", "job"]).loc[("formal", "informal"), "estimate"]
q4 | matrix[(matrix.sector == "formal") & (matrix.job == "informal")]["estimate"].round(1).item()
q5 | lfs.difference(rate, between="area", minus="urban")
q5 | lfs.difference(rate, between="area", minus="urban").iloc[0]
q5 | lfs.difference(rate, between="area", minus="urban")[["estimate", "ci_low", "ci_high"]].round(1)
q5 | lfs.difference(rate, between="area", minus="urban")[["estimate", "ci_low", "ci_high"]].iloc[0].tolist()
q5 | tuple(lfs.difference(rate, between="area", minus="urban")[["estimate", "ci_low", "ci_high"]].round(2).iloc[0])
q6 | "D"
q6 | "sentence D"
q6 | "Answer: D."
q6 | ["D"]
q6 | "d)"
q7 | cover(lfs, "work injury", by="area")
q7 | cover(lfs, "contributions", by="area", of="employed")
q7 | {"towns": town, "villages": village}
q7 | {"Urban": round(town, 1), "Rural": round(village, 1)}
q7 | cover(lfs, "work injury", by="area").estimate.tolist()
q8 | lk.protection.newly_covered(lfs, lk.protection.size_threshold(10, 0.3))
q8 | lk.protection.newly_covered(lfs, lk.protection.size_threshold(employees=10, compliance=0.3)).estimate.item()
q8 | round(new)
q8 | round(new / 1000) * 1000
q8 | f"{new:,.0f} people"
q8 | f"{new:,.0f}".replace(",", ".")
q8 | f"{new:,.0f}".replace(",", " ")
q1 | {f" {name} ": word for name, word in WORKERS.items()}
q1 | tuple(WORKERS.values())
q1 | pd.DataFrame({"name": list(WORKERS), "job": list(WORKERS.values())})
q2 | rate(lfs)[["estimate", "ci_low", "ci_high"]]
q2 | lfs.filter(lfs.frame["age"] >= 15).assign(x=1) and rate(lfs)
q2 | float(rate(lfs)["estimate"].iloc[0])
q2 | rate(lfs)["estimate"].values
q2 | f"{rate(lfs).estimate[0]:.2f}%"
q3 | rate(lfs, by="sex").set_index("sex")["estimate"]
q3 | {"f": women, "m": men}
q3 | rate(lfs, by="sex").to_dict("records")
q3 | dict(zip(["male", "female"], [men, women]))
q4 | hidden
q4 | [hidden]
q4 | matrix.query("job == 'informal' and sector == 'formal'")["estimate"]
q4 | matrix.set_index(["sector", "job"]).loc[("formal", "informal")]
q5 | 100 * linear(["area"])
q5 | differs[["estimate", "ci_low", "ci_high"]]
q5 | differs.iloc[0]
q5 | tuple(differs[["estimate", "ci_low", "ci_high"]].iloc[0])
q5 | {"estimate": differs.estimate[0], "ci_low": differs.ci_low[0], "ci_high": differs.ci_high[0]}
q5 | {"difference": differs.estimate[0], "low": differs.ci_low[0], "high": differs.ci_high[0]}
q6 | "d"
q6 | " D. "
q6 | ["D"]
q7 | {"towns": town, "villages": village}
q7 | cover(lfs, "work injury", by="area")[["area", "estimate"]]
q7 | cover(lfs, "contributions", by="area", of="employed")
q7 | cover(lfs, "work injury", by="area").set_index("area").estimate.to_dict()
q8 | round(new, -3)
q8 | lk.protection.newly_covered(lfs, [rule])
q8 | f"{new:,.0f}"
q8 | int(new)
q8 | new / 1000 * 1000
"""

WRONG = """
q2 | job(lfs.filter(lfs.frame["age"] < 65)).share("informal") | This leaves out the older people.
q2 | rate(lfs.filter(lfs.frame["status"] != "contributing family worker")) | other records than the question asks for
q4 | matrix[(matrix["sector"] == "formal") & (matrix["job"] == "informal")]["ci_high"].item() | hint
q5 | lfs.difference(cover, between="area", minus="urban") | other records than the question asks for
q1 | WORKERS | {"Dara": "formal"} | formal sector
q1 | WORKERS | {"Sokha": "formal"} | family worker
q1 | WORKERS | {"Bopha": "formal", "Sokha": "formal"} | family worker
q1 | WORKERS | {"Sophea": "informal", "Chanthou": "informal"} | own account
q1 | WORKERS | {"Chanthou": "household"} | Chanthou: 'household' is not one of 'formal'
q1 | WORKERS | {"Vanna": "informal", "Bopha": "formal"} | don't know
q1 | {k: True for k in WORKERS} | Sokha: True is not one of 'formal'
q1 | {k: "yes" if v == "formal" else "no" for k, v in WORKERS.items()} | Sokha: 'no' is not one of 'formal'
q1 | WORKERS | {"Vanna": "don't know"} | Vanna: "don't know" is not one of 'formal'
q2 | rate(lfs, standard="icls21")["estimate"].item() | newer standard
q2 | 100 - rate(lfs)["estimate"].item() | formal
q2 | lk.informality.informal_sector_share(lfs)["estimate"].item() | sector
q2 | matrix[matrix["sector"] == "informal"]["estimate"].sum() | sector
q2 | lk.informality.informal_employment_rate | This is a function that did not run yet
q3 | rate(lfs.filter(lfs.frame["sex"] == "male")) | The table has no column 'sex'
q3 | rate(lfs, by=["sex", "area"]) | The table has more than one row for female
q3 | {"women": 100 - women, "men": 100 - men} | formal
q3 | (women + men) / 2 | This is one number
q3 | job(lfs).filter(job(lfs).frame["informal"]).share("sex") | distribution
q4 | matrix[matrix["sector"] == "formal"] | This is a table with 2 rows
q4 | matrix[(matrix["sector"] == "household") & (matrix["job"] == "informal")] | household
q4 | matrix[(matrix["sector"] == "informal") & (matrix["job"] == "formal")] | turned round
q4 | 100 * hidden / matrix[matrix["job"] == "informal"]["estimate"].sum() | of informal jobs
q4 | lk.informality.sector_job_matrix(lfs) | This is a table with 6 rows
q5 | differs["estimate"].item() | This is one number
q5 | [differs["ci_low"].item(), differs["ci_high"].item()] | This is a list
q5 | [differs["estimate"].item(), differs["ci_high"].item(), differs["ci_low"].item()] | in the wrong places
q5 | differs[["estimate", "ci_low", "ci_high"]].iloc[0].div(100).tolist() | This is a fraction
q6 | "minus 21" | 'minus 21' is not one of 'A'
q6 | "B or D" | 'B or D' is not one of 'A'
q7 | {"urban": village, "rural": town} | in the wrong places
q8 | newly(lk.protection.registration_drive(share=0.3)) | drive
q8 | newly(lk.protection.size_threshold(50, compliance=0.3)) | from 50
q8 | newly(lk.protection.size_threshold(10, compliance=1.0)) | full compliance
q8 | lk.protection.coverage_gap(lfs, by="size", of="employees", measure="people") | This is a table with 5 rows
q8 | new / 1e6 | too small
q8 | newly(lk.protection.size_threshold(1, compliance=0.3)) | all sizes
q1 | dict.fromkeys(WORKERS, "formal") | family worker
q1 | dict.fromkeys(WORKERS, "informal") | domestic worker
q1 | WORKERS | {"Bopha": "formal", "Vanna": "informal"} | don't know
q1 | WORKERS | {"Dara": "Formal."} | formal sector
q1 | WORKERS | {"Sophea": "inform"} | 'inform' is not one of
q2 | rate(unweighted(lfs)) | unweighted
q2 | 100 * job(lfs).frame["informal"].mean() | unweighted
q2 | job(lfs).frame["informal"].mean() | unweighted
q2 | lk.informality.informal_sector_share(lfs) | sector
q2 | 100 - rate(lfs).estimate[0] | formal
q2 | rate(lfs).estimate[0] / 100 | This is a fraction
q2 | rate(lfs, standard="icls21") | newer standard
q2 | round(rate(lfs, standard="icls21").estimate[0], 1) | newer standard
q2 | rate(lfs, by="sex")["estimate"].mean() | mean of two rates
q2 | (women + men) / 2 | mean of two rates
q2 | rate(lfs, by="area").estimate.mean() | mean of two areas
q2 | round(rate(lfs).estimate[0]) | This is rounded too far
q2 | 88.0 | published, the report
q2 | "88,0" | published, the report
q2 | 93.6 | published, 2012
q2 | rate(lfs.filter(lfs.frame["status"] == "employee")) | employees
q2 | rate(lfs, by="sex") | This is a table with 2 rows
q2 | rate | function that did not run yet
q2 | (89, 1) | because of the comma
q2 | matrix.loc[matrix.job == "formal", "estimate"].sum() | formal
q3 | rate(lfs) | The table has no column 'sex'
q3 | rate(lfs, by="area") | The table has no column 'sex'
q3 | {"women": men, "men": women} | in the wrong places
q3 | [women, men] | in the wrong places
q3 | rate(lfs, by="sex", standard="icls21") | newer standard
q3 | rate(unweighted(lfs), by="sex") | unweighted
q3 | {"female": 96.021, "male": 91.384} | published, 2012
q3 | {"female": 96.0, "male": 91.4} | published, 2012
q3 | lk.informality.informal_sector_share(lfs, by="sex") | sector
q3 | {"women": women} | Missing: male
q3 | rate(lfs, by="sex").assign(estimate=lambda t: t.estimate / 100) | This is a fraction
q4 | matrix[(matrix.sector == "household") & (matrix.job == "informal")] | household
q4 | matrix[(matrix.sector == "informal") & (matrix.job == "formal")] | turned round
q4 | matrix[matrix.sector == "formal"].estimate.sum() | hint
q4 | matrix[matrix.sector == "formal"] | This is a table with 2 rows
q4 | matrix | This is a table with 6 rows
q4 | 100 * hidden / matrix[matrix.sector == "formal"].estimate.sum() | of formal sector
q4 | 100 * hidden / matrix[matrix.job == "informal"].estimate.sum() | of informal jobs
q4 | round(hidden) | This is rounded too far
q5 | lfs.difference(rate, between="area", minus="rural") | sign
q5 | lfs.difference(rate, between="sex", minus="male") | by sex
q5 | lfs.difference(rate, between="area", minus="urban").estimate.item() | This is one number
q5 | logit(["area"]) | log odds
q5 | 100 * logit(["area"]) | log odds times 100
q5 | 100 * linear(["area", "sex", "education"]) | controls
q5 | linear(["area"]) | This is a fraction
q5 | unweighted(lfs).difference(rate, between="area", minus="urban") | unweighted
q5 | differs[["ci_low", "estimate", "ci_high"]].iloc[0].tolist() | in the wrong places
q6 | "A" | percent
q6 | "sentence B" | rate
q6 | "F" | is not one of
q7 | cover(lfs, "work injury", by="area", of="employees") | employees
q7 | cover(lfs, by="area") | labour force
q7 | cover(lfs, "annual leave", by="area") | another protection
q7 | cover(lfs, "health", by="area") | health
q7 | cover(lfs, "sickness", by="area") | paid sick leave
q7 | cover(lfs, "work injury", by="sex") | The table has no column 'area'
q7 | cover(lfs, "work injury") | The table has no column 'area'
q7 | cover(unweighted(lfs), "work injury", by="area") | unweighted
q7 | {"towns": village, "villages": town} | in the wrong places
q7 | lk.protection.coverage_gap(lfs, "work injury", by="area") | gap
q8 | newly(lk.protection.registration_drive(0.3)) | drive
q8 | newly(lk.protection.registration_drive(share=0.2)) | drive of the example
q8 | newly(lk.protection.size_threshold()) | nothing said
q8 | newly(lk.protection.size_threshold(10)) | default compliance
q8 | newly(lk.protection.size_threshold(10, 1)) | full compliance
q8 | newly(lk.protection.size_threshold(20, 0.3)) | more than 20
q8 | newly(lk.protection.size_threshold(10, 0.7)) | not declared
q8 | newly(lk.protection.size_threshold(10, 0.3)) / 1000 | too small
q8 | 290.000 | too small
q8 | 290,000 | because of the comma
q8 | lk.protection.coverage_gap(lfs, "work injury", measure="people") | everybody without
q8 | rule | is a Reform, not a number
q1 | {**WORKERS, "Sokha": "formal"} | family worker
q1 | {**WORKERS, "Dara": "formal"} | formal sector
q1 | {**WORKERS, "Bopha": "formal"} | don't know
q1 | {**WORKERS, "Vanna": "informal"} | not answered
q1 | {**WORKERS, "Sophea": "informal"} | own account
q1 | {**WORKERS, "Chanthou": "informal"} | domestic worker
q1 | {**WORKERS, "Sokha": "yes"} | 'yes' is not one of
q1 | {name: word for name, word in WORKERS.items() if name != "Vanna"} | Missing: Vanna
q1 | "informal" | Fill in the lines between the braces
q2 | rate(lfs.filter(lfs.frame["area"] == "urban")) | towns
q2 | rate(lfs.filter(lfs.frame["area"] == "rural")) | villages
q2 | rate(lfs).se[0] | standard error
q2 | rate(lfs).ci_low[0] | lower end
q2 | rate(lfs).ci_high.item() | upper end
q2 | rate(lfs).n[0] | the number of records
q2 | lk.informality.sector_job_matrix(lfs) | This is a table with 6 rows
q2 | lk.labour.unemployment_rate(lfs) | unemployment
q2 | "89 percent" | This is rounded too far
q2 | ... | You have not answered yet
q2 | rate(lfs, by="education") | This is a table with 5 rows
q2 | women | women
q2 | men | men
q3 | rate(lfs, by="education") | The table has no column 'sex'
q3 | {"female": women, "male": women} | hint
q3 | {"female": 100 - women, "male": 100 - men} | formal
q3 | rate(lfs.filter(lfs.frame["status"] == "employee"), by="sex") | employees
q3 | women | This is one number
q3 | rate(lfs, by="sex")["ci_low"].tolist() | lower ends
q3 | {"female": round(women), "male": round(men)} | This is rounded too far
q3 | job(lfs).frame.groupby("sex")["informal"].mean() * 100 | unweighted
q4 | matrix[(matrix.sector == "informal") & (matrix.job == "informal")] | both informal
q4 | matrix[(matrix.sector == "formal") & (matrix.job == "formal")] | both formal
q4 | hidden / 100 | This is a fraction
q4 | matrix[matrix.job == "informal"].estimate.sum() | all informal jobs
q4 | lk.informality.informal_sector_share(lfs) | informal sector
q4 | lk.informality.sector_job_matrix(unweighted(lfs)).query("sector == 'formal' and job == 'informal'") | unweighted
q4 | matrix[matrix.job == "informal"] | This is a table with 3 rows
q4 | rate(lfs) | all informal jobs
q5 | lfs.difference(rate, between="area", minus="urban").se.item() | This is one number
q5 | linear(["area"]) * -100 | sign, ends not exchanged
q5 | rate(lfs, by="area") | This is a table with 2 rows
q5 | lfs.difference(lk.informality.informal_sector_share, between="area", minus="urban") | sector
q5 | 100 * logit(["area", "education"]) | log odds, controls
q5 | lfs.difference(lk.labour.unemployment_rate, between="area", minus="urban") | unemployment
q6 | "C" | cause
q6 | "E" | base
q6 | "AD" | is not one of
q6 | 4 | Write the word in quotation marks
q7 | cover(lfs, "contributions", by="area") | labour force
q7 | cover(lfs, "contributions", by="area", of="population") | population
q7 | cover(lfs, "work injury", by=["sex", "area"]) | more than one row
q7 | cover(lfs, "work injury", by="area", unknown="left out") | left out
q7 | {"urban": town / 100, "rural": village / 100} | This is a fraction
q7 | {"urban": 100 - town, "rural": 100 - village} | gap
q7 | rate(lfs, by="area") | informal jobs
q7 | town | This is one number
q8 | newly(lk.protection.size_threshold(5, 0.3)) | from 5
q8 | newly(lk.protection.size_threshold(50, 0.3)) | from 50
q8 | newly(lk.protection.size_threshold(1, 0.3)) | all sizes
q8 | newly(lk.protection.voluntary_cover(0.3)) | voluntary
q8 | newly(lk.protection.contribution_subsidy(0.3)) | subsidy
q8 | lk.protection.yearly_cost(lfs, rule) | This is a table with 5 rows
q8 | 0.3 | too small
q8 | new * 100 | times 100
q8 | lk.protection.coverage_gap(lfs, "work injury", measure="people", of="employees") | employees without
q8 | lk.protection.newly_covered(lfs, rule, by="sex") | This is a table with 2 rows
q8 | round(new / 1000) | too small
"""


def names(catalogue):
    from labkit.checks.ways import unweighted

    lfs = lk.load("lfs")
    rate, cover = lk.informality.informal_employment_rate, lk.protection.coverage
    matrix = lk.informality.sector_job_matrix(lfs)
    by_sex = rate(lfs, by="sex").set_index("sex")["estimate"]
    by_area = cover(lfs, "work injury", by="area").set_index("area")["estimate"]
    rule = lk.protection.size_threshold(10, compliance=0.3)

    def job(survey):
        people = lk.informality.employed_people(survey)
        return people.assign(informal=lk.informality.job_formality(people.frame).eq("informal"))

    def model(kind, regressors):
        table = kind(job(lfs), "informal", regressors, base={"area": "urban"}).table
        return table.set_index("term").loc["area: rural", ["estimate", "ci_low", "ci_high"]].astype(float)

    workers = dict.fromkeys(["Sokha", "Dara", "Bopha"], "informal") | dict.fromkeys(
        ["Vanna", "Sophea", "Chanthou"], "formal"
    )
    return {
        "lk": lk,
        "np": np,
        "pd": pd,
        "lfs": lfs,
        "rate": rate,
        "cover": cover,
        "matrix": matrix,
        "hidden": matrix.query("sector == 'formal' and job == 'informal'")["estimate"].item(),
        "women": by_sex["female"],
        "men": by_sex["male"],
        "town": by_area["urban"],
        "village": by_area["rural"],
        "rule": rule,
        "differs": lfs.difference(rate, between="area", minus="urban"),
        "new": lk.protection.newly_covered(lfs, rule)["estimate"].item(),
        "newly": lambda reform: lk.protection.newly_covered(lfs, reform)["estimate"].item(),
        "job": job,
        "linear": lambda regressors: model(lk.regression.linear, regressors),
        "logit": lambda regressors: model(lk.regression.logit, regressors),
        "unweighted": unweighted,
        "WORKERS": workers,
    }

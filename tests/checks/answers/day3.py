"""Answers to day 3's exercise that its catalogue does not list: what people may type, right and wrong."""

# ruff: noqa: E501 - an answer is one line

from __future__ import annotations

import numpy as np
import pandas as pd

import labkit as lk
from labkit.course.days.day3.exercise import covered_workers, paid_employees, share_and_cost

RIGHT = r"""
q1 | wages.hourly_earnings(lfs.frame)
q1 | lfs.assign(hourly=wages.hourly_earnings(lfs.frame))
q1 | lfs.frame["monthly_pay"] / (lfs.frame["usual_hours"].replace(0, np.nan) * lfs.frame["weeks_worked"])
q1 | wages.hourly_earnings(lfs.frame).round(1).to_numpy()
q2 | lk.inequality.quantile_ratio(employees, "hourly").estimate
q2 | f"{spread:.2f} times"
q2 | round(spread, 2)
q3 | 100 * (grown / dearer - 1)
q3 | lk.compare.growth(lambda s: s.mean("monthly_pay"), at_2019, employees)["estimate"].item()
q3 | f"{100 * (grown / dearer - 1):.1f} %"
q4 | low(employees, "hourly", by="sex")[["sex", "estimate"]]
q4 | {"women": women, "men": men}
q4 | [round(men, 1), round(women, 1)]
q5 | gap(employees, "hourly").iloc[0]
q5 | gap(employees, "hourly")[["estimate", "ci_low", "ci_high"]].round(1)
q6 | "Answer: C."
q6 | "c)"
q7 | v[v.measure == "V0"]["estimate"].item()
q7 | wages.noncompliance(covered, "full_month", 737_000).iloc[0]["estimate"]
q8 | share_and_cost(reform(covered, 800_000, current=737_000, compliance="full"))
q8 | share_and_cost(reform(covered, new=800_000, compliance="full"))
q8 | [round(x, 1) for x in share_and_cost(reform(covered, 800_000, compliance="full"))]
q1 | lfs.frame["monthly_pay"] / lfs.frame["usual_hours"].replace(0, np.nan) / lfs.frame["weeks_worked"]
q1 | wages.hourly_earnings(lfs.frame, "monthly_pay", "usual_hours", weeks="weeks_worked").tolist()
q1 | lfs.assign(pay_of_an_hour=wages.hourly_earnings(lfs.frame)).frame["pay_of_an_hour"]
q2 | lk.inequality.quantile_ratio(employees, "hourly", upper=0.9, lower=0.1)["estimate"].iloc[0]
q2 | employees.quantile("hourly", q=0.9)["estimate"].item() / employees.quantile("hourly", q=0.1)["estimate"].item()
q3 | lk.compare.growth(lambda s: s.mean("monthly_pay"), at_2019, employees)["estimate"].round(1)
q4 | low(employees, "hourly", by="sex").set_index("sex")["estimate"].to_dict()
q4 | low(employees, "hourly", fraction=2 / 3, by="sex").round(1)
q5 | [gapr["estimate"], gapr["ci_low"], gapr["ci_high"]]
q5 | {"estimate": round(gapr["estimate"], 1), "ci_low": round(gapr["ci_low"], 1), "ci_high": round(gapr["ci_high"], 1)}
q6 | "Sentence C"
q7 | round(v["estimate"].iloc[0], 2)
q7 | wages.noncompliance(covered, "full_month", 737_000).query("measure == 'V0'")
q8 | {"share": two["share"], "cost": two["cost"]}
q8 | two.round(2).tolist()
q10 | "d"
q8 | share_and_cost(reform(covered, 800_000, current=800_000, compliance="full"))
q1 | lfs.frame["monthly_pay"].div(lfs.frame["weeks_worked"]).div(lfs.frame["usual_hours"]).replace(np.inf, np.nan)
q1 | np.where(lfs.frame["usual_hours"] > 0, lfs.frame["monthly_pay"] / (lfs.frame["usual_hours"] * lfs.frame["weeks_worked"]), np.nan)
q1 | lk.wages.hourly_earnings(lfs.frame, weeks="weeks_worked").to_frame("hourly")
q1 | list(lk.wages.hourly_earnings(lfs.frame))
q2 | [round(spread, 3)]
q2 | f"{spread:.3f}"
q2 | lk.inequality.quantile_ratio(employees, "hourly")[["estimate"]]
q2 | lk.inequality.quantile_ratio(employees, "hourly", level=0.9)
q3 | lk.compare.growth(lambda s: s.mean("monthly_pay"), before, employees.assign(monthly_pay=lk.wages.real(employees.frame["monthly_pay"], 2019, 2012)))
q3 | round(100 * (grown / dearer - 1), 2)
q4 | low(employees, "hourly", by="sex").iloc[::-1]
q4 | {"Female": f"{women:.1f}", "Male": f"{men:.1f}"}
q4 | low(employees, "hourly", by="sex")["estimate"].tolist()
q4 | pd.Series({"women": women, "men": men})
q5 | lk.wages.pay_gap(employees, "hourly", statistic="mean", reference="male", group="sex")
q5 | tuple(round(gapr[k], 1) for k in ["estimate", "ci_low", "ci_high"])
q6 | "C."
q6 | "C "
q7 | covered.assign(x=(covered.frame["full_month"] < 737_000).where(covered.frame["full_month"].notna())).share("x")
q7 | float(v[v.measure == "V0"]["estimate"].iloc[0])
q8 | share_and_cost(reform(covered, 800_000, compliance="full")).to_dict()
q8 | [float(two["share"]), float(two["cost"])]
q10 | "(D)"

"""

WRONG = r"""
q1 | wages.hourly_earnings(lfs.frame, weeks=None) | full month
q1 | lfs.frame["monthly_pay"] / (lfs.frame["usual_hours"].replace(0, np.nan) * 4) | four weeks
q1 | lfs.frame["monthly_pay"] / lfs.frame["usual_hours"].replace(0, np.nan) | no weeks
q1 | lfs.frame["monthly_pay"] | monthly
q1 | wages.hourly_earnings(lfs.frame, "basic_pay", weeks="weeks_worked") | basic pay
q1 | wages.hourly_earnings(lfs.frame, hours="actual_hours") | actual hours
q1 | employees.frame["hourly"] | Keep one value for each record
q1 | wages.hourly_earnings(lfs.frame).fillna(0) | leave it missing
q1 | employees.mean("hourly")["estimate"].item() | This is one number
q1 | lfs.frame["monthly_pay"] / (lfs.frame["usual_hours"] * 0) | infinite
q1 | wages.hourly_earnings(lfs.frame) / 1000 | hint
q2 | lk.inequality.quantile_ratio(employees, "monthly_pay") | monthly
q2 | lk.inequality.quantile_ratio(employees, "hourly", lower=0.5) | to the median
q2 | lk.inequality.gini(employees, "hourly") | gini
q2 | lk.inequality.quintile_share_ratio(employees, "hourly") | income shares
q2 | 1 / spread | turned round
q2 | round(spread, 1) | This is rounded too far
q2 | lk.inequality.quantile_ratio(employees, "hourly", by="sex") | This is a table with 2 rows
q2 | lk.inequality.quantile_ratio(of("female"), "hourly") | women
q4 | low(employees, "hourly", fraction=0.75, by="sex") | three quarters
q7 | wages.noncompliance(covered, "full_month", 200).iloc[0] | not in riel
q2 | employees.quantile("hourly", q=0.9) | D9
q2 | np.nanquantile(employees.frame["hourly"], 0.9) / np.nanquantile(employees.frame["hourly"], 0.1) | unweighted
q3 | lk.compare.growth(lambda s: s.mean("monthly_pay"), before, employees) | nominal
q3 | 100 * (grown - 1) - 100 * (dearer - 1) | subtracted
q3 | 100 * (grown * dearer - 1) | wrong way
q3 | 100 * (grown / dearer) | times 100
q3 | 100 * (dearer - 1) | prices
q3 | grown / dearer - 1 | This is a fraction
q3 | lk.compare.growth(lambda s: s.quantile("monthly_pay"), at_2019, employees) | median
q3 | lk.compare.growth(lambda s: s.mean("hourly"), before, employees) | hourly as paid
q3 | at_2019.mean("monthly_pay") | the earlier pay in riel
q4 | low(employees, "monthly_pay", by="sex") | monthly
q4 | low(employees, "hourly") | The table has no column 'sex'
q4 | low(employees, "hourly", by="area") | The table has no column 'sex'
q4 | low(employees, "hourly", fraction=0.5, by="sex") | half
q4 | {"women": men, "men": women} | in the wrong places
q4 | {s: low(of(s), "hourly")["estimate"].item() for s in ("female", "male")} | own line
q4 | low(unweighted(employees), "hourly", by="sex") | unweighted
q4 | {"women": women} | Missing: male
q4 | {"women": women / 100, "men": men / 100} | This is a fraction
q5 | gap(employees, "monthly_pay") | monthly
q5 | gap(employees, "hourly", statistic="median") | median
q5 | gap(employees, "hourly", reference="female") | from women
q5 | gap(employees, "hourly")["estimate"].item() | This is one number
q5 | gap(employees, "hourly", by="area") | This is a table with 2 rows
q5 | gap(unweighted(employees), "hourly") | unweighted
q5 | gap(employees, "hourly")[["ci_low", "estimate", "ci_high"]].iloc[0].tolist() | in the wrong places
q5 | (gap(employees, "hourly")[["estimate", "ci_low", "ci_high"]] / 100).iloc[0] | This is a fraction
q5 | gap(employees, "full_month") | basic pay
q6 | "A" | discrimination
q6 | "sentence B" | percent exactly
q6 | "D" | share of women
q6 | "E" | effect
q6 | "F" | is not one of
q7 | v[v.measure == "V1"] | V1
q7 | v[v.measure == "V2"] | V2
q7 | v | This is a table with 3 rows
q7 | wages.noncompliance(employees, "full_month", 737_000).iloc[0]["estimate"] | all employees
q7 | wages.noncompliance(covered, "basic_pay", 737_000).iloc[0]["estimate"] | part of the month
q7 | wages.noncompliance(covered, "monthly_pay", 737_000).iloc[0]["estimate"] | total pay as told
q7 | wages.noncompliance(covered, "full_month", 737_001).iloc[0]["estimate"] | at the minimum
q7 | wages.noncompliance(covered, "full_month", 800_000).iloc[0]["estimate"] | new minimum
q7 | wages.noncompliance(covered, "hourly", 737_000).iloc[0]["estimate"] | an hour
q7 | wages.kaitz_index(covered, "full_month", 737_000, "median") | kaitz
q8 | share_and_cost(reform(covered, 800_000, current=737_000)) | as today
q8 | share_and_cost(reform(employees, 800_000, compliance="full")) | all employees
q8 | share_and_cost(reform(covered, 750_000, compliance="full")) | example
q8 | share_and_cost(reform(covered, 737_000, compliance="full")) | enforcement
q8 | share_and_cost(reform(covered, 800_000, pay="basic_pay", compliance="full")) | part of the month
q8 | share_and_cost(reform(covered, 800_000, pay="monthly_pay", compliance="full")) | total pay as told
q8 | reform(covered, 800_000, compliance="full") | The table has no column 'share'
q8 | reform(covered, 800_000, compliance="full")["estimate"].iloc[[0, 2]].tolist() | riel
q8 | reform(covered, 800_000, compliance="full")["estimate"].iloc[0] | This is one number
q8 | share_and_cost(reform(covered, 800_000, compliance="full"))[["cost", "share"]].tolist() | in the wrong places
q8 | share_and_cost(reform(unweighted(covered), 800_000, compliance="full")) | unweighted
q8 | share_and_cost(reform(lfs, 800_000, compliance="full")) | everybody
q1 | lfs.frame["monthly_pay"] / lfs.frame["usual_hours"] * lfs.frame["weeks_worked"] | multiplied
q1 | lfs.frame["monthly_pay"] / (lfs.frame["usual_hours"] * 52 / 12) | 52 weeks
q1 | lfs.frame["monthly_pay"] / lfs.frame["usual_hours"] / 4.33 | 52 weeks
q1 | lfs.frame["monthly_pay"] / 208 | 208 hours
q1 | lfs.frame["monthly_pay"] / (30 * 8) | 208 hours
q1 | lfs.frame["monthly_pay"] / 30 | a day
q1 | lfs.frame["usual_hours"] * lfs.frame["weeks_worked"] / lfs.frame["monthly_pay"] | upside down
q1 | lfs.frame["usual_hours"] * lfs.frame["weeks_worked"] | hours
q1 | wages.full_month_pay(lfs.frame) | basic full month
q1 | wages.full_month_pay(lfs.frame, "monthly_pay") | monthly
q1 | wages.full_month_pay(lfs.frame, "monthly_pay") / lfs.frame["usual_hours"].replace(0, np.nan) | no weeks
q1 | lfs.frame["monthly_pay"] / lfs.frame["usual_hours"].replace(0, np.nan) * lfs.frame["weeks_worked"] | multiplied
q1 | employees.mean("hourly") | The table has no column
q1 | wages.hourly_earnings(lfs.frame, weeks="weeks_worked").mean() | This is one number
q1 | "hourly" | This is a text
q1 | wages.hourly_earnings(lfs.frame, weeks="weeks_worked").dropna() | Keep one value for each record
q2 | lk.inequality.quantile_ratio(lfs, "monthly_pay") | monthly
q2 | lk.inequality.quantile_ratio(covered, "hourly") | only the covered
q2 | lk.inequality.quantile_ratio(employees, "basic_pay") | basic pay as told
q2 | lk.inequality.quantile_ratio(employees, "full_month") | basic pay
q2 | employees.quantile("hourly", q=0.9)["estimate"].item() - employees.quantile("hourly", q=0.1)["estimate"].item() | difference
q2 | employees.quantile("hourly", q=[0.1, 0.9]) | This is a table with 2 rows
q2 | 100 * spread | in percent
q2 | lk.inequality.quantile_ratio(employees, "hourly", upper=0.95, lower=0.05) | twentieths
q2 | employees.mean("hourly")["estimate"].item() / employees.quantile("hourly")["estimate"].item() | mean over median
q2 | lk.inequality.quintile_share_ratio(employees, "monthly_pay") | top fifth over that of the bottom fifth
q2 | lk.inequality.gini(employees, "monthly_pay") | gini of the month
q2 | spread - 1 | how much more
q2 | employees.frame["hourly"].quantile(0.9) / employees.frame["hourly"].quantile(0.1) | unweighted
q2 | employees.frame["hourly"].max() / employees.frame["hourly"].min() | highest over lowest
q2 | lk.wages.low_pay_rate(employees, "hourly") | the figure is the rate of low pay
q3 | lk.compare.change(lambda s: s.mean("monthly_pay"), at_2019, employees) | riel
q3 | lk.compare.change(lambda s: s.mean("monthly_pay"), before, employees) | riel as paid
q3 | lk.compare.growth(lambda s: s.mean("monthly_pay"), employees, at_2019) | wrong order
q3 | lk.compare.growth(lambda s: s.mean("monthly_pay"), employees, before) | the two years are turned round
q3 | 100 * (grown - 1) / dearer | growth over prices
q3 | lk.compare.growth(lambda s: s.mean("hourly"), at_2019, employees) | hourly as paid
q3 | lk.compare.growth(lambda s: s.mean("monthly_pay"), before.assign(monthly_pay=lk.wages.real(before.frame["monthly_pay"], year=2012, base=2014)), employees) | year between
q3 | lk.compare.growth(lambda s: s.mean("monthly_pay"), before.assign(monthly_pay=lk.wages.real(before.frame["monthly_pay"], year=2012, base=2023)), employees) | other year
q3 | lk.compare.growth(lambda s: s.mean("monthly_pay"), at_2019.filter(at_2019.frame["minimum_wage_covered"] == "yes"), covered) | only the covered
q3 | lk.wages.real(100, year=2012, base=2019) | hint
q3 | at_2019 | This is a Survey, not a number
q3 | 100 * (np.log(grown) - np.log(dearer)) | log points
q3 | 100 * (grown / dearer - 1) / 7 | each year
q3 | 100 * (dearer / grown - 1) | wrong order
q3 | 100 * (grown - dearer) | subtracted
q3 | 73 | This is rounded too far
q4 | low(employees, "hourly", by="sex")["estimate"].iloc[0] | This is one number
q4 | low(employees, "hourly", by=["sex", "area"]) | The table has more than one row for female, m
q4 | low(covered, "hourly", by="sex") | only the covered
q4 | low(employees, "hourly", fraction=0.6, by="sex") | three fifths
q4 | low(employees, "full_month", by="sex") | basic pay
q4 | low(employees, "basic_pay", by="sex") | basic pay as told
q4 | {"male": women, "female": men} | These are the right figures in the wrong plac
q4 | women - men | This is one number
q4 | employees.filter(employees.frame["hourly"] < 2 / 3 * employees.quantile("hourly")["estimate"].item()).share("sex") | distribution
q4 | 100 * (employees.frame["hourly"] < 2 / 3 * employees.frame["hourly"].median()).groupby(employees.frame["sex"], observed=True).mean() | unweighted line
q4 | employees.assign(low=employees.frame["hourly"] < 2 / 3 * employees.quantile("hourly")["estimate"].item()).share("low", by="sex") | missing as not low
q4 | low(employees, "hourly", fraction=1.0, by="sex") | below the median
q4 | employees.difference(lk.wages.low_pay_rate, between="sex", minus="male", column="hourly") | This is the difference of two groups
q4 | low(employees.assign(hourly=wages.hourly_earnings(employees.frame, weeks=None)), "hourly", by="sex") | full month
q4 | {"female": 100 - women, "male": 100 - men} | not low
q4 | [women, men] | These are the right figures in the wrong plac
q5 | gap(covered, "hourly") | only the covered
q5 | gap(employees, "basic_pay") | the pay is basic pay of the month
q5 | lk.wages.factor_weighted_gap(employees, "hourly", ["education"]) | alike in education
q5 | lk.wages.factor_weighted_gap(e4, "hourly", ["education", "age_group", "working_time", "sector"]) | alike in four
q5 | lk.wages.factor_weighted_gap(e4, "hourly", ["education", "sector"]) | alike in sector
q5 | employees.difference(lambda s, by=None: s.mean("hourly", by=by), between="sex", minus="male") | riel from women
q5 | employees.mean("hourly", by="sex") | This is a table with 2 rows
q5 | {"estimate": gapr["estimate"], "ci_low": gapr["estimate"] - gapr["se"], "ci_high": gapr["estimate"] + gapr["se"]} | one standard error
q5 | [gapr["ci_low"], gapr["ci_high"]] | This is a list
q5 | [gapr["ci_low"], gapr["ci_high"], gapr["estimate"]] | These are the right figures in the wrong plac
q5 | [gapr["estimate"], gapr["ci_high"], gapr["ci_low"]] | These are the right figures in the wrong plac
q5 | gap(employees, "hourly", level=0.9) | ninety percent
q5 | [gapr["estimate"] / 100, gapr["ci_low"] / 100, gapr["ci_high"] / 100] | This is a fraction
q5 | {"estimate": gapr["estimate"]} | Missing
q5 | [round(gapr["estimate"]), round(gapr["ci_low"]), round(gapr["ci_high"])] | This is rounded too far
q5 | lk.wages.pay_gap(lfs.assign(hourly=wages.hourly_earnings(lfs.frame, weeks=None)), "hourly") | full month
q7 | 100 * (covered.frame["basic_pay"] < 737_000).mean() | records as told
q7 | 100 * (covered.frame["full_month"] < 737_000).mean() | records
q7 | (covered.frame["full_month"] < 737_000).sum() | number of records
q7 | covered.filter(covered.frame["full_month"] < 737_000).total() | number of workers
q7 | v["estimate"].sum() | hint
q7 | wages.noncompliance(covered.filter(covered.frame["sex"] == "female"), "full_month", 737_000).iloc[0] | women
q7 | wages.noncompliance(covered, "full_month", 737_000, by="sex") | This is a table with 6 rows
q7 | v[v["measure"] == "V1"]["estimate"].item() / v[v["measure"] == "V0"]["estimate"].item() * 100 | depth
q7 | v["estimate"].iloc[0] / 100 | This is a fraction
q7 | wages.low_pay_rate(covered, "full_month") | low pay
q7 | 100 - v["estimate"].iloc[0] | paid enough
q7 | wages.kaitz_index(covered, "full_month", 737_000, "mean") | kaitz of the mean
q8 | share_and_cost(reform(covered, 1.05 * 737_000, compliance="full")) | five percent
q8 | share_and_cost(reform(covered.filter(covered.frame["sex"] == "female"), 800_000, compliance="full")) | women
q8 | share_and_cost(reform(covered, 800_000, current=737_000, compliance="full")) / 100 | This is a fraction
q8 | [two["share"], two["cost"] * 12] | a year
q8 | [two["share"], two["cost"] - law["cost"]] | on top of the law
q8 | [two["share"] - law["share"], two["cost"] - law["cost"]] | both on top of the law
q8 | two - today | between the two
q8 | reform(covered, 800_000, compliance="full").iloc[[0, 2]] | The table has no column
q8 | [two["share"] / 100, two["cost"]] | fraction
q8 | [people, two["cost"]] | people
q8 | [today["share"], two["cost"]] | share as today
q8 | [two["share"], today["cost"]] | cost as today
q8 | [round(two["share"]), round(two["cost"])] | This is rounded too far
q8 | two["cost"] | This is one number
q10 | "A" | before and after
q1 | lfs.frame["monthly_pay"] / (48 * 52 / 12) | 208 hours
q1 | lfs.frame["monthly_pay"] / (lfs.frame["actual_hours"] * lfs.frame["weeks_worked"]) | The column holds infinite values: something is divided by ze
q1 | lfs.frame["monthly_pay"] / (lfs.frame["usual_hours"] * lfs.frame["weeks_worked"].mean()) | 52 weeks
q1 | (lfs.frame["basic_pay"] + lfs.frame["allowances"]) / (lfs.frame["usual_hours"] * 52 / 12) | 52 weeks
q1 | lfs.frame["monthly_pay"] / (lfs.frame["usual_hours"] * lfs.frame["days_worked"]) | days
q1 | lk.wages.full_month_pay(lfs.frame) | basic full month
q1 | lfs.frame["pay_amount"] / lfs.frame["usual_hours"] | pay as told
q1 | lk.wages.hourly_earnings(lfs.frame).median() | This is one number
q1 | lk.wages.hourly_earnings(lfs.frame).dropna() | The column has 9067 values, the data have 44073 records
q1 | "monthly_pay / usual_hours / weeks_worked" | This is a text
q1 | lk.wages.hourly_earnings(lfs.frame) * lfs.frame["weight"] | times the weight
q1 | lfs.frame["monthly_pay"] / (lfs.frame["usual_hours"] * 4.333) | 52 weeks
q2 | lk.inequality.palma(employees, "hourly") | palma
q2 | lk.inequality.quantile_ratio(lfs.assign(hourly=lk.wages.hourly_earnings(lfs.frame, weeks=None)), "hourly") | full month
q2 | lk.inequality.quantile_ratio(employees, "hourly", upper=0.75, lower=0.25) | quarters
q2 | lk.inequality.quantile_ratio(employees, "hourly")["ci_low"].item() | lower end
q3 | lk.compare.growth(lambda s: s.quantile("monthly_pay"), before, employees) | median as paid
q3 | lk.compare.growth(lambda s: s.mean("monthly_pay"), at_2019, employees)["ci_high"].item() | lower end
q3 | lk.compare.growth(lambda s: s.mean("monthly_pay"), at_2019, employees)["se"].item() | standard error
q3 | lk.compare.growth(lambda s: s.mean("monthly_pay"), at_2019, employees, by="sex") | This is a table with 2 rows
q3 | lk.compare.growth(lambda s: s.mean("monthly_pay"), at_2019, covered) | covered in one survey
q4 | low(lfs.assign(hourly=lk.wages.hourly_earnings(lfs.frame)), "hourly", by="sex", fraction=0.6) | three fifths
q4 | {"female": men, "male": women} | These are the right figures in the wrong places: look which 
q4 | low(employees, "hourly", by="sex")["estimate"].diff().iloc[1] | This is one number
q4 | employees.assign(lowpay=employees.frame["hourly"] < 2/3*employees.mean("hourly")["estimate"].item()).share("lowpay", by="sex") | mean, missing as not low
q4 | {"female": low(of("female"), "hourly")["estimate"].item(), "male": low(of("male"), "hourly")["estimate"].item()} | own line
q4 | {"female": women/100, "male": men/100} | This is a fraction
q4 | low(employees, "hourly", by="sex")["estimate"].sum() | This is one number
q4 | employees.quantile("hourly", by="sex") | medians
q4 | employees.assign(lowpay=employees.frame["full_month"] < 737_000).share("lowpay", by="sex") | below the minimum
q5 | lk.wages.pay_gap(employees, "monthly_pay") | monthly
q5 | lk.wages.pay_gap(employees, "hourly", reference="female") | from women
q5 | lk.wages.pay_gap(employees, "hourly", statistic="median") | median
q5 | lk.wages.pay_gap(covered, "hourly") | only the covered
q5 | gapr["estimate"] | This is one number
q5 | lk.wages.pay_gap(employees, "hourly", by="area") | This is a table with 2 rows
q5 | lk.wages.pay_gap(employees, "hourly", group="area", reference="urban") | areas
q5 | [gapr["ci_low"], gapr["estimate"], gapr["ci_high"]] | These are the right figures in the wrong places: look which 
q5 | lk.wages.gap_at_quantiles(employees, "hourly") | This is a table with 5 rows
q5 | lk.wages.pay_gap(employees, "basic_pay") | the pay is basic pay of the month
q5 | lk.wages.pay_gap(employees, "hourly", level=0.90) | ninety percent
q6 | "B" | percent exactly
q6 | "unexplained" | 'unexplained' is not one of 'A', 'B', 'C', 'D', 'E'.
q6 | 0.110 | 0.11 is not one of 'A', 'B', 'C', 'D', 'E'
q7 | lk.wages.noncompliance(covered, "monthly_pay", 737_000).query("measure == 'V0'") | total pay as told
q7 | lk.wages.noncompliance(covered, "basic_pay", 737_000).query("measure == 'V0'") | part of the month
q7 | lk.wages.noncompliance(employees, "full_month", 737_000).query("measure == 'V0'") | all employees
q7 | lk.wages.noncompliance(covered, "full_month", 737_000) | This is a table with 3 rows
q7 | lk.wages.noncompliance(covered, "full_month", 737_000).query("measure == 'V1'") | V1
q7 | lk.wages.noncompliance(covered, "hourly", 737_000 / 208).query("measure == 'V0'") | minimum for an hour
q7 | lk.wages.noncompliance(covered, "full_month", 800_000).query("measure == 'V0'") | new minimum
q7 | covered.assign(x=covered.frame["full_month"] > 737_000).share("x") | paid more
q7 | (covered.frame["full_month"] < 737_000).mean() * 100 | records
q7 | lk.wages.noncompliance(covered, "full_month", 737_000).query("measure == 'V0'")["ci_low"].item() | lower end
q7 | lk.wages.noncompliance(covered, "full_month", 737_000, tolerance=0.05).iloc[0] | five percent forgiven
q8 | share_and_cost(reform(covered, 800_000, current=737_000, compliance="as today")) | as today
q8 | [two["cost"], two["share"]] | These are the right figures in the wrong places: look which 
q8 | [two["share"], two["cost"] * 1_000_000_000] | riel
q8 | [two["share"]/100, two["cost"]] | fraction
q10 | "E" | no assumption
q10 | "B" | one year
q10 | 0.08 | 0.08 is not one of 'A', 'B', 'C', 'D', 'E'
q1 | lfs.frame["monthly_pay"] / lfs.frame["days_worked"] / 8 | eight hours a day
q1 | lk.wages.hourly_earnings(employees.frame) | The column has 9520 values, the data have 44073 records
q1 | lfs.frame["monthly_pay"] / ((lfs.frame["usual_hours"] + lfs.frame["second_job_hours"].fillna(0)).replace(0, np.nan) * lfs.frame["weeks_worked"]) | the second job's hours
q1 | lfs.frame["monthly_pay"] / (lfs.frame["usual_hours"].replace(0, np.nan) + lfs.frame["weeks_worked"]) | hours plus weeks
q2 | lk.inequality.quantile_ratio(employees, "hourly", upper=0.9, lower=0.2) | quarters
q2 | lk.inequality.quantile_ratio(employees, "hourly", upper=0.99, lower=0.01) | quarters
q2 | lk.inequality.quantile_ratio(employees.filter(employees.frame["area"] == "urban"), "hourly") | towns
q3 | lk.compare.growth(lambda s: s.mean("monthly_pay"), at_2019, of("female")) | women in one survey
q3 | lk.compare.growth(lambda s: s.mean("basic_pay"), before.assign(basic_pay=lk.wages.real(before.frame["basic_pay"], 2012, 2019)), employees) | basic pay
q3 | lk.compare.growth(lambda s: s.mean("monthly_pay"), before.assign(monthly_pay=lk.wages.real(before.frame["monthly_pay"], 2012, 2023)), employees) | other year
q4 | employees.assign(x=employees.frame["hourly"] < 2/3 * employees.frame["hourly"].median()).share("x", by="sex") | median of the records
q4 | low(employees, "hourly", by="sex")["estimate"].mean() | This is one number
q4 | employees.share("sex") | shares of the sexes
q4 | low(employees, "hourly", fraction=1/3, by="sex") | a third
q5 | [gapr["estimate"], gapr["estimate"] - 1.645 * gapr["se"], gapr["estimate"] + 1.645 * gapr["se"]] | ninety percent
q5 | lk.wages.pay_gap(employees, "hourly", level=0.99) | ninety-nine percent
q5 | lk.wages.pay_gap(lfs.assign(hourly=lk.wages.hourly_earnings(lfs.frame, weeks=None)), "hourly") | full month
q7 | lk.wages.noncompliance(covered, "full_month", 182).iloc[0] | not in riel
q7 | lk.wages.noncompliance(covered, "full_month", 210 * 4061).iloc[0] | 182 dollars
q7 | lk.wages.noncompliance(covered, "full_month", 737_000).iloc[0]["se"] | standard error
q7 | lk.wages.noncompliance(covered, "allowances", 737_000).iloc[0] | an hour
q7 | covered.share("sex", ) | This is a table with 2 rows
q8 | share_and_cost(reform(covered, 737_000 + 800_000, current=737_000, compliance="full")) | added to the minimum
q8 | share_and_cost(reform(covered.filter(covered.frame["sex"] == "male"), 800_000, compliance="full")) | men
q8 | [lk.wages.noncompliance(covered, "full_month", 800_000).iloc[0]["estimate"], 43.1] | everybody times the raise
q1 | lfs.frame["monthly_pay"] / (lfs.frame["usual_hours"].replace(0, np.nan) * 4.3) | 52 weeks
q1 | lfs.frame["monthly_pay"] / (lfs.frame["usual_hours"].replace(0, np.nan) * 52) | weeks of a year
q1 | lk.wages.hourly_earnings(lfs.frame, hours="actual_hours", weeks=None) | actual hours
q1 | lk.wages.hourly_earnings(lfs.frame, "basic_pay", weeks=None) | basic pay
q1 | lfs.frame["monthly_pay"] / 176 | 176 hours
q2 | lk.inequality.quantile_ratio(employees, "hourly", upper=0.9, lower=0.5) | to the median
q2 | lk.inequality.quantile_ratio(of("male"), "hourly") | women
q2 | lk.inequality.quantile_ratio(before, "hourly") | the earlier survey
q3 | lk.compare.growth(lambda s: s.mean("monthly_pay"), before.assign(monthly_pay=lk.wages.real(before.frame["monthly_pay"], 2019, 2012)), employees) | wrong way
q3 | lk.compare.growth(lambda s: s.mean("monthly_pay"), at_2019, employees)["ci_low"].item() | lower end
q3 | grown - dearer | subtracted
q4 | low(employees, "hourly", by="education") | The table has no column 'sex'
q4 | low(of("female"), "hourly")["estimate"].item() | This is one number
q4 | low(employees, "monthly_pay", fraction=0.5, by="sex") | half of the monthly median
q4 | low(before, "hourly", by="sex") | the earlier survey
q4 | employees.mean("hourly", by="sex") | means
q5 | lk.wages.pay_gap(employees, "monthly_pay", statistic="median") | monthly median
q5 | lk.wages.pay_gap(before, "hourly") | the earlier survey
q5 | lk.wages.pay_gap(employees, "hourly")[["estimate", "se", "cv"]] | The table has no column 'ci_low'
q7 | v.iloc[1] | V1
q7 | lk.wages.noncompliance(lfs, "basic_pay", 737_000).iloc[0] | all employees as told
q7 | covered.assign(x=covered.frame["full_month"] == 737_000).share("x") | the spike
q8 | share_and_cost(reform(covered, 750_000, current=737_000, compliance="full")) | example
q8 | share_and_cost(reform(covered, 800_000, current=737_000, pay="basic_pay", compliance="full")) | part of the month
q8 | share_and_cost(reform(lfs, 800_000, current=737_000, compliance="full")) | everybody
q8 | [two["share"], two["cost"] / 1000] | trillion
q10 | "C" | others
"""


def with_factors(employees):
    """Return the employees with the columns that lesson 3.2 makes."""
    frame = employees.frame
    ages = pd.cut(frame["age"], [14, 24, 34, 44, 120], labels=["15-24", "25-34", "35-44", "45+"])
    hours = pd.cut(frame["usual_hours"], [0, 39.99, 168], labels=["below 40", "40 and more"])
    state = frame["institution"].isin(["government", "state enterprise"]).map({True: "state", False: "other"})
    return employees.assign(age_group=ages, working_time=hours, sector=state.astype("category"))


def names(catalogue):
    from labkit.checks.ways import unweighted

    lfs = lk.load("lfs")
    employees, covered, before = paid_employees(lfs), covered_workers(lfs), paid_employees(lk.load("lfs2012"))
    at_2019 = before.assign(monthly_pay=lk.wages.real(before.frame["monthly_pay"], year=2012, base=2019))
    rates = lk.wages.low_pay_rate(employees, "hourly", by="sex").set_index("sex")["estimate"]
    reform = lk.wages.minimum_wage_reform
    full = reform(covered, 800_000, current=737_000, compliance="full")
    later, earlier = (people.mean("monthly_pay")["estimate"].item() for people in (employees, before))
    return {
        "lk": lk,
        "np": np,
        "pd": pd,
        "wages": lk.wages,
        "gap": lk.wages.pay_gap,
        "low": lk.wages.low_pay_rate,
        "reform": reform,
        "two": share_and_cost(full),
        "law": share_and_cost(reform(covered, 737_000, current=737_000, compliance="full")),
        "today": share_and_cost(reform(covered, 800_000, current=737_000, compliance="as today")),
        "people": full.set_index("measure").loc["people who gain", "estimate"],
        "gapr": lk.wages.pay_gap(employees, "hourly").iloc[0],
        "share_and_cost": share_and_cost,
        "unweighted": unweighted,
        "lfs": lfs,
        "employees": employees,
        "covered": covered,
        "e4": with_factors(employees),
        "before": before,
        "at_2019": at_2019,
        "of": lambda sex: employees.filter(employees.frame["sex"] == sex),
        "women": rates["female"],
        "men": rates["male"],
        "spread": lk.inequality.quantile_ratio(employees, "hourly")["estimate"].item(),
        "grown": later / earlier,
        "dearer": lk.wages.real(1.0, year=2012, base=2019),
        "v": lk.wages.noncompliance(covered, "full_month", 737_000),
    }

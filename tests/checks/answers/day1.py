"""Answers to day 1's exercise that its catalogue does not list: what people may type, right and wrong."""

from __future__ import annotations

import numpy as np
import pandas as pd

import labkit as lk

RIGHT = """
q1 | list(PEOPLE.values())
q1 | pd.Series(PEOPLE)
q1 | {name.lower(): word.capitalize() for name, word in PEOPLE.items()}
q2 | rate(lfs)
q2 | rate(lfs, definition="strict").estimate.item()
q2 | f"{rate(lfs).estimate.item():.2f} %"
q2 | str(rate(lfs).estimate.item()).replace(".", ",")
q3 | lk.labour.participation_rate(lfs, by=["sex"])
q3 | {"Women": women, "Men": men}
q3 | {"women": f"{women:.1f} %", "men": f"{men:.1f} %"}
q3 | pd.DataFrame({"sex": ["F", "M"], "rate": [women, men]})
q4 | works.share("agriculture")
q4 | works.share("agriculture").iloc[0]
q4 | works.mean("agriculture")[ENDS] * 100
q4 | tuple(works.share("agriculture")[ENDS].round(1).iloc[0])
q5 | lfs.difference(rate, between="area", minus="rural")
q5 | lfs.difference(rate, "area", "rural").iloc[0]
q5 | lfs.difference(rate, between="area", minus="rural").round(2)
q6 | lk.labour.underutilization(lfs, hours_threshold=40)
q6 | lk.labour.underutilization(lfs, hours_threshold=40.0)[["measure", "estimate"]]
q7 | lk.labour.neet_rate(lfs, by="sex")
q7 | lk.labour.neet_rate(lfs, by="sex").iloc[::-1]
q8 | 100 - 100 * (t["flag"] == "").mean()
q8 | 100 * (t["flag"] != "").mean()
q8 | 100 * (t["flag"].isin(["U", "S"])).sum() / 25
q8 | f"{100 * (t['flag'] != '').mean():.0f} %"
q8 | 100 * len(t[t["flag"] != ""]) / len(t)
q2 | lk.labour.underutilization(lfs, hours_threshold=40).query("measure == 'LU1'")
q4 | works.share("agriculture").to_dict("records")
q9 | lk.compare.change(rate, lfs2012, lfs)
q9 | lk.compare.change(rate, earlier=lfs2012, later=lfs, definition="strict")
"""

WRONG = """
q1 | dict.fromkeys(PEOPLE, "employed") | not begun
q1 | dict.fromkeys(PEOPLE, "unemployed") | one hour
q1 | dict.fromkeys(PEOPLE, "outside") | one hour, outside
q1 | PEOPLE | {"Maly": "unemployed", "Nary": "unemployed"} | availability
q1 | PEOPLE | {"Sok": "employd"} | 'employd' is not one of
q1 | PEOPLE | {"Pisey": "Outside."} | starter
q2 | round(rate(lfs).estimate.item(), 1) | This is rounded too far
q2 | 1.2 | published, 2019
q2 | 1.20 | published, 2019
q2 | 1.28 | published, 2012
q2 | rate(lfs).estimate.item() / 100 | This is a fraction
q2 | rate(unweighted(lfs)) | unweighted
q2 | lk.labour.underutilization(lfs, hours_threshold=40).query("measure == 'LU3'") | LU3
q3 | lfs.share("sex") | who the people are
q4 | works.filter(works.frame["status"] == "employee").share("agriculture") | employees only
q5 | lfs.filter(lfs.frame["age"] < 25).difference(rate, between="area", minus="rural") | young people only
q7 | lk.labour.neet_rate(lfs.filter(lfs.frame["age"] >= 18), by="sex") | from 18
q9 | lk.compare.change(lk.labour.employment_ratio, lfs2012, lfs) | employment ratio
q2 | (status == "unemployed").mean() * 100 | hint
q2 | rate(lfs, definition="relaxed") | relaxed
q2 | rate(lfs, standard="icls13") | 13th ICLS
q2 | rate(lfs2012) | survey of 2012
q2 | lk.labour.employment_ratio(lfs) | employment ratio
q2 | lk.labour.participation_rate(lfs) | participation
q2 | rate(lfs, by="sex") | This is a table with 2 rows
q2 | rate | function that did not run yet
q2 | 99.3 | published, press
q2 | 100 - rate(lfs).estimate.item() | complement
q2 | lfs | is a Survey
q3 | lk.labour.participation_rate(lfs) | The table has no column 'sex'
q3 | lk.labour.participation_rate(lfs, by="area") | The table has no column 'sex'
q3 | lk.labour.employment_ratio(lfs, by="sex") | employment ratio
q3 | {"women": men, "men": women} | in the wrong places
q3 | lk.labour.participation_rate(lfs2012, by="sex") | survey of 2012
q3 | lk.labour.participation_rate(unweighted(lfs), by="sex") | unweighted
q3 | {"women": round(women), "men": round(men)} | This is rounded too far
q4 | works.share("agriculture").estimate.item() | This is one number
q4 | works.mean("agriculture")[ENDS] | This is a fraction
q4 | lk.Survey(works.frame, weight="weight").share("agriculture") | simple random sample
q4 | lk.Survey(works.frame).share("agriculture") | unweighted
q4 | works.share("agriculture", by="sex") | This is a table with 2 rows
q4 | works.share("industry") | This is a table with
q4 | works.share("agriculture", level=0.9) | 90 percent
q4 | works.share("agriculture")[["ci_low", "estimate", "ci_high"]].iloc[0].tolist() | in the wrong places
q5 | lfs.difference(rate, between="area", minus="urban") | sign
q5 | lfs.difference(rate, between="sex", minus="male") | by sex
q5 | lfs.difference(rate, between="area", minus="rural").estimate.item() | This is one number
q5 | lfs.difference(rate, between="area", minus="rural").round(1) | This is rounded too far
q5 | lfs.difference(lk.labour.employment_ratio, between="area", minus="rural") | employment ratio
q5 | lfs.difference(rate, between="area", minus="rural", definition="relaxed") | relaxed
q5 | rate(lfs, by="area") | This is a table with 2 rows
q6 | lk.labour.underutilization(lfs, hours_threshold=48) | 48 hours
q6 | lk.labour.underutilization(lfs, hours_threshold=40, standard="icls13") | 13th ICLS
q6 | lk.labour.underutilization(lfs, hours_threshold=40).round(1) | This is rounded too far
q6 | rate(lfs) | The table has no column 'measure'
q7 | lk.labour.neet_rate(lfs) | The table has no column 'sex'
q7 | lk.labour.neet_composition(lfs, by="sex") | more than one row for female, male
q7 | lk.labour.neet_rate(lfs, by="sex", standard="icls13") | 13th ICLS
q7 | rate(young, by="sex") | youth unemployment
q7 | {"women": 15.2, "men": 10.3} | hint
q7 | lk.labour.neet_rate(lfs2012, by="sex") | survey of 2012
q8 | (t["flag"] != "").sum() | count
q8 | (t["flag"] != "").mean() | This is a fraction
q8 | 100 * (t["flag"] == "").mean() | publishable
q8 | 0 | people, not cases
q8 | 100 | all provinces
q8 | 100 * (t["flag"] == "U").mean() | one of the two flags alone
q8 | t["flag"].value_counts() | This is a list with 3 numbers
q9 | lk.compare.change(rate, lfs, lfs2012) | turned round
q9 | lk.compare.change(rate, lfs2012, lfs, definition="relaxed") | relaxed
q9 | lk.compare.growth(rate, lfs2012, lfs) | percent
q9 | lk.compare.change(rate, lfs2012, lfs).round(1) | This is rounded too far
q9 | rate(lfs).estimate.item() - rate(lfs2012).estimate.item() | This is one number
q9 | lk.compare.change(rate, lfs2012, lfs, by="sex") | This is a table with 2 rows
q1 | PEOPLE | {"Sok": "underemployed"} | 'underemployed' is not one of 'employed', 'unemployed', 'outside'.
q1 | PEOPLE | {"Maly": "unemployed", "Nary": "unemployed", "Pisey": "employed", "Heng": "employed"} | availability
q1 | PEOPLE | {"Heng": ...} | Not answered yet: Heng.
q1 | PEOPLE | {"Vuthy": "un-employed"} | 'un-employed' is not one of 'employed', 'unemployed', 'outside'.
q2 | 255 | looks like a number of records or people. The question asks for percent
q5 | [0,64, 0,24, 1,45] | Python reads this as 6 numbers, because of the comma
q5 | {"urban": 1.51, "rural": 0.87} | The question asks for their difference
q5 | [gap["estimate"], 0.5, 0.6] | The estimate is right. Take both ends from the table
q5 | [0.71, gap["ci_low"], 0.9] | hint
q4 | by_formula | one by one
q4 | [round(one, 1) for one in by_formula] | one standard error
q9 | change9 | one standard error
q1 | PEOPLE | {"Sok": "working", "Vuthy": "on leave"} | 'on leave' is not one of 'employed', 'unemployed', 'outside'.
q1 | "employed" | This is a text
q1 | PEOPLE | {"Sok": 1, "Vuthy": 1} | 1 is not one of
q1 | PEOPLE | {"Maly": "inactive", "Heng": "inactive"} | 'inactive' is not one of
q1 | PEOPLE | {"Sok": "unemploid"} | 'unemploid' is not one of 'employed', 'unemployed', 'outside'
q1 | PEOPLE | {"Sok": ""} | '' is not one of 'employed', 'unemployed', 'outside'.
q1 | PEOPLE | {"Vuthy": "outside", "Maly": "unemployed", "Pisey": "outside"} | leave
q2 | "one percent" | This is a text: 'one percent'
q2 | 1.3 | hint
q2 | rate(lfs.filter(lfs.frame["sex"] == "female")) | women
q2 | rate(lfs.filter(lfs.frame["sex"] == "male")) | women
q2 | rate(lfs)["se"].item() | standard error
q2 | rate(lfs)["ci_low"].item() | lower end
q2 | rate(lfs)["ci_high"].item() | lower end
q2 | rate(lfs)["n"].item() | records
q2 | rate(lfs)["cv"].item() | cv
q2 | rate(lfs, by="area")["estimate"].mean() | mean by area
q2 | rate(lfs, by="province")["estimate"].mean() | mean by area
q2 | lk.labour.underutilization(lfs, hours_threshold=40) | This is a table with 4 rows
q2 | lk.labour.neet_rate(lfs) | NEET
q2 | rate(lfs, by="sex")["estimate"] | This is a list with 2 numbers
q2 | "unemployment_rate(lfs)" | This is a text: 'unemployment_rate(lfs)'
q2 | lk.labour | This is a part of labkit, not a number.
q2 | (rate(lfs)["ci_low"].item(), rate(lfs)["ci_high"].item()) | This is a list
q2 | lfs.total().estimate.item() | hint
q2 | 12.5 | hint
q3 | lk.labour.participation_rate(lfs)["estimate"].item() | This is one number
q3 | lk.labour.participation_rate(lfs, by="sex")["estimate"].mean() | This is one number
q3 | {"women": women} | Missing: male.
q3 | [women, men] | in the wrong places
q3 | lfs.difference(lk.labour.participation_rate, between="sex", minus="male") | This is the difference of two groups
q3 | lk.labour.participation_rate | This is a function that did not run yet
q3 | lk.labour.participation_rate(young, by="sex") | young
q3 | lk.labour.participation_rate(lfs, by=["sex", "area"]) | The table has more than one row for female, male
q3 | lk.labour.participation_rate(lfs.filter(lfs.frame["area"] == "urban"), by="sex") | towns
q3 | lk.labour.participation_rate(lfs, by="sex")["n"] | This column has lost its groups
q3 | {"women": women / 100, "men": men / 100} | This is a fraction
q3 | {"women": 62, "men": 77} | This is rounded too far
q3 | lk.labour.participation_rate(lfs, by="sex").iloc[:1] | Missing: female.
q3 | lk.labour.neet_rate(lfs, by="sex") | NEET
q3 | lk.labour.unemployment_rate(lfs, by="sex", definition="relaxed") | This is the unemployment rate.
q3 | lk.labour.participation_rate(lfs, by="sex")[["sex", "ci_low"]].rename(columns={"ci_low": "estimate"}) | one end of
q3 | {"women": 100 - women, "men": 100 - men} | complement
q4 | works.total() | people
q4 | works | This is a Survey
q4 | lfs.share("industry") | This is a table with 21 rows
q4 | 39.5 | This is one number
q4 | [39.5, 38.2] | This is a list
q4 | works.total(by="agriculture") | This is a table with 2 rows
q4 | works.share("agriculture")[["ci_low", "ci_high"]] | The table has no column 'estimate'
q4 | works.filter(works.frame["area"] == "rural").share("agriculture") | women
q4 | works.filter(works.frame["sex"] == "female").share("agriculture") | women
q4 | works.share("agriculture", level=0.99) | 90 percent
q4 | works.share("agriculture")[ENDS] / 100 | This is a fraction
q4 | works.frame["agriculture"].mean() * 100 | This is one number
q4 | works.share("agriculture").round(0) | This is rounded too far
q4 | lk.Survey(works.frame, weight="weight", psu="psu").share("agriculture") | The estimate is right. Take both ends
q4 | works.share("agriculture")["estimate"] | This is one column without its name
q4 | "39.5 (38.2 to 40.8)" | This is a text
q4 | works.share | This is a function that did not run yet
q4 | lk.labour.broad_industry(works.frame).value_counts() | Missing: estimate, ci_low, ci_high
q5 | lfs.difference(rate, between="area", minus="rural")[["estimate"]] | The table has no column 'ci_low'
q5 | 0.59 | This is one number
q5 | rate(lfs, by="area")["estimate"].diff().iloc[-1] | This is one number
q5 | lfs.difference(lk.labour.participation_rate, between="area", minus="rural") | participation
q5 | lfs.difference(lk.labour.neet_rate, between="area", minus="rural") | participation
q5 | lfs.difference(rate, between="area", minus="rural", level=0.9) | 90 percent
q5 | lfs.difference(rate, between="area", minus="rural", standard="icls13") | 13th ICLS
q5 | [towns, villages] | This is a list
q5 | [towns - villages, (towns - villages) - se5, (towns - villages) + se5] | one standard error
q5 | [(towns - villages) / 100, lo5 / 100, hi5 / 100] | This is a fraction
q5 | lfs.difference(rate, between="area", minus="rural").iloc[0][["ci_low", "ci_high"]].tolist() | This is a list
q5 | gap[["ci_high", "ci_low", "estimate"]].tolist() | in the wrong places
q5 | lfs.filter(lfs.frame["sex"] == "female").difference(rate, between="area", minus="rural") | women
q5 | lfs2012.difference(rate, between="area", minus="rural") | survey of 2012
q5 | lfs.difference | This is a function that did not run yet
q6 | lk.labour.underutilization(lfs, hours_threshold=44) | 44 hours
q6 | lk.labour.underutilization(lfs, hours_threshold=40)["estimate"] | This column has lost its groups
q6 | lk.labour.underutilization(lfs, hours_threshold=40).iloc[:2] | Missing: LU3, LU4.
q6 | four.assign(estimate=four.estimate / 100) | This is a fraction
q6 | lk.labour.underutilization | This is a function that did not run yet
q7 | lk.labour.neet_rate(lfs)["estimate"].item() | This is one number
q7 | lk.labour.neet_rate(lfs, by="area") | The table has no column 'sex'
q7 | lk.labour.neet_rate(lfs, by="sex")["estimate"].mean() | This is one number
q7 | lfs.difference(lk.labour.neet_rate, between="sex", minus="male") | This is the difference of two groups
q7 | lk.labour.neet_composition(lfs, by="sex").query("category == 'other'") | far from work
q7 | {"women": neetm, "men": neetw} | in the wrong places
q7 | {"women": neetw} | Missing: male.
q7 | {"women": neetw / 100, "men": neetm / 100} | This is a fraction
q7 | {"women": round(neetw), "men": round(neetm)} | This is rounded too far
q7 | lk.labour.participation_rate(young, by="sex") | participation
q7 | lk.labour.employment_ratio(young, by="sex") | youth employment
q7 | lk.labour.neet_rate(lfs.filter(lfs.frame["area"] == "rural"), by="sex") | villages
q7 | lk.labour.neet_rate(lfs.filter(lfs.frame["attending"] == "no"), by="sex") | not at school
q7 | [neetw, neetm] | in the wrong places
q8 | t["flag"].value_counts()["U"] | count
q8 | t["flag"].value_counts()["S"] | hint
q8 | 100 * (t["flag"] == "S").mean() | one of the two flags alone
q8 | (t["flag"] == "").sum() | count of the rest
q8 | "19 of 25" | This is a text: '19 of 25'
q8 | 100 * (t["flag"] != "").sum() | count
q8 | t["flag"] | This is a list with 25 values
q8 | t["flag"] != "" | each True or False
q8 | 100 * (t["flag"] != "").mean() / 100 | This is a fraction
q8 | len(t) | number of all
q8 | 100 * (t["cv"] > 33).mean() | people, not cases
q8 | 100 * (t["flag"] != "").mean() > 50 | This is True: yes or no
q8 | 100 * t["flag"].value_counts(normalize=True) | This is a list with 3 numbers
q9 | rate(lfs)["estimate"].item() - rate(lfs2012, definition="relaxed")["estimate"].item() | This is one number
q9 | lk.compare.change(lk.labour.participation_rate, lfs2012, lfs) | participation
q9 | lk.compare.change(lk.labour.neet_rate, lfs2012, lfs) | participation
q9 | lk.compare.change(rate, lfs2012, lfs, level=0.9) | 90 percent
q9 | [rate(lfs2012)["estimate"].item(), rate(lfs)["estimate"].item()] | This is a list
q9 | -1.5 | This is one number
q9 | lk.compare.change(rate, lfs2012, lfs)["estimate"] | This is one column without its name
q9 | lk.compare.change(rate, lfs2012, lfs)[ENDS] / 100 | This is a fraction
q1 | PEOPLE | {"Maly": "employed"} | no work
q1 | PEOPLE | {"Vuthy": "unemployed", "Nary": "employed"} | no work, no search
q2 | lfs.assign(j=status == "unemployed").share("j") | of everybody
q2 | lfs.assign(j=status == "unemployed").filter(lfs.frame["age"] >= 15).share("j") | of adults
q2 | lk.labour.underemployment_rate(lfs, hours_threshold=40) | underemployed
q2 | rate(lfs.filter(lfs.frame["age"] >= 18)) | leaves out the youngest people
q2 | rate(lfs.filter(lfs.frame["age"].between(25, 64))) | leaves out the young and the older people
q2 | rate(lfs.filter(lfs.frame["province"] == "Phnom Penh")) | one province only
q2 | lfs.total() | far above 100
q3 | lk.labour.participation_rate(lfs, by="sex")[["sex", "ci_low"]] | one end of the interval
q3 | lk.labour.participation_rate(lfs, by="sex")[["sex", "se"]] | the standard error
q3 | lk.labour.participation_rate(lfs, by="sex")[["sex", "n"]] | the number of records
q3 | lfs.filter(status.isin(["employed", "unemployed"])).total(by="sex") | far above 100
q3 | lfs.assign(a=status.isin(["employed", "unemployed"])).filter(lfs.frame["age"] >= 18).share("a", by="sex") | from 18
q3 | lk.labour.participation_rate(lfs.filter(lfs.frame["province"] == "Kep"), by="sex") | one province only
q4 | works.assign(x=lk.labour.broad_industry(works.frame) == "construction").share("x") | construction
q4 | works.filter(works.frame["age"] <= 64).share("agriculture") | leaves out the older people
q4 | 100 - works.share("agriculture")[ENDS].iloc[0] | the other part of 100 percent
q4 | works.total("agriculture") | far above 100
q5 | (-gap[ENDS]).tolist() | The sign is turned round
q5 | lfs.difference(rate, between="area", minus="rural", level=0.99) | 99 percent
q5 | lfs.filter(lfs.frame["age"] <= 64).difference(rate, between="area", minus="rural") | leaves out the older people
q6 | four[["measure", "ci_low"]] | one end of the interval
q6 | four[["measure", "se"]] | the standard error
q6 | lk.labour.underutilization(lfs.filter(lfs.frame["sex"] == "female"), hours_threshold=40) | women only
q6 | four.assign(estimate=100 - four.estimate) | the other part of 100 percent
q7 | lk.labour.neet_rate(lfs, by="sex")[["sex", "ci_high"]] | one end of the interval
q7 | lk.labour.neet_rate(lfs, by="sex")[["sex", "cv"]] | the cv
q7 | lk.labour.neet_rate(lfs, by="sex")[["sex", "n"]] | the number of records
q9 | (-lk.compare.change(rate, lfs2012, lfs)[ENDS]).iloc[0].tolist() | The sign is turned round
"""


def names(catalogue):
    from labkit.checks.ways import unweighted

    lfs = lk.load("lfs")
    works = lk.informality.employed_people(lfs)
    works = works.filter(works.frame["industry"].notna())
    by_sex = lk.labour.participation_rate(lfs, by="sex").set_index("sex")["estimate"]
    by_area = lk.labour.unemployment_rate(lfs, by="area").set_index("area")["estimate"]
    neet = lk.labour.neet_rate(lfs, by="sex").set_index("sex")["estimate"]
    gap = lfs.difference(lk.labour.unemployment_rate, between="area", minus="rural").iloc[0]
    change = lk.compare.change(lk.labour.unemployment_rate, lk.load("lfs2012"), lfs).iloc[0]
    farms = works.assign(farm=lk.labour.broad_industry(works.frame) == "agriculture").share("farm")["estimate"].item()
    half = 1.96 * (farms * (100 - farms) / len(works.frame)) ** 0.5
    employed, outside = ["Sok", "Vuthy"], ["Maly", "Nary", "Heng"]
    people = dict.fromkeys(employed, "employed") | dict.fromkeys(outside, "outside") | {"Pisey": "unemployed"}
    order = ["Sok", "Vuthy", "Maly", "Nary", "Pisey", "Heng"]
    return {
        "lk": lk,
        "np": np,
        "pd": pd,
        "lfs": lfs,
        "lfs2012": lk.load("lfs2012"),
        "rate": lk.labour.unemployment_rate,
        "status": lk.labour.labour_force_status(lfs.frame).astype(object),
        "young": lfs.filter(lfs.frame["age"].between(15, 24)),
        "works": works.assign(agriculture=lk.labour.broad_industry(works.frame) == "agriculture"),
        "towns": by_area["urban"],
        "villages": by_area["rural"],
        "gap": gap,
        "change9": [change["estimate"] + sign * change["se"] for sign in (0, -1, 1)],
        "by_formula": [farms, farms - half, farms + half],
        "four": lk.labour.underutilization(lfs, hours_threshold=40),
        "se5": gap["se"],
        "lo5": gap["ci_low"],
        "hi5": gap["ci_high"],
        "neetw": neet["female"],
        "neetm": neet["male"],
        "women": by_sex["female"],
        "men": by_sex["male"],
        "t": lk.labour.unemployment_rate(lfs, by="province"),
        "unweighted": unweighted,
        "ENDS": ["estimate", "ci_low", "ci_high"],
        "PEOPLE": {name: people[name] for name in order},
    }

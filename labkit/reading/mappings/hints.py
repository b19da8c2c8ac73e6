"""How columns and answers are usually called in survey files, for guessing a mapping.

Each pattern is searched in names, labels and answers, in small letters.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

__all__ = ["ANSWERS", "COLUMNS", "NEGATED", "NO_COLUMN"]

# What a column is called: its name, or its label.
COLUMNS: Mapping[str, str] = MappingProxyType(
    {
        "weight": r"\bw(eigh)?t\b|weight|weig\b|\bp?wgt|\bpwt|expansion|\bpond",
        "stratum": r"strat(um|a)\b",
        "psu": r"\bpsu\b|primary sampling|enumeration area|\bea\b|\bcluster",
        "household_id": r"\bhhid\b|\bhh_?id\b|household (id|number|no)",
        "person_id": r"\bpid\b|person (id|number|no)|individual (id|number)|line number",
        "province": r"province|\bregion\b",
        "area": r"\burban|\brural|\bgeo\b",
        "relation": r"relation(ship)?\b",
        "sex": r"\bsex\b|\bgender\b",
        "age": r"\bage\b|completed years",
        "education": r"education|highest (level|grade)",
        "attending": r"attend",
        "worked_hour": r"work.*(at least|one|1) hour|worked.*(last|past) (7|seven) days",
        "temporarily_absent": r"absent",
        "looked_for_work": r"look(ed|ing)? for (work|a job)|seek|sought",
        "available": r"\bavailab",
        "future_start": r"arrange|future start",
        "wants_work": r"(want|like|wish).*\bwork",
        "status": r"status in employment|employment status|\bicse",
        "institution": r"institution|kind of (establishment|employer)|type of (establishment|employer)",
        "registered": r"\bregist",
        "keeps_accounts": r"accounts|bookkeep",
        "fixed_premises": r"premises|place of work",
        "size": r"how many (persons|people|workers)|size of|number of (persons|workers|employees)",
        "social_security": r"social security|pension",
        "paid_annual_leave": r"annual leave|paid leave",
        "paid_sick_leave": r"sick leave",
        "contract": r"contract",
        "industry": r"\bisic|industry|economic activity",
        "occupation": r"\bisco|occupation",
        "usual_hours": r"usual.*hours|hours.*usual",
        "actual_hours": r"actual.*hours|hours.*actual",
        "monthly_pay": r"\bpay\b|wage|salary|earning",
        "labour_force_status": r"labou?r force",
    }
)

# Columns whose label looks right but which are something else.
NO_COLUMN: Mapping[str, str] = MappingProxyType(
    {
        "age": r"group|band|\bat\b|language|first",
        "weight": r"kilo|\bkg\b|height",
        "area": r"enumeration",
        "usual_hours": r"second|other job|all jobs|band",
        "actual_hours": r"second|other job|all jobs|band",
        "monthly_pay": r"second|leave|period|unit of|other job|method",
    }
)

# Before a word, within the same clause, this turns its meaning round: "Non-urban", "Not an employee".
NEGATED = r"(\b(not?|non|never|without|incomplete|some|below|less than|semi|peri)\b|n['’]t\b)[^,;:(/]*$"

_YES_NO = {"yes": r"^yes\b", "no": r"^no\b"}
_YES_NO_UNKNOWN = {**_YES_NO, "don't know": r"don.?t know|do not know"}

# How an answer is worded, for each of labkit's words.
ANSWERS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "area": {"urban": r"\burban\b", "rural": r"\brural\b"},
        "relation": {
            "head": r"\bhead\b$|^head\b",
            "spouse": r"spouse|\bwife\b|husband",
            "child": r"^(step|adopted )?(child|son|daughter)\b(?!.*in.law)",
            "parent": r"^(parent|mother|father)s?\b(?!.*in.law)",
            "other relative": r"other relative|in.law|grand|brother|sister|nephew|niece",
            "not related": r"not related|non.?relative|unrelated|lodger|domestic worker|servant",
        },
        "sex": {"male": r"\b(male|man|boy)\b", "female": r"\b(female|woman|girl)\b"},
        "education": {
            "none": r"no (schooling|education)|^none$|never(?!.*(complet|finish))",
            "primary": r"^(complete(d)? )?primary( education)?( completed?)?$",
            "lower secondary": r"lower secondary(?!.*(incomplete|not|unfinished))",
            "upper secondary": r"upper secondary(?!.*(incomplete|not|unfinished))",
            "higher": r"university|bachelor|master|doctor|tertiary|^higher(?!.*secondary)",
        },
        "attending": {"yes": r"^yes\b|^attending", "no": r"^no\b|^not attending"},
        "worked_hour": _YES_NO,
        "temporarily_absent": _YES_NO,
        "looked_for_work": _YES_NO,
        "available": _YES_NO,
        "future_start": _YES_NO,
        "wants_work": _YES_NO,
        "status": {
            "employee": r"(?<!with )(?<!with paid )(?<!with hired )\bemployees?\b(?!.*(with|without|family))",
            "employer": r"\bemployers?\b|(worker|self.employed|business) with (?!no\b)(\w+ )?employees",
            "own-account worker": r"(own.account|self.employed)(?!.* with (?!no\b))",
            "cooperative member": r"co-?operative",
            "contributing family worker": r"family",
            "not classifiable": r"not classif",
        },
        "institution": {
            "government": r"\bgovernment\b",
            "state enterprise": r"state.owned|state enterprise|public enterprise",
            "ngo or other organisation": r"\bngos?\b|non.government(al)? org|non.governmental|non.profit",
            "private business": r"private (business|company|enterprise|firm)",
            "private household": r"private household",
        },
        "registered": {"in process": r"in (the )?process", **_YES_NO_UNKNOWN},
        "keeps_accounts": _YES_NO_UNKNOWN,
        "fixed_premises": _YES_NO,
        "size": {
            "1-4": r"^1 ?(-|to) ?4$",
            "5-9": r"^5 ?(-|to) ?9$",
            "10-19": r"^10 ?(-|to) ?19$",
            "20-49": r"^20 ?(-|to) ?49$",
            "50+": r"^50 ?(\+|or more|and (more|over))$",
        },
        "social_security": _YES_NO_UNKNOWN,
        "paid_annual_leave": _YES_NO_UNKNOWN,
        "paid_sick_leave": _YES_NO_UNKNOWN,
        "contract": {
            "written": r"\bwritten\b",
            "oral": r"\boral\b|verbal",
            "none": r"^no(ne)?\b(?!.*(written|oral|verbal))",
        },
        "labour_force_status": {
            "employed": r"^employed",
            "unemployed": r"^unemployed",
            "outside the labour force": r"outside|not in|inactive",
        },
    }
)

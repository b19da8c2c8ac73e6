"""What is right in the exercise of day 2, and which mistakes it knows by name.

The questions stand in files of their own, one for each lesson. All files that begin with ``catalogue`` stay here.
"""

from labkit.checks import Catalogue, Question

from .catalogue_21 import Q1, Q2, Q3
from .catalogue_22 import Q5, Q6
from .catalogue_23 import Q7, Q8
from .catalogue_matrix import Q4

# Graded by a person.
Q9 = Question("q9", 4, "written", reread="2.3 What this does not show")

# To be read after "14 of 38": for the overview of the class.
DID = {
    "family worker": "took a contributing family worker's job for formal",
    "formal sector": "took every job in a registered factory for formal",
    "don't know": "took “don't know” about social security for “yes”",
    "not answered": "did not look at paid leave where social security was not answered",
    "own account": "took a registered own-account worker's job for informal",
    "domestic worker": "took a domestic worker with social security for informal",
    "unweighted": "used unweighted shares",
    "everybody": "divided by everybody aged 15 and over, not by the employed",
    "children": "divided by the whole population, children too",
    "sector": "took the informal sector for informal jobs",
    "formal": "gave formal jobs instead of informal ones",
    "family workers": "counted contributing family workers as formal",
    "distribution": "gave how informal jobs divide over women and men, not two rates",
    "of informal jobs": "gave percent of informal jobs, not of all employed people",
    "of formal sector": "gave percent of the formal sector, not of all employed people",
    "newer standard": "used the 21st ICLS",
    "mean of two rates": "took the mean of women's and men's rates",
    "mean of two areas": "took the mean of two areas' rates",
    "published, the report": "typed a published figure",
    "published, ILOSTAT": "typed a published figure",
    "published, 2012": "typed a published figure",
    "published, 2019": "typed a published figure",
    "household": "took the example's row of the matrix",
    "by sex": "compared women and men, as in the example",
    "controls": "held other characteristics equal",
    "log odds times 100": "read log odds as percentage points",
    "another protection": "took the example's contingency, paid annual leave",
    "paid sick leave": "took paid sick leave for insurance",
    "health": "took help when ill for insurance against injuries",
    "written contract": "took a written contract for insurance",
    "drive": "used a registration drive instead of inspection by size",
    "drive of the example": "took the example's registration drive",
    "nothing said": "left the rule as it comes",
    "all institutions": "let inspection reach all kinds of institutions",
    "only no": "left out those who do not know or did not answer",
    "everybody without": "gave everybody without cover",
    "turned round": "changed sector and job",
    "both informal": "gave informal jobs in informal units",
    "both formal": "gave formal jobs in the formal sector",
    "sign": "turned the direction of a difference round",
    "simple random sample": "forgot strata and clusters, so that the interval is too narrow",
    "ends subtracted": "made an interval from the ends of two intervals",
    "log odds": "read log odds as percentage points",
    "percent": "took percent for percentage points",
    "rate": "read a difference as a rate",
    "cause": "read a comparison as the effect of a policy",
    "base": "compared with everybody else, not with the base",
    "employees": "divided by employees, or looked at employees alone, where all employed people are asked",
    "labour force": "divided by the labour force, not by the employed",
    "population": "divided coverage by the whole population, children too",
    "working age": "divided coverage by everybody aged 15 and over",
    "registered": "took registered people for covered people",
    "registered employees": "gave registered employees in percent of employees",
    "gap": "gave the gap instead of the coverage",
    "full compliance": "took the law for what happens: all employers comply",
    "default compliance": "did not say how many are declared in fact",
    "not declared": "took those who are not declared for those who are",
    "reached": "counted people who have cover already as newly covered",
    "more than 20": "began at 20 persons, not at 10",
    "from 5": "began at 5 persons, not at 10",
    "all sizes": "left the threshold out",
    "towns": "gave one group's rate for the rate of all",
    "villages": "gave one group's rate for the rate of all",
    "women": "gave one group's rate for the rate of all",
    "men": "gave one group's rate for the rate of all",
    "standard error": "gave a standard error for the estimate",
    "lower end": "gave an end of the interval for the estimate",
    "upper end": "gave an end of the interval for the estimate",
    "lower ends": "gave an end of the interval for the estimate",
    "upper ends": "gave an end of the interval for the estimate",
    "unemployment": "took unemployment for informal jobs",
    "all informal jobs": "gave all informal jobs, not those in the formal sector",
    "informal sector": "gave the informal sector",
    "sign, ends not exchanged": "turned the direction of a difference round",
    "log odds, controls": "read log odds as percentage points",
    "left out": "left out those who do not know",
    "informal jobs": "gave informal jobs instead of insured people",
    "from 50": "began at 50 persons, not at 10",
    "voluntary": "used voluntary insurance instead of inspection",
    "subsidy": "used a subsidy instead of inspection",
    "employees without": "gave all employees without cover",
    "times 100": "multiplied a number of people by 100",
    "too small": "gave thousands, a percentage or records for a number of people",
}

CATALOGUE = Catalogue("day2", (Q1, Q2, Q3, Q4, Q5, Q6, Q7, Q8, Q9), did=DID)

"""What is right in the exercise of day 1, and which mistakes it knows by name.

The questions stand in files of their own, one for each lesson. All files that begin with ``catalogue`` stay here.
"""

from dataclasses import replace

from labkit.checks import Catalogue, Question

from .catalogue_11 import Q1, Q2
from .catalogue_12 import Q4, Q5, Q8
from .catalogue_13 import Q3, Q6
from .catalogue_19 import Q9
from .catalogue_grids import GRIDS
from .catalogue_neet import Q7

# Graded by a person.
Q10 = Question("q10", 4, "written", reread="1.1 Discussion: three drafts for the speech")

# To be read after "14 of 38": for the overview of the class.
DID = {
    "one hour": "took two hours of work for unemployment",
    "one hour, outside": "took a few hours of work for none",
    "leave": "took leave from a job for no job",
    "leave, unemployed": "took leave from a job for unemployment",
    "availability": "did not ask whether a jobseeker could start",
    "relaxed": "used the relaxed rule",
    "no work": "took somebody without work for employed",
    "no work, no search": "took somebody without work for employed",
    "underemployed": "gave underemployment",
    "public services": "gave the share of another branch",
    "construction": "gave the share of another branch",
    "all ages": "counted people of all ages for NEET",
    "starter": "took somebody whose job starts soon for outside the labour force",
    "not begun": "took a job that has not begun for work",
    "own use": "took growing food for the family for employment",
    "own use, unemployed": "took growing food for the family for unemployment",
    "unweighted": "used unweighted figures",
    "of adults": "divided by everybody aged 15 and over",
    "of everybody": "divided by the whole population, children too",
    "complement": "gave the rest to 100",
    "13th ICLS": "used the 13th ICLS",
    "young": "gave the rate of young people",
    "employment ratio": "gave the employment ratio for participation",
    "everybody": "divided by everybody, children too",
    "working age": "left out people of 65 and over",
    "unemployment": "gave the unemployment rate for participation",
    "composition": "gave how the labour force divides over women and men",
    "simple random sample": "forgot strata and clusters, so that the interval is too narrow",
    "one by one": "forgot strata and clusters, so that the interval is too narrow",
    "one standard error": "took one standard error for the interval",
    "sign": "turned the direction of a difference round",
    "ends subtracted": "made an interval from the ends of two intervals",
    "like ends subtracted": "subtracted lower from lower, and upper from upper end",
    "percent": "took percent for percentage points",
    "by sex": "compared women and men instead of towns and villages",
    "by sex, men": "compared men and women instead of towns and villages",
    "48 hours": "took the threshold of 48 hours",
    "35 hours": "took the threshold of 35 hours",
    "one denominator": "divided all four rates by the labour force",
    "extended everywhere": "divided all four rates by the extended labour force",
    "no job": "took all young people without a job for NEET",
    "unemployed left out": "left the unemployed out of NEET",
    "not at school": "divided NEET by those who are not at school",
    "to 29": "took people up to 29",
    "youth unemployment": "gave youth unemployment for NEET",
    "people, not cases": "looked at all people of a province, not at its cases",
    "count": "gave a number of provinces, not percent of them",
    "publishable": "counted the figures without a flag",
    "all provinces": "counted all provinces",
    "participation": "gave participation for unemployment",
    "published, 2019": "typed a published figure",
    "published, 2012": "typed a published figure",
    "published, press": "typed a published figure",
    "survey of 2012": "used the survey of 2012",
    "90 percent": "gave an interval of 90 percent",
    "mixed": "mixed two definitions",
    "of the employed": "divided by the employed only",
    "women": "looked at women only",
    "men": "looked at men only",
    "towns": "looked at towns only",
    "villages": "looked at villages only",
    "Kep": "looked at Kep only",
    "mean by area": "took the mean of two rates",
    "mean of provinces": "took the mean of the provinces' rates",
    "lower end": "gave the lower end of the interval",
    "upper end": "gave the upper end of the interval",
    "standard error": "gave the standard error",
    "cv": "gave the cv",
    "records": "gave the number of records",
    "people": "gave a number of people",
    "NEET": "gave the NEET rate",
    "99 percent": "gave an interval of 99 percent",
    "ratio": "divided one rate by the other",
    "count of the rest": "counted the figures without a flag",
    "number of all": "gave the number of provinces",
    "44 hours": "took the threshold of 44 hours",
    "30 hours": "took the threshold of 30 hours",
    "far from work": "gave who the young people in NEET are",
    "unemployed in NEET": "gave who the young people in NEET are",
    "youth employment": "gave the employment of young people",
    "no school": "took all young people outside school for NEET",
    "young people only": "looked at young people only",
    "from 18": "left out people below 18",
    "who the people are": "gave how all people divide over women and men",
    "LU2": "gave a wider rate of what is left over",
    "LU3": "gave a wider rate of what is left over",
    "LU4": "gave a wider rate of what is left over",
    "manufacturing": "gave the share of another branch",
    "services": "gave the share of another branch",
    "employees only": "looked at employees only",
    "all people": "divided by all people, with work or without",
    "turned round": "subtracted the later from the earlier year",
}

QUESTIONS = tuple(replace(one, grid=GRIDS.get(one.id)) for one in (Q1, Q2, Q3, Q4, Q5, Q6, Q7, Q8, Q9, Q10))
CATALOGUE = Catalogue("day1", QUESTIONS, did=DID)

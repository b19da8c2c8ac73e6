"""What is right in the exercise of day 3, and which mistakes it knows by name.

The questions stand in files of their own, one for each lesson. All files that begin with ``catalogue`` stay here.
"""

from labkit.checks import Catalogue, Question

from .catalogue_31 import Q1, Q2, Q3, Q4
from .catalogue_32 import Q5, Q6
from .catalogue_33 import Q7, Q8
from .catalogue_34 import Q10

# Graded by a person.
Q9 = Question("q9", 4, "written", reread="3.3 What this does not show")

# To be read after "14 of 38": for the overview of the class.
DID = {
    "full month": "took everybody to have worked a full month",
    "four weeks": "took a month for four weeks",
    "no weeks": "divided a month's pay by one week's hours",
    "basic pay": "took basic pay where all pay is asked",
    "monthly": "took pay of a month instead of pay for an hour",
    "week": "took pay of a week instead of pay for an hour",
    "actual hours": "divided by actual instead of usual hours",
    "days": "multiplied hours of a week by days",
    "to the median": "divided D9 by the median",
    "from the median": "divided the median by D1",
    "turned round": "divided the bottom by the top",
    "unweighted": "used no weights",
    "income shares": "gave a ratio of sums of pay, not of two places",
    "quintiles": "looked at the fifths, not at the tenths",
    "gini": "gave the Gini instead of a ratio",
    "nominal": "gave growth as paid, without prices",
    "subtracted": "subtracted the growth of prices",
    "wrong way": "used prices the wrong way round",
    "other year": "used prices of a third year",
    "first year of the index": "took the pay of 2012 for pay of the index's base year",
    "hourly": "gave the growth of pay for an hour",
    "median": "used the median instead of the mean",
    "over the later": "gave the growth in percent of the later pay",
    "times 100": "gave the later pay in percent of the earlier",
    "prices": "gave the growth of prices",
    "own line": "held each sex against its own median",
    "half": "drew the line at half of the median",
    "below the median": "drew the line at the median",
    "mean": "drew the line from the mean",
    "distribution": "gave how the low paid divide over women and men",
    "not low": "gave those who are not low paid",
    "over women": "gave the gap in percent of women's pay",
    "sign": "turned the sign of the gap round",
    "women's pay": "gave women's pay in percent of men's",
    "log points": "read log points as percent",
    "ends of means": "made an interval from the ends of two intervals",
    "from women": "compared men with women, in percent of women's pay",
    "riel": "gave riel where another unit is asked",
    "discrimination": "read the unexplained part as discrimination",
    "percent exactly": "read log points as percent, without an interval",
    "share of women": "read a part of a difference as a share of women",
    "effect": "read a part of a difference as the effect of a policy",
    "V1": "gave the depth of underpayment, not how many are underpaid",
    "V2": "took the example's row, V2",
    "part of the month": "took a part of the month for a full month",
    "allowances": "counted allowances as basic pay",
    "total pay as told": "took all pay as it was told instead of basic pay for a full month",
    "all employees": "looked at all employees, covered or not",
    "all employees as told": "looked at all employees, covered or not, and at a part of the month",
    "at the minimum": "counted who is paid exactly the minimum as underpaid",
    "the spike": "gave those who are paid exactly the minimum",
    "paid enough": "gave those who are paid by the law",
    "forgiven": "forgave small gaps",
    "missing as underpaid": "counted who did not tell the pay as underpaid",
    "missing as paid": "counted who did not tell the pay as paid enough",
    "new minimum": "took the raised minimum instead of today's",
    "an hour": "held pay for an hour against a minimum for a month",
    "kaitz": "gave the Kaitz index",
    "everybody": "gave the raise to all people of the survey",
    "as today": "let the underpaid stay underpaid",
    "only the known": "left those who did not tell their pay out of the cost",
    "missing as not below": "counted those who did not tell their pay as gaining nothing",
    "missing in the share": "counted those who did not tell their pay as not gaining",
    "enforcement": "enforced today's minimum instead of raising it",
    "example": "took the raise of the lesson's example",
    "everybody times the raise": "gave the raise to everybody who is covered",
    "gainers times the raise": "gave everybody who gains the same amount",
    "percent of pay": "gave the cost in percent of pay",
    "million": "gave the cost in millions",
    "a year": "gave the cost of a year",
    "before and after": "took before and after alone for an effect",
    "one year": "compared two groups in one year",
    "others": "gave the change of the other group",
    "no assumption": "read a difference of differences without its assumption",
    "nothing gained": "gave the share of those who gain nothing",
}

CATALOGUE = Catalogue("day3", (Q1, Q2, Q3, Q4, Q5, Q6, Q7, Q8, Q9, Q10), did=DID)

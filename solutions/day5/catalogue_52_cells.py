"""Question 6 of day 5, on lesson 5.2: what may be shown."""

from labkit.checks import Mistake, Question

from .catalogue_common import SHOWN

# Question 6: six cells.

CELLS = {
    "cell 1": "suppress",
    "cell 2": "flag",
    "cell 3": "flag",
    "cell 4": "publish",
    "cell 5": "suppress",
    "cell 6": "publish",
}

Q6 = Question(
    "q6",
    3,
    "choice",
    expected=CELLS,
    words=("publish", "flag", "suppress"),
    hint="For each line two steps: the smaller side first, cases or rest. Then the cv.",
    more_hints=(
        "The rest is the number of records minus the cases. Write it beside each line of the table.",
        "A third is about 33 percent. The cv can make a figure unreliable, and never more than that.",
    ),
    reread=SHOWN,
    alternatives=(
        {name: word.upper() for name, word in CELLS.items()},
        {name: f" {word}. " for name, word in CELLS.items()},
        list(CELLS.values()),
    ),
    mistakes=(
        Mistake(
            "all records",
            "One figure stands on hundreds of records, and on a handful of cases. Which of the two counts is looked "
            "at?",
            {"cell 1": "publish"},
        ),
        Mistake(
            "hundreds of records",
            "One figure stands on many records, and on fewer cases than the rule wants for a reliable one.",
            {"cell 2": "publish"},
        ),
        Mistake(
            "rest forgotten",
            "In one cell nearly everybody is a case, and it stands for very many people. Records count, and on both "
            "sides: how many are on the other?",
            {"cell 5": "publish"},
        ),
        Mistake(
            "cv forgotten",
            "One cell has cases enough, and is uncertain all the same: neighbours answer alike. Look at its last "
            "column.",
            {"cell 3": "publish"},
        ),
        Mistake(
            "shown below five",
            "A cell with fewer than five cases is shown, with a flag. So few people could be recognised.",
            {"cell 1": "flag"},
        ),
        Mistake(
            "rest below five",
            "A cell is shown in which nearly everybody is a case. Look at the few who are not: they could be "
            "recognised.",
            {"cell 5": "flag"},
        ),
        Mistake(
            "hidden below 15",
            "A cell is hidden that has too few cases to be reliable, and too many to point at anybody. The rule has a "
            "step between.",
            {"cell 2": "suppress"},
        ),
        Mistake(
            "hidden by its cv",
            "A cell is hidden because it is uncertain. Uncertain is a warning to the reader. Hiding is for cells that "
            "could point at people.",
            {"cell 3": "suppress"},
        ),
        Mistake(
            "limit",
            "A cell lies exactly at a limit. Read the rule again: does “fewer than” hold the limit itself?",
            {"cell 4": "flag"},
        ),
        Mistake(
            "small province",
            "A cell is hidden whose number of cases lies exactly at a limit. Nobody could be recognised in it.",
            {"cell 4": "suppress"},
        ),
        Mistake(
            "small number",
            "A cell with few records is not shown as it is. The rule does not ask how many records there are in all: "
            "look at both sides, and at the cv.",
            {"cell 6": "flag"},
        ),
        Mistake(
            "small number hidden",
            "A cell with few records is hidden. Few records in all are no reason: look at both sides, and at the cv.",
            {"cell 6": "suppress"},
        ),
    ),
)

"""The extra question of day 3, on the optional lesson 3.4: a difference of differences, by hand."""

from labkit.checks import Mistake, Question

DIFFERENCES = "3.4 A difference of differences"

Q10 = Question(
    "q10",
    0,
    "choice",
    expected="D",
    words=("A", "B", "C", "D", "E"),
    extra=True,
    hint="Two groups, two years, four figures. All four are needed, and one thing has to be assumed.",
    more_hints=(
        "First take the change of each group on its own. Then hold the two changes against each other.",
        "What would have to be true for the other group to show what would have happened anyway?",
    ),
    reread=DIFFERENCES,
    mistakes=(
        Mistake(
            "before and after",
            "This is before and after alone. It counts all that changed as an effect, prices among them.",
            "A",
            "3.4 Before and after alone",
        ),
        Mistake(
            "one year",
            "This compares the two groups in the later year alone. They were not paid the same before.",
            "B",
            "3.4 A comparison in one year",
        ),
        Mistake(
            "others",
            "This is the change of the group that the minimum wage does not touch. It is needed, but it is no effect.",
            "C",
        ),
        Mistake(
            "no assumption",
            "The number is right, but no computation works without an assumption. Nobody sees what would have been "
            "without the raise.",
            "E",
            "3.4 Parallel paths, and a placebo",
        ),
    ),
)

"""Questions 7 and 8 of day 5, on lesson 5.3: eight sentences and a score, and the trainee's own brief."""

from labkit.checks import Mistake, Question

from .catalogue_common import DISPUTES, KINDS

SENTENCES = {
    "sentence 1": "claim",
    "sentence 2": "evidence",
    "sentence 3": "not known",
    "sentence 4": "option",
    "sentence 5": "cost",
    "sentence 6": "risk",
    "sentence 7": "evidence",
    "sentence 8": "not known",
    "8.8.2": "D",
}

Q7 = Question(
    "q7",
    3,
    "choice",
    expected=SENTENCES,
    words=("claim", "evidence", "option", "cost", "risk", "not known", "A", "B", "C", "D", "E"),
    hint="Ask of each sentence: was it measured, does somebody want it believed, could it be done, who pays, what may "
    "go wrong, or does nobody know?",
    more_hints=(
        "A number alone does not make a sentence evidence. Ask where it comes from: from records, from a price list, "
        "or from what somebody expects?",
        "For the letter: which end of the scale is the good one, is the figure a sample, and does it say why it moved?",
    ),
    reread=KINDS,
    alternatives=(
        {name: word.upper() for name, word in SENTENCES.items()},
        {name: f" {word}. " for name, word in SENTENCES.items()},
    ),
    mistakes=(
        Mistake(
            "assumption",
            "A sentence has a number in it, and nobody measured it: it says what people will do. A number does not "
            "make evidence.",
            {"sentence 3": "evidence"},
        ),
        Mistake(
            "assumption as claim",
            "A sentence gives a number for what people will do. Ask who measured it, and when.",
            {"sentence 3": "claim"},
        ),
        Mistake(
            "assumption as option",
            "A sentence says what others will do in answer. It is not the thing that the ministry could do itself.",
            {"sentence 3": "option"},
        ),
        Mistake(
            "claim",
            "A sentence wants to be believed, and brings no figure, no group and no source. Nothing in it was "
            "measured.",
            {"sentence 1": "evidence"},
        ),
        Mistake(
            "claim as option",
            "A sentence says what is right, and not yet what somebody could do about it.",
            {"sentence 1": "option"},
        ),
        Mistake(
            "evidence as claim",
            "A figure of a survey, with a group and an interval, can be looked up and computed again. It does not ask "
            "for belief.",
            {"sentence 2": "claim", "sentence 7": "claim"},
        ),
        Mistake(
            "evidence as risk",
            "A share in a register is bad news, but it is not something that may go wrong later: it was counted.",
            {"sentence 7": "risk"},
        ),
        Mistake(
            "evidence as not known",
            "An interval does not make a figure unknown. It says how far chance may have moved it.",
            {"sentence 2": "not known", "sentence 7": "not known"},
        ),
        Mistake(
            "option as claim",
            "A sentence with “could” does not ask to be believed. It lays one way of acting on the table.",
            {"sentence 4": "claim"},
        ),
        Mistake(
            "cost as evidence",
            "A sum of money that somebody would pay was not measured on people. Which question of the minister does "
            "the sentence answer?",
            {"sentence 5": "evidence"},
        ),
        Mistake(
            "cost as option",
            "A sentence about money that somebody would pay is not the way of acting itself. It says what comes with "
            "it.",
            {"sentence 5": "option"},
        ),
        Mistake(
            "cost as risk",
            "A payment that is planned is nothing that goes wrong. It comes with the way of acting in any case.",
            {"sentence 5": "risk"},
        ),
        Mistake(
            "risk as not known",
            "A sentence says how a good plan could do harm. It does not say that a figure is missing.",
            {"sentence 6": "not known"},
        ),
        Mistake(
            "risk as evidence",
            "A sentence with “may” was not measured. It says what could happen after the plan.",
            {"sentence 6": "evidence"},
        ),
        Mistake(
            "risk as claim",
            "A sentence with “may” does not want to win the reader over. It warns of what the plan could bring.",
            {"sentence 6": "claim"},
        ),
        Mistake(
            "not known as risk",
            "A question that nobody was asked is a gap in the data. It is no harm that the plan could do.",
            {"sentence 8": "risk"},
        ),
        Mistake(
            "not known as evidence",
            "A sentence about a survey is not yet a figure from it. Look for the number, its group and its interval.",
            {"sentence 8": "evidence"},
        ),
        Mistake(
            "not known as claim",
            "A sentence about a question that was not asked does not want to win the reader over.",
            {"sentence 8": "claim"},
        ),
        Mistake(
            "better",
            "This takes the rise for good news. Which end of this scale is the best one?",
            {"8.8.2": "A"},
            DISPUTES,
        ),
        Mistake(
            "percent",
            "This reads a score as a percentage. No workers were counted for it: experts coded texts.",
            {"8.8.2": "B"},
            DISPUTES,
        ),
        Mistake(
            "significant",
            "A test is for samples. Nobody was drawn by lot for this score, so nothing about it is significant or not.",
            {"8.8.2": "C"},
            DISPUTES,
        ),
        Mistake(
            "cause",
            "The score says how far rights are kept. It does not say why it moved; a law of the same year is no proof.",
            {"8.8.2": "E"},
            DISPUTES,
        ),
        *(
            Mistake(
                f"kind for the score, {kind}",
                "A kind stands where a letter is asked: which of the sentences A to E may stand in the brief?",
                {"8.8.2": kind},
                DISPUTES,
            )
            for kind in ("claim", "evidence", "option", "cost", "risk", "not known")
        ),
        Mistake(
            "option as risk",
            "A sentence says what somebody could do. What may go wrong with it stands in another one.",
            {"sentence 4": "risk"},
        ),
    ),
)

# Graded by a person, with what the check of the brief says.
Q8 = Question("q8", 5, "written", reread="5.3 Cut your own brief")

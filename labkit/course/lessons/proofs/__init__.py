"""What holds a lesson to the truth: proofs of its words, sentences against tables, lines of Excel and Stata."""

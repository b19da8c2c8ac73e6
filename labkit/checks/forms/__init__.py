"""The forms of an answer: numbers, words, tables, columns, sentences, pictures."""

"""What the lessons of day 5 bring along: other samples, a page of five figures, kinds of sentences, a key message."""

"""What a finished lesson page gets: small pictures, ways to the sources, words for a page where nothing runs."""

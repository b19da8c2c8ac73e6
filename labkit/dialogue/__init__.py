"""Union density, bargaining coverage, strikes, and the reading of SDG indicator 8.8.2."""

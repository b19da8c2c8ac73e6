"""Pictures of moves, sources and what it costs to send money."""

"""Articles to coded tables: actors, time expressions, statements, ties, positions, venue events."""

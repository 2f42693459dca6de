"""A study's record as tables, and matching against it. Pure."""

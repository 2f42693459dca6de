"""Tables to pages: figures, the report, exports, runs."""

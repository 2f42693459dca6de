"""Raw files to articles: reading, page metadata, line cleaning, stories and versions."""

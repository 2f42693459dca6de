"""Tables to graphs and timelines: counting, networks, timelines, claims, review."""

"""Figures: each function takes the tables and a selection, draws on the given or its own Axes, and returns the Axes.

`network.draw_network`, `network.draw_discourse`         who is for and against whom; who shares stances with whom
`grid.draw_grid`                                         actor x issue, for, against and changed
`timeline.draw_timeline`                                 lanes of the venue tree
`coverage.draw_coverage`                                 pages and stories by month, months without a page
`polarisation.draw_polarisation`                         how sharply contested positions divide the actors
`interactive.network_chart`, `interactive.timeline_chart`  Altair; `to_html`, `to_json`: offline, same bytes each time

`style.alt_text(ax)` and `style.caption(ax)` give a figure's alternative text and caption; `style.save(ax, path)`
writes it.
"""

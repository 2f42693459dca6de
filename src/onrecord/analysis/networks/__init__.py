"""Actor networks: first the tables that answer most questions, then the graphs, then their measures.

`grid.issue_grid`, `grid.changes`, `grid.dyads`         who is for or against what, who changed, who did what to whom
`graphs.actor_graph`, `issue_graph`, `venue_graph`      signed and directed; actor x issue; actor x venue
`discourse.stances`, `one_mode`, `windows`              congruence, conflict and subtract networks
`measures`                                              strength, betweenness, brokerage, camps, balance, backbone, ...

Everything counts through `analysis.counting`, and every cell, row and edge carries `evidence`: the ids of the coded
rows behind it, joined by ';'.
"""

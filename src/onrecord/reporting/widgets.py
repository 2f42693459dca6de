"""Looking closer in a notebook: choose actors, an issue, a venue, a period; network, timeline and evidence follow.

Without a browser (in a report run or a check) the same cell shows the first choice, which is everything, and makes no
widget: an output widget has the client write on the channel on which it waits for the cell's reply, and the reply can
then wait unread for ever (jupyter/nbclient#312).
"""

from __future__ import annotations

import html
import os
from dataclasses import replace
from typing import TYPE_CHECKING

from onrecord.analysis.counting import count
from onrecord.analysis.selection import SelectionError
from onrecord.reporting.grids import Context
from onrecord.reporting.names import names_of
from onrecord.reporting.pipeline import WITHOUT_BROWSER, Run, Tables
from onrecord.reporting.report import context_of

if TYPE_CHECKING:
    from ipywidgets import Widget

ALL = ""
MOST_SENTENCES = 30


def narrow(
    run: Run,
    data: Tables,
    actors: tuple[str, ...] = (),
    issue: str = ALL,
    venue: str = ALL,
    since: str = "",
    until: str = "",
) -> tuple[Run, Tables]:
    """A run and its tables narrowed to what somebody wants to look at.

    Raises
    ------
    SelectionError
        If the period cannot be used.
    """
    chosen = run.selection
    selection = replace(
        chosen,
        actors=actors or chosen.actors,
        issues=(issue,) if issue else chosen.issues,
        since=since or chosen.since,
        until=until or chosen.until,
    )
    here = dict(data)
    for name in ("statements", "ties", "venue_events", "events", "claims"):
        if venue:
            here[name] = data[name][data[name]["venue_id"] == venue]
    return replace(run, selection=selection), here


def sentences(context: Context) -> str:
    """The sentences that the narrowed findings rest on, as HTML: each under who did what, folded."""
    run, names = context.run, context.names
    rows = count(context.data, "ties", run.selection, level="bodies").rows.head(MOST_SENTENCES)
    parts = []
    for row in rows.itertuples():
        head = f"{names.actor(row.source_id)} · {row.event_type.lower()} · {names.actor(row.target_id)}"
        for doc, start, end in context.cite([row.row_id]):
            words = context.words(context.citations.text(doc)[start:end])
            line = context.citations.text(doc).count("\n", 0, start) + 1
            place = f"{doc}, line {line}"
            parts.append(
                f"<details><summary>{html.escape(head)}</summary><p><mark>{html.escape(words)}</mark> "
                f"<small>{html.escape(place)}</small></p></details>"
            )
    return "".join(parts) or "<p>No acts are counted here.</p>"


def explore(run: Run, data: Tables) -> Widget | None:
    """Filters over the tables, with network, timeline and evidence beneath; without a browser only what is beneath."""
    if os.environ.get(WITHOUT_BROWSER):
        _show(run, data)
        return None
    import ipywidgets

    names = names_of(data, run.study)
    involved = sorted({*data["ties"].source_id.dropna(), *data["ties"].target_id.dropna()}, key=names.actor)
    venues = sorted(set(data["venue_events"].venue_id.dropna()), key=names.venue)
    controls = {
        "actors": ipywidgets.SelectMultiple(options=[(names.actor(a), a) for a in involved], description="Actors"),
        "issue": ipywidgets.Dropdown(
            options=[("all", ALL), *((names.issue(i.slug), i.slug) for i in run.study.issues)], description="Issue"
        ),
        "venue": ipywidgets.Dropdown(
            options=[("all", ALL), *((names.venue(v), v) for v in venues)], description="Venue"
        ),
        "since": ipywidgets.Text(value=run.selection.since or "", description="Since", continuous_update=False),
        "until": ipywidgets.Text(value=run.selection.until or "", description="Until", continuous_update=False),
    }

    def look(**choice: object) -> None:
        _show(run, data, **choice)

    shown = ipywidgets.interactive_output(look, controls)
    return ipywidgets.VBox([ipywidgets.HBox(list(controls.values())), shown])


def _show(run: Run, data: Tables, **choice: object) -> None:
    import matplotlib.pyplot as plt
    from IPython.display import HTML, display

    from onrecord.reporting.figures import network, timeline

    try:
        part, here = narrow(run, data, **choice)
    except SelectionError as error:
        print(error)
        return
    network.draw_network(here, part.selection, level="bodies")
    timeline.draw_timeline(here, part.selection, record=None)
    plt.show()
    display(HTML(sentences(context_of(part, here))))

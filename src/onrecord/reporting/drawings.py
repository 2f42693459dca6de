"""The figures of a run: drawn in notebooks, saved beside the tables, shown in the report."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from dataclasses import dataclass

from onrecord.analysis.networks.graphs import edges
from onrecord.analysis.timelines import timeline
from onrecord.reporting.pipeline import Run, Tables

SUFFIXES = (".svg", ".png")
"""Sharp in the report and in print; and for those who put a figure into a text of their own."""


@dataclass(frozen=True)
class Drawing:
    """A saved figure: an address that carries the picture, its caption and its alternative text."""

    address: str
    caption: str
    alt: str


def _draw(name: str, run: Run, data: Tables) -> object:
    from onrecord.reporting.figures import coverage, grid, network, polarisation, timeline

    asked = {
        "coverage": lambda: coverage.draw_coverage(data, run.selection),
        "network": lambda: network.draw_network(data, run.selection),
        "discourse": lambda: network.draw_discourse(data, run.selection),
        "grid": lambda: grid.draw_grid(data, run.selection),
        "polarisation": lambda: polarisation.draw_polarisation(data, run.selection),
        "timeline": lambda: timeline.draw_timeline(data, run.selection, record=run.official()),
    }
    draw: Callable[[], object] = asked[name]
    return draw()


def figure(name: str, run: Run, data: Tables) -> None:
    """Draw a figure, save it for the report, and show it in the notebook."""
    import matplotlib.pyplot as plt

    from onrecord.reporting.figures import style

    run.figures.mkdir(parents=True, exist_ok=True)
    ax = _draw(name, run, data)
    told = {"caption": style.caption(ax), "alt": style.alt_text(ax)}
    for suffix in SUFFIXES:
        style.save(ax, run.figures / f"{name}{suffix}")
    (run.figures / f"{name}.json").write_text(json.dumps(told, indent=1, ensure_ascii=False), encoding="utf-8")
    plt.close("all")


def saved(run: Run) -> dict[str, Drawing]:
    """The figures that the stages of a run left, by name."""
    found = {}
    for path in sorted(run.figures.glob("*.svg")):
        told = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        picture = base64.b64encode(path.read_bytes()).decode()
        found[path.stem] = Drawing(f"data:image/svg+xml;base64,{picture}", told["caption"], told["alt"])
    return found


def charts(run: Run, data: Tables) -> dict[str, str]:
    """The scripts that draw the interactive figures that have anything to show, by name."""
    from onrecord.reporting.figures import interactive

    made = {}
    if len(edges(data, run.selection)):
        made["network"] = interactive.script(interactive.network_chart(data, run.selection), "chart-network")
    record = run.official()
    if timeline(data, run.selection, record)["first"].notna().any():
        chart = interactive.timeline_chart(data, run.selection, record=record)
        made["timeline"] = interactive.script(chart, "chart-timeline")
    return made


def bundle() -> str:
    """The library that draws the interactive figures, whole."""
    from onrecord.reporting.figures import interactive

    return interactive.bundle()

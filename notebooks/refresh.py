"""Re-execute the notebooks where they stand, with their own parameters, and leave outputs but no clocks in them.

python notebooks/refresh.py            re-execute all five, in order
python notebooks/refresh.py --check    change nothing; say which are not clean, exit status 1 if any is not
"""

from __future__ import annotations

import sys

import nbformat

from onrecord.reporting.runs import NOTEBOOKS, STAGES, SharedKernel, execute_in_place, problems


def main(arguments: list[str]) -> int:
    """Refresh or check; the exit status."""
    if arguments == ["--check"]:
        found = [f"{name}.ipynb: {what}" for name in STAGES for what in problems(NOTEBOOKS / f"{name}.ipynb")]
        print("\n".join(found) or "clean")
        return 1 if found else 0
    with SharedKernel() as kernel:
        for name in STAGES:
            path = NOTEBOOKS / f"{name}.ipynb"
            nbformat.write(execute_in_place(path, kernel), path)
            print(path.name)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

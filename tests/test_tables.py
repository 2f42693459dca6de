"""The schema of the tables: what conforms, what does not, and how tables are written and read."""

from pathlib import Path

import pandas as pd
import pytest

from onrecord import tables
from onrecord.tables import Mention, TableError, Text

ROWS = [Text(doc_id=f"d{n}", text="t" * n) for n in (3, 1, 2)]


def test_rows_come_in_the_table_s_order_and_with_its_types() -> None:
    """A frame is sorted by its table's order columns, whatever the order of its rows."""
    frame = tables.frame("texts", ROWS)
    assert frame.doc_id.tolist() == ["d1", "d2", "d3"]
    assert [str(t) for t in frame.dtypes] == ["string", "string"]


def test_rows_survive_a_frame() -> None:
    """Rows to a frame and back are the same rows, nulls as None."""
    mention = Mention(doc_id="a", start=0, end=3, surface="she", form="pronoun")
    assert tables.rows("mentions", tables.frame("mentions", [mention])) == [mention]


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (lambda f: f.drop(columns="form"), "missing columns .'form'"),
        (lambda f: f.assign(colour="red"), "missing columns .., unknown columns .'colour'"),
        (lambda f: f.assign(start=None), "column start has 1 empty"),
        (lambda f: f.assign(form="shout"), "column form has .'shout'.; allowed"),
    ],
)
def test_what_does_not_conform_is_named(change, complaint: str) -> None:
    """The error names the table, the column and what is wrong with it."""
    frame = tables.frame("mentions", [Mention(doc_id="a", start=0, end=1, surface="x", form="name")])
    with pytest.raises(TableError, match=f"table mentions: {complaint}"):
        tables.conform("mentions", change(frame))


def test_a_large_table_is_a_folder_of_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Above PART_ROWS rows the table is several files, read as one; it replaces a file and is replaced by one."""
    frame = tables.frame("texts", ROWS)
    tables.write(tmp_path, {"texts": frame})
    with monkeypatch.context() as patch:
        patch.setattr(tables, "PART_ROWS", 2)
        tables.write(tmp_path, {"texts": frame})
        assert len(list((tmp_path / "texts.parquet").iterdir())) == 2
        pd.testing.assert_frame_equal(tables.read(tmp_path, "texts"), frame)
        tables.write(tmp_path, {"texts": frame})
    tables.write(tmp_path, {"texts": frame})
    assert (tmp_path / "texts.parquet").is_file()
    assert [p.name for p in tmp_path.iterdir()] == ["texts.parquet"]


def test_a_write_that_fails_leaves_the_old_table_and_nothing_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk in mid-write costs the new table, not the old one."""
    tables.write(tmp_path, {"texts": tables.frame("texts", ROWS)})

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(pd.DataFrame, "to_parquet", full)
        with pytest.raises(OSError, match="No space"):
            tables.write(tmp_path, {"texts": tables.frame("texts")})
    assert len(tables.read(tmp_path, "texts")) == 3
    assert [p.name for p in tmp_path.iterdir()] == ["texts.parquet"]


def test_a_missing_table_names_the_stage_that_writes_it(tmp_path: Path) -> None:
    """The message says what to run."""
    with pytest.raises(FileNotFoundError, match="run the coding stage first"):
        tables.read(tmp_path, "ties")

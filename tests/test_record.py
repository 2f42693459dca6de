"""The study's record agrees with itself, and says only what was found."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from itertools import pairwise
from pathlib import Path

import pycountry
import pytest

from onrecord.coding.where import venues
from onrecord.dates.edtf import bounds
from onrecord.record import Decision, Record, RecordError, close, load_record, match, same_name
from onrecord.study import load_study
from onrecord.tables import EVENT_KINDS, STAGES

STREAKS = Path(__file__).resolve().parents[2] / "shared" / "record" / "streaks.csv"

# Sources disagree on these tallies and nothing at hand settles it.
UNRESOLVED_ROLL_CALLS = {"A/RES/62/167": ((101, 22, 59), (102, 22, 58)), "A/RES/64/175": ((99, 20, 63), (98, 20, 63))}


@pytest.fixture(scope="module")
def record() -> Record:
    return load_record(load_study("dprk-un").record)


@pytest.fixture(scope="module")
def votes(record: Record) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for vote in record.votes:
        assert vote.state not in found[vote.decision], f"{vote.state} votes twice on {vote.decision}"
        found[vote.decision][vote.state] = vote.vote
    return found


def counted(cast: dict[str, str]) -> tuple[int, int, int]:
    counts = Counter(cast.values())
    return counts["yes"], counts["no"], counts["abstain"]


def test_security_council_votes_are_those_of_its_fifteen_members(record: Record, votes: dict) -> None:
    """Procedural votes sum to 15, are the recorded tally, and come from that year's members."""
    decisions = [d for d in record.decisions if d.venue == "unsc"]
    assert len(decisions) == 5
    for decision in decisions:
        assert sum(decision.tally) == 15
        assert counted(votes[decision.id]) == decision.tally
        assert set(votes[decision.id]) == set(record.members_of("unsc", decision.date))


def test_security_council_has_fifteen_members_each_year(record: Record) -> None:
    """Five permanent and ten elected members in every year that the membership covers."""
    for year in range(2014, 2026):
        assert Counter(record.members_of("unsc", str(year)).values()) == {"permanent": 5, "elected": 10}


def test_geneva_votes_sum_to_the_members(record: Record) -> None:
    """The Commission had 53 members, the Council has 47; who did not vote is counted too."""
    for decision in record.decisions:
        if decision.venue in ("un_chr", "unhrc") and decision.result == "recorded vote":
            members = 53 if decision.venue == "un_chr" else 47
            assert sum(decision.tally) + (decision.not_voting or 0) == members, decision.id


def test_bodies_decide_on_weekdays(record: Record) -> None:
    """A decision dated on a Saturday or Sunday would be a slip of the record."""
    for decision in record.decisions:
        if len(decision.date) == len("2014-12-18"):
            assert bounds(decision.date)[0].weekday() < 5, decision.id


def test_roll_calls_add_up_to_the_tallies_but_for_those_unresolved(record: Record, votes: dict) -> None:
    """The list of unresolved tallies is whole: a new difference, or one settled, stops here."""
    differing = {}
    for decision in record.decisions:
        if decision.venue == "unga" and decision.tally and len(votes[decision.id]) > 100:
            cast = counted(votes[decision.id])
            if cast != decision.tally:
                differing[decision.symbol] = (decision.tally, cast)
                assert not decision.confirmed("yes"), decision.id
    assert differing == UNRESOLVED_ROLL_CALLS


def test_the_plenary_follows_the_committee(record: Record) -> None:
    """Every plenary resolution has a committee draft a few weeks before it."""
    drafts = {d.date[:4]: d.date for d in record.decisions if d.series == "unga_third_committee_prk"}
    for decision in record.decisions:
        if decision.series == "unga_prk":
            assert drafts[decision.date[:4]] < decision.date


def test_figures_of_reviews_add_up(record: Record) -> None:
    """What a state accepts, accepts in part and notes is what it was recommended, where all are confirmed."""
    values = {(f.record_id, f.what): int(f.value) for f in record.figures if f.value.isdigit() and f.confirmed()}
    checked = 0
    for (record_id, what), total in values.items():
        parts = [values.get((record_id, part)) for part in ("accepted", "noted")]
        if what == "recommendations" and None not in parts:
            assert sum(parts) + values.get((record_id, "partially"), 0) == total
            checked += 1
    assert checked == 3


def test_recommendations_by_state_add_up(record: Record) -> None:
    """The first review's 167; the second counts 269 rows where the UN counts 268: the one known difference."""
    path = load_study("dprk-un").record / "recommendations.csv"
    totals: Counter[str] = Counter()
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            totals[row["decision"]] += int(row["accepted"]) + int(row["noted"])
    official = {f.record_id: int(f.value) for f in record.figures if f.what == "recommendations"}
    assert {d: n - official[d] for d, n in totals.items()} == {"unhrc:2010-03-18:upr": 0, "unhrc:2014-09-19:upr": 1}


def test_ids_are_one_each_and_references_hold(record: Record) -> None:
    """Votes, figures, sponsors and meetings refer to rows that exist; no id stands twice."""
    ids = [r.id for r in (*record.decisions, *record.meetings)]
    assert len(ids) == len(set(ids))
    known = set(ids)
    assert {v.decision for v in record.votes} <= known
    assert {f.record_id for f in record.figures} <= known
    assert {s.decision for s in record.sponsors} <= known
    assert {m.decision for m in record.meetings if m.decision} <= known


def test_cells_are_from_their_lists(record: Record) -> None:
    """Statuses, votes, stages, kinds and states are spelled as the schema has them."""
    states = {c.alpha_3.lower() for c in pycountry.countries}
    rows = [
        getattr(record, name) for name in ("decisions", "meetings", "votes", "figures", "sponsors", "terms", "facts")
    ]
    for row in (r for part in rows for r in part):
        assert row.status in ("found", "unconfirmed")
        assert row.evidence
        assert set(row.unconfirmed) <= set(type(row).__dataclass_fields__)
    assert {v.state for v in record.votes} | {m.state for m in record.members} <= states
    assert {v.vote for v in record.votes} == {"yes", "no", "abstain", "absent"}
    assert {d.stage for d in record.decisions} <= {None, *STAGES}
    assert {d.venue for d in record.decisions} | {f.venue for f in record.facts} <= set(venues())
    assert {m.kind for m in record.meetings} <= set(EVENT_KINDS)


def test_one_office_has_one_holder_at_a_time(record: Record) -> None:
    """Confirmed terms of one office, other than a president's yearly one, do not overlap."""
    by_office = defaultdict(list)
    for term in record.terms:
        if term.confirmed("start", "end") and term.start and term.end:
            by_office[term.office].append((bounds(term.start)[1], bounds(term.end)[0], term.id))
    for terms in by_office.values():
        ordered = sorted(terms)
        for (_, end, _), (start, _, late) in pairwise(ordered):
            assert end <= start, late


@pytest.mark.parametrize(
    ("venue", "kind", "when", "about", "text", "ids"),
    [
        ("unga", "adoption", "2014-12", ["prk"], "human rights", ["unga:2014-12-18"]),
        # copy from the far side of the date line
        ("unga", "adoption", "2014-12-19", ["prk"], "human rights", ["unga:2014-12-18"]),
        ("unga", "adoption", "2014-12-20", ["prk"], "human rights", []),
        # the committee decided in November, the plenary did not
        ("unga", "adoption", "2014-11", ["prk"], "human rights", []),
        ("unga_third_committee", "adoption", "2018-11", ["prk"], "human rights", ["unga_third_committee:2018-11-15"]),
        # another country's text on that day, another matter of the same country
        ("unga", "adoption", "2014-12-18", ["syr"], "human rights", []),
        ("unsc", "meeting", "2017-12", ["prk"], "missile launches", []),
        (None, "adoption", "2014-12", ["prk"], "human rights", []),
        ("unga", "adoption", None, ["prk"], "human rights", []),
    ],
)
def test_an_event_matches_only_what_it_must_be(record, venue, kind, when, about, text, ids) -> None:
    """Venue, kind, date, state and matter all have to fit."""
    assert [r.id for r in match(record, venue, kind, when, about, text)] == ids


def test_a_stretch_of_years_is_each_of_its_meetings(record: Record) -> None:
    """Four years with one formal meeting each are four meetings; the informal one is none of them."""
    found = match(record, "unsc", "meeting", "2014/2017", ["prk"], "human rights")
    assert [r.date for r in found] == ["2014-12-22", "2015-12-10", "2016-12-09", "2017-12-11"]


def test_a_study_without_record_has_the_general_facts() -> None:
    """Sizes and members of bodies are known to every study."""
    record = load_record(None)
    assert record.decisions == ()
    assert record.facts_of("unsc", "members", "2018-12-10")[0].value == "15"


def test_a_size_holds_for_its_time(record: Record) -> None:
    """The Assembly had 192 members in 2008 and has 193."""
    assert [record.facts_of("unga", "members", day)[0].value for day in ("2008-11-21", "2014-12-18")] == ["192", "193"]


def test_a_cell_of_the_wrong_kind_is_named(tmp_path: Path) -> None:
    """A tally that is no number stops the load, with file and line."""
    (tmp_path / "decisions.csv").write_text("id,venue,date,kind,yes\na,unga,2014,resolution,many\n", encoding="utf-8")
    with pytest.raises(RecordError, match=r"decisions.csv, line 2: yes is 'many'"):
        load_record(tmp_path)
    (tmp_path / "decisions.csv").write_text("id,venue,date\na,unga,2014\n", encoding="utf-8")
    with pytest.raises(RecordError, match="lacks the columns"):
        load_record(tmp_path)


def test_an_unconfirmed_column_is_not_confirmed() -> None:
    """A found row with a doubtful tally still confirms its date."""
    row = Decision(id="a", venue="unga", date="2007-12-18", kind="resolution", status="found", unconfirmed=("yes",))
    assert row.confirmed("date")
    assert not row.confirmed("date", "yes")
    assert not Decision(id="a", venue="unga", date="2007-12-18", kind="resolution").confirmed()


@pytest.mark.parametrize(
    ("reported", "recorded", "expected"),
    [
        ("2019-05-06/2019-05-17", "2019-05-09", True),
        ("2018-06/..", "2018-06-12", True),
        ("2014", "2014-12-18", True),
        ("2015", "2014-12-31", False),
        (None, "2014-12-18", False),
        ("soon", "2014-12-18", False),
    ],
)
def test_dates_are_close_if_one_can_be_the_other(reported: str | None, recorded: str, expected: bool) -> None:
    """A coarse date holds every day in it; a day may be one off."""
    assert close(reported, recorded) is expected


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("Ri Su-yong", "Ri Su Yong", True),
        ("Kim Song", "Kim Song Il", True),
        ("Kim", "Kim Song", False),
        ("", "A B", False),
    ],
)
def test_names_are_compared_by_their_words(first: str, second: str, expected: bool) -> None:
    """A family name alone is nobody."""
    assert same_name(first, second) is expected


@pytest.mark.skipif(not STREAKS.is_file(), reason="the table of press ordinals is not here")
def test_runs_of_years_are_those_of_the_press_and_of_the_texts(record: Record) -> None:
    """Computed from the decisions, each base gives the number that the table has for it."""
    from onrecord.analysis.checks.votes import run_lengths

    series = {"General": "unga_prk", "Geneva": "geneva_prk"}
    by_year = {(d.series, d.date[:4]): d for d in record.decisions if d.result != "none"}
    with STREAKS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            decision = by_year.get((series[row["venue"].split()[0]], row["year"]))
            if decision:
                counts = run_lengths(record, decision)
                if decision.series == "geneva_prk" and row["actual_resolutions_so_far"]:
                    assert counts["all"] == int(row["actual_resolutions_so_far"])
                    assert counts["calendar"] == int(row["press_ordinal_(calendar_count)"])

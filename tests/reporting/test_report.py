"""The report as a page: what it says, what it escapes, what it carries and where its numbers lead."""

from __future__ import annotations

import base64
import hashlib
import re

import pandas as pd
import pytest

from onrecord import tables
from onrecord.reporting import content, report
from onrecord.reporting.pipeline import EVIDENCE_LEVELS

from .conftest import CANARY


def page_of(run, data, charts=None):
    """The page of a run over tables."""
    context = report.context_of(run, data)
    return report.render(content.build(context), context.citations, {}, charts or {})


def test_every_number_leads_to_a_place_in_the_page(a_run, corpus):
    """Each link inside the page has its target, and there are links at all."""
    page = page_of(a_run, corpus)
    targets, links = set(re.findall(r'\bid="([^"]+)"', page)), re.findall(r'href="#([^"]+)"', page)
    assert any(link.startswith("s") for link in links)
    assert set(links) <= targets


def test_ids_are_unique(a_run, corpus):
    """No two elements share an id."""
    ids = re.findall(r'\bid="([^"]+)"', page_of(a_run, corpus))
    assert sorted(set(ids)) == sorted(ids)


def test_foreign_text_is_escaped(a_run, corpus):
    """A headline with a script and a title with marks are text, not markup, and no address runs code."""
    page = page_of(a_run, corpus)
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "The port &amp; the &lt;law&gt;" in page
    assert 'href="javascript:' not in page


def test_nothing_is_loaded_from_outside(a_run, corpus):
    """The page asks for no file: addresses it carries are data, places in itself, or a source's own address."""
    addresses = re.findall(r'(?:src|href)="([^"]+)"', page_of(a_run, corpus))
    assert {a for a in addresses if not a.startswith(("#", "data:"))} == {"https://example.org/b"}


def test_policy_allows_only_the_scripts_the_page_carries(a_run, corpus):
    """The page's policy names the hash of each of its scripts and allows no other."""
    page = page_of(a_run, corpus, {"network": "void 0;"})
    scripts = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page)[1]
    hashes = {base64.b64encode(hashlib.sha256(s.encode()).digest()).decode() for s in scripts}
    assert len(scripts) == 2
    assert set(re.findall(r"sha256-([^&]+)&#39;", policy)) == hashes
    assert "unsafe-inline" not in policy.split("script-src")[1].split(";")[0]
    assert "unsafe-eval" not in policy


@pytest.mark.parametrize("level", EVIDENCE_LEVELS)
def test_only_a_whole_page_carries_the_canary(at_level, corpus, level):
    """A sentence that nothing rests on is in the report only where whole pages are asked for."""
    assert (CANARY in page_of(at_level(level), corpus)) is (level == "page")


@pytest.mark.parametrize("level", ["none", "offsets"])
def test_without_words_there_are_none(at_level, corpus, level):
    """Below sentences the report says no word of a source, not even a headline."""
    page = page_of(at_level(level), corpus)
    assert "accused Chile" not in page
    assert "quarrel" not in page
    assert ("characters" in page) is (level == "offsets")


def test_cited_sentence_is_marked_and_the_rest_left_out(at_level, corpus):
    """A cited sentence stands marked in its page, and what is left out is said to be."""
    page = page_of(at_level("sentence"), corpus)
    assert re.search(r"<mark id=\"s\d+\">.{0,80}Peru accused Chile of closing the port again\.</mark>", page)
    assert "[…]" in page


def test_findings_say_what_they_rest_on(a_run, corpus):
    """A finding in two stories says so; one in a single story is marked unchecked."""
    page = page_of(a_run, corpus)
    assert "Peru acted or spoke against Chile in 2 stories" in page
    assert "2 independent stories · machine coding, not yet reviewed" in page
    alone = {**corpus, "ties": corpus["ties"].head(1)}
    assert "1 story · machine, unchecked" in page_of(a_run, alone)


def test_note_of_the_pages_is_shown(a_run, corpus):
    """What the manifest wants said of a page is said in the head and beside each page shown."""
    assert page_of(a_run, corpus).count("written for this project") >= 3


def test_empty_tables_make_an_honest_page(a_run):
    """With nothing coded the page says so in each section and breaks nowhere."""
    page = page_of(a_run, {name: tables.frame(name) for name in tables.TABLES})
    assert "These pages give no finding" in page
    assert "No statements are coded here" in page
    assert 'id="sources"' not in page


def test_same_tables_give_the_same_bytes(a_run, corpus):
    """Two renderings are equal, whatever order the rows came in."""
    shuffled = {name: tables.conform(name, table.sample(frac=1, random_state=1)) for name, table in corpus.items()}
    assert page_of(a_run, corpus) == page_of(a_run, shuffled)


def test_page_holds_no_place_of_the_machine(a_run, corpus):
    """Paths, clocks and run ids stay out of the report."""
    assert str(a_run.out) not in page_of(a_run, corpus)


def test_write_leaves_report_and_downloads(a_run, corpus):
    """Beside the page lie the tables as CSV, formulas made harmless, numbers left numbers."""
    report.write(a_run, corpus)
    articles = (a_run.out / "downloads" / "articles.csv").read_text(encoding="utf-8-sig")
    assert ",'=cmd()," in articles
    assert (pd.read_csv(a_run.out / "downloads" / "ties.csv").sign == -1).all()

"""Statements of one article: source, cue and content."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.coding import syntax
from onrecord.coding.document import Document
from onrecord.coding.drafts import Draft, find_drafts
from onrecord.coding.mention_index import MentionIndex
from onrecord.coding.quotes import QuotedPassage, find_quotes
from onrecord.coding.speakers import NOBODY, Speaker, SpeakerFinder
from onrecord.coding.when import Clock
from onrecord.coding.works import find_works
from onrecord.tables import Actor, Mention, Quote, Statement, TimeExpression


def find_statements(
    document: Document, actors: Sequence[Actor], mentions: Sequence[Mention], dates: Sequence[TimeExpression]
) -> tuple[list[Statement], list[Quote]]:
    """Every reported act of saying or writing, and the quoted passages of each.

    Reports of one speaker in one sentence are one statement; what a statement's content reports of another speaker is a
    statement of its own, whose parent it is.
    """
    quotes = find_quotes(document.text, document.passages)
    finder = SpeakerFinder(document, actors, mentions, find_works(document, mentions))
    drafts = find_drafts(document, quotes)
    said = [(draft, _speaker(document, draft, finder, drafts)) for draft in drafts]
    merged = _merge(_without_hearsay(document, said))
    return _rows(document, merged, quotes, finder, Clock(document, dates), MentionIndex(mentions))


def _speaker(document: Document, draft: Draft, finder: SpeakerFinder, drafts: Sequence[Draft]) -> Speaker:
    if not draft.speakers:
        return NOBODY
    outermost = not any(_inside(document, draft, other) for other in drafts if other is not draft)
    return finder.of(document.passages[draft.passage], draft.speakers, draft.others, draft.word, outermost)


def _inside(document: Document, inner: Draft, outer: Draft) -> bool:
    """Whether the cue of one draft is part of what another reports."""
    if inner.word is None:
        return False
    start, end = Document.span(document.passages[inner.passage], inner.word)
    return outer.start <= start and end <= outer.end


def _without_hearsay(document: Document, said: Sequence[tuple[Draft, Speaker]]) -> list[tuple[Draft, Speaker]]:
    """Leave out what a content only hints that others say: nested reports need a known speaker and an actual saying."""
    kept = []
    for draft, speaker in said:
        # Only a text requires or bans by saying so; a body or a person does it.
        if draft.rule.startswith("decree:") and not speaker.by_text:
            continue
        outer = [(d, s) for d, s in said if d is not draft and _inside(document, draft, d)]
        same = any(s.key == speaker.key for _, s in outer)
        asked = any(d.assertion == "asked" for d, _ in outer)
        if not outer or same or (_is_firm(draft, speaker) and not asked):
            kept.append((draft, speaker))
    return kept


def _is_firm(draft: Draft, speaker: Speaker) -> bool:
    family, _, frame = draft.rule.partition(":")
    if not speaker.actor_ids or draft.word is None or family in ("think", "find", "decree", "promise"):
        return False
    return frame != "passive" and (draft.word.pos_ not in ("VERB", "AUX") or syntax.status(draft.word) == "actual")


def _merge(said: Sequence[tuple[Draft, Speaker]]) -> list[tuple[Draft, Speaker, list[Draft]]]:
    """One statement a speaker and sentence: the first draft leads, its content grows to hold the others'."""
    groups: dict[tuple, list[tuple[Draft, Speaker]]] = {}
    for draft, speaker in said:
        groups.setdefault((draft.sentence, speaker.key), []).append((draft, speaker))
    return [(members[0][0], members[0][1], [d for d, _ in members]) for members in groups.values()]


def _rows(document, merged, quotes, finder, clock, index) -> tuple[list[Statement], list[Quote]]:
    spans = [(min(d.start for d in ds), max(d.end for d in ds)) for _, _, ds in merged]
    statements, rows = [], []
    used: set[str] = set()
    ids = []
    doc_id = document.article.doc_id
    for (draft, speaker, _), (start, end) in zip(merged, spans, strict=True):
        name = f"{doc_id}:{start}-{end}:statement"
        if name in used:
            name += f":{draft.rule}:{speaker.start}"
        used.add(name)
        ids.append(name)
    owned: dict[int, list[QuotedPassage]] = {}
    for quote in quotes:
        holders = [n for n, (s, e) in enumerate(spans) if s <= quote.start and quote.end <= e]
        if holders:
            owner = min(holders, key=lambda n: (spans[n][1] - spans[n][0], n))
            owned.setdefault(owner, []).append(quote)
    for number, ((draft, speaker, _), (start, end)) in enumerate(zip(merged, spans, strict=True)):
        mine = owned.get(number, [])
        passage = document.passages[draft.passage]
        cue = Document.span(passage, draft.word) if draft.word is not None else None
        date, basis = clock.of(*(cue or (start, end)))
        parents = [
            n
            for n, (s, e) in enumerate(spans)
            if n != number and cue and s <= cue[0] and cue[1] <= e and not (s == start and e == end)
        ]
        parent = min(parents, key=lambda n: spans[n][1] - spans[n][0], default=None)
        statements.append(
            Statement(
                statement_id=ids[number],
                doc_id=doc_id,
                speaker_id=speaker.actor_ids[0] if speaker.actor_ids else None,
                speaker_text=speaker.text,
                speaker_start=speaker.start,
                speaker_end=speaker.end,
                on_behalf_of=speaker.principal,
                addressee_id=finder.addressee(passage, draft.addressee) if draft.addressee is not None else None,
                about_ids=";".join(index.ids(start, end)) or None,
                cue=document.text[slice(*cue)] if cue else None,
                cue_start=cue[0] if cue else None,
                cue_end=cue[1] if cue else None,
                start=start,
                end=end,
                kind=_kind(document.text, start, end, mine),
                assertion=draft.assertion,
                parent_id=ids[parent] if parent is not None else None,
                date=date,
                date_basis=basis,
                rule=draft.rule,
            )
        )
        rows.extend(
            Quote(
                statement_id=ids[number], doc_id=doc_id, start=q.start, end=q.end, unclosed=q.unclosed, rule=draft.rule
            )
            for q in mine
        )
    return statements, rows


def _kind(text: str, start: int, end: int, quotes: Sequence[QuotedPassage]) -> str:
    """Direct if every word of the content is quoted, mixed if some are, else indirect."""
    if not quotes:
        return "indirect"
    if start >= quotes[0].outer_start and end <= quotes[-1].outer_end and (len(quotes) > 1 or True):
        outside = "".join(text[a.outer_end : b.outer_start] for a, b in zip(quotes, quotes[1:], strict=False))
        return "direct" if len(quotes) == 1 or outside.strip(" ,") == "" else "mixed"
    return "mixed"

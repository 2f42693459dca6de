"""Statements of one article: source, cue and content, who is spoken to and for, when and where.

Reports of one speaker in one sentence are one statement. What the content of a statement reports of another speaker is
a statement of its own, whose parent it is. In a verbatim record every sentence is a statement of the record's speaker,
and what that speaker reports of others hangs under it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from onrecord.coding import syntax
from onrecord.coding.document import Document
from onrecord.coding.draft import Draft
from onrecord.coding.drafts import find_drafts
from onrecord.coding.intervals import Intervals
from onrecord.coding.mention_index import MentionIndex
from onrecord.coding.quotes import QuotedPassage, find_quotes
from onrecord.coding.speakers import NOBODY, Speaker, SpeakerFinder
from onrecord.coding.verbatim import is_first_person, record_speaker, sentence_drafts
from onrecord.coding.when import Clock
from onrecord.coding.where import Places
from onrecord.coding.works import find_works
from onrecord.tables import Actor, Mention, Quote, Statement, TimeExpression

_UNSURE = frozenset({"think", "find", "decree", "promise", "weak"})
"""Families that, inside another's words, are told of somebody rather than said by him."""
_PLACING = frozenset({"in", "at", "before", "to", "during"})


@dataclass(frozen=True)
class Said:
    """A statement before it is a row: its leading draft, its speaker, and the content of all its drafts together."""

    draft: Draft
    speaker: Speaker
    start: int
    end: int


def find_statements(
    document: Document, actors: Sequence[Actor], mentions: Sequence[Mention], dates: Sequence[TimeExpression]
) -> tuple[list[Statement], list[Quote]]:
    """Every reported act of saying or writing, and the quoted passages of each, both in reading order."""
    quotes = find_quotes(document.text, document.passages)
    finder = SpeakerFinder(document, actors, mentions, [w for w in find_works(document, mentions) if w.is_text])
    drafts, recorded = find_drafts(document, quotes), NOBODY
    if document.article.kind == "speech":
        drafts, recorded = [*sentence_drafts(document), *drafts], record_speaker(document, actors)
    said = _merged(_without_hearsay(document, _spoken(document, drafts, finder, recorded)))
    return _Rows(document, said, quotes, finder, mentions, dates).tables()


def _spoken(
    document: Document, drafts: Sequence[Draft], finder: SpeakerFinder, recorded: Speaker
) -> list[tuple[Draft, Speaker]]:
    """The drafts with their speakers, resolved in reading order; `recorded` speaks in a verbatim record."""
    holders = _Holders(document, drafts)
    spoken = []
    for draft in drafts:
        if draft.family == "speech" or (recorded is not NOBODY and is_first_person(draft)):
            spoken.append((draft, recorded))
            continue
        passage, nested = document.passages[draft.passage], bool(holders.of(draft))
        spoken.append((draft, finder.of(passage, draft.speakers, draft.others, draft.word, remember=not nested)))
    return spoken


class _Holders:
    """Which drafts report the cue of another."""

    def __init__(self, document: Document, drafts: Sequence[Draft]) -> None:
        self._document = document
        self._drafts = drafts
        self._intervals = Intervals([(d.start, d.end) for d in drafts])

    def of(self, draft: Draft) -> list[int]:
        """Numbers of the drafts in whose content the cue of a draft stands."""
        if draft.word is None:
            return []
        place = Document.span(self._document.passages[draft.passage], draft.word)
        return [n for n in self._intervals.holding(*place) if self._drafts[n] is not draft]


def _without_hearsay(document: Document, spoken: Sequence[tuple[Draft, Speaker]]) -> list[tuple[Draft, Speaker]]:
    """Leave out what a content only hints that others say: nested reports need a known speaker and an actual saying."""
    holders = _Holders(document, [draft for draft, _ in spoken])
    kept = []
    for draft, speaker in spoken:
        # Only a text requires or bans by saying so; a body or a person does it.
        if draft.family == "decree" and not speaker.by_text:
            continue
        outer = [spoken[n] for n in holders.of(draft)]
        same = any(s.key == speaker.key for _, s in outer)
        asked = any(d.assertion == "asked" for d, _ in outer)
        if not outer or same or (is_firm(draft, speaker) and not asked):
            kept.append((draft, speaker))
    return kept


def is_firm(draft: Draft, speaker: Speaker) -> bool:
    """Whether a report inside another's words is itself a statement: of a known actor, as having been made."""
    if not speaker.actor_ids or draft.word is None or draft.family in _UNSURE or draft.rule.endswith(":passive"):
        return False
    return draft.word.pos_ not in ("VERB", "AUX") or syntax.status(draft.word) == "actual"


def _merged(spoken: Sequence[tuple[Draft, Speaker]]) -> list[Said]:
    """One statement a speaker and sentence: the first draft leads, the content runs over all of them.

    A sentence of a record takes its force from what its speaker says of himself ("we urge").
    """
    groups: dict[tuple, list[tuple[Draft, Speaker]]] = {}
    for draft, speaker in spoken:
        groups.setdefault((draft.sentence, speaker.key), []).append((draft, speaker))
    said = []
    for members in groups.values():
        (lead, speaker), drafts = members[0], [d for d, _ in members]
        if lead.family == "speech":
            lead = replace(lead, assertion=next((d.assertion for d in drafts if d.assertion != "asserted"), "asserted"))
        said.append(Said(lead, speaker, min(d.start for d in drafts), max(d.end for d in drafts)))
    return said


class _Rows:
    """Turns the statements of one article into rows."""

    def __init__(
        self,
        document: Document,
        said: Sequence[Said],
        quotes: Sequence[QuotedPassage],
        finder: SpeakerFinder,
        mentions: Sequence[Mention],
        dates: Sequence[TimeExpression],
    ) -> None:
        self._document = document
        self._said = sorted(said, key=lambda s: (s.start, -s.end, s.draft.rule, s.speaker.start or 0))
        self._finder = finder
        self._index = MentionIndex(mentions)
        self._clock = Clock(document, dates)
        self._places = Places(document, mentions)
        self._intervals = Intervals([(s.start, s.end) for s in self._said])
        self._ids = self._name()
        self._quotes: dict[int, list[QuotedPassage]] = {}
        for quote in quotes:
            owner = self._owner(quote)
            if owner is not None:
                self._quotes.setdefault(owner, []).append(quote)

    def tables(self) -> tuple[list[Statement], list[Quote]]:
        """The rows of the two tables."""
        statements = [self._statement(number) for number in range(len(self._said))]
        quotes = [
            Quote(
                statement_id=self._ids[number],
                doc_id=self._document.article.doc_id,
                start=quote.start,
                end=quote.end,
                unclosed=quote.unclosed,
                rule=self._said[number].draft.rule,
            )
            for number, owned in self._quotes.items()
            for quote in owned
        ]
        return statements, sorted(quotes, key=lambda q: (q.start, q.end))

    def _name(self) -> list[str]:
        """Ids by content; two statements with one content are told apart by where their speakers stand."""
        names: dict[str, None] = {}
        for said in self._said:
            name = f"{self._document.article.doc_id}:{said.start}-{said.end}:statement"
            if name in names:
                name += f":{said.speaker.start}-{said.draft.rule}"
            while name in names:
                name += "'"
            names[name] = None
        return list(names)

    def _cue(self, said: Said) -> tuple[int, int] | None:
        word = said.draft.word
        return Document.span(self._document.passages[said.draft.passage], word) if word is not None else None

    def _owner(self, quote: QuotedPassage) -> int | None:
        """The innermost statement that holds a quotation; who reacts to the words before his cue did not say them."""
        holders = self._intervals.holding(quote.start, quote.end)
        firsthand = [n for n in holders if not self._reacts(self._said[n])]
        return next(iter(firsthand or holders), None)

    def _reacts(self, said: Said) -> bool:
        cue = self._cue(said)
        return cue is not None and said.draft.rule.endswith(":obj") and said.end <= cue[0]

    def _parent(self, number: int) -> int | None:
        """The smallest statement in whose content this one's cue stands."""
        said = self._said[number]
        cue = self._cue(said) or (said.start, said.end)
        size = (said.end - said.start, number)
        outer = (n for n in self._intervals.holding(*cue) if n != number)
        return next((n for n in outer if (self._said[n].end - self._said[n].start, n) > size), None)

    def _statement(self, number: int) -> Statement:
        said = self._said[number]
        draft, speaker, cue = said.draft, said.speaker, self._cue(said)
        passage = self._document.passages[draft.passage]
        date, basis = self._clock.of(*(cue or (said.start, said.end)))
        parent = self._parent(number)
        about = [i for i in self._index.ids(said.start, said.end) if i not in speaker.actor_ids]
        return Statement(
            statement_id=self._ids[number],
            doc_id=self._document.article.doc_id,
            speaker_id=speaker.actor_ids[0] if speaker.actor_ids else None,
            speaker_text=speaker.text,
            speaker_start=speaker.start,
            speaker_end=speaker.end,
            on_behalf_of=speaker.principal,
            addressee_id=self._finder.addressee(passage, draft.addressee) if draft.addressee is not None else None,
            about_ids=";".join(about) or None,
            cue=self._document.text[slice(*cue)] if cue else None,
            cue_start=cue[0] if cue else None,
            cue_end=cue[1] if cue else None,
            start=said.start,
            end=said.end,
            kind=self._kind(number),
            assertion=draft.assertion,
            parent_id=self._ids[parent] if parent is not None else None,
            date=date,
            date_basis=basis,
            venue_id=self._venue(draft),
            rule=draft.rule,
        )

    def _kind(self, number: int) -> str:
        """Direct if all of the content but its cue is quoted, mixed if some of it is, else indirect."""
        said, owned = self._said[number], self._quotes.get(number)
        if said.draft.family == "speech":
            return "direct"
        if not owned:
            return "indirect"
        text = self._document.text
        inside = said.start >= owned[0].outer_start and said.end <= owned[-1].outer_end
        between = "".join(text[a.outer_end : b.outer_start] for a, b in pairwise(owned))
        cue = self._document.text[slice(*(self._cue(said) or (0, 0)))]
        return "direct" if inside and (not between.strip(" ,") or cue in between) else "mixed"

    def _venue(self, draft: Draft) -> str | None:
        """Where it is said, if a phrase of the cue tells: "told the Council", "said in the Third Committee"."""
        if draft.word is None:
            return None
        passage, doc = self._document.passages[draft.passage], draft.word.doc
        phrases = [c for c in draft.word.children if c.dep_ == "prep" and c.lower_ in _PLACING and c.i > draft.word.i]
        spans = [doc[p.i : p.right_edge.i + 1] for p in phrases]
        if draft.addressee is not None:
            spans.insert(0, doc[slice(*syntax.phrase(draft.addressee))])
        for span in spans:
            start, end = Document.span(passage, span)
            if not draft.start <= start < draft.end and (venue := self._places.of(start, end)):
                return venue
        return None

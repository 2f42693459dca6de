"""Dates as written: day, month, year and weekday in all common orders, and the ranges and lists made of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from onrecord.dates import edtf
from onrecord.dates.calendar import Written
from onrecord.dates.numbers import cardinal, ordinal, whole, year_number
from onrecord.dates.tokens import Tokens
from onrecord.dates.words import (
    AMBIGUOUS_MONTHS,
    AMBIGUOUS_WEEKDAYS,
    MONTHS,
    MONTHS_CUT,
    NAMED_AFTER,
    NAMED_BEFORE,
    NO_YEAR_AFTER,
    NO_YEAR_BEFORE,
    ORDINALS,
    TURNS,
    WEEKDAYS,
)

Part = tuple[int, Written]
"""The token after a written date, and the date."""

_JOINTS = frozenset({"-", "/"})
_BEFORE_YEAR = frozenset(
    [
        "in",
        "since",
        "of",
        "by",
        "until",
        "till",
        "from",
        "during",
        "before",
        "after",
        "between",
        "and",
        "to",
        "through",
        "the",
        "for",
        "early",
        "late",
        "mid",
        "its",
        "his",
        "(",
        "or",
        ",",
        "/",
        "-",
    ]
)
_BEFORE_MONTH = frozenset(
    [
        "in",
        "since",
        "until",
        "till",
        "by",
        "last",
        "next",
        "this",
        "early",
        "late",
        "mid",
        "during",
        "from",
        "before",
        "after",
        "through",
        "between",
        "of",
        "and",
        "or",
        "to",
        "for",
        "past",
        "previous",
        "coming",
        "following",
        "late",
        "mid",
        "-",
        "ending",
        "ended",
        "every",
        "each",
        "around",
    ]
)
_PERSON_VERBS = frozenset(["said", "says", "told", "is", "was", "has", "had", "will", "would", "also", "who", "and"])
_BEFORE_SHORT = frozenset(["in", "since", "until", "last", "next", "this", "early", "late", "mid", "from", "by"])
_WHOLE_NAMES = frozenset({"june", "july"})
_GIVEN_NAMES = frozenset({"april", "may", "june", "august", "march"})


def written(t: Tokens, i: int, today: date | None) -> Part | None:
    """The written date that starts at token i, as long as it goes; lone years are read elsewhere."""
    found = numeric(t, i, today) or weekday_date(t, i, today) or day_month(t, i) or month_date(t, i)
    return found


def numeric(t: Tokens, i: int, today: date | None) -> Part | None:
    """2018-11-28, 20181128, 28.11.2018, 11/28/18, 11/28."""
    kind = t.kind[i] if 0 <= i < len(t) else ""
    if kind == "compact":
        found = _dated(int(t.low[i][:4]), int(t.low[i][4:6]), int(t.low[i][6:]))
        return (i + 1, found) if found else None
    if kind not in ("iso", "dmy", "dm") or (kind == "dm" and not _may_be_day_month(t, i)):
        return None
    numbers = [int(n) for n in t.low[i].replace("/", "-").replace(".", "-").split("-")]
    if kind == "iso":
        found = _dated(numbers[0], numbers[1], numbers[2])
        return (i + 1, found) if found else None
    a, b = numbers[:2]
    year = _full_year(numbers[2], t.low[i], today) if kind == "dmy" else None
    choices = [w for w in (_dated(year, a, b), _dated(year, b, a)) if w]
    return (i + 1, _likelier(choices, today)) if choices else None


def _may_be_day_month(t: Tokens, i: int) -> bool:
    """Figures such as 1/4 are a fraction unless the word before says that they are a date."""
    before = t.word(i - 1)
    if before in (",", "or", "and") and t.is_kind(i - 2, "dm"):
        return True
    return before in _BEFORE_FIGURES or before in WEEKDAYS or (i > 0 and before == "." and t.word(i - 2) in WEEKDAYS)


_BEFORE_FIGURES = frozenset(
    [
        "",
        "on",
        "by",
        "until",
        "from",
        "to",
        "since",
        "before",
        "after",
        "next",
        "last",
        "this",
        "?",
        "(",
        "of",
        "between",
        "(",
    ]
)


def _dated(year: int | None, month: int, day: int) -> Written | None:
    return Written(year, month, day) if edtf.valid_day(year or 2000, month, day) else None


def _full_year(number: int, text: str, today: date | None) -> int:
    """Two digits are the year nearest below twenty years from now: 18 is 2018, 40 in 2016 is 1940."""
    if number > 99 or text[-4:].isdigit():
        return number
    horizon = (today.year if today else 2020) + 19
    century = horizon // 100 * 100
    return century + number if century + number <= horizon else century - 100 + number


def _likelier(choices: list[Written], today: date | None) -> Written:
    """Month first or day first: the one nearer to the day of publication; month first if that does not tell."""
    if today is None or len(choices) == 1:
        return choices[0]

    def distance(w: Written) -> int:
        years = [w.year] if w.year else [today.year - 1, today.year, today.year + 1]
        days = [d for y in years if (d := edtf.valid_day(y, w.month or 0, w.day or 0))]
        return min((abs((d - today).days) for d in days), default=9999)

    return min(choices, key=distance)


def month_name(t: Tokens, i: int) -> tuple[int, int] | None:
    """A month's name or abbreviation with its full stop: (next token, number)."""
    number = MONTHS.get(t.word(i))
    if number is None or not t.is_kind(i, "word"):
        return None
    stop = i + 1
    if t.low[i] in MONTHS_CUT and t.word(stop) == "." and t.glued(stop):
        stop += 1
    return stop, number


def day_number(t: Tokens, i: int) -> tuple[int, int, bool] | None:
    """A day of the month, 6, 6th, sixth, twenty-third: (next token, number, whether it is an ordinal)."""
    if t.is_kind(i, "num"):
        number = whole(t, i) if not (t.glued(i) and t.word(i - 1) in ("$", "€", "£", "#")) else None
        return (i + 1, number, False) if number and number <= 31 and len(t.low[i]) <= 2 else None
    found = ordinal(t, i)
    return (*found, True) if found and found[1] <= 31 else None


def month_date(t: Tokens, i: int) -> Part | None:
    """May 6, May 6th, 2019, May 2019, May-06-2019, May."""
    name = month_name(t, i)
    if not name:
        return None
    stop, month = name
    k = stop + (t.word(stop) in _JOINTS and t.glued(stop) and t.glued(stop + 1))
    k += t.word(k) == "the" or (t.word(k) == "," and t.is_kind(k + 1, "ord"))
    day = day_number(t, k) or _spelt_day(t, k)
    if day and edtf.valid_day(2000, month, day[1]) and not _counts_on(t, day[0]):
        year = _year_after(t, day[0])
        return (year[0], Written(year[1], month, day[1])) if year else (day[0], Written(None, month, day[1]))
    year = _year_after(t, stop)
    if year:
        return year[0], Written(year[1], month)
    k = stop + (t.word(stop) == "of")
    if TURNS.get(t.word(k)) is not None and t.word(k + 1) == "year":
        return k + 2, Written(month=month, years=TURNS[t.word(k)])
    return (stop, Written(None, month)) if _is_month_alone(t, i, stop) else None


def _spelt_day(t: Tokens, k: int) -> tuple[int, int, bool] | None:
    """'twenty nine' after a month."""
    found = cardinal(t, k) if t.is_kind(k, "word") else None
    return (*found, False) if found and found[0] > k + 1 and found[1] <= 31 else None


def _counts_on(t: Tokens, k: int) -> bool:
    """The number before k goes on (a share, a clock, a decimal) and is no day."""
    return (t.word(k) == "%" or ((t.word(k) == ":" and t.is_kind(k + 1, "num") and t.glued(k + 1)) and t.glued(k))) or (
        t.word(k) in ("percent", "p", "a") and t.word(k + 2) == "m"
    )


def _year_after(t: Tokens, k: int) -> tuple[int, int] | None:
    """A year after a day or month: ', 2018', ' 2018', ' of 2018', '-2018', ' '98'."""
    if t.word(k) in (",", "of", "in") or (t.word(k) in _JOINTS and t.glued(k) and t.glued(k + 1)):
        k += 1
    if t.word(k) == "of":
        k += 1
    if t.word(k) == "'" and t.is_kind(k + 1, "num") and len(t.low[k + 1]) == 2 and t.glued(k + 1):
        return k + 2, _full_year(int(t.low[k + 1]), "", None)
    found = year_number(t, k)
    if found and t.glued(found[0]) and t.is_kind(found[0], "word"):
        return None
    return found


def _is_month_alone(t: Tokens, i: int, stop: int) -> bool:
    """Whether a month's name with no day or year is the month, and not May the person, to march or August Wilson."""
    word, before, after = t.low[i], t.word(i - 1), t.word(stop)
    if not t.is_capital(i):
        return word not in AMBIGUOUS_MONTHS and len(word) > 3
    if word in _GIVEN_NAMES:
        if after in _PERSON_VERBS and before not in _BEFORE_MONTH:
            return False
        if t.is_capital(stop) and before not in _BEFORE_SHORT | {"of", "during", "before", "after"}:
            return False
    if word in ("may", "march", "mar"):
        return before in _BEFORE_MONTH and after not in _PERSON_VERBS - {"and", "was", "will"}
    return t.is_capital(i) and not (len(word) <= 3 and stop == i + 1 and before not in _BEFORE_MONTH)


def day_month(t: Tokens, i: int) -> Part | None:
    """6 May, 6th of May 2019, the fourth of July, 30-Dec-2014, 2020/23/Sep."""
    year = year_number(t, i) if t.is_kind(i, "num") else None
    if year and t.word(i + 1) in _JOINTS and t.glued(i + 1):
        return _year_first(t, i + 2, year[1])
    k = i + (t.word(i) == "the")
    day = day_number(t, k)
    spelt = cardinal(t, k) if not day and t.is_kind(k, "word") else None
    if spelt and spelt[1] <= 31 and t.word(spelt[0]) in MONTHS and t.is_capital(spelt[0]):
        day = (*spelt, False)
    if not day:
        return None
    k, number, is_ordinal = day
    k += t.word(k) == "day"
    if (t.word(k) in _JOINTS and t.glued(k) and t.glued(k + 1)) or t.word(k) == "of":
        k += 1
    elif t.word(k) == ",":
        k += 1
        if not is_ordinal:
            return None
    month = month_name(t, k)
    if not month or not edtf.valid_day(2000, month[1], number):
        return None
    if t.low[k] in ("may", "march", "mar") and not t.is_capital(k) and not is_ordinal:
        return None
    year = _year_after(t, month[0])
    return (year[0], Written(year[1], month[1], number)) if year else (month[0], Written(None, month[1], number))


def _year_first(t: Tokens, k: int, year: int) -> Part | None:
    """The rest of 2019-aug-1 or 2020/23/Sep."""
    month, day = month_name(t, k), day_number(t, k)
    if month and t.word(month[0]) in _JOINTS and (day := day_number(t, month[0] + 1)):
        stop, number = day[0], (month[1], day[1])
    elif day and t.word(day[0]) in _JOINTS and (month := month_name(t, day[0] + 1)):
        stop, number = month[0], (month[1], day[1])
    else:
        return None
    found = _dated(year, *number)
    return (stop, found) if found else None


def weekday_name(t: Tokens, i: int) -> tuple[int, int] | None:
    """A weekday's name or abbreviation with its full stop: (next token, number from 0)."""
    number = WEEKDAYS.get(t.word(i))
    if number is None or not t.is_kind(i, "word"):
        return None
    stop = i + 1
    if len(t.low[i]) <= 5 and t.word(stop) == "." and t.glued(stop):
        stop += 1
    return stop, number


def weekday_date(t: Tokens, i: int, today: date | None) -> Part | None:
    """Monday; Monday, Oct. 26; Wednesday, 28 November, 2018; Tuesday the 11th; Friday 7/6."""
    name = weekday_name(t, i)
    if not name:
        return None
    stop, weekday = name
    k = stop
    while t.word(k) in (",", "the", "("):
        k += 1
    dated = numeric(t, k, today) or day_month(t, k) or (month_date(t, k) if _has_day(t, k) else None) or _dotted(t, k)
    if dated and dated[1].day:
        close = dated[0] + (t.word(k - 1) == "(" and t.word(dated[0]) == ")")
        return close, replace(dated[1], weekday=weekday)
    day = day_number(t, k)
    if day and (day[2] or t.word(day[0]) in ("", ".", ",", "!", "?")) and not _ordinal_goes_on(t, day[0]):
        return day[0], Written(day=day[1], weekday=weekday)
    return (stop, Written(weekday=weekday)) if _is_weekday_alone(t, i, stop) else None


def _has_day(t: Tokens, k: int) -> bool:
    name = month_name(t, k)
    return bool(name and day_number(t, name[0] + (t.word(name[0]) in _JOINTS)))


def _dotted(t: Tokens, k: int) -> Part | None:
    """7.6 after a weekday: month and day."""
    month, _, day = t.word(k).partition(".")
    found = _dated(None, int(month), int(day)) if t.is_kind(k, "num") and month.isdigit() and day.isdigit() else None
    return (k + 1, found) if found else None


def _ordinal_goes_on(t: Tokens, k: int) -> bool:
    """'the 18th floor' is no day."""
    return t.is_kind(k, "word") and t.word(k) not in _AFTER_DAY


_AFTER_DAY = frozenset(
    [
        "in",
        "at",
        "of",
        "for",
        "to",
        "with",
        "on",
        "and",
        "or",
        "but",
        "when",
        "as",
        "from",
        "after",
        "before",
        "by",
        "because",
        "while",
        "until",
        "if",
    ]
)


def _is_weekday_alone(t: Tokens, i: int, stop: int) -> bool:
    """Whether it is a weekday: not Black Friday, the Sunday Times, the second Monday of November."""
    word = t.low[i]
    if t.word(stop) == "of" and (t.word(i - 1) in ORDINALS or t.word(i - 1) == "last"):
        return False
    if t.word(i - 1) in NAMED_BEFORE or (t.word(stop) in NAMED_AFTER and t.is_capital(stop)):
        return False
    if not t.is_capital(i):
        return len(word) > 5
    return word not in AMBIGUOUS_WEEKDAYS or t.word(i - 1) in (
        "on",
        "last",
        "next",
        "this",
        "week",
        "or",
        "and",
        "until",
    )


def day_alone(t: Tokens, i: int) -> Part | None:
    """'on the 18th', 'on 29th'."""
    if t.word(i - 1) != "on" and t.word(i - 2) != "on":
        return None
    found = ordinal(t, i)
    if (
        not found
        or found[1] > 31
        or not t.is_kind(i, "ord")
        or _ordinal_goes_on(t, found[0])
        or t.word(found[0]) == "-"
    ):
        return None
    return found[0], Written(day=found[1])


def year_alone(t: Tokens, i: int) -> Part | None:
    """A year by itself: 'in 2014', 'a 2014 report'; not '2000 pieces', 'Resolution 1718', '$1998', '555-2014'."""
    found = year_number(t, i)
    if not found or not 1500 <= found[1] <= 2100:
        return None
    stop, number = found
    if t.is_kind(i, "word"):
        return stop, Written(number)
    if _is_label(t, i) or _goes_on(t, stop) or _is_count(t, i, stop, number):
        return None
    return stop, Written(number)


def _is_label(t: Tokens, i: int) -> bool:
    """The figures at i belong to what is before: $1998, A/2014, 555-2014, Resolution 1718."""
    before = t.word(i - 1)
    if before in NO_YEAR_BEFORE or before in ("$", "€", "£", "#", "+"):
        return True
    if before == "-" and t.is_kind(i - 2, "num", "mark"):
        return True
    if not t.glued(i):
        return False
    inside = before in ("-", "/", "_") and t.glued(i - 1) and t.word(i - 2) not in _NARROWERS
    return inside or before not in _OPENING


_NARROWERS = frozenset(["mid", "early", "late", "pre", "post"])
_OPENING = frozenset(["(", "[", "'", '"', "“", "-", "/", ",", "_"])


def _goes_on(t: Tokens, stop: int) -> bool:
    """The figures before `stop` go on: 2014/S, 2014-555, 2015 - 32, 2014m."""
    after, number = t.word(stop), t.is_kind(stop + 1, "num")
    if not t.glued(stop):
        return after == "-" and number and len(t.low[stop + 1]) < 3
    return after in ("/", "%", "_", "@", ":", "°") or t.is_kind(stop, "word", "num") or (after == "-" and number)


def _is_count(t: Tokens, i: int, stop: int, number: int) -> bool:
    """2000 pieces, 1500 troops, 1830 GMT."""
    before, after = t.word(i - 1), t.word(stop)
    many = number % 500 == 0 and t.is_kind(stop, "word") and after.endswith("s") and not t.is_capital(stop)
    return after in NO_YEAR_AFTER or ((many or number < 1850) and before not in _BEFORE_YEAR)


def year_range(t: Tokens, i: int) -> tuple[int, Written, Written] | None:
    """1950-53, 2014-2017, 2014/15: two years in one; not 555-2014 and not 2015-32."""
    first = year_number(t, i) if t.is_kind(i, "num") else None
    if not first or t.word(i + 1) not in _JOINTS or not t.is_kind(i + 2, "num"):
        return None
    if t.glued(i) and t.word(i - 1) not in ("(", "[", '"', "“", "'"):
        return None
    last = t.low[i + 2]
    if not last.isdigit() or (t.word(i + 3) in _JOINTS and t.glued(i + 3)):
        return None
    if len(last) == 2 and t.glued(i + 1) and t.glued(i + 2):
        number = first[1] // 100 * 100 + int(last)
        named = t.is_kind(i + 3, "word") and t.word(i + 3) not in _AFTER_DAY
        if t.word(i - 1) in NO_YEAR_BEFORE or (t.word(i - 1) not in _BEFORE_YEAR and not named):
            return None
    elif len(last) == 4:
        number = int(last)
    else:
        return None
    return (i + 3, Written(first[1]), Written(number)) if first[1] < number < first[1] + 100 else None

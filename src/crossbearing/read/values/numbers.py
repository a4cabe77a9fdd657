"""Numbers in a sentence: digits, number words, ranges, open ends and vague words, each as written.

Nothing is converted: "dozens" stays a vague word, "at least 62" an open range. Years, dates, ages, clock times,
percentages and sums of money are recognised so that nobody takes them for counts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from crossbearing.model.values import Count, CountKind, CountState
from crossbearing.read.values.number_words import NumberScanner, by_first_word, parse_integer
from crossbearing.resources.lexicon import Lexicon, NumberWords

__all__ = ["Number", "find_numbers", "parse_integer"]

_RANGE = re.compile(r"^(\d[\d,]*)\s*[-\u2013\u2014]\s*(\d[\d,]*)$")
_COUNTED = frozenset({"number", "count", "figure", "total", "tally", "toll"})
_DASHES = frozenset({"-", "\u2013", "\u2014"})
_QUOTES = frozenset({'"', "\u201c", "\u201d", "\u201e", "\u00ab", "\u00bb", "''", "``", "\u2018"})
_PLURALS = ("s", "men", "people", "children")
_NO_COUNT = frozenset({"no", "any", "this", "each", "every"})
_CHANNELS = frozenset(
    {"news", "channel", "newschannel", "abc", "nbc", "cbs", "fox", "action", "eyewitness", "newsradio"}
)
_ARTICLES = frozenset({"the", "a", "an"})
_AGES = frozenset({"age", "ages", "aged"})
_BETWEEN_AGES = frozenset({",", "and", "to", "or", "between", "from", "of", "through", "-", "\u2013"})
_THE_HARMED = frozenset(("the", word) for word in ("dead", "wounded", "injured", "missing", "killed", "fallen"))
_WHICH = frozenset({"first", "second", "third", "fourth", "last", "latest", "previous", "earlier"})
_MOST_DAYS = 31  # of a month
_ORDINAL = re.compile(r"^\d{1,2}(?:st|nd|rd|th)?$")
_AGE = re.compile(
    r"^\d+-?(?:year|yr|yo\b|month|day|week|hour|minute|km|kilo|mile|metre|meter|mm|strong|storey|story|ton|man|member)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a sentence.

    Args:
        first: Number of its first token, modifiers included.
        last: Number of its last token, modifiers included.
        core: Number of the first token of the number itself.
        core_last: Number of its last token.
        low: Lowest admissible number, or None where open or vague.
        high: Highest admissible number, or None.
        about: Stated as approximate.
        state: Number, vague or none.
        word: The vague word as written.
        new: Whether words say that it comes on top of an earlier one ("another 12").
    """

    first: int
    last: int
    core: int
    core_last: int
    low: int | None
    high: int | None
    about: bool = False
    state: CountState = CountState.NUMBER
    word: str = ""
    new: bool = False

    def count(
        self, text: str, *, kind: CountKind = CountKind.TOTAL, unit: str = "", unit_defined: bool = True
    ) -> Count:
        """Return the number as a value.

        Args:
            text: The words as written.
            kind: What it counts up to.
            unit: Unit word for things.
            unit_defined: False for unit words without a fixed meaning.
        """
        stated = self.state is CountState.NUMBER
        return Count(
            text=text,
            low=self.low if stated else None,
            high=self.high if stated else None,
            about=self.about,
            kind=kind,
            state=self.state,
            word=self.word,
            unit=unit,
            unit_defined=unit_defined,
        )


def find_numbers(every: Sequence[str], tables: Lexicon) -> list[Number]:
    """Return the numbers of a sentence that can be counts, in order.

    Args:
        every: Its tokens in lower case.
        tables: Word tables of its language.
    """
    # Quotation marks around a word of number ("a “number” of deaths") are no part of it.
    places = [place for place, word in enumerate(every) if word not in _QUOTES]
    words = [every[place] for place in places]
    scanner = NumberScanner(words, tables)
    found: list[Number] = []
    position = 0
    while position < len(words):
        read = _at(scanner, position)
        if read is None:
            position += 1
            continue
        number, resume = read
        if number is not None and not _is_no_count(words, number, tables.numbers):
            found.append(_placed(number, places))
        position = max(resume, position + 1)
    return found


def _placed(number: Number, places: Sequence[int]) -> Number:
    """Return a number read off the words without quotation marks with its tokens in the sentence."""
    return replace(
        number,
        first=places[number.first],
        last=places[number.last],
        core=places[number.core],
        core_last=places[number.core_last],
    )


def _at(scanner: NumberScanner, i: int) -> tuple[Number | None, int] | None:
    words, table = scanner.words, scanner.table
    word = words[i]
    merged = _RANGE.match(word)
    if merged:
        low, high = parse_integer(merged.group(1)), parse_integer(merged.group(2))
        if low is None or high is None or high <= low or (1900 <= high <= 2099 and low <= 31):
            return None, i + 1
        return _modified(scanner, i, i, (low, high), rounded=False), i + 1
    read = scanner.cardinal(i)
    if read is not None:
        value, behind, rounded = read
        low, high, last = value, value, behind - 1
        if behind < len(words) - 1:
            joiner = words[behind]
            second = scanner.cardinal(behind + 1) if joiner in _DASHES or joiner in {"to", "or", "and"} else None
            starts_between = i > 0 and words[i - 1] == "between"
            starts_from = i > 0 and words[i - 1] == "from" and not _of_persons(words, i - 1, table)
            if (
                second is not None
                and second[0] > value
                and not (1900 <= second[0] <= 2099 and value <= 31)
                and (
                    joiner in _DASHES
                    or (joiner == "to" and not starts_from)
                    or (joiner == "and" and starts_between)
                    or (joiner == "or" and second[0] <= value + max(3, value))
                )
            ):
                high, last = second[0], second[1] - 1
        number = _modified(scanner, i, last, (low, high), rounded=rounded)
        return _with_ceiling(scanner, number)
    pair = _pair_or_one_more(scanner, i)
    if pair is not None:
        return pair, pair.last + 1
    if word in table.none and not scanner.after(i, table.floor) and not scanner.after(i, table.ceiling):
        last = i + 1 if word == "no" and words[i + 1 : i + 2] == ["one"] else i
        return Number(i, last, i, last, 0, 0, state=CountState.NONE, word=word), last + 1
    length = scanner.after(i, table.vague_phrases) or _number_alone(scanner, i) or _others_alone(scanner, i)
    if length or (word in table.vague_words and word not in {"couple", "unknown", "others", "number"}):
        length = max(length, 1)
        last = i + length - 1
        shown = " ".join(words[i : last + 1])
        bare = re.sub(r"\s+of$", "", shown)
        if word == "some" and i + 1 < len(words) and scanner.cardinal(i + 1) is not None:
            return None
        if (word == "few" and i > 0 and words[i - 1] == "as") or (i > 0 and words[i - 1] == "how"):
            return None
        if word in {"some", "many"} and words[i + 1 : i + 3] == ["of", "the"]:
            return None
        first = i
        for phrases in (table.floor, table.ceiling, table.about):
            first = min(first, i - scanner.before(i, phrases))
        return Number(first, last, i, last, None, None, state=CountState.VAGUE, word=bare), last + 1
    return None


def _modified(scanner: NumberScanner, core: int, last: int, ends: tuple[int, int], *, rounded: bool) -> Number:
    """Return a number with the words before and behind it taken into account."""
    table = scanner.table
    low, high = ends
    first, about, open_low, open_high, new = core, rounded and low in {6, 12, 24}, False, False, False
    if first > 0 and scanner.words[first - 1] in {"between", "from"} and high > low:
        first -= 1
    for _ in range(4):
        floor, ceiling = scanner.before(first, table.floor), scanner.before(first, table.ceiling)
        near, plain = scanner.before(first, table.about), scanner.before(first, table.exact)
        longest = max(floor, ceiling, near, plain)
        if longest == 0 or (longest == plain > max(floor, ceiling, near) and scanner.words[first - longest] == "at"):
            break
        open_high = open_high or longest == floor
        open_low = open_low or longest == ceiling > floor
        about = about or longest == near > max(floor, ceiling)
        first -= longest
        if longest == plain:  # "more than 12" is a floor, "another 12" comes on top
            new = new or any(word in table.new for word in scanner.words[first : first + longest])
    behind_floor = scanner.after(last + 1, table.after_floor)
    if behind_floor and scanner.cardinal(last + 1 + behind_floor) is not None:
        behind_floor = 0  # "in May 2023 at least four": the words belong to the number behind them
    last += behind_floor
    behind_about = scanner.after(last + 1, table.after_about)
    last += behind_about
    open_high, about = open_high or behind_floor > 0, about or behind_about > 0
    follows = scanner.words[last + 1] if last + 1 < len(scanner.words) else ""
    new = new or follows in {"more", "further", "additional"}
    open_low = open_low and not open_high  # "up to more than 200" keeps its floor
    return Number(first, last, core, last, None if open_low else low, None if open_high else high, about, new=new)


def _of_persons(words: Sequence[str], i: int, table: NumberWords) -> bool:
    """Tell whether "from" at token i opens a range ("wounding from six to 14") and no change ("rose from 30 to 83")."""
    if any(word in table.changes for word in words[max(0, i - 4) : i]):
        return False
    clause = next((at for at in range(i - 1, -1, -1) if words[at] in {",", ";", "."}), -1) + 1
    before = words[max(clause, i - 14) : i]  # "raised the number of those killed in the strike from seven to eight"
    return _COUNTED.isdisjoint(before) or not any(word in table.changes for word in before)


def _with_ceiling(scanner: NumberScanner, number: Number) -> tuple[Number, int]:
    """Return a floor with the ceiling right behind it ("at least 9 and up to 15") as a range."""
    behind = number.last + 1
    words, table = scanner.words, scanner.table
    if number.low is None or behind >= len(words) or words[behind] not in {"and", "but", "or", ","}:
        return number, behind
    start = behind + 1
    while start < len(words) and (words[start] in {"and", "or", "but"} or words[start] in table.guesses):
        start += 1
    length = scanner.after(start, table.ceiling)
    read = scanner.cardinal(start + length) if length else None
    if read is None or read[0] <= number.low:
        return number, behind
    return replace(number, last=read[1] - 1, core_last=read[1] - 1, high=read[0]), read[1]


def _number_alone(scanner: NumberScanner, i: int) -> int:
    """Return how many tokens "a number" takes up where what is numbered is left out ("a number were wounded"), or 0."""
    for parts in by_first_word(scanner.table.vague_phrases).get(scanner.words[i], ()):
        bare = parts[:-1]
        behind = i + len(bare)
        if (
            len(bare) > 1
            and parts[-1] == "of"
            and scanner.words[i:behind] == bare
            and behind < len(scanner.words)
            and scanner.words[behind] in scanner.table.alone
        ):
            return len(bare)
    return 0


def _pair_or_one_more(scanner: NumberScanner, i: int) -> Number | None:
    """Return two for "both of his sons", one for "another" where it stands alone ("one died and another was hurt")."""
    words, table = scanner.words, scanner.table
    behind = words[i + 1] if i + 1 < len(words) else ""
    if words[i] == "both":
        last = i + 1 if behind == "of" else i
        if last + 1 < len(words) and words[last + 1] in table.owners and "and" not in words[last + 2 : last + 6]:
            return Number(i, last, i, i, 2, 2)
        opens = not i or words[i - 1] in {",", "and", ";", "but", "were", "are", "have"}
        if opens and behind in table.alone and "and" not in words[i + 2 : i + 3]:
            return Number(i, i, i, i, 2, 2)  # "both died", "were both killed"
        if behind.endswith(_PLURALS) and behind.isalpha() and not {"and", "of"} & set(words[i + 2 : i + 4]):
            return Number(i, i, i, i, 2, 2)  # "both victims"
    if words[i] == "another" and behind in table.alone and i and words[i - 1] not in {"one", "after", "yet", "to"}:
        return Number(i, i, i, i, 1, 1)
    return None


def _others_alone(scanner: NumberScanner, i: int) -> int:
    """Return 1 where "others" stands by itself as a number nobody gave ("six were killed and others wounded"), or 0."""
    words, table = scanner.words, scanner.table
    if words[i] != "others" or i == 0:
        return 0
    before = words[i - 1]
    counted = before in table.vague_words or before in {"of", "more", "all", "the"} | table.new
    numbered = scanner.cardinal(i - 1) is not None or (i > 1 and scanner.cardinal(i - 2) is not None)
    return int(not counted and not numbered)


def _after_a_date(words: Sequence[str], core: int) -> bool:
    """Tell whether four digits stand behind a day and month ("on October 12th 2023 at least four people")."""
    before = [word for word in words[max(0, core - 4) : core] if word not in {",", "of", "the"}]
    return bool(before) and bool(_ORDINAL.match(before[-1])) and len(before) > 1


def _is_no_day(words: Sequence[str], number: Number) -> bool:
    """Tell whether what stands behind a month is no day of it: "on 10 June nine people", "since January 300 people"."""
    day = next((word for word in reversed(words[max(0, number.first - 3) : number.first - 1]) if word != "of"), "")
    after = words[number.last + 1] if number.last + 1 < len(words) else ""
    no_day = bool(_ORDINAL.match(day)) or (number.low or 0) > _MOST_DAYS
    return no_day and after[:1].isalpha() and not re.fullmatch(r"\d{4}", words[number.core])


def _is_age(words: Sequence[str], number: Number) -> bool:
    """Tell whether digits are ages ("boys between ages 12 and 16", "youths ages 15 and under")."""
    before = number.first
    while before and (words[before - 1] in _BETWEEN_AGES or words[before - 1].isdigit()):
        before -= 1
    if before and words[before - 1] in _AGES:
        return True
    if words[before : before + 1] == [","] and _two_aged(words, before, number.first):
        return True  # "two men, 30 and 42, were hurt"
    behind = words[number.last + 1 : number.last + 4]
    one = number.first > 0 and words[number.first - 1] in {"a", "an"} and behind[:1] in (["and"], ["or"])
    return one and len(behind) > 1 and ("-year-old" in behind[1] or (behind[1].isdigit() and behind[2:] == ["-"]))


def _two_aged(words: Sequence[str], mark: int, last: int) -> bool:
    """Tell whether as many digits stand behind a mark as the words before it count persons."""
    ages = [word for word in words[mark + 1 : last + 1] if word.isdigit()]
    counted = {"two": 2, "both": 2, "three": 3, "four": 4, "2": 2, "3": 3, "4": 4}
    return len(ages) > 1 and any(counted.get(word) == len(ages) for word in words[max(0, mark - 3) : mark])


def _numbers_those(words: Sequence[str], number: Number) -> bool:
    """Tell whether "number" is a verb ("the dead of OSK number eight") and no label ("district number eight")."""
    if words[number.first - 1] != "number":
        return False
    before = words[max(0, number.first - 10) : number.first - 1]
    last = max((place for place, word in enumerate(before) if word in {",", ";", "and"}), default=-1)
    return any(pair in _THE_HARMED for pair in pairwise(before[last + 1 :]))


def _is_no_count(words: Sequence[str], number: Number, table: NumberWords) -> bool:
    """Tell whether a number is a year, a date, an age, a clock time, a share, a sum or a measure."""
    if number.state is not CountState.NUMBER:
        return False
    before = words[number.first - 1] if number.first else ""
    after = words[number.last + 1] if number.last + 1 < len(words) else ""
    core = words[number.core]
    if core == "one" and before in _WHICH:
        return True  # "a second one killed nine": another strike
    if (
        (before in table.months and not _is_no_day(words, number))
        or after in table.months
        or (before in table.labels and not _numbers_those(words, number))
        or after in table.measures
        or _AGE.match(core)
    ):
        return True
    if (
        after in _DASHES
        and number.last + 2 < len(words)
        and (
            words[number.last + 2] in table.measures
            or words[number.last + 2] in {"old", "yr", "yrs", "caliber", "point", "member", "man", "strong"}
        )
    ):
        return True
    clock_before = before in {":", "/"} and number.first > 1 and words[number.first - 2].isdigit()
    # A clock time is one token; "22: 12 staff and ten patients" is a whole and its parts.
    listed = after == ":" or before == ":"
    if not listed and (
        clock_before or (after in {"/", "."} and number.last + 2 < len(words) and words[number.last + 2].isdigit())
    ):
        return True
    value = number.low if number.low is not None else number.high
    if (
        value is not None
        and 1900 <= value <= 2099
        and core.isdigit()
        and _after_a_date(words, number.core)
        and set(words[max(0, number.core - 5) : number.core]) & table.months
    ):
        return True
    if value is not None and 1900 <= value <= 2099 and core.isdigit() and number.first == number.core:
        return (
            before in {"in", "since", "of", "from", "until", "by", "during", ",", "(", "early", "late", "mid"}
            or not after[:1].isalpha()
        )
    if (
        before in {"-", "\u2013"}
        and number.core >= 2
        # "BISHKEK - At least five", "LIMA - Five": behind a dateline a count, and no name of a make ("AK-47").
        and (core.isdigit() or core == "one")
        and (number.first == number.core or words[number.first - 2][:1].isalpha())
        and words[number.core - 2][:1].isalpha()
        and words[number.core - 2] != "of"
    ):
        return words[number.core - 2] != "to"
    if after == "'s" and core.isdigit():
        return True  # "men in their 20's"
    if core.isdigit() and (_is_age(words, number) or (before in _CHANNELS and after in _ARTICLES)):
        return True  # "told News 3 the child was taken": a station
    if core == "one" and (after in {"of", "day", "another", "'s"} or before in _NO_COUNT):
        return after != "of" or before in _NO_COUNT
    return after in {"old", "-old", "years-old", "year-old"} or (before == "(" and after == ")")

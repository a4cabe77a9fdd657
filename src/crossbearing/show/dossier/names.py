"""Recognising names of persons by their surroundings, without a language model.

Signs of a person: a given name, a form of address or lower rank before, a kinship or a trade beside it, an age behind
it, a verb of speech behind two capitalised words. Signs of a public official: an office right before or right behind.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

__all__ = ["NameFinder", "given_name_in", "organisation", "personal_tokens", "plain_word", "title_word"]

_UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĘĚĞĢĪİĶŁĻŃŇŅŌŐŘŚŞŠŤŪŮŰŹŻŽА-ЯЁІЇЄҐ"
_TOKEN = rf"(?:[Aa]l-|[Ee]l-|[Uu]l-|[Aa]sh-|[Aa]s-|[Aa]n-|[Aa]r-|[Aa]t-|[Aa]z-|ez-|d['’])?[{_UPPER}][\w'’ʼ-]*"
_PARTICLE = r"(?:al|el|bin|ibn|bint|de|del|della|da|di|du|van|von|der|den|la|le|y)"
_SEQUENCE = re.compile(rf"(?<![\w-]){_TOKEN}(?:\s+(?:{_PARTICLE}\s+)*(?:[{_UPPER}]\.\s*)?{_TOKEN}){{0,5}}")
_ARABIC_WORD = r"[\u0621-\u064a\u0671-\u06d3]+"
_ARABIC = re.compile(_ARABIC_WORD)
_ARABIC_NEXT = re.compile(rf"\s+{_ARABIC_WORD}")
_WORD = re.compile(r"\S+\s*")

_OFFICE_WORD = (
    r"(?:(?:deputy|vice|prime|foreign|defen[cs]e|interior|health|acting|first|chief|press|official|"
    r"military|army|police|"
    r"government|presidential|ministry|state|white house|pentagon|kremlin|coalition|un|u\.n\.|u\.s\.|us|nato|centcom)"
    r"[\s-]+)*"
    r"(?:president|vice[- ]president|premier|prime minister|minister|chancellor|secretary of (?:state|defen[cs]e|"
    r"the [a-z]+)|secretary[- ]general|press secretary|(?:foreign|home|defen[cs]e) secretary|undersecretary|ambassador|"
    r"(?:special )?envoy|permanent representative|spokes(?:man|woman|person)|"
    r"high representative|(?:foreign policy|diplomatic|security|police|army) chief|(?:lieutenant|major|"
    r"brigadier|colonel|army)?"
    r"[- ]?general|(?:lt|maj|brig|col)?\.?\s?gen\.|(?:rear |vice )?admiral|air (?:chief |"
    r"vice[- ])?marshal|field marshal|"
    r"marshal|king|emir|senator|governor|high commissioner|commissioner|prosecutor|"
    r"президент|премьер[- ]министр|министр|генерал(?:[- ](?:майор|лейтенант|полковник))?|посол|пресс[- ]секретарь|"
    r"госсекретарь|губернатор|прем['’ʼ]єр[- ]міністр|міністр|речник|"
    r"président|ministre|ambassadeur|porte[- ]parole|général)"
)
_OFFICE_BEFORE = re.compile(rf"(?<![\w-])(?P<title>{_OFFICE_WORD})(?:\s+|\s*,\s*)$", re.IGNORECASE)
_OFFICE = re.compile(rf"(?<![\w-])(?:{_OFFICE_WORD})\s+", re.IGNORECASE)
_OFFICE_BEHIND = re.compile(
    r"^(?:,\s*|\s*\()(?:an?\s+|the\s+|its\s+|their\s+|his\s+country['’]s\s+|who\s+is\s+)?"
    # Full stops stand in "U.S." alone: behind any other word they end the sentence, and with it what is said of a name.
    rf"(?P<qualifier>(?:(?:[\w'’-]+|(?:[A-Za-z]\.)+)\s+){{0,4}}?)(?:{_OFFICE_WORD})(?![\w-])(?P<rest>[^.,;)]{{0,40}})",
    re.IGNORECASE,
)
_LEADS_BEHIND = re.compile(
    r"^(?:,\s*|\s*\()(?:who\s+)?(?:heads|leads|commands|(?:the\s+)?(?:head|chief|commander|director|leader)\s+of)\s+"
    r"(?:the\s+)?[^.,;)]{0,50}?(?:United\s+Nations|European\s+Union|NATO|UN|US|U\.S\.|UK|coalition|"
    r"[A-Z][a-z]+(?:ian|ish|ench|can|man|ese|aeli|aqi|emeni|udi))\s[^.,;)]{0,40}?(?:ministry|army|centre|center|staff|"
    r"command|forces?|agency|department|directorate|government|mission|delegation|intelligence|navy)(?![\w])",
)
_NOT_PUBLIC = re.compile(
    r"(?<![\w-])(?:former|ex|late|retired|one-time|onetime|local|village|neighbou?rhood|club|union|student|school|"
    r"hospital|company|family|tribal|clan|community|camp|shop|class|association|charity|nurses|teachers|workers|"
    r"бывший|ancien|ancienne)(?![\w])",
    re.IGNORECASE,
)
_PRIVATE_TITLE = (
    r"(?<![\w-])(?:mr|mrs|ms|miss|dr|doctor|prof|professor|sheikh|shaykh|haji|hajj|umm|um|abu|father|"
    r"mother|brother|sister|"
    r"son|daughter|husband|wife|widow|widower|uncle|aunt|cousin|nephew|niece|grandmother|grandfather|"
    r"child|boy|girl|baby|"
    r"toddler|teenager|man|woman|resident|witness|eyewitness|survivor|neighbou?r|farmer|teacher|driver|"
    r"shopkeeper|student|"
    r"pupil|nurse|medic|paramedic|surgeon|rescuer|volunteer|activist|blogger|journalist|photographer|"
    r"cameraman|reporter|"
    r"refugee|detainee|prisoner|soldier|conscript|private|corporal|sergeant|sgt|lieutenant|lt|captain|capt|major|maj|"
    r"colonel|col|pilot|victim|named|called|nicknamed|identified\s+as|name\s+is|victims?\s+were|"
    r"г-н|г-жа|господин|госпожа|жительница|житель|очевидец|полковник|майор|капитан|лейтенант|сержант|рядовой|"
    r"monsieur|madame|mme|habitant|habitante|témoin|capitaine)\.?,?\s+"
)
_PRIVATE_BEFORE = re.compile(_PRIVATE_TITLE + "$", re.IGNORECASE)
_PRIVATE = re.compile(_PRIVATE_TITLE, re.IGNORECASE)
_PRIVATE_BEHIND = re.compile(
    r"^(?:,\s*(?:aged?\s+)?\d{1,3}(?![\d:]|\s*(?:km|kilomet))\s*[,.);]|\s*\((?:aged?\s+)?\d{1,3}\)|"
    r"(?:,\s*|\s*\()(?:an?|the|his|her|their|one\s+of\s+the)\s+(?:[\w-]+\s+){0,3}?(?:resident|witness|"
    r"eyewitness|survivor|"
    r"neighbou?r|farmer|teacher|driver|shopkeeper|student|pupil|nurse|doctor|medic|paramedic|surgeon|rescuer|volunteer|"
    r"activist|blogger|journalist|photographer|father|mother|brother|sister|son|daughter|husband|wife|widow|uncle|aunt|"
    r"cousin|relative|refugee|soldier|conscript|officer|pilot|year-old|child|boy|girl|man|woman|local|villager|worker)"
    r"(?![\w]))",
    re.IGNORECASE,
)
_SPEECH_BEHIND = re.compile(
    r"^,?\s+(?:said|says|told|tells|recalled|recounted|described|added|explained|wrote|writes|tweeted|"
    r"testified|claimed|"
    r"remembered|complained|сказала?|рассказала?|заявила?|a\s+dit|raconte|a\s+déclaré)(?![\w])",
    re.IGNORECASE,
)
_SPEECH_BEFORE = re.compile(r"(?<![\w-])(?:said|says|according\s+to|told\s+by|recalled|added|wrote)\s+$", re.IGNORECASE)
_PATRONYMIC = re.compile(r"(?:ович|евич|ич|овна|евна|ovich|evich|ovna|evna|ovych|yevych|ivna)$", re.IGNORECASE)

_NO_NAME_WORDS = """
near inside outside around over through between along across beyond behind above below toward towards among despite
because although though every another any few than like such was were is are has had been about against into onto
a an and as at according after before but by during for from he her his however i if in is it its meanwhile mr
most no nor not of on one or others our several she since so some soon that the their then there these they
this those three to two under until we what when where while who why with yes you also both each many much
only still earlier later monday tuesday wednesday thursday friday saturday sunday january february march april
may june july august september october november december mon tue wed thu fri sat sun jan feb mar apr jun jul
aug sep sept oct nov dec utc gmt north south east west northern southern eastern western central allah god
islam muslim christian sunni shia ramadan eid friday's
"""
_NO_NAMES = frozenset(_NO_NAME_WORDS.split())
_ORGANISATION = re.compile(
    r"(?<![\w-])(?:ministry|minist[eè]re|army|armies|command|centcom|centre|center|observatory|council|forces?|groups?|"
    r"agency|media|news|press|party|committee|union|coalition|states?|government|department|office|embassy|university|"
    r"hospital|police|guards?|brigades?|division|regiment|battalion|front|movement|network|"
    r"organi[sz]ations?|times|post|"
    r"herald|tribune|tv|television|radio|channel|watch|international|nations|commission|federation|republic|kingdom|"
    r"house|pentagon|kremlin|directorate|bureau|institute|foundation|court|bank|airport|airfield|"
    r"airbase|base|road|street|"
    r"square|bridge|mountain|mount|jabal|river|lake|sea|gulf|field|oil|gas|city|town|village|province|governorate|"
    r"district|region|camp|mosque|church|school|defen[cs]e|intelligence|staff|navy|corps|society|"
    r"crescent|cross|helmets|"
    r"rights|observers?|mission|alliance|parliament|senate|congress|assembly|crew|authority|authorities|wiki|wikipedia|"
    r"today|daily|journal|gazette|report|review|monitor|service|company|company's|general\s+staff|investigation|probe|"
    r"министерство|армия|штаб|агентство|комитет|центр|войска|united|syrian|russian|american|british|french|turkish|"
    r"iranian|iraqi|israeli|ukrainian|german|australian|danish|saudi|lebanese|jordanian|egyptian|libyan|yemeni|afghan|"
    r"chinese|european|islamic|free|national|security|peace|doctors|reporters|families|residents|locals|activists|"
    r"officials|sources|troops|fighters|rebels|militants|middle|east|eye|presse|jazeera|arabiya|white|"
    r"arab|arabic|kurdish|persian|african|isis|isil|daesh|taliban|hezbollah|hamas|nato)(?![\w])",
    re.IGNORECASE,
)
_PLACE_NAMES = re.compile(
    r"^(?:abu|umm|sheikh|shaykh)\s+(?:al-)?(?:kamal|dhabi|ghraib|duhur|qasr|maqsoud|miskin|zuweid|jarrah|said)$",
    re.IGNORECASE,
)


@cache
def given_names() -> frozenset[str]:
    """Return common given names in several languages, in lower case."""
    lines = files("crossbearing.show.dossier").joinpath("given_names.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(name.casefold() for line in lines if not line.startswith("#") for name in line.split())


def organisation(name: str) -> bool:
    """Return whether a name holds a word of bodies, places or peoples, such as `Ministry`, `River` or `Syrian`."""
    return _ORGANISATION.search(name) is not None


def personal_tokens(name: str) -> list[str]:
    """Return the capitalised words of a name that may stand for the person alone, titles and particles left out."""
    words = re.findall(r"[^\s,()]+", name)
    return [word for word in words if re.match(_TOKEN, word) and word.casefold().strip(".") not in _NO_NAMES]


def plain_word(word: str) -> str:
    """Return a word of a name in lower case without article and possessive: `al-Assad's` becomes `assad`."""
    return re.sub(r"^(?:al|el|ul|ash|as|an|ar|at|az)-|['’]s?$", "", word.casefold())


def title_word(word: str) -> bool:
    """Return whether a word is an office, a rank or a form of address, such as `General`, `Maj.` or `Mrs`."""
    return any(pattern.fullmatch(f"{word.rstrip('.')}{dot} ") for pattern in (_OFFICE, _PRIVATE) for dot in ("", "."))


def given_name_in(name: str) -> bool:
    """Return whether a common given name or a patronymic stands in a name of several words."""
    tokens = personal_tokens(name)
    return len(tokens) > 1 and any(_bare(token) in given_names() or _PATRONYMIC.search(token) for token in tokens)


def _bare(word: str) -> str:
    return re.sub(r"['’]s?$", "", word.casefold())


@dataclass(frozen=True)
class NameFinder:
    """Finds names in text.

    Args:
        kept: Names never hidden, in lower case: publishers and places.
        officials: Names of public officials, in lower case.
        official_words: Single words of those names, as `plain_word` gives them.
    """

    kept: frozenset[str] = frozenset()
    officials: frozenset[str] = frozenset()
    official_words: frozenset[str] = frozenset()

    def keeps(self, name: str) -> bool:
        """Return whether a name is a publisher's, a place's or an official's and so stays."""
        folded = name.casefold()
        if folded in self.kept or folded in self.officials:
            return True
        tokens = {plain_word(token) for token in personal_tokens(name) if not title_word(token)}
        return bool(tokens) and tokens <= self.official_words

    def looks_personal(self, name: str) -> bool:
        """Return whether a name alone looks like a person's: a given name in it, or two to four capitalised words."""
        if organisation(name) or name.isupper():
            return False
        tokens = personal_tokens(name)
        if any(_bare(token) in given_names() or _PATRONYMIC.search(token) for token in tokens):
            return True
        if any(word in given_names() for word in _ARABIC.findall(name)):
            return True
        return 2 <= len(tokens) <= 4 and len(tokens) == len(name.split())

    def bare_names(self, name: str) -> tuple[str, ...]:
        """Return the names in a speaker's name without titles, offices and words in lower case."""
        return tuple(name[start:end] for start, end in self._sequences(name) if not organisation(name[start:end]))

    def official_spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield the stretches of a text that name public officials."""
        for start, end in self._sequences(text):
            name = text[start:end]
            if organisation(name) or not personal_tokens(name):
                continue
            before = text[max(0, start - 60) : start]
            clause = re.split(r"[.;:!?]\s", before)[-1]
            if _OFFICE_BEFORE.search(before) and not _NOT_PUBLIC.search(clause[-40:]):
                yield start, end
                continue
            following = text[end : end + 160]
            behind = _OFFICE_BEHIND.match(following) or _LEADS_BEHIND.match(following)
            if behind and not _NOT_PUBLIC.search(behind.group()):
                yield start, end

    def private_spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield the stretches of a text that must be taken for names of private persons."""
        for start, end in self._sequences(text):
            name = text[start:end]
            if self._kept(text, start, end) or organisation(name):
                continue
            if self._private(text, start, end):
                yield start, end
        for match in _ARABIC.finditer(text):
            if match.group() in given_names():
                following = _ARABIC_NEXT.match(text, match.end())
                yield match.start(), following.end() if following else match.end()

    def _kept(self, text: str, start: int, end: int) -> bool:
        """Return whether a stretch is a name that stays, a title before it counted in (`Abu Kamal`)."""
        words = text[max(0, start - 12) : end].split()
        whole = [tail for index in range(len(words)) if len(tail := " ".join(words[index:])) >= end - start]
        return self.keeps(text[start:end]) or any(
            tail.casefold() in self.kept or _PLACE_NAMES.match(tail) is not None for tail in whole
        )

    def _private(self, text: str, start: int, end: int) -> bool:
        name = text[start:end]
        tokens = personal_tokens(name)
        before, behind = text[max(0, start - 40) : start], text[end : end + 80]
        given = any(_bare(token) in given_names() or _PATRONYMIC.search(token) for token in tokens)
        if _PRIVATE_BEFORE.search(before) or _PRIVATE_BEHIND.match(behind):
            return bool(tokens)
        office = _OFFICE_BEHIND.match(text[end : end + 140])
        if office and _NOT_PUBLIC.search(office.group()):
            return bool(tokens)
        if given and (len(tokens) > 1 or _SPEECH_BEHIND.match(behind) or _SPEECH_BEFORE.search(before)):
            return True
        return 2 <= len(tokens) <= 3 and _SPEECH_BEHIND.match(behind) is not None and not name.isupper()

    def _sequences(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield runs of capitalised words, without titles and without the ordinary words that begin a sentence."""
        titles = sorted({match.end() for pattern in (_OFFICE, _PRIVATE) for match in pattern.finditer(text)})
        for match in _SEQUENCE.finditer(text):
            start, end = match.span()
            inside = titles[bisect_right(titles, start) : bisect_left(titles, end)]
            start = inside[-1] if inside else start
            while (word := _WORD.match(text, start, end)) and word.group().casefold().strip(" .,'’") in _NO_NAMES:
                start = word.end()
            if start < end and not title_word(text[start:end]):
                yield start, end

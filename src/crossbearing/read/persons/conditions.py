"""What became of persons where no verb of harm says it: taken to hospital, in critical condition, pronounced dead.

"Three others were taken to hospital", "a woman is in critical condition", "two men suffered burns" tell of wounded;
"was pronounced dead", "is dead", "lost his life" of dead. Who was "taken to hospital, where he died" is no wounded one.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

from crossbearing.read.sentences.grammar import (
    children,
    is_passive,
    lemma,
    objects,
    passive_subjects,
    prepositional,
    subjects,
)
from crossbearing.resources.lexicon import ConditionWords, HarmWords

if TYPE_CHECKING:
    from crossbearing.read.sentences.tree import Token

__all__ = ["Told", "condition"]

Told = tuple[str, list["Token"]]
"""A slot, empty where nothing is told, and the heads of those whom it befell."""

_NONE: Told = ("", [])
_NEAR = 9  # tokens behind a verb that belong to what it tells
_FAR = 22  # where a list of persons stands between
_ENDS = frozenset((".", ";", ":", "while", "but", "when", "after", "before", "because", "although"))
_WHERE = frozenset(("where", "and", "but", "before"))
_DEATHS = frozenset(("dead", "died", "dies", "succumbed", "deceased"))
_THEY = frozenset(("he", "she", "they", "both"))
_OTHERS = frozenset(("undergo", "need", "require", "seek", "lose", "fight", "operate"))
_MAIMING = frozenset(("tear", "blow", "rip", "sever", "shatter", "crush", "break", "amputate", "slice"))
_CARERS = frozenset(
    ("hospital", "clinic", "doctor", "medic", "staff", "surgeon", "nurse", "paramedic", "physician", "ward")
)
_ORDINALS = frozenset(("other", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"))
_HOLDING = frozenset(("hold", "take", "keep"))
_COSTING = frozenset(("cost", "claim", "take"))
_SUFFERING = frozenset(("suffer", "sustain", "receive"))
_SINGULAR_LIFE = frozenset(("his", "her", "their", "its"))
_FINGERS = frozenset(("both", "a", "an", "one", "two", "three", "his", "her", "their", "several", "the"))


def condition(verb: Token, harm: HarmWords) -> Told:
    """Return what a verb tells of persons' condition: `killed`, `wounded` or `casualties`, and who they are.

    Args:
        verb: The verb.
        harm: Words of harm.

    Returns:
        The slot and the heads of those meant; an empty slot where the verb tells of nobody's condition.
    """
    for read in _readers(harm.conditions).get(lemma(verb), ()):
        told = read(verb, harm)
        if told[0]:
            return told
    return _NONE


@cache
def _readers(words: ConditionWords) -> dict[str, list[Callable[[Token, HarmWords], Told]]]:
    """Return the readers of each verb, surest first."""
    found: dict[str, list[Callable[[Token, HarmWords], Told]]] = {}
    for names, read in (
        (words.told_dead, _told_dead),
        (_HOLDING, _held),
        (_COSTING, _costing),
        (words.coming | words.finding, _with_wounds),
        (words.taking, _taken),
        (words.treated, _treated),
        (words.being, _in_condition),
        (_SUFFERING, _suffering),
        (words.hitting, _hit),
        (words.recovering | {"make"}, _recovering),
        (_OTHERS, _other),
        (_MAIMING, _maimed),
    ):
        for name in sorted(names):
            found.setdefault(name, []).append(read)
    return found


def _held(verb: Token, harm: HarmWords) -> Told:
    """Read "are holding 22 soldiers prisoner", "took four guests hostage"."""
    prisoners = harm.conditions.prisoners
    if not prisoners & {token.lower_ for token in _behind(verb)}:
        return _NONE
    return "captured", [head for head in _befell(verb) if head.lower_ not in prisoners]


def _costing(verb: Token, _: HarmWords) -> Told:
    """Read "cost nine lives", "claimed 12 lives"."""
    lives = [held for held in objects(verb) if held.lower_ == "lives"]
    return ("killed", lives) if lives else _NONE


def _other(verb: Token, harm: HarmWords) -> Told:
    """Read "underwent surgery", "lost both legs", "is fighting for his life"."""
    name = lemma(verb)
    if name == "operate":
        hurt = any(lemma(token) in harm.conditions.wounds for token in _behind(verb, _FAR))
        return ("wounded", prepositional(verb, "on", "upon")) if hurt else _NONE
    if name == "seek":
        medical = "medical" in {token.lower_ for token in _behind(verb)}
        return ("wounded", subjects(verb)) if medical else _NONE
    if name in {"undergo", "need", "require"}:
        held = {lemma(other) for other in objects(verb)}
        return ("wounded", subjects(verb)) if harm.conditions.surgery & held else _NONE
    if name == "lose":
        return _losing(verb, harm)
    alive = any(lemma(head) == "life" for head in prepositional(verb, "for"))
    return ("wounded", subjects(verb)) if alive else _NONE


def _behind(verb: Token, near: int = _NEAR) -> list[Token]:
    """Return the tokens behind a verb, as far as what it tells can reach."""
    found: list[Token] = []
    for token in verb.doc[verb.i + 1 : verb.i + 1 + near]:
        if token.lower_ in _ENDS:
            break
        found.append(token)
    return found


def _befell(verb: Token) -> list[Token]:
    """Return those to whom a verb was done: passive subjects, or objects of an active one."""
    if is_passive(verb) or verb.tag_ == "VBN":
        return passive_subjects(verb) or ([verb.head] if verb.dep_ == "acl" else [])
    return objects(verb)


def _told_dead(verb: Token, _: HarmWords) -> Told:
    """Read "was pronounced dead", "is dead", "found two men dead", "left a guard dead"."""
    around = _behind(verb)
    dead = next((token for token in around if token.lower_ in {"dead", "deceased"}), None)
    if dead is None or any(token.lower_ in {"not", "n't", "nearly", "almost"} for token in around if token.i < dead.i):
        return _NONE
    before = [token for token in around if token.i < dead.i]
    if any(token.lower_ in {",", "shot", "as", "among", "the"} and token.i == dead.i - 1 for token in before):
        return _NONE  # "among the dead"; "found shot dead" is told by the other verb
    if dead.i + 1 < len(verb.doc) and verb.doc[dead.i + 1].tag_.startswith("NN") and dead.dep_ == "amod":
        return _NONE  # "found dead birds"
    behind = [token.lower_ for token in verb.doc[dead.i + 1 : dead.i + 3]]
    if behind[:1] in (["and"], ["or"]) and behind[-1] in {"wounded", "injured", "missing", "hurt"}:
        return _NONE  # "left 38 dead and wounded" is both
    name = lemma(verb)
    if name in {"be", "lie", "remain", "arrive"}:
        if any(token.pos_ not in {"ADV", "PART"} for token in before):
            return _NONE
        return "killed", subjects(verb)
    if is_passive(verb) and verb.tag_ == "VBN":
        return ("killed", _befell(verb)) if len(before) <= 3 else _NONE
    # "found a man dead": parsers make the man the subject of the word for dead, or the object of the verb.
    own = children(dead, "nsubj") if dead.head is verb else []
    return "killed", own or [token for token in objects(verb) if token.i < dead.i]


def _taken(verb: Token, harm: HarmWords) -> Told:
    around = _behind(verb)
    words = harm.conditions
    for place, token in enumerate(around):
        if token.lower_ not in words.hospitals and not _centre(token, harm):
            continue
        before = {other.lower_ for other in around[:place]}
        if not before & {"to", "into", "in", "at", "from", "by"} or before & {"from", "of"}:
            return _NONE
        slot = "killed" if _died_there(token) else "wounded"
        return slot, [head for head in _befell(verb) if lemma(head) not in {"body", "corpse", "remain"}]
    return _NONE


def _centre(token: Token, harm: HarmWords) -> bool:
    """Tell whether a word opens the name of such a place ("Mercy Medical Center", "a trauma centre")."""
    behind = token.doc[token.i + 1].lower_ if token.i + 1 < len(token.doc) else ""
    return token.lower_ in harm.conditions.centres and behind in {
        "center",
        "centre",
        "facility",
        "unit",
        "campus",
        "room",
        "clinic",
        "post",
    }


def _died_there(token: Token) -> bool:
    """Tell whether the sentence goes on to say that they died ("to hospital, where she died")."""
    behind = [other.lower_ for other in token.doc[token.i + 1 : token.i + 16]]
    opened = next((n for n, word in enumerate(behind) if word in _WHERE), None)
    died = next((n for n, word in enumerate(behind) if word in _DEATHS), None)
    if opened is None or died is None or died < opened:
        return False
    between = behind[opened:died]
    return bool(_THEY & set(between)) or died <= opened + 2


def _treated(verb: Token, harm: HarmWords) -> Told:
    around = {token.lower_ for token in _behind(verb)} | {lemma(token) for token in _behind(verb)}
    words = harm.conditions
    cared = not is_passive(verb) and any(lemma(head) in _CARERS for head in subjects(verb))
    if (
        lemma(verb) == "treat"
        and not cared
        and not around & (words.wounds | words.ailments | words.hospitals | words.body | {"scene", "spot"})
    ):
        return _NONE
    if not (is_passive(verb) or verb.tag_ == "VBN") and not objects(verb):
        return _NONE
    died = any(_died_there(token) for token in _behind(verb) if token.lower_ in words.hospitals)
    return "killed" if died else "wounded", _befell(verb)


def _in_condition(verb: Token, harm: HarmWords) -> Told:
    """Read "is in critical condition", "was listed in stable condition", "remain hospitalised", "in intensive care"."""
    around = _behind(verb)
    words = [token.lower_ for token in around]
    if lemma(verb) == "have":
        return _NONE
    who = passive_subjects(verb) if is_passive(verb) and verb.tag_ == "VBN" else subjects(verb)
    if lemma(verb) in {"remain", "be"} and any(word in {"hospitalised", "hospitalized"} for word in words[:3]):
        return ("wounded", who) if lemma(verb) == "remain" else _NONE  # the participle tells it itself
    for place, word in enumerate(words):
        if word == "condition" and "in" in words[:place] and harm.conditions.states & set(words[:place]):
            return "wounded", who
        if word == "care" and words[place - 1 : place] == ["intensive"] and "in" in words[:place]:
            return "wounded", who
        if word in harm.conditions.hospitals and lemma(verb) in {"remain", "lie"} and "in" in words[:place]:
            return "wounded", who
    return _NONE


def _suffering(verb: Token, harm: HarmWords) -> Told:
    around = _behind(verb)
    held = next((token for token in around if lemma(token) in harm.conditions.wounds), None)
    if held is None or any(token.lower_ in {"no", "any", "without"} for token in around if token.i < held.i):
        return _NONE
    if lemma(verb) == "receive" and any(token.lower_ in {"for", "reports"} for token in around if token.i < held.i):
        return _NONE  # "received treatment for wounds" is told by the treatment
    deadly = {token.lower_ for token in around if token.i < held.i} & {"fatal", "mortal", "deadly"}
    return "killed" if deadly else "wounded", subjects(verb)


def _hit(verb: Token, harm: HarmWords) -> Told:
    """Read "was hit in the leg", "was struck by a bullet", "a bullet grazed the head of a girl"."""
    around = _behind(verb)
    words = harm.conditions
    parts = any(
        token.lower_ in words.body and around[max(0, place - 3) : place] and _leads(around[max(0, place - 3) : place])
        for place, token in enumerate(around)
    )
    passive = is_passive(verb) and verb.tag_ == "VBN"
    heads = subjects(verb)
    by_missile = any(token.lower_ in words.missiles for token in around) if passive else False
    flew = not passive and any(head.lower_ in words.missiles for head in heads)
    if lemma(verb) == "graze":
        if passive or flew:
            return "wounded", _owners(_befell(verb), harm)
        return _NONE
    if passive:
        slot = "wounded" if parts else "casualties" if by_missile else ""
        return (slot, _befell(verb)) if slot else _NONE
    if not flew:
        return _NONE
    who = _owners(_befell(verb), harm)
    return "wounded" if parts or who != _befell(verb) else "casualties", who


def _leads(before: list[Token]) -> bool:
    return any(token.lower_ in {"in", "on", "through"} for token in before)


def _owners(heads: list[Token], harm: HarmWords) -> list[Token]:
    """Return for parts of the body the persons whose they are ("grazed the head of a girl")."""
    found: list[Token] = []
    for head in heads:
        if head.lower_ in harm.conditions.body:
            found.extend(prepositional(head, "of") or children(head, "poss"))
        else:
            found.append(head)
    return found


def _recovering(verb: Token, _: HarmWords) -> Told:
    """Read "is expected to survive", "are expected to make a full recovery", "the other victim survived"."""
    if verb.dep_ == "xcomp" and lemma(verb.head) == "expect":
        if lemma(verb) == "make" and not any(lemma(held) == "recovery" for held in objects(verb)):
            return _NONE
        return "wounded", passive_subjects(verb.head) or subjects(verb.head)
    if lemma(verb) == "survive" and not objects(verb):
        return "wounded", [head for head in subjects(verb) if lemma(head) == "victim" or head.lower_ in _ORDINALS]
    return _NONE


def _with_wounds(verb: Token, harm: HarmWords) -> Told:
    """Read "showed up at a hospital with a gunshot wound"; who is found with wounds may be dead or alive."""
    around = _behind(verb, _FAR)
    marked = next((place for place, token in enumerate(around) if token.lower_ == "with"), None)
    if marked is None:
        return _NONE
    behind = around[marked + 1 : marked + 6]
    wound = next((place for place, token in enumerate(behind) if lemma(token) in harm.conditions.wounds), None)
    if wound is None or any(token.lower_ in {"no", "without", ",", "and"} for token in behind[:wound]):
        return _NONE
    if lemma(verb) in harm.conditions.coming:
        return "wounded", subjects(verb)
    return "casualties", _befell(verb)


def _maimed(verb: Token, harm: HarmWords) -> Told:
    """Read "tore off the foot of a boy"."""
    parts = [held for held in objects(verb) if held.lower_ in harm.conditions.body]
    owners = [owner for part in parts for owner in prepositional(part, "of")]
    return ("wounded", owners) if owners else _NONE


def _losing(verb: Token, harm: HarmWords) -> Told:
    """Read "lost his life", "lost both legs"."""
    for held in objects(verb)[:1]:
        owners = {token.lower_ for token in held.lefts}
        if lemma(held) == "life" and owners & _SINGULAR_LIFE:
            return "killed", subjects(verb)
        if held.lower_ in harm.conditions.body and owners & _FINGERS:
            return "wounded", subjects(verb)
    return _NONE

"""What became of persons where no verb of harm says it: taken to hospital, in critical condition, pronounced dead.

"Three others were taken to hospital", "a woman is in critical condition", "two men suffered burns" tell of wounded;
"was pronounced dead", "is dead", "lost his life" of dead. Who was "taken to hospital, where he died" is no wounded one.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

from crossbearing.read.persons.outcomes import (
    NOTHING,
    Told,
    befell,
    behind,
    buried,
    cared_for,
    costing,
    hurting,
    losing,
    maimed,
    passing,
    paying,
    recovering,
    released,
    self_inflicted,
    taken_away,
    with_wounds,
)
from crossbearing.read.sentences.grammar import (
    agents,
    children,
    is_passive,
    lemma,
    objects,
    passive_subjects,
    prepositional,
    subjects,
    with_conjuncts,
)
from crossbearing.resources.lexicon import ConditionWords, HarmWords

if TYPE_CHECKING:
    from crossbearing.read.sentences.tree import Token

__all__ = ["Told", "condition"]

_FAR = 22  # tokens behind a verb, where a list of persons stands between
_CLOSE = 6  # tokens from "is" to the state one is in
_WHERE = frozenset(("where", "and", "but", "before"))
_DEATHS = frozenset(("dead", "died", "dies", "succumbed", "deceased", "passed"))
_THEY = frozenset(("he", "she", "they", "both"))
_OTHERS = frozenset(("undergo", "need", "require", "seek", "lose", "fight", "operate"))
_MAIMING = frozenset(("tear", "blow", "rip", "sever", "shatter", "crush", "break", "amputate", "slice"))
_CARERS = frozenset(
    ("hospital", "clinic", "doctor", "medic", "staff", "surgeon", "nurse", "paramedic", "physician", "ward")
)
_FIRING = frozenset(("fire", "fired", "shooting", "shootout", "drive-by"))
_SAVING = frozenset(("escape", "rescue", "pull", "free"))
_AWAY = frozenset(("seize", "take", "lead", "round", "drag", "carry", "march"))
_CUTTING = frozenset(("cut", "slash", "gash"))
_TREATED_HOW = frozenset(("like", "as", "with", "unfairly", "badly", "well", "differently", "fairly", "humanely"))
_SHOTS = frozenset(("fire", "shoot", "discharge", "gun", "rifle", "pistol", "handgun", "shotgun", "firearm", "weapon"))
_HOLDING = frozenset(("hold", "take", "keep"))
_COSTING = frozenset(("cost", "claim", "take"))
_PRECAUTIONS = frozenset(("precaution", "precautionary"))
_UNHARMED = frozenset(("uninjured", "unharmed", "unhurt", "unscathed"))
_SUFFERING = frozenset(("suffer", "sustain", "receive"))


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
    return NOTHING


@cache
def _readers(words: ConditionWords) -> dict[str, list[Callable[[Token, HarmWords], Told]]]:
    """Return the readers of each verb, surest first."""
    found: dict[str, list[Callable[[Token, HarmWords], Told]]] = {}
    for names, read in (
        (words.told_dead, _told_dead),
        (_HOLDING, _held),
        (_COSTING, costing),
        (words.coming | words.finding, with_wounds),
        (words.coming, _arrived),
        (words.taking, _taken),
        (words.treated, _treated),
        (words.being, _in_condition),
        (_SUFFERING, _suffering),
        (words.hitting, _hit),
        (words.recovering | {"make", "pull"}, recovering),
        (_OTHERS, _other),
        (_MAIMING, maimed),
        ({"leave"}, hurting),
        ({"release", "discharge"}, released),
        ({"pass"}, passing),
        ({"turn"}, self_inflicted),
        ({"bury"}, buried),
        ({"receive"}, cared_for),
        (_SAVING | words.taking, with_wounds),
        (_CUTTING, _cut),
        ({"pay", "make"}, paying),
        (_AWAY, taken_away),
    ):
        for name in sorted(names):
            found.setdefault(name, []).append(read)
    return found


def _held(verb: Token, harm: HarmWords) -> Told:
    """Read "are holding 22 soldiers prisoner", "took four guests hostage"."""
    prisoners = harm.conditions.prisoners
    if not prisoners & {token.lower_ for token in behind(verb)}:
        return NOTHING
    return "captured", [head for head in befell(verb) if head.lower_ not in prisoners]


def _other(verb: Token, harm: HarmWords) -> Told:
    """Read "underwent surgery", "lost both legs", "is fighting for his life"."""
    name = lemma(verb)
    if name == "operate":
        hurt = any(lemma(token) in harm.conditions.wounds for token in behind(verb, _FAR))
        return ("wounded", prepositional(verb, "on", "upon")) if hurt else NOTHING
    if name == "seek":
        medical = "medical" in {token.lower_ for token in behind(verb)}
        return ("wounded", subjects(verb)) if medical else NOTHING
    if name in {"undergo", "need", "require"}:
        held = {lemma(other) for other in objects(verb)}
        return ("wounded", subjects(verb)) if harm.conditions.surgery & held else NOTHING
    if name == "lose":
        return losing(verb, harm)
    alive = any(lemma(head) == "life" for head in prepositional(verb, "for"))
    return ("wounded", subjects(verb)) if alive else NOTHING


def _told_dead(verb: Token, _: HarmWords) -> Told:
    """Read "was pronounced dead", "is dead", "found two men dead", "left a guard dead"."""
    around = behind(verb)
    dead = next((token for token in around if token.lower_ in {"dead", "deceased"} or _fatally(token)), None)
    if dead is None and lemma(verb) in {"find", "discover", "leave"}:
        around = behind(verb, _FAR)  # "found the 8-year-old boy and his mother, 41, dead"
        held = [one for first in objects(verb) for one in with_conjuncts(first)]
        dead = next((token for token in around if token.lower_ == "dead" and token.head in (verb, *held)), None)
        dead = dead or _behind_aside(verb, around)
    if dead is None or any(token.lower_ in {"not", "n't", "nearly", "almost"} for token in around if token.i < dead.i):
        return NOTHING
    before = [token for token in around if token.i < dead.i]
    words = [token.lower_ for token in before]
    if dead is _behind_aside(verb, around) and objects(verb):
        return "killed", objects(verb)  # "left a civilian and 13 fighters, including seven women, dead"
    aged = words[-1:] == [","] and "".join(words[-2:-1]).isdigit()  # "his mother, 41, dead"
    if (words[-1:] == [","] and not aged) or set(words[-1:]) & {"shot", "as", "among", "the"}:
        return NOTHING  # "among the dead"; "found shot dead" is told by the other verb
    if dead.i + 1 < len(verb.doc) and verb.doc[dead.i + 1].tag_.startswith("NN") and dead.dep_ == "amod":
        return NOTHING  # "found dead birds"
    after = [token.lower_ for token in verb.doc[dead.i + 1 : dead.i + 3]]
    if after[:1] in (["and"], ["or"]) and after[-1] in {"wounded", "injured", "missing", "hurt"}:
        return NOTHING  # "left 38 dead and wounded" is both
    if words[-1:] == ["brain"]:
        return NOTHING  # "was declared brain dead": kept alive so far
    name = lemma(verb)
    if name in {"be", "lie", "remain", "arrive"}:
        if any(token.pos_ not in {"ADV", "PART"} for token in before):
            return NOTHING
        return "killed", subjects(verb)
    if is_passive(verb) and verb.tag_ == "VBN":
        return ("killed", befell(verb)) if len(before) <= 3 else NOTHING
    if (
        name in {"pronounce", "declare"}
        and verb.dep_ == "conj"
        and not children(verb, "nsubj")
        and is_passive(verb.head)
    ):
        return "killed", passive_subjects(verb.head)  # "was shot and pronounced dead", read as an active verb
    # "found a man dead": parsers make the man the subject of the word for dead, or the object of the verb.
    own = children(dead, "nsubj") if dead.head is verb else []
    held = own or [token for token in objects(verb) if token.i < dead.i]
    if not held and verb.dep_ == "acl" and verb.tag_ != "VBG" and dead.i <= verb.i + 2:
        held = [verb.head]  # "two people found dead", read as an active verb
    return "killed", held


def _behind_aside(verb: Token, around: list[Token]) -> Token | None:
    """Return the word for dead of "left 13 fighters, including seven women, dead", or None."""
    words = [token.lower_ for token in around]
    closed = next((at for at, word in enumerate(words) if word == "dead" and words[at - 1] == ","), 0)
    told = closed and lemma(verb) == "leave" and words[:closed].count("including") == 1
    return around[closed] if told else None


def _fatally(token: Token) -> bool:
    """Tell whether a word opens "fatally shot", "mortally wounded"."""
    after = token.doc[token.i + 1].lower_ if token.i + 1 < len(token.doc) else ""
    return token.lower_ in {"fatally", "mortally"} and after in {"shot", "stabbed", "wounded", "injured", "beaten"}


def _arrived(verb: Token, harm: HarmWords) -> Told:
    """Read "two victims arrived at the hospital"."""
    there = {token.lower_ for token in behind(verb)} & harm.conditions.hospitals
    return ("wounded", [head for head in subjects(verb) if lemma(head) == "victim"]) if there else NOTHING


def _taken(verb: Token, harm: HarmWords) -> Told:
    around = behind(verb)
    words = harm.conditions
    if _unhurt(verb):
        return NOTHING
    for place, token in enumerate(around):
        if token.lower_ not in words.hospitals and not _centre(token, harm):
            continue
        before = {other.lower_ for other in around[:place]}
        if not before & {"to", "into", "in", "at", "from", "by"} or before & {"from", "of"}:
            return NOTHING
        slot = "killed" if _died_there(token) else "wounded"
        return slot, [head for head in befell(verb) if lemma(head) not in {"body", "corpse", "remain"}]
    return NOTHING


def _unhurt(verb: Token) -> bool:
    """Tell whether who is taken somewhere is unharmed, or taken as a precaution."""
    doc = verb.doc
    return any(token.lower_ in _PRECAUTIONS for token in doc[verb.i : verb.i + _FAR]) or any(
        token.lower_ in _UNHARMED for token in doc[max(0, verb.i - _CLOSE) : verb.i]
    )


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
    after = [other.lower_ for other in token.doc[token.i + 1 : token.i + 16]]
    survive = after.index("survive") if "survive" in after else 0
    if survive and after[survive - 1] in {"not", "n't", "n\u2019t"}:
        return True  # "to hospital but did not survive"
    opened = next((n for n, word in enumerate(after) if word in _WHERE), None)
    died = next((n for n, word in enumerate(after) if word in _DEATHS), None)
    if opened is None or died is None or died < opened:
        return False
    between = after[opened:died]
    return bool(_THEY & set(between)) or died <= opened + 2


def _treated(verb: Token, harm: HarmWords) -> Told:
    around = {token.lower_ for token in behind(verb)} | {lemma(token) for token in behind(verb)}
    words = harm.conditions
    cared = not is_passive(verb) and any(lemma(head) in _CARERS for head in subjects(verb))
    sent_home = {"and", "released"} <= {token.lower_ for token in behind(verb, 3)}
    going_on = any(other.lower_ == "being" for other in children(verb, "auxpass")) and not around & _TREATED_HOW
    if (
        lemma(verb) == "treat"
        and not cared
        and not going_on
        and not sent_home
        and not around & (words.wounds | words.ailments | words.hospitals | words.body | {"scene", "spot"})
    ):
        return NOTHING
    if not (is_passive(verb) or verb.tag_ == "VBN") and not objects(verb):
        return NOTHING
    died = any(_died_there(token) for token in behind(verb) if token.lower_ in words.hospitals)
    return "killed" if died else "wounded", befell(verb)


def _in_condition(verb: Token, harm: HarmWords) -> Told:
    """Read "is in critical condition", "was listed in stable condition", "remain hospitalised", "in intensive care"."""
    around = behind(verb)
    words = [token.lower_ for token in around]
    if lemma(verb) == "have":
        return NOTHING
    if lemma(verb) == "be" and words[:1] == ["among"] and words[1:2] in (["the"], ["those"]):
        return harm.words.get(words[2] if len(words) > 2 else "", ""), subjects(verb)
    who = passive_subjects(verb) if is_passive(verb) and verb.tag_ == "VBN" else subjects(verb)
    if lemma(verb) in {"remain", "be"} and any(word in {"hospitalised", "hospitalized"} for word in words[:3]):
        return ("wounded", who) if lemma(verb) == "remain" else NOTHING  # the participle tells it itself
    for place, word in enumerate(words):
        if word == "condition" and "in" in words[:place] and harm.conditions.states & set(words[:place]):
            return "wounded", who
        if word == "care" and words[place - 1 : place] == ["intensive"] and "in" in words[:place]:
            return "wounded", who
        if word in {"care", "treatment"} and words[place - 1 : place] == ["under"] and place < _CLOSE:
            return "wounded", who
        if word == "support" and words[place - 2 : place] == ["on", "life"] and place < _CLOSE:
            return "wounded", who
        if word in {"coma", "surgery"} and "in" in words[:place] and place < _CLOSE:
            return "wounded", who
        if word in {"hospital", "icu"} and verb.lower_ in {"is", "are"} and words[:place] in (["in"], ["in", "the"]):
            inside = around[place + 1 : place + 2]  # "in the hospital basement" they may shelter
            return NOTHING if inside and inside[0].tag_.startswith("NN") else ("wounded", who)
        if word in harm.conditions.hospitals and lemma(verb) in {"remain", "lie"} and "in" in words[:place]:
            return "wounded", who
    return NOTHING


def _suffering(verb: Token, harm: HarmWords) -> Told:
    around = behind(verb)
    held = next((token for token in around if lemma(token) in harm.conditions.wounds), None)
    if held is None or any(token.lower_ in {"no", "any", "without"} for token in around if token.i < held.i):
        return NOTHING
    if lemma(verb) == "receive" and any(token.lower_ in {"for", "reports"} for token in around if token.i < held.i):
        return NOTHING  # "received treatment for wounds" is told by the treatment
    deadly = any(
        token.lower_ in {"fatal", "mortal", "deadly"} and not _spared(token) for token in around if token.i < held.i
    )
    return "killed" if deadly else "wounded", subjects(verb)


def _spared(fatal: Token) -> bool:
    """Tell whether a word for deadly is undone ("non-fatal injuries")."""
    return any(
        token.lower_ in {"non", "not", "less", "less-than"} for token in fatal.doc[max(0, fatal.i - 2) : fatal.i]
    )


def _hit(verb: Token, harm: HarmWords) -> Told:
    """Read "was hit in the leg", "was struck by a bullet", "a bullet grazed the head of a girl"."""
    around, far = behind(verb), behind(verb, _CLOSE * 2)  # "a 5-year-old girl in the arm"
    words = harm.conditions
    fired = {token.lower_ for token in verb.doc} & (words.missiles | _FIRING)
    parts = any(
        token.lower_ in words.body and far[max(0, place - 3) : place] and _leads(far[max(0, place - 3) : place])
        for place, token in enumerate(far)
    )
    passive = is_passive(verb) and verb.tag_ == "VBN"
    heads = subjects(verb)
    # "gunmen opened fire and four people were hit", and by nothing else that is told.
    by_missile = any(token.lower_ in words.missiles for token in around) or (bool(fired) and not agents(verb))
    flew = not passive and any(head.lower_ in words.missiles for head in heads)
    if lemma(verb) == "graze":
        if passive or flew:
            return "wounded", _owners(befell(verb), harm)
        return NOTHING
    if passive:
        slot = "wounded" if parts else "casualties" if by_missile else ""
        return (slot, befell(verb)) if slot else NOTHING
    if not flew and not _fired_at(verb, harm):
        return NOTHING
    who = _owners(befell(verb), harm)
    return "wounded" if parts or who != befell(verb) else "casualties", who


def _cut(verb: Token, harm: HarmWords) -> Told:
    """Read "was cut on the hand"."""
    around = behind(verb)
    parts = any(
        token.lower_ in harm.conditions.body and _leads(around[max(0, place - 3) : place])
        for place, token in enumerate(around)
    )
    return ("wounded", befell(verb)) if parts and is_passive(verb) and verb.tag_ == "VBN" else NOTHING


def _fired_at(verb: Token, harm: HarmWords) -> bool:
    """Tell whether a shot is told right before a verb of hitting ("fired into the car, striking a girl in the arm")."""
    if verb.tag_ != "VBG" or verb.dep_ not in {"advcl", "acl", "conj", "pcomp", "xcomp"}:
        return False
    words = {lemma(token) for token in verb.doc[max(0, verb.i - _FAR) : verb.i]}
    return bool(words & (harm.conditions.missiles | _SHOTS))


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

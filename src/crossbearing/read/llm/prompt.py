"""What the model is asked: instructions, the numbered sentences of a stretch, and the form of the answer."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from crossbearing.model.actors import Link, Stance
from crossbearing.model.claims import Basis, Modality
from crossbearing.model.ids import digest
from crossbearing.read.sentences.segment import Sentence
from crossbearing.resources.loading import resource_bytes
from crossbearing.resources.vocabulary import event_kinds, intent_labels, slots

__all__ = ["DIALECTS", "Dialect", "chunks", "instructions", "messages", "prompt_hash", "request", "schema"]

_INSTRUCTIONS = "llm/instructions.txt"
_MOST_CLAIMS = 60  # in one answer; a stretch of 6,000 characters seldom holds half of it


@dataclass(frozen=True, slots=True)
class Dialect:
    """A form of request. Endpoints differ in how the form of an answer is asked for.

    Args:
        name: For messages and tests.
        form: How the answer's form is asked for: `json_schema` (OpenAI, vLLM, llama.cpp), `json_object` (older
            llama.cpp servers take the schema beside it) or `words` (by the instructions alone).
        bound: Name of the field that bounds the answer; newer OpenAI models refuse `max_tokens`.
        steady: Whether temperature and seed are sent; some models refuse both.
    """

    name: str
    form: str
    bound: str = "max_tokens"
    steady: bool = True


DIALECTS = (
    Dialect("schema", "json_schema"),
    Dialect("schema, newer bound", "json_schema", "max_completion_tokens", steady=False),
    Dialect("object", "json_object"),
    Dialect("words", "words"),
)
"""The forms of request that are tried, in order; the first that the endpoint takes is kept to."""


@cache
def instructions() -> str:
    """Return what the model is told, with the questions and kinds of the tables filled in."""
    text = resource_bytes(_INSTRUCTIONS).decode("utf-8")
    filled = {
        "{slots}": "\n".join(f"- {slot.name}: {slot.question}" for slot in slots().values()),
        "{intents}": ", ".join(intent_labels()),
        "{events}": ", ".join(event_kinds()),
    }
    for name, words in filled.items():
        text = text.replace(name, words)
    return text


@cache
def schema() -> dict[str, Any]:
    """Return the JSON schema of an answer: every field required and no other, as strict modes demand."""
    number = {"anyOf": [{"type": "integer", "minimum": 0}, {"type": "null"}]}
    words = {"type": "string"}
    speaker = _record(name=words, named={"type": "boolean"}, link=_one_of(link for link in Link if link != "publishes"))
    claim = _record(
        sentence={"type": "integer", "minimum": 0},
        words=words,
        slot=_one_of(slots()),
        low=number,
        high=number,
        code=words,
        names={"type": "array", "items": words},
        event={"type": "integer", "minimum": 0},
        type=_one_of(event_kinds()),
        negated={"type": "boolean"},
        modality=_one_of(Modality),
        part_of=words,
        speakers={"type": "array", "items": speaker},
        stance=_one_of(Stance),
        basis=_one_of(Basis),
        hedges={"type": "array", "items": words},
    )
    return _record(claims={"type": "array", "items": claim, "maxItems": _MOST_CLAIMS})


def _record(**fields: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": fields, "required": list(fields), "additionalProperties": False}


def _one_of(values: Any) -> dict[str, Any]:
    return {"type": "string", "enum": [str(value) for value in values]}


@cache
def prompt_hash() -> str:
    """Return the hash of all that the model is told besides the report, for the id of the step."""
    return digest(instructions(), json.dumps(schema(), sort_keys=True))


def chunks(sentences: Sequence[Sentence], characters: int) -> Iterator[tuple[Sentence, ...]]:
    """Yield stretches of whole sentences.

    Args:
        sentences: Of one document, in order.
        characters: How many a stretch may have; a sentence longer than that stands alone.
    """
    some: list[Sentence] = []
    size = 0
    for sentence in sentences:
        if some and size + len(sentence.text) > characters:
            yield tuple(some)
            some, size = [], 0
        some.append(sentence)
        size += len(sentence.text)
    if some:
        yield tuple(some)


def messages(chunk: Sequence[Sentence], told: Sequence[str]) -> list[dict[str, str]]:
    """Return the messages that ask about one stretch.

    Args:
        chunk: Its sentences.
        told: One line for each happening of the stretches before, so that their numbers go on.
    """
    before = ("Happenings told before this part:\n" + "\n".join(told) + "\n\n") if told else ""
    lines = "\n".join(f"[{sentence.index}] {' '.join(sentence.text.split())}" for sentence in chunk)
    return [
        {"role": "system", "content": instructions()},
        {"role": "user", "content": f"{before}The report:\n{lines}"},
    ]


def request(model: str, asked: list[dict[str, str]], dialect: Dialect, *, tokens: int, attempt: int) -> dict[str, Any]:
    """Return the body of a request.

    Args:
        model: Name of the model.
        asked: The messages.
        dialect: Form of the request.
        tokens: Tokens that the answer may have.
        attempt: 0 for the first time; later ones are given some leeway, or the same bad answer would come again.
    """
    body: dict[str, Any] = {"model": model, "messages": asked, "stream": False, dialect.bound: tokens}
    if dialect.steady:
        body |= {"temperature": 0.0 if attempt == 0 else 0.4, "seed": attempt}
    if dialect.form == "json_schema":
        form = {"name": "claims", "strict": True, "schema": schema()}
        body["response_format"] = {"type": "json_schema", "json_schema": form}
    elif dialect.form == "json_object":
        body["response_format"] = {"type": "json_object", "schema": schema()}
    return body

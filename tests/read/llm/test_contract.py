"""What the reader does with every way in which an endpoint may fail. One bad answer never ends a batch."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest

from crossbearing.model.actors import Link, Stance
from crossbearing.model.documents import MarkKind
from crossbearing.model.steps import Reading, Reject
from crossbearing.model.values import Category, Count, Group, Place
from crossbearing.read.llm.reader import LLMReader
from crossbearing.read.llm.settings import LLMSettings
from crossbearing.read.llm.transport import Client, EndpointError
from crossbearing.read.step import Read
from tests.read.llm.fake import Endpoint, Reply, always, claim, claims, endpoint, in_turn
from tests.read.support import collected

REPORT = (
    "At least 62 soldiers were killed in the raid, the army command said. "
    "A ministry spokesman denied that the strike was a mistake. It lasted about an hour near Homs."
)
Answers = Callable[[int, dict[str, Any]], Reply]


class Asked:
    """A reading, the notes beside it, what the endpoint saw and how long the reader waited."""

    def __init__(self, answers: Answers, body: str = REPORT, *, language: str = "en", **settings: Any) -> None:
        self.waited: list[float] = []
        with endpoint(answers) as server:
            self.server: Endpoint = server
            found = LLMSettings(server.url, "tiny", **({"timeout": 5.0} | settings))
            opened = LLMReader.open(found, "read@test", characters=200_000)
            reader = LLMReader(
                found,
                "read@test",
                characters=200_000,
                tables=opened._tables,
                split=opened._split,
                client=Client(found, sleep=self.waited.append),
            )
            results = list(reader.read(collected(body, publisher="The Gazette", language=language)))
        self.rejects = [one for one in results if isinstance(one, Reject)]
        (self.reading,) = [one for one in results if isinstance(one, Reading)]

    @property
    def kinds(self) -> list[str]:
        """What the notes are of, in order."""
        return [reject.kind for reject in self.rejects]


def test_a_claim_comes_back_whole() -> None:
    """A claim keeps its exact words, typed value, chain, stance and step."""
    item = claim(speakers=[{"name": "army command", "named": True, "link": "quotes"}], basis="record")
    asked = Asked(always(claims(item)))
    (found,) = asked.reading.claims
    assert found.locator.quote == "At least 62 soldiers"  # type: ignore[union-attr]
    assert REPORT[found.locator.start : found.locator.end] == "At least 62 soldiers"  # type: ignore[union-attr]
    assert isinstance(found.value, Group)
    assert (found.value.count.low, found.value.count.high, found.value.status) == (62, None, "military")
    assert [speaker.name for speaker in found.speakers] == ["The Gazette", "army command"]
    assert found.speakers[1].link is Link.QUOTES
    assert (found.event.type, found.step, found.basis) == ("air_strike", "read@test", "record")
    assert found.sentence.startswith("At least")
    assert not asked.rejects


def test_usage_is_told() -> None:
    """The reading says where the words went, what it took, and what that costs at the prices given."""
    usage = Asked(always(claims()), price_in=1.0, price_out=10.0).reading.usage
    assert usage is not None
    assert usage.endpoint.startswith("http://127.0.0.1:")
    assert (usage.model, usage.local, usage.requests, usage.sent, usage.answered) == ("tiny", True, 1, 1000, 100)
    assert usage.cost == pytest.approx(0.002)


def test_usage_that_is_not_told_is_unknown() -> None:
    """An endpoint that counts no tokens leaves tokens and cost unknown, not zero."""
    usage = Asked(always(Reply(usage=None)), price_in=1.0, price_out=1.0).reading.usage
    assert usage is not None
    assert (usage.sent, usage.answered, usage.cost) == (None, None, None)


@pytest.mark.parametrize(
    ("item", "kind"),
    [
        pytest.param(claim(words="At least 63 soldiers"), "quote_not_found", id="words that are not there"),
        pytest.param(claim(words="62", low=63), "number_not_found", id="another number than stands there"),
        pytest.param(claim(words="soldiers", low=62), "number_not_found", id="a number outside the words"),
        pytest.param(claim(words="the", low=None, slot="struck"), "ambiguous_quote", id="words that stand twice"),
        pytest.param(claim(slot="mood"), "wrong_slot", id="no such question"),
        pytest.param(claim(slot="when.start"), "wrong_value", id="words that do not answer the question"),
        pytest.param(
            claim(slot="intent", code="malice", words="a mistake", sentence=1), "wrong_code", id="no such code"
        ),
        pytest.param(claim(type="quarrel"), "wrong_event", id="no such kind of event"),
        pytest.param(claim(stance="shouts"), "bad_form", id="no such stance"),
        pytest.param(claim(words=""), "bad_form", id="no words"),
        pytest.param(claim(words=7), "bad_form", id="words that are none"),
        pytest.param(claim(low="62"), "bad_form", id="a number that is none"),
        pytest.param(claim(low=-1), "bad_form", id="a number below 0"),
        pytest.param(claim(names="army"), "bad_form", id="a list that is none"),
        pytest.param(claim(speakers=["army"]), "bad_form", id="a speaker that is none"),
        pytest.param(claim(speakers=[{"name": "the palace"}]), "speaker_not_found", id="a speaker not in the text"),
        pytest.param("62 dead", "bad_form", id="no object"),
    ],
)
def test_a_bad_claim_is_refused_with_its_reason(item: Any, kind: str) -> None:
    """A claim that does not hold is kept as a note with its reason, and the good one beside it is taken."""
    asked = Asked(always(claims(item, claim())))
    assert asked.kinds == [kind]
    assert asked.rejects[0].reason.startswith("a claim of the language model was not taken: ")
    assert not asked.rejects[0].fatal
    assert "report.txt" in asked.rejects[0].where
    assert [one.slot for one in asked.reading.claims] == ["killed"]
    assert asked.reading.read


def test_the_same_claim_twice_is_taken_once() -> None:
    """A model that repeats itself adds nothing."""
    asked = Asked(always(claims(claim(), claim())))
    assert len(asked.reading.claims) == 1
    assert asked.kinds == ["repeated"]


def test_a_wrong_sentence_number_is_mended() -> None:
    """Words that stand just once are found even where the model names another sentence."""
    (found,) = Asked(always(claims(claim(sentence=2)))).reading.claims
    assert found.sentence.startswith("At least")


def test_values_are_read_from_the_words() -> None:
    """Times, lengths, places and intent are typed by the program; the model only points."""
    found = Asked(
        always(
            claims(
                claim(slot="duration", words="about an hour", sentence=2, low=None),
                claim(slot="where", words="near Homs", names=["Homs", "Aleppo"], sentence=2, low=None),
                claim(slot="intent", words="a mistake", code="mistake", sentence=1, low=None, stance="denies"),
            )
        )
    ).reading.claims
    values = {one.slot: one.value for one in found}
    assert values["duration"].canonical() == "duration:~3600..3600"
    assert isinstance(values["where"], Place)
    assert (values["where"].name, values["where"].relation.kind) == ("Homs", "near")  # type: ignore[union-attr]
    assert isinstance(values["intent"], Category)
    assert [one.stance for one in found if one.slot == "intent"] == [Stance.DENIES]


def test_none_reported_is_not_zero() -> None:
    """That no casualties were reported keeps its own state."""
    item = claim(slot="casualties", words="No casualties", low=None, sentence=0)
    (found,) = Asked(always(claims(item)), "No casualties were reported.").reading.claims
    count = found.value.count if isinstance(found.value, Group) else found.value
    assert isinstance(count, Count)
    assert count.state == "none_reported"


def test_languages_that_no_rule_reads() -> None:
    """A report in a language without tables is read where its numbers stand in figures, of any script."""
    body = "قُتل ٦٢ جنديا في الغارة."
    items = (claim(words="٦٢ جنديا", high=62), claim(words="جنديا", low=62))
    asked = Asked(always(claims(*items)), body, language="ar")
    (found,) = asked.reading.claims
    assert isinstance(found.value, Group)
    assert (found.value.count.low, found.value.text) == (62, "٦٢ جنديا")
    assert asked.kinds == ["number_not_found"]


@pytest.mark.parametrize("status", [500, 502, 503, 529, 408])
def test_a_failing_endpoint_is_tried_again(status: int) -> None:
    """Passing failures are tried again, with pauses that grow."""
    asked = Asked(in_turn(Reply(status), Reply(status), claims(claim())))
    assert len(asked.reading.claims) == 1
    assert asked.waited == [1.0, 2.0]
    assert asked.reading.usage is not None
    assert asked.reading.usage.requests == 3


@pytest.mark.parametrize(
    ("header", "low", "high"),
    [
        ("7", 7.0, 7.0),
        (format_datetime(datetime.now(UTC) + timedelta(hours=1), usegmt=True), 60.0, 60.0),
        ("soon", 1.0, 1.0),
        ("3600", 60.0, 60.0),
    ],
    ids=["seconds", "date", "words", "hour"],
)
def test_too_many_requests(header: str, low: float, high: float) -> None:
    """The pause that an endpoint asks for is kept, in seconds or as a date, up to a minute."""
    asked = Asked(in_turn(Reply(429, headers={"Retry-After": header}), claims(claim())))
    assert len(asked.reading.claims) == 1
    assert low <= asked.waited[0] <= high


@pytest.mark.parametrize("status", [500, 401, 403, 302])
def test_an_endpoint_that_stays_broken(status: int) -> None:
    """An endpoint that fails for good ends the document, not silently, and is not asked again at once."""
    with endpoint(always(Reply(status, headers={"Location": "http://127.0.0.1:1/elsewhere"}))) as server:
        found = LLMSettings(server.url, "tiny", tries=3)
        reader = LLMReader(
            found, "read@test", characters=1000, tables={}, split={}, client=Client(found, sleep=lambda _: None)
        )
        for _ in range(3):
            with pytest.raises(EndpointError) as failed:
                list(reader.read(collected(REPORT)))
            assert str(status) in str(failed.value)
        assert len(server.bodies) == (3 if status == 500 else 1)


def test_nothing_listens() -> None:
    """An address where nothing listens is named in the error, with what to do."""
    step = Read(reader="llm", llm=LLMSettings("http://127.0.0.1:9/v1", "tiny", tries=1))
    with pytest.raises(EndpointError, match=r"127\.0\.0\.1:9.*see whether it runs"):
        list(step.open()([collected(REPORT)]))


@pytest.mark.parametrize(
    "reply",
    [
        pytest.param(Reply(content="I found three claims."), id="no JSON"),
        pytest.param(Reply(content='{"claims": [{"sentence": 0,'), id="JSON cut off"),
        pytest.param(Reply(content='{"answers": []}'), id="another object"),
        pytest.param(Reply(content="[" * 100_000), id="brackets without end"),
        pytest.param(Reply(content=""), id="nothing"),
        pytest.param(Reply(raw=b"<html>busy</html>"), id="a page"),
        pytest.param(Reply(raw=b'{"choices": []}'), id="no choice"),
        pytest.param(Reply(raw=b"\xff\xfe\x00"), id="no text"),
        pytest.param(Reply(raw=b" " * 5_000_000), id="an answer without end"),
    ],
)
def test_an_answer_without_form(reply: Reply) -> None:
    """After a second attempt the stretch is marked as not read, with the reason, and nothing else is lost."""
    asked = Asked(always(reply))
    assert asked.kinds == ["bad_answer"]
    assert [mark.kind for mark in asked.reading.marks] == [MarkKind.NOT_READ]
    assert not asked.reading.read
    assert len(asked.server.bodies) == 2


def test_a_second_attempt_may_do() -> None:
    """A bad answer is asked for once more, with leeway."""
    asked = Asked(in_turn(Reply(content="Sure!"), claims(claim())))
    assert len(asked.reading.claims) == 1
    assert [body["temperature"] for body in asked.server.bodies] == [0.0, 0.4]


@pytest.mark.parametrize("around", ["```json\n%s\n```", "<think>{perhaps}</think>%s", "Here it is: %s"])
def test_words_around_an_answer(around: str) -> None:
    """Fences, thoughts and pleasantries around the object are passed over."""
    content = around % json.dumps({"claims": [claim()]})
    assert len(Asked(always(Reply(content=content))).reading.claims) == 1


def test_an_answer_cut_off_is_asked_for_in_halves() -> None:
    """A stretch whose answer does not fit is halved until it does; a single sentence that does not fit is marked."""

    def answer(_number: int, body: dict[str, Any]) -> Reply:
        lines = body["messages"][-1]["content"].count("\n[") + 0
        return Reply(content='{"claims": [', finish="length") if lines > 1 else claims(claim())

    asked = Asked(answer)
    assert len(asked.reading.claims) == 1
    assert not [mark for mark in asked.reading.marks if mark.kind is MarkKind.NOT_READ]
    hopeless = Asked(always(Reply(content="{", finish="length")))
    assert hopeless.kinds == ["bad_answer"] * 3
    assert not hopeless.reading.read


def test_a_slow_endpoint() -> None:
    """An endpoint that says nothing is given up in time."""
    began = time.monotonic()
    with pytest.raises(EndpointError, match=r"no answer within|timed out"):
        Asked(always(Reply(hang=30.0)), timeout=0.3, tries=2)
    assert time.monotonic() - began < 10


def test_an_endpoint_that_trickles() -> None:
    """An answer that comes byte by byte is given up in time, though each byte comes soon."""
    began = time.monotonic()
    with pytest.raises(EndpointError, match="too slowly"):
        Asked(always(Reply(drip=0.1)), timeout=0.5, tries=1)
    assert time.monotonic() - began < 10


def test_the_bound_of_a_document_is_kept() -> None:
    """Reading stops at its bound of time, and the rest is marked."""
    clock = iter(range(0, 10_000, 10))
    with endpoint(always(claims())) as server:
        found = LLMSettings(server.url, "tiny", chunk=40, seconds=15.0)
        reader = LLMReader(found, "s", characters=9999, tables={}, split={}, clock=lambda: float(next(clock)))
        reader._client = Client(found)  # whose clock is the real one; its patience is tested above
        reader._client.ask = lambda _body, _until: _answered()  # type: ignore[method-assign]
        (reading,) = [one for one in reader.read(collected(REPORT)) if isinstance(one, Reading)]
    assert [mark.kind for mark in reading.marks] == [MarkKind.TRUNCATED]
    assert "15 s" in reading.marks[0].note


def _answered() -> Any:
    from crossbearing.read.llm.transport import Answer

    return Answer('{"claims": []}', cut=False, sent=1, answered=1)


def test_forms_of_request() -> None:
    """An endpoint that refuses one form of request is asked in the next, and from then on in that one."""

    def answer(_number: int, body: dict[str, Any]) -> Reply:
        form = body.get("response_format", {}).get("type")
        return claims(claim()) if form == "json_object" else Reply(400, raw=b"unknown response_format")

    asked = Asked(answer, REPORT * 2, chunk=120)
    forms = [body.get("response_format", {}).get("type") for body in asked.server.bodies]
    assert forms[:3] == ["json_schema", "json_schema", "json_object"]
    assert set(forms[3:]) == {"json_object"}
    assert "max_completion_tokens" in asked.server.bodies[1]


def test_an_endpoint_that_knows_no_such_model() -> None:
    """Where every form is refused, the endpoint's own words are told."""
    with pytest.raises(EndpointError, match="no model tiny"):
        Asked(always(Reply(404, raw=b"no model tiny")))


def test_long_documents_go_in_stretches() -> None:
    """Stretches hold whole sentences, keep their numbers, and are told the happenings of those before."""
    body = " ".join(f"In raid {number} some {number + 10} people were killed." for number in range(30))

    def answer(_number: int, body: dict[str, Any]) -> Reply:
        first = int(body["messages"][-1]["content"].partition("The report:\n[")[2].partition("]")[0])
        return claims(claim(sentence=first, words=f"some {first + 10} people", low=first + 10, event=first + 1))

    asked = Asked(answer, body, chunk=400)
    assert len(asked.server.bodies) > 2
    assert len(asked.reading.claims) == len(asked.server.bodies)
    assert len({found.event.id for found in asked.reading.claims}) == len(asked.reading.claims)
    assert "Happenings told before this part:\n1: air_strike, news" in asked.server.reports[1]
    for found in asked.reading.claims:
        assert body[found.locator.start : found.locator.end] == found.locator.quote  # type: ignore[union-attr]


def test_the_key_comes_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """The key of the variable named is sent, and none where it is not set; a proxy of the environment is passed by."""
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    monkeypatch.setenv("MY_KEY", "k-123")
    assert Asked(always(claims()), key_variable="MY_KEY").server.headers[0]["Authorization"] == "Bearer k-123"
    assert "Authorization" not in Asked(always(claims()), key_variable="NO_KEY").server.headers[0]


def test_only_the_report_is_sent() -> None:
    """Comments below a report, its file name and its publisher do not leave."""
    with endpoint(always(claims())) as server:
        step = Read(reader="llm", llm=LLMSettings(server.url, "tiny"))
        list(step.open()([collected("The village was calm.", comment="Fifty died!", publisher="The Gazette")]))
    sent = json.dumps(server.bodies)
    assert "village" in sent
    for kept in ("Fifty", "Gazette", "report.txt"):
        assert kept not in sent


def test_nothing_to_read() -> None:
    """A document without a title, body or caption is marked as not read, and nothing is sent."""
    asked = Asked(always(claims()), "")
    assert not asked.server.bodies
    assert not asked.reading.read
    assert [mark.kind for mark in asked.reading.marks] == [MarkKind.NOT_READ]


def test_one_bad_document_does_not_end_a_batch() -> None:
    """Between two good documents, one with a bad answer is read as far as it goes."""
    with endpoint(in_turn(claims(claim()), Reply(content="no"), Reply(content="no"), claims(claim()))) as server:
        step = Read(reader="llm", llm=LLMSettings(server.url, "tiny"))
        results = list(step.open()([collected(f"{REPORT} Number {number}.") for number in range(3)]))
    assert [len(one.claims) for one in results if isinstance(one, Reading)] == [1, 0, 1]


def test_loaded_terms_are_listed_all_the_same() -> None:
    """Words that judge are listed from the same list, whoever reads."""
    marks = Asked(always(claims()), "The barbaric raid killed 62 soldiers.").reading.marks
    assert [(mark.kind, mark.quote) for mark in marks] == [(MarkKind.LOADED_TERM, "barbaric")]

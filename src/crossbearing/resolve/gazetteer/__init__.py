"""Names of places to places, in one file that is built on the user's machine from installed packages."""

from __future__ import annotations

from crossbearing.resolve.gazetteer.build import build_gazetteer, ensure_gazetteer, gazetteer_path
from crossbearing.resolve.gazetteer.lookup import Found, Gazetteer, GazetteerPlace, Match

__all__ = ["Found", "Gazetteer", "GazetteerPlace", "Match", "build_gazetteer", "ensure_gazetteer", "gazetteer_path"]

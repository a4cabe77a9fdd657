"""Patterns by which the parts of longer names are told: offices, brackets, appositions."""

from __future__ import annotations

import re

__all__ = ["APPOSED", "BEHIND", "BRACKET", "CAPS", "LED", "OF", "OF_MEDIA", "OF_PEOPLE", "ROLE", "SLASH", "VIA"]

ROLE = (
    r"(?:spokes(?:man|men|woman|person|people)|press secretary|officials?|officers?|commanders?|chief|head|director|"
    r"minister|secretary|representatives?|sources?|leaders?|members?|envoy|ambassador|general|colonel|investigators?|"
    r"statement|report|command|fighters?|militants?|forces|troops|soldiers|positions|units?|rebels?|terrorists?|"
    r"jihadists?|gunmen|insurgents?|planes|jets|warplanes|aircraft|drones?|investigation|inquiry|news agency|agency|"
    r"newspaper|website|television|tv|channel|correspondent|reporter|journalist|bulletin|doctors?|"
    r"spokesperson's office|press office|media office|delegation|administration|experts?|activists?|volunteers?|"
    r"rescuers?)"
)
"""Words for who speaks or acts for a body."""
OF = re.compile(rf"\b{ROLE}\s+(?:for|of|from|with|at|in)\s+(?:the\s+)?(?P<rest>.+)$", re.IGNORECASE)
"""What stands before whom a spokesman speaks for."""
BEHIND = re.compile(rf"^(?P<rest>.+?)(?:'s|\u2019s)?\s+{ROLE}\b(?:\s+[A-Z].*)?$")
"""Whose spokesman or officials a name means."""
OF_MEDIA = re.compile(
    r"\b(?:news agency|newspaper|website|television|tv|channel|correspondent|reporter|journalist)s?\b", re.IGNORECASE
)
"""Words for media and their people."""
BRACKET = re.compile(r"^(?P<one>[^()]+?)\s*\((?P<two>[^()]+)\)\s*$")
"""A name with another in brackets."""
APPOSED = re.compile(r"^(?P<one>[^,]+),\s*(?P<two>.+)$")
"""A name with another behind a comma."""
SLASH = re.compile(r"^(?P<one>[^/]{2,40})/(?P<two>[^/]{2,40})$")
"""Two names with a slash."""
VIA = re.compile(r"^(?P<one>.+?)\s+(?:as cited by|as reported by|citing|quoting|via|per)\s+.+$", re.IGNORECASE)
"""A name with whoever cites it."""
LED = re.compile(r"^(?P<who>.+?)[- ](?P<how>led|backed|supported|aligned|allied|funded|sponsored)\b", re.IGNORECASE)
"""A name of those whom another leads or backs."""
CAPS = re.compile(r"^[A-Z][A-Z.\-]{1,9}$")
"""An abbreviation."""
OF_PEOPLE = re.compile(
    r"\b(?:doctor|expert|activist|volunteer|rescuer|rebel|insurgent|militant|jihadist|terrorist|gunman|gunmen|fighter)s?\b",
    re.IGNORECASE,
)
"""Words for people of a country who are no body of its state."""

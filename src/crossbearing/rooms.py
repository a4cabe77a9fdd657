"""Which room does what: named as `module:attribute` and imported when first used.

A command thus loads only what it needs.
"""

from __future__ import annotations

import importlib
from typing import Any

__all__ = ["room"]

_ROOMS = {
    "agreement": "crossbearing.weigh.agreement:agreement_of",
    "case": "crossbearing.store.case:Case",
    "collect": "crossbearing.collect.step:Collect",
    "dossier": "crossbearing.show.dossier.page:write_dossier",
    "gazetteer_add": "crossbearing.resolve.gazetteer.commands:add",
    "gazetteer_build": "crossbearing.resolve.gazetteer.commands:build",
    "gazetteer_find": "crossbearing.resolve.gazetteer.commands:find",
    "find_items": "crossbearing.collect.finding:find_items",
    "export_settings": "crossbearing.show.export.settings",
    "exports": "crossbearing.show.export.formats",
    "event_kinds": "crossbearing.resources.vocabulary:event_kinds",
    "intent_labels": "crossbearing.resources.vocabulary:intent_labels",
    "labels": "crossbearing.show.dossier.context:Labels",
    "counting_rules": "crossbearing.weigh.rules:COUNTING_RULES",
    "judging": "crossbearing.weigh.judging",
    "link": "crossbearing.link.linking:link",
    "llm": "crossbearing.read.llm.settings:LLMSettings",
    "outlines": "crossbearing.resources.outlines:outlines",
    "passages": "crossbearing.link.passages:shared_passages",
    "processes": "crossbearing.run.processes:ProcessRunner",
    "progress": "crossbearing.run.progress:for_terminal",
    "read": "crossbearing.read.step:Read",
    "relate": "crossbearing.weigh.relating:relate",
    "resolve": "crossbearing.resolve.step:Resolve",
    "slots": "crossbearing.resources.vocabulary:slots",
    "serial": "crossbearing.run.serial:SerialRunner",
    "shapes": "crossbearing.show.shapes:shape",
    "tables": "crossbearing.show.tables:render",
    "verify": "crossbearing.store.verify:verify",
    "web_access": "crossbearing.show.web.access:Access",
    "web_app": "crossbearing.show.web.app:create",
    "web_desk": "crossbearing.show.web.desk",
    "web_office": "crossbearing.show.web.office",
    "weigh": "crossbearing.weigh.weighing:Weighing",
}


def room(name: str) -> Any:
    """Return what a room's entry names: the attribute of a module, or the module; imported when first asked for."""
    module, _colon, attribute = _ROOMS[name].partition(":")
    found = importlib.import_module(module)
    return getattr(found, attribute) if attribute else found

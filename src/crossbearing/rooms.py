"""Which room does what: named as `module:attribute` and imported when first used.

A command thus loads only what it needs.
"""

from __future__ import annotations

import importlib
from typing import Any

__all__ = ["room"]

_ROOMS = {
    "agreement": "crossbearing.weigh.agreement:agreement_of",
    "back_up": "crossbearing.store.backup:back_up",
    "bags_out": "crossbearing.show.export.bag",
    "account_routes": "crossbearing.show.web.routes_accounts:account_routes",
    "accounts": "crossbearing.store.accounts:TeamAccounts",
    "new_password": "crossbearing.store.accounts:new_password",
    "at_risk_words": "crossbearing.resources.sensitive:at_risk_words",
    "covered_case": "crossbearing.show.covering:CoveredCase",
    "covers": "crossbearing.show.covering:Covers",
    "content_words": "crossbearing.resources.sensitive:content_words",
    "coarse_case": "crossbearing.show.coarse_lists:CoarseCase",
    "guarded_case": "crossbearing.show.guard:GuardedCase",
    "names_alike": "crossbearing.resolve.persons:alike",
    "outward": "crossbearing.show.outward:outward",
    "case": "crossbearing.store.case:Case",
    "confined": "crossbearing.collect.confined:Confined",
    "coding": "crossbearing.coding",
    "collect": "crossbearing.collect.step:Collect",
    "dossier": "crossbearing.show.dossier.page:write_dossier",
    "gazetteer_add": "crossbearing.resolve.gazetteer.commands:add",
    "gazetteer_build": "crossbearing.resolve.gazetteer.commands:build",
    "gazetteer_find": "crossbearing.resolve.gazetteer.commands:find",
    "fetch": "crossbearing.collect.fetch",
    "find_items": "crossbearing.collect.finding:find_items",
    "export_settings": "crossbearing.show.export.settings",
    "exports": "crossbearing.show.export.formats",
    "event_kinds": "crossbearing.resources.vocabulary:event_kinds",
    "intent_labels": "crossbearing.resources.vocabulary:intent_labels",
    "labels": "crossbearing.show.dossier.context:Labels",
    "counting_rules": "crossbearing.weigh.rules:COUNTING_RULES",
    "judging": "crossbearing.weigh.judging",
    "ledger": "crossbearing.ledger",
    "link": "crossbearing.link.linking:link",
    "llm": "crossbearing.read.llm.settings:LLMSettings",
    "outlines": "crossbearing.resources.outlines:outlines",
    "page_picture": "crossbearing.collect.page_picture",
    "places_named": "crossbearing.resolve.gazetteer.commands:candidates",
    "passages": "crossbearing.link.passages:shared_passages",
    "log": "crossbearing.store.log",
    "on_server": "crossbearing.store.address:on_server",
    "part": "crossbearing.store.parting:part",
    "processes": "crossbearing.run.processes:ProcessRunner",
    "progress": "crossbearing.run.progress:for_terminal",
    "publisher_speaker": "crossbearing.read.assemble:publisher_speaker",
    "read": "crossbearing.read.step:Read",
    "regrouping": "crossbearing.regrouping",
    "relate": "crossbearing.weigh.relating:relate",
    "resolve": "crossbearing.resolve.step:Resolve",
    "slots": "crossbearing.resources.vocabulary:slots",
    "serial": "crossbearing.run.serial:SerialRunner",
    "sealing": "crossbearing.store.sealing",
    "shapes": "crossbearing.show.shapes:shape",
    "stamp": "crossbearing.model.stamps:Stamp",
    "stamping": "crossbearing.stamping",
    "timestamps": "crossbearing.store.timestamps",
    "table_preview": "crossbearing.collect.previewing",
    "tables": "crossbearing.show.tables:render",
    "team_access": "crossbearing.show.web.team_access:TeamAccess",
    "verify": "crossbearing.store.verify:verify",
    "web_access": "crossbearing.show.web.access:Access",
    "web_app": "crossbearing.show.web.app:create",
    "web_bench": "crossbearing.show.web.bench",
    "web_desk": "crossbearing.show.web.desk",
    "web_office": "crossbearing.show.web.office",
    "weigh": "crossbearing.weigh.weighing:Weighing",
}


def room(name: str) -> Any:
    """Return what a room's entry names: the attribute of a module, or the module; imported when first asked for."""
    module, _colon, attribute = _ROOMS[name].partition(":")
    found = importlib.import_module(module)
    return getattr(found, attribute) if attribute else found

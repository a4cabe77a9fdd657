"""XML that others wrote: parsed without entities, without a network and within the parser's own bounds."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from crossbearing.collect.refusal import RefusedError

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["defines_entities", "local_name", "parse_xml"]

_ENTITY = re.compile(rb"<!\x00?(?:E\x00?N\x00?T\x00?I\x00?T\x00?Y|A\x00?T\x00?T\x00?L\x00?I\x00?S\x00?T)")


def defines_entities(data: bytes) -> bool:
    """Return whether XML defines entities or attributes of its own, in any of the usual encodings."""
    return _ENTITY.search(data) is not None


def parse_xml(data: bytes, *, lenient: bool = False) -> _Element:
    """Parse XML.

    Args:
        data: Its bytes.
        lenient: Whether small damage is passed over, as readers of feeds do.

    Raises:
        RefusedError: `xml_entities` where it defines entities, which ordinary files never do and attacks always do
            (billion laughs, files of this machine read in); `damaged_file` where it is no XML.
    """
    from lxml import etree

    if defines_entities(data):
        raise RefusedError(
            "xml_entities",
            "is XML that defines entities of its own, a known way to attack readers",
            remedy="export it again with another program",
        )
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False,
        remove_comments=True, remove_pis=True, recover=lenient,
    )  # fmt: skip
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise RefusedError("damaged_file", f"is no valid XML ({str(error)[:150]})", remedy="fetch it again") from error
    if root is None:
        raise RefusedError("damaged_file", "is no valid XML", remedy="fetch it again")
    if root.getroottree().docinfo.internalDTD is not None and any(
        True for _ in root.getroottree().docinfo.internalDTD.iterentities()
    ):
        raise RefusedError(  # in an encoding in which the bytes did not tell
            "xml_entities", "is XML that defines entities of its own", remedy="export it again with another program"
        )
    return root


def local_name(element: _Element) -> str:
    """Return the name of an element without its namespace, in lower case; empty for what is no element."""
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""

"""Lists of sources as OPML 2.0, in and out: what every feed reader can read and write."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from marsad.errors import BadInput, NotText
from marsad.fetching.feeds import clean, read_language

if TYPE_CHECKING:
    from lxml.etree import _Element  # type: ignore[import-untyped]

_OURS = "urn:marsad:opml"  # attributes of our own; other programs pass over them
_DEEP = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """A source that is followed: where its feed is, who publishes it, and in which folder it stands (`a/b`)."""

    url: str
    title: str = ""
    outlet: str = ""
    language: str = ""
    site: str = ""
    folder: str = ""
    paused: bool = False


def read_opml(data: bytes, *, name: str = "the list") -> tuple[Subscription, ...]:
    """Read a list of sources, each address once; folders keep their names. Raises NotText for what is no OPML."""
    from lxml import etree  # type: ignore[import-untyped]

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise NotText(f"{name} is broken XML: {error}", "Export it again from the program that made it") from error
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None and any(True for _ in declared.iterentities()):
        raise NotText(f"{name} declares entities of its own", "Export it again from the program that made it")
    if etree.QName(root).localname.lower() != "opml":
        raise NotText(f"{name} is no OPML", "Give a list of feeds as feed readers export it")
    found: dict[str, Subscription] = {}
    body = root.find("body")
    _read_outlines(root if body is None else body, (), found, name)
    return tuple(found.values())


def _read_outlines(parent: _Element, folder: tuple[str, ...], found: dict[str, Subscription], name: str) -> None:
    if len(folder) > _DEEP:
        raise BadInput(f"{name} has folders more than {_DEEP} deep", "Export it again with fewer")
    for outline in parent.iterchildren("outline"):
        told = {str(key).lower(): clean(str(value)) for key, value in outline.attrib.items()}
        label = told.get("title") or told.get("text", "")
        if told.get("xmlurl"):
            found.setdefault(told["xmlurl"], _subscription(told, label, "/".join(folder)))
        else:
            _read_outlines(outline, (*folder, label.replace("/", "∕")) if label else folder, found, name)


def _subscription(told: dict[str, str], label: str, folder: str) -> Subscription:
    return Subscription(
        url=told["xmlurl"],
        title="" if label == told["xmlurl"] else label,
        outlet=told.get(f"{{{_OURS}}}outlet", ""),
        language=read_language(told.get("language", "")),
        site=told.get("htmlurl", ""),
        folder=folder,
        paused=told.get(f"{{{_OURS}}}paused") == "true",
    )


def write_opml(sources: list[Subscription], *, title: str = "Sources of Marsad") -> bytes:
    """Write a list of sources. What is written is read back equal."""
    from lxml import etree

    root = etree.Element("opml", version="2.0", nsmap={"marsad": _OURS})
    etree.SubElement(etree.SubElement(root, "head"), "title").text = title
    body = etree.SubElement(root, "body")
    folders: dict[tuple[str, ...], _Element] = {(): body}
    for source in sources:
        _write_outline(_folder(folders, tuple(filter(None, source.folder.split("/")))), source)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True))


def _folder(folders: dict[tuple[str, ...], _Element], path: tuple[str, ...]) -> _Element:
    from lxml import etree

    if path not in folders:
        folders[path] = etree.SubElement(_folder(folders, path[:-1]), "outline", text=path[-1], title=path[-1])
    return folders[path]


def _write_outline(parent: _Element, source: Subscription) -> None:
    from lxml import etree

    label = source.title or source.url
    told = {"type": "rss", "text": label, "title": label, "xmlUrl": source.url, "htmlUrl": source.site}
    told |= {"language": source.language, f"{{{_OURS}}}outlet": source.outlet}
    told[f"{{{_OURS}}}paused"] = "true" if source.paused else ""
    etree.SubElement(parent, "outline", {key: value for key, value in told.items() if value})

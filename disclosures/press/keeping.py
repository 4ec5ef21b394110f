"""What makes the file one to keep and one to be read aloud: PDF/A-3a and PDF/UA-1, as it says of itself.

Clauses are those of ISO 19005-3 (A) and ISO 14289-1 (UA); which were checked, and by what: docs/pdf.md.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pydyf  # type: ignore[import-untyped]
import weasyprint

from disclosures.press.enclosed import Enclosed

SRGB = Path(weasyprint.__file__).parent / "pdf" / "sRGB2014.icc"
PRINTED = 1 << 2
"""The flag of an annotation that is not hidden on paper."""
XMP = b"""<?xpacket begin="\xef\xbb\xbf" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">%b</x:xmpmeta>
<?xpacket end="r"?>"""
AUDIBLE = b"""
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1"/>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"""
"""UA 5. PDF/A knows no such property, so the file explains it (A 6.6.2.3)."""


def keep(document: Any, pdf: Any, enclosed: Iterable[Enclosed]) -> None:
    describe(document, pdf)
    name_colours(pdf)
    mend_objects(pdf)
    enclose(pdf, enclosed)


def describe(document: Any, pdf: Any) -> None:
    """A 6.6.2, 6.6.4."""
    told = document.metadata.generate_rdf_metadata("a", 3, "A")
    told = told.replace(b"</rdf:RDF>", AUDIBLE + b"</rdf:RDF>")
    pdf.catalog["Metadata"] = added(pdf, pydyf.Stream([XMP % told], {"Type": "/Metadata", "Subtype": "/XML"}))


def name_colours(pdf: Any) -> None:
    """A 6.2.3: what red, green and blue mean."""
    profile = added(pdf, pydyf.Stream([SRGB.read_bytes()], {"N": 3}))
    intent = {
        "Type": "/OutputIntent",
        "S": "/GTS_PDFA1",
        "OutputConditionIdentifier": pydyf.String("sRGB2014"),
        "Info": pydyf.String("sRGB2014"),
        "DestOutputProfile": profile,
    }
    pdf.catalog["OutputIntents"] = pydyf.Array([intent])


def mend_objects(pdf: Any) -> None:
    """Links are printed (A 6.3.2), heads are found by their names, figures stand where their tags say."""
    named = []
    for thing in pdf.objects:
        match thing:
            case {"Type": "/Annot"}:
                thing["F"] = PRINTED
            case {"Type": "/StructElem", "ID": name}:
                named.append((name.string, thing.reference))
            case {"Type": "/StructElem", "S": "/Figure"}:
                turn_upright(thing["A"], found(pdf, thing["Pg"]))
    names = pydyf.Array()
    for name, reference in sorted(named):
        names += (pydyf.String(name), reference)
    if names:
        found(pdf, pdf.catalog["StructTreeRoot"])["IDTree"] = pydyf.Dictionary({"Names": names})


def turn_upright(attributes: Any, page: Any) -> None:
    """From pixels below the upper edge to points above the lower one."""
    left, top, right, bottom = (0.75 * length for length in attributes["BBox"])
    height = page["MediaBox"][3]
    attributes["BBox"] = pydyf.Array((left, height - bottom, right, height - top))


def enclose(pdf: Any, enclosed: Iterable[Enclosed]) -> None:
    """A 6.8: associated with the whole document, as the data that its tables and sentences show."""
    files, names = pydyf.Array(), pydyf.Array()
    for file in sorted(enclosed, key=lambda each: each.name):
        day = pydyf.String(f"D:{file.day.replace('-', '')}")
        about = {
            "Type": "/EmbeddedFile",
            "Subtype": "/" + file.media.replace("/", "#2F"),
            "Params": {"Size": len(file.content), "CreationDate": day, "ModDate": day},
        }
        content = added(pdf, pydyf.Stream([file.content], about))
        reference = added(
            pdf,
            pydyf.Dictionary(
                {
                    "Type": "/Filespec",
                    "F": pydyf.String(file.name),
                    "UF": pydyf.String(file.title),
                    "Desc": pydyf.String(file.about),
                    "AFRelationship": "/Data",
                    "EF": {"F": content, "UF": content},
                }
            ),
        )
        files.append(reference)
        names += (pydyf.String(file.name), reference)
    if files:
        pdf.catalog["AF"] = files
        pdf.catalog.setdefault("Names", pydyf.Dictionary())["EmbeddedFiles"] = {"Names": names}


def added(pdf: Any, thing: Any) -> bytes:
    pdf.add_object(thing)
    reference: bytes = thing.reference
    return reference


def found(pdf: Any, reference: bytes) -> Any:
    return pdf.objects[int(reference.split()[0])]

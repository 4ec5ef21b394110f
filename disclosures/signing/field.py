"""The field of the signature on the cover: where it is, what it shows, and its place among the tags."""

import io

from PIL import Image
from pyhanko.pdf_utils import generic, layout
from pyhanko.pdf_utils.content import ResourceType
from pyhanko.pdf_utils.generic import pdf_name, pdf_string
from pyhanko.pdf_utils.images import PdfImage
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigFieldSpec, append_signature_field
from pyhanko.stamp import StaticStampStyle

NAME = "Signature"
MM = 72 / 25.4
ACROSS = 40 * MM
"""The longer side of a seal."""
SEALED = "disclosed"
"""The name of the place over which the seal stands: the date of the cover (static/print.css)."""
TEXT_WIDTH, LINE = 156 * MM, 28.95
"""Of the cover: the date is in the middle of its line."""
MIDDLE = layout.SimpleBoxLayoutRule(layout.AxisAlignment.ALIGN_MID, layout.AxisAlignment.ALIGN_MID)


class Ink(PdfImage):
    """A picture through which what lies under it stays readable, as under a stamp."""

    def render(self) -> bytes:
        self.set_resource(ResourceType.EXT_G_STATE, pdf_name("/Ink"), entries(BM=pdf_name("/Multiply")))
        return b"/Ink gs " + super().render()


def add(revision: IncrementalPdfFileWriter, words: str, seal: bytes) -> StaticStampStyle | None:
    """`seal`: PNG, or empty for a field that is not to be seen. What the field is to look like."""
    picture = Image.open(io.BytesIO(seal)) if seal else None
    box = place(revision, picture.size) if picture else None
    append_signature_field(revision, SigFieldSpec(NAME, on_page=0, box=box, readable_field_name=words))
    tag(revision, words)
    if picture is None:
        return None
    return StaticStampStyle(background=Ink(picture), border_width=0, background_layout=MIDDLE)


def place(revision: IncrementalPdfFileWriter, size: tuple[int, int]) -> tuple[int, int, int, int]:
    """Where a seal stands whose picture is so large: its middle over the middle of the date."""
    names = iter(revision.root["/Names"]["/Dests"]["/Names"])
    _, _, left, top, _ = dict(zip(names, names, strict=True))[SEALED]
    x, y = float(left) + TEXT_WIDTH / 2, float(top) - LINE / 2
    width, height = (ACROSS * side / max(size) for side in size)
    return (
        round(x - width / 2),
        round(y - height / 2),
        round(x + width / 2),
        round(y + height / 2),
    )


def tag(revision: IncrementalPdfFileWriter, words: str) -> None:
    """As PDF/UA asks (7.18): words for who does not see it, and an element at the end of the document."""
    page, _ = revision.find_page_for_modification(0)
    field = revision.root["/AcroForm"]["/Fields"].raw_get(0)
    tree = revision.root["/StructTreeRoot"]
    numbers, top = tree["/ParentTree"]["/Nums"], tree.raw_get("/K")
    parent = top.raw_get(0) if isinstance(top, generic.ArrayObject) else top
    document = parent.get_object()
    key = generic.NumberObject(1 + max(list(numbers)[::2]))
    element = entries(
        Type=pdf_name("/StructElem"),
        S=pdf_name("/Form"),
        P=parent,
        K=generic.ArrayObject([entries(Type=pdf_name("/OBJR"), Obj=field, Pg=page)]),
    )
    if "/NS" in document:
        element["/NS"] = document.raw_get("/NS")
    added = revision.add_object(element)
    document["/K"].append(added)
    numbers.extend([key, added])
    tree["/ParentTreeNextKey"] = generic.NumberObject(key + 1)
    for changed in (document, numbers, tree):
        revision.update_container(changed)
    widget = field.get_object()
    widget["/StructParent"], widget["/Contents"] = key, pdf_string(words)


def entries(**given: generic.PdfObject) -> generic.DictionaryObject:
    return generic.DictionaryObject({pdf_name(f"/{key}"): value for key, value in given.items()})

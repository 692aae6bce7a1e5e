"""What is drawn or set into a page: pictures, text boxes, shapes, objects, formulas."""

from build_tools.reading.documents.model import LossKind
from build_tools.reading.documents.tree import Element, said

DRAWN = frozenset({"drawing", "pict", "object", "contentPart", "AlternateContent"})
FORMULAS = frozenset({"oMath", "oMathPara"})


def classify(element: Element) -> tuple[LossKind, str]:
    """Say what a drawn element is, and the words in it."""
    boxes = [one for one in element.walk() if one.name == "txbxContent"]
    if boxes and element.name == "AlternateContent":
        boxes = boxes[:1]  # the same again for older programs
    words = " ".join(filter(None, map(said, boxes)))
    if words:
        return LossKind.TEXT_BOX, words
    if element.name == "object" or element.has("OLEObject", "chart", "relIds"):
        return LossKind.OBJECT, ""
    if element.has("pic", "imagedata", "blip"):
        return LossKind.PICTURE, _alternative(element)
    art = next((one for one in element.walk() if one.name == "textpath"), None)
    return LossKind.SHAPE, art.attributes.get("string", "") if art else ""


def _alternative(element: Element) -> str:
    """Return the words that stand for a picture."""
    described = (one.attributes.get("descr", "") for one in element.walk() if one.name == "docPr")
    return next(filter(None, described), "")

"""XML of office documents, read without trust: no document type, no entities, bounded depth."""

from collections.abc import Callable, Mapping
from xml.parsers import expat  # no entity is ever defined: a document type is refused

from build_tools.reading.attachments.model import TOO_COMPLEX, UNREADABLE, RefusedError

_DEEPEST = 256
Start = Callable[[str, Mapping[str, str]], None]
End = Callable[[str], None]
Text = Callable[[str], None]


def parse_xml(data: bytes, start: Start, end: End, text: Text) -> None:
    """Tell the callbacks of elements (local names, attributes by local names) and of texts."""
    depth = 0

    def started(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEEPEST:
            raise RefusedError(TOO_COMPLEX)
        start(_local(name), {_local(key): value for key, value in attributes.items()})

    def ended(name: str) -> None:
        nonlocal depth
        depth -= 1
        end(_local(name))

    def refuse(*_: object) -> None:
        raise RefusedError(UNREADABLE)

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = started
    parser.EndElementHandler = ended
    parser.CharacterDataHandler = text
    parser.CommentHandler = text
    parser.ProcessingInstructionHandler = lambda _, data: text(data)
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    try:
        parser.Parse(data, True)  # noqa: FBT003  expat takes it by position
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise RefusedError(UNREADABLE) from error


def _local(name: str) -> str:
    return name.rpartition(" ")[2]

"""What a field of a schema is: the classes that it is made of, and whether it holds a list."""

from typing import Any, get_args


def leaves(annotation: Any) -> tuple[type, ...]:  # noqa: ANN401  typing's own objects have no type
    """Return the classes an annotation is made of, without None and containers."""
    if isinstance(annotation, type) and not get_args(annotation):
        return () if annotation is type(None) else (annotation,)
    if hasattr(annotation, "__metadata__"):
        return leaves(get_args(annotation)[0])
    return tuple(leaf for part in get_args(annotation) if part is not ... for leaf in leaves(part))


def is_list(annotation: Any) -> bool:  # noqa: ANN401  as above
    """Say whether the annotation is of a list of values."""
    if hasattr(annotation, "__metadata__"):
        return is_list(get_args(annotation)[0])
    return getattr(annotation, "__origin__", None) is tuple


def is_optional(annotation: Any) -> bool:  # noqa: ANN401  as above
    """Say whether the annotation lets None through."""
    return type(None) in get_args(annotation)

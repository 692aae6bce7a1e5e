"""What of a Word document a report cannot hold: asked for, refused or only told, by its kind.

What has words in it is refused: nobody shall lose a sentence by a yes. What is only looked at, or
stands beside the report, is asked for.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from build_tools.editing.importing.document_outline import Found, place
from build_tools.editing.importing.model import Remark
from build_tools.reading.documents.model import Block, Loss, LossKind

_MOST_OF_A_KIND = 10
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class _Policy:
    """What a kind is called, and how it is refused; `advice` None asks for a yes instead."""

    name: str
    advice: str | None = None
    is_only_told: bool = False


_ACCEPT = "Chấp nhận hoặc bỏ hết thay đổi (Review → Accept/Reject All), tắt theo dõi, lưu lại."
_MOVE = "Chuyển nội dung vào thân văn bản rồi xóa đi."
_POLICIES: Mapping[LossKind, _Policy] = {
    LossKind.INSERTION: _Policy("chữ thêm còn ở dạng theo dõi thay đổi", _ACCEPT),
    LossKind.DELETION: _Policy("chữ xóa còn ở dạng theo dõi thay đổi", _ACCEPT),
    LossKind.TEXT_BOX: _Policy("hộp chữ", _MOVE),
    LossKind.EQUATION: _Policy("công thức", "Viết lại công thức bằng chữ thường."),
    LossKind.NOTE: _Policy("chú thích cuối trang", _MOVE),
    LossKind.HIDDEN_TEXT: _Policy("chữ ẩn", "Cho hiện (bỏ chọn Hidden trong Font) hoặc xóa."),
    LossKind.SYMBOL: _Policy("ký hiệu của một phông riêng", "Gõ lại bằng chữ thường."),
    LossKind.NESTED_TABLE: _Policy("bảng trong bảng", "Tách thành hai bảng."),
    LossKind.UNKNOWN: _Policy("thành phần không nhận ra", _MOVE),
    LossKind.COMMENT: _Policy("nhận xét bên lề"),
    LossKind.PICTURE: _Policy("ảnh"),
    LossKind.SHAPE: _Policy("hình vẽ"),
    LossKind.OBJECT: _Policy("biểu đồ hoặc đối tượng nhúng"),
    LossKind.HEADER: _Policy("chữ ở đầu hoặc chân trang"),
    LossKind.CONTENTS: _Policy("mục lục"),
    LossKind.PLACEHOLDER: _Policy("ô mẫu chưa điền"),
    LossKind.FIELD: _Policy("trường tự tính, đã lấy giá trị đang hiện", is_only_told=True),
    LossKind.TRACKED_FORMAT: _Policy("thay đổi định dạng đang theo dõi", is_only_told=True),
}


@dataclass(frozen=True, slots=True)
class JudgedLosses:
    """Remarks for each part of an import."""

    refused: tuple[Remark, ...]
    asked: tuple[Remark, ...]
    notices: tuple[Remark, ...]


def judge_losses(
    losses: Iterable[Loss], blocks: Sequence[Block], headings: Sequence[Found]
) -> JudgedLosses:
    """Sort the losses by what is to be done about them; of very many of a kind the first few."""
    by_kind: dict[LossKind, dict[tuple[str, str], None]] = {}
    for loss in losses:
        where = place(blocks, headings, min(loss.block, len(blocks) - 1))
        by_kind.setdefault(loss.kind, {})[where, _quoted(loss.text)] = None
    refused: list[Remark] = []
    asked: list[Remark] = []
    notices: list[Remark] = []
    for kind, policy in _POLICIES.items():
        told = list(by_kind.get(kind, ()))
        if policy.is_only_told:
            notices += _remarks(told, policy, "")
        elif policy.advice is None:
            asked += _remarks(told, policy, " không nhập, sẽ bỏ qua")
        else:
            refused += _remarks(told, policy, "")
    return JudgedLosses(tuple(refused), tuple(asked), tuple(notices))


def _remarks(told: Sequence[tuple[str, str]], policy: _Policy, ending: str) -> Iterator[Remark]:
    name = policy.name if ending or policy.is_only_told else _capital(policy.name)
    for where, text in told[:_MOST_OF_A_KIND]:
        point = "" if ending or policy.is_only_told else "."
        yield Remark(where, f"{name}{text}{ending}{point}", policy.advice or "")
    more = len(told) - _MOST_OF_A_KIND
    if more > 0:
        yield Remark("", f"và {more} chỗ khác có {policy.name}.", policy.advice or "")


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]


def _quoted(text: str) -> str:
    words = " ".join(text.split())
    if not words:
        return ""
    return f" “{words}”" if len(words) <= _SHOWN else f" “{words[: _SHOWN - 1]}…”"

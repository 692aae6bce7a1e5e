"""What an editor is told of a file that its reader refuses as a whole."""

from collections.abc import Mapping

from build_tools.diagnostics import RULES
from build_tools.editing.importing.model import Remark
from build_tools.reading.attachments.model import (
    HIDDEN_DATA,
    TOO_COMPLEX,
    UNREADABLE,
    RefusedError,
)

MACRO, EXTERNAL = "attachment.macro", "attachment.external"
EMBEDDED, ENCRYPTED = "attachment.embedded", "attachment.encrypted"

_TEXTS: Mapping[str, str] = {
    MACRO: "Tệp có macro hoặc thành phần chạy được.",
    EXTERNAL: "Tệp lấy dữ liệu, ảnh hoặc mẫu ở nơi khác, hoặc dẫn tới tệp ở nơi khác.",
    EMBEDDED: "Tệp chứa tệp, đối tượng khác hoặc phông chữ kèm theo ở bên trong.",
    ENCRYPTED: "Tệp có mật khẩu.",
    TOO_COMPLEX: "Tệp quá lớn hoặc quá phức tạp khi mở ra.",
    UNREADABLE: "Tệp không đọc được: hỏng hoặc không đúng loại.",
}


def refusal(error: RefusedError, advice: Mapping[str, str]) -> Remark:
    """Return the remark; `advice` says how to mend it in the program that makes such files.

    `advice` has an entry for `UNREADABLE`, which also answers every rule that it does not name.
    """
    if error.code == HIDDEN_DATA:
        rule = RULES[error.code]
        return Remark("", rule.message.format(where="").replace("Tệp kèm theo", "Tệp"), rule.help)
    code = error.code if error.code in advice else UNREADABLE
    return Remark("", _TEXTS[code], advice[code])

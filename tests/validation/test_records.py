import datetime as dt
import importlib
import pkgutil
from collections.abc import Callable, Iterator
from decimal import Decimal
from inspect import isabstract
from itertools import filterfalse
from typing import Any, get_args

import pytest
from pydantic import TypeAdapter, ValidationError
from pydantic_core import core_schema

import schemas
from build_tools.diagnostics import RULES, Diagnostics
from build_tools.reading.tables import Table
from build_tools.validation.explaining import RULE_OF_ERROR
from build_tools.validation.plans import head_key, plan_of
from build_tools.validation.records import read_rows
from build_tools.validation.references import KnownReferences
from schemas.area import Area
from schemas.base import Record
from schemas.catalogue import Located
from schemas.events import Meeting
from schemas.follow_up import DirectiveStep
from schemas.indicator import Indicator, IndicatorValue
from schemas.items import Issue
from schemas.period import Period
from schemas.team import Member, TeamArea

VALUES = "Địa bàn,Chỉ tiêu,Thực hiện trong kỳ,Tính chất số liệu,Số liệu đến ngày,Nguồn\n"


ValuesReader = Callable[..., tuple[tuple[Located[Any], ...], list[str]]]


@pytest.fixture
def values(
    table: Callable[..., Table], references: KnownReferences, told: Callable[..., list[str]]
) -> ValuesReader:
    """Read rows of an annex of figures: the records, and what is told of the faults."""

    def read(
        rows: str, header: str = VALUES, model: type[Record] = IndicatorValue
    ) -> tuple[tuple[Located[Any], ...], list[str]]:
        found = Diagnostics()
        records = read_rows(table(header + rows), model, references, found)
        return records, told(found)

    return read


def test_a_right_row_becomes_a_record_that_knows_its_cells(values: ValuesReader) -> None:
    records, faults = values('Xã Đạ Tẻh,KT01,"1.234,5",Sơ bộ,14/06/2026,Thuế cơ sở 1\n')
    assert faults == []
    assert records[0].record.unit_code == "25057"
    assert records[0].record.actual == Decimal("1234.5")
    assert records[0].record.as_of == dt.date(2026, 6, 14)
    assert records[0].source.at("actual").column == 16
    assert records[0].source.at("plan").line == 2


def test_english_names_any_case_and_missing_accents_are_good_heads(values: ValuesReader) -> None:
    header = "\ufeffUNIT_CODE,chi tieu,thuc  hien trong ky,data_quality,As_of,NGUỒN\n"
    records, faults = values("25057,KT01,5,uoc_tinh,2026-06-14,Thuế\n", header)
    assert faults == []
    assert records[0].record.actual == 5


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (
            VALUES.replace("Nguồn", "Nguồn,Màu sắc"),
            (
                "1:78 [csv.unknown-column] Không có cột nào tên là “Màu sắc” trong bảng này. → "
                "Sửa tên cột cho đúng mẫu hoặc xóa cột; thông tin thêm ghi vào cột “Ghi chú” nếu "
                "bảng "
                "có cột đó."
            ),
        ),
        (
            VALUES.replace("Nguồn", "Nguồn,Gi chú"),
            (
                "1:78 [csv.unknown-column] Không có cột nào tên là “Gi chú” trong bảng này. → Có "
                "phải "
                "ý là “Ghi chú”? Sửa tên cột cho đúng mẫu hoặc xóa cột; thông tin thêm ghi vào cột "
                "“Ghi chú” nếu bảng có cột đó."
            ),
        ),
        (
            VALUES.replace("Nguồn", "Nguồn,source"),
            (
                "1:78 [csv.repeated-column] Cột “source” trùng với cột “Nguồn”: cùng là “Nguồn”. → "
                "Giữ lại một cột."
            ),
        ),
    ],
)
def test_each_faulty_head_is_told_once_at_its_cell(
    values: ValuesReader, header: str, expected: str
) -> None:
    assert values("25057,KT01,5,Sơ bộ,14/06/2026,Thuế,\n", header)[1] == [expected]


def test_a_missing_column_is_told_once_and_not_for_every_row(values: ValuesReader) -> None:
    rows = "25057,KT01,5,Sơ bộ,14/06/2026\n" * 3
    assert values(rows, VALUES.replace(",Nguồn", ""))[1] == [
        (
            "1:1 [csv.missing-column] Thiếu cột “Nguồn”. → Thêm cột “Nguồn” vào dòng tên cột và "
            "điền đủ các dòng."
        )
    ]


def test_a_misspelt_required_head_is_one_fault_not_two(values: ValuesReader) -> None:
    rows = "25057,KT01,5,Sơ bộ,14/06/2026,Thuế\n"
    faults = values(rows, VALUES.replace("Chỉ tiêu", "Chỉ tiêuu"))[1]
    assert len(faults) == 1
    assert faults[0].startswith("1:9 [csv.unknown-column] Không có cột nào tên là “Chỉ tiêuu”")
    assert "Có phải ý là “Chỉ tiêu”?" in faults[0]


def test_a_required_column_under_another_name_is_one_fault_that_names_it(
    values: ValuesReader,
) -> None:
    rows = "25057,KT01,5,Sơ bộ,14/06/2026,Thuế\n"
    faults = values(rows, VALUES.replace("Nguồn", "Đơn vị cung cấp"))[1]
    assert [fault.partition(" Sửa")[0] for fault in faults] == [
        (
            "1:72 [csv.unknown-column] Không có cột nào tên là “Đơn vị cung cấp” trong bảng này. "
            "→ Có phải ý là “Nguồn”?"
        )
    ]


def test_of_two_columns_that_are_absent_it_is_not_guessed_which_was_meant(
    values: ValuesReader,
) -> None:
    header = VALUES.replace("Chỉ tiêu,", "").replace("Nguồn", "Đơn vị cung cấp")
    faults = values("25057,5,Sơ bộ,14/06/2026,Thuế\n", header)[1]
    assert [fault.partition("]")[0] for fault in faults] == [
        "1:1 [csv.missing-column",
        "1:1 [csv.missing-column",
        "1:63 [csv.unknown-column",
    ]


def test_two_columns_under_each_others_head_are_one_fault(values: ValuesReader) -> None:
    rows = "KT01,25057,5,Sơ bộ,14/06/2026,Thuế\nKT01,24781,6,Sơ bộ,14/06/2026,Thuế\n"
    records, faults = values(rows)
    assert records == ()
    assert faults == [
        (
            "1:1 [csv.swapped-columns] Hai cột “Địa bàn” và “Chỉ tiêu” bị đổi chỗ: dòng nào cũng "
            "ghi "
            "cột này vào cột kia. → Đổi lại tên của hai cột ở dòng đầu."
        )
    ]


def test_a_column_swapped_with_one_that_takes_any_text_is_recognised_too(
    values: ValuesReader,
) -> None:
    header = VALUES.replace("Số liệu đến ngày,Nguồn", "Nguồn,Số liệu đến ngày")
    rows = "25057,KT01,5,Sơ bộ,14/06/2026,Thuế\n" * 2
    assert [fault[:26].strip() for fault in values(rows, header)[1]] == [
        "1:55 [csv.swapped-columns]"
    ]


def test_one_wrong_cell_in_one_row_is_not_taken_for_swapped_columns(values: ValuesReader) -> None:
    faults = values("KT01,KT01,5,Sơ bộ,14/06/2026,25057\n")[1]
    assert [fault[:23] for fault in faults] == ["2:1 [reference.unknown]"]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (
            "Xa Da Teh,KT01,5,Sơ bộ,14/06/2026,Thuế",
            (
                "2:1 [reference.unknown] “Địa bàn”: không rõ “Xa Da Teh” là địa bàn nào. → Có phải "
                "ý "
                "là “Xã Đạ Tẻh”? Ghi đúng mã hoặc đúng tên đầy đủ, có dấu, như trong danh mục."
            ),
        ),
        (
            "25058,KT01,5,Sơ bộ,14/06/2026,Thuế",
            (
                "2:1 [reference.unknown] “Địa bàn”: không rõ “25058” là địa bàn nào. → Ghi đúng mã "
                "hoặc đúng tên đầy đủ, có dấu, như trong danh mục."
            ),
        ),
        (
            "25057,КТ01,5,Sơ bộ,14/06/2026,Thuế",
            (
                "2:7 [value.confusable] “Chỉ tiêu”: “КТ01” có ký tự “К” (U+041A) không phải chữ "
                "cái, "
                "chữ số của ta dù có thể trông giống. → Có phải ý là “KT01”? Xóa và gõ lại “Chỉ "
                "tiêu” "
                "từ bàn phím."
            ),
        ),
        (
            "２５０５７,KT01,5,Sơ bộ,14/06/2026,Thuế",
            (
                "2:1 [value.confusable] “Địa bàn”: “２５０５７” có ký tự “２” (U+FF12) không "
                "phải chữ cái, chữ số của ta dù có thể trông giống. → Có phải ý là “25057”? Xóa và "
                "gõ lại "
                "“Địa bàn” từ bàn phím."
            ),
        ),
        (
            "25057,KT01,1.234,Sơ bộ,14/06/2026,Thuế",
            (
                "2:12 [number.ambiguous] “Thực hiện trong kỳ”: số “1.234” đọc được hai cách: 1234 "
                "hoặc 1,2340. → Nếu dấu ngăn hàng nghìn thì viết 1234; nếu dấu ngăn phần lẻ thì "
                "viết 1,2340."
            ),
        ),
        (
            "25057,KT01,12\u00a0345,Sơ bộ,14/06/2026,Thuế",
            (
                "2:12 [number.hidden-blank] “Thực hiện trong kỳ”: trong số “12 345” có dấu cách "
                "đặc biệt U+00A0 không nhìn thấy. → Xóa và gõ lại số; viết 12.345.678 hoặc "
                "12345678."
            ),
        ),
        (
            "25057,KT01,1234567890123456789,Sơ bộ,14/06/2026,Thuế",
            (
                "2:12 [number.too-many-digits] “Thực hiện trong kỳ”: số “1234567890123456789” có "
                "hơn 18 chữ số. → Kiểm tra lại số; số lớn thì đổi đơn vị, ví dụ tỷ đồng."
            ),
        ),
        (
            "25057,KT01,khoảng 5,Sơ bộ,14/06/2026,Thuế",
            (
                "2:12 [number.malformed] “Thực hiện trong kỳ”: “khoảng 5” không phải là số. → Chỉ "
                "ghi "
                "số, ví dụ 1.234,5; đơn vị và lời giải thích ghi ở cột khác. Chưa có số liệu thì "
                "để "
                "trống."
            ),
        ),
        (
            "25057,KT01,5,Sơ sơ,14/06/2026,Thuế",
            (
                "2:14 [value.not-in-list] “Tính chất số liệu”: “Sơ sơ” không có trong danh sách "
                "cho "
                "phép. → Có phải ý là “Sơ bộ”? Chọn một trong các giá trị: Chính thức · Sơ bộ · "
                "Ước tính."
            ),
        ),
        (
            "25057,KT01,5,Sơ bộ,31/06/2026,Thuế",
            (
                "2:20 [date.malformed] “Số liệu đến ngày”: “31/06/2026” không phải là một ngày có "
                "thật. → Viết ngày/tháng/năm, ví dụ 05/02/2026."
            ),
        ),
        (
            "25057,KT01,5,Sơ bộ,,Thuế",
            "2:20 [value.missing] “Số liệu đến ngày” để trống. → Điền giá trị; mục này bắt buộc.",
        ),
        (
            '25057,KT01,5,Sơ bộ,14/06/2026,"=HYPERLINK(""x"")"',
            (
                "2:31 [value.formula] “Nguồn”: ô bắt đầu bằng “=” sẽ bị phần mềm bảng tính chạy "
                "như "
                "công thức. → Xóa dấu ở đầu ô; nếu là công thức thì chép kết quả dạng chữ."
            ),
        ),
        (
            f"25057,KT01,5,Sơ bộ,14/06/2026,{'a' * 201}",
            (
                "2:31 [text.too-long] “Nguồn” dài quá 200 ký tự. → Viết gọn lại; chi tiết để trong "
                "phần lời của báo cáo hoặc tài liệu kèm theo."
            ),
        ),
    ],
)
def test_each_fault_of_a_cell_is_told_once_at_the_cell(
    values: ValuesReader, row: str, expected: str
) -> None:
    records, faults = values(row + "\n25057,KT01,5,Sơ bộ,14/06/2026,Thuế\n")
    assert faults == [expected]
    assert len(records) == 1


@pytest.mark.parametrize("mark", list("=+-@＝＋－＠"))
def test_text_that_a_spreadsheet_would_run_is_refused_but_a_negative_number_is_not(
    values: ValuesReader, mark: str
) -> None:
    assert "[value.formula]" in values(f"25057,KT01,5,Sơ bộ,14/06/2026,{mark}Thuế\n")[1][0]
    assert values("25057,KT01,-5,Sơ bộ,14/06/2026,Thuế\n")[1] == []


def test_a_number_below_or_above_its_bounds_names_the_bound(values: ValuesReader) -> None:
    header = VALUES.replace("Thực hiện trong kỳ", "Kế hoạch năm")
    assert values('25057,KT01,"-0,5",Sơ bộ,14/06/2026,Thuế\n', header)[1] == [
        (
            "2:12 [number.too-small] “Kế hoạch năm”: -0,5 nhỏ hơn mức thấp nhất là 0. → Kiểm tra "
            "lại "
            "số; mức thấp nhất được ghi là 0."
        )
    ]
    header = "Mã,Địa bàn thực hiện,Tiến độ (%),Tình trạng\n"
    assert values("CD-2026-001,25057,101,Đang thực hiện\n", header, DirectiveStep)[1] == [
        (
            "2:19 [number.too-large] “Tiến độ (%)”: 101 lớn hơn mức cao nhất là 100. → Kiểm tra "
            "lại "
            "số; mức cao nhất được ghi là 100."
        )
    ]
    assert values('CD-2026-001,25057,"10,5",Đang thực hiện\n', header, DirectiveStep)[1] == [
        (
            "2:19 [number.not-whole] “Tiến độ (%)”: “10,5” phải là số nguyên. → Ghi số không có "
            "phần "
            "lẻ."
        )
    ]


def test_an_id_of_another_form_shows_an_example(values: ValuesReader) -> None:
    header = "Mã,Địa bàn,Lĩnh vực,Loại,Nội dung tóm tắt,Ngày phát hiện,Tình trạng\n"
    row = "VD-01,25057,Kinh tế,Khó khăn,Thiếu nước,01/06/2026,Mới\n"
    assert values(row, header, Issue)[1] == [
        (
            "2:1 [value.malformed] “Mã”: “VD-01” không đúng mẫu. → Viết theo mẫu, ví dụ "
            "VD-2026-01001."
        )
    ]


def test_a_switch_takes_only_true_and_false(values: ValuesReader) -> None:
    header = "Mã,Ngày,Đơn vị chủ trì,Nội dung,Theo phân công\n"
    row = "HN-2026-01001,05/06/2026,Đảng ủy xã,Họp,{}\n"
    assert values(row.format("FALSE"), header, Meeting)[0][0].record.assigned is False
    assert values(row.format("tùy"), header, Meeting)[1] == [
        (
            "2:41 [value.not-yes-no] “Theo phân công”: “tùy” không phải là true hoặc false. → Viết "
            "true (có) hoặc false (không)."
        )
    ]


def test_of_a_list_in_one_cell_only_the_wrong_part_is_named(values: ValuesReader) -> None:
    header = "Mã,Họ và tên,Vai trò,Địa bàn được phân công,Từ ngày\n"
    row = "TV-01-01,Lê Văn A,Tổ trưởng,Xã Đạ Tẻh | Xa Xuan Huong,19/11/2025\n"
    assert values(row, header, Member)[1] == [
        (
            "2:29 [reference.unknown] “Địa bàn được phân công”: không rõ “Xa Xuan Huong” là địa "
            "bàn "
            "nào. → Ghi đúng mã hoặc đúng tên đầy đủ, có dấu, như trong danh mục."
        )
    ]


@pytest.mark.parametrize(
    ("head", "code_point"),
    [
        ("Địа bàn", "U+0430"),
        ("unit_сode", "U+0441"),
        ("unit_ｃode", "U+FF43"),
        ("unit_𝐜ode", "U+1D41C"),
        ("unit_cοde", "U+03BF"),
        ("unit_coɗe", "U+0257"),
    ],
)
def test_a_look_alike_letter_in_a_head_is_named_and_the_column_not_called_missing(
    values: ValuesReader, head: str, code_point: str
) -> None:
    header = f"{head},Chỉ tiêu,Thực hiện trong kỳ,Tính chất số liệu,Số liệu đến ngày,Nguồn\n"
    (fault,) = values("25057,KT01,5,Sơ bộ,14/06/2026,Thuế\n", header)[1]
    assert fault.startswith(f"1:1 [value.confusable] “Tên cột”: “{head}” có ký tự “")
    assert f"({code_point})" in fault


def test_several_faults_of_a_row_are_all_told(values: ValuesReader) -> None:
    codes = [fault.split()[1] for fault in values("x,KT01,a,Sơ bộ,1,Thuế\n")[1]]
    assert codes == ["[reference.unknown]", "[number.malformed]", "[date.malformed]"]


def _models() -> Iterator[type[Record]]:
    for module in pkgutil.iter_modules(schemas.__path__):
        importlib.import_module(f"schemas.{module.name}")
    pending = [Record]
    while pending:
        model = pending.pop()
        pending.extend(model.__subclasses__())
        yield model


def test_no_two_fields_of_a_schema_have_the_same_head() -> None:
    for model in _models():
        heads = [
            (head_key(field.title), head_key(name)) for name, field in plan_of(model).fields.items()
        ]
        titles = [title for title, _ in heads]
        assert len(set(titles)) == len(titles), model
        others = dict(heads)
        assert not {title for title, name in heads if others.get(name, name) != name}, model


# What each kind of pydantic's validators can raise when it is given text, lists or mappings.
_STRING = {"string_type", "string_unicode"}
_DATE = {
    "date_type",
    "date_parsing",
    "date_from_datetime_parsing",
    "date_from_datetime_inexact",
}
_RAISES = {
    "str": _STRING,
    "decimal": {"decimal_type", "decimal_parsing", "finite_number"},
    "int": {"int_type", "int_parsing", "int_parsing_size", "int_from_float", "finite_number"},
    "date": _DATE,
    "bool": {"bool_type", "bool_parsing"},
    "tuple": {"tuple_type"},
    "model": {"model_type"},
    "model-fields": {"missing", "extra_forbidden", "model_attributes_type", "model_type"},
    "default": set(),
    "nullable": set(),
    "model-field": set(),
    "definitions": set(),
    "definition-ref": set(),
    "function-before": set(),  # ours: raise rules of the table, as the next test shows
    "function-after": set(),
    "function-plain": set(),
    "any": set(),
    "with-info": set(),
    "no-info": set(),
}
_CONSTRAINTS = {
    "min_length": "string_too_short",
    "max_length": "string_too_long",
    "ge": "greater_than_equal",
    "le": "less_than_equal",
    "gt": "greater_than",
    "lt": "less_than",
    "pattern": "string_pattern_mismatch",
    "multiple_of": "multiple_of",
    "max_digits": "decimal_max_digits",
    "decimal_places": "decimal_max_places",
}


def _raisable(schema: object) -> Iterator[str]:
    if isinstance(schema, dict) and schema.get("cls") is Period:
        return  # read by our own function; it stands here for the JSON schema alone
    if isinstance(schema, dict):
        if isinstance(schema.get("type"), str):
            yield from _RAISES[schema["type"]]
            yield from (error for key, error in _CONSTRAINTS.items() if schema.get(key) is not None)
        for key, part in schema.items():
            if key not in {"metadata", "serialization", "json_schema_input_schema"}:
                yield from _raisable(part)
    elif isinstance(schema, list | tuple):
        for part in schema:
            yield from _raisable(part)


def test_every_error_that_pydantic_can_raise_of_our_schemas_is_mapped_to_a_rule() -> None:
    raisable = {error for model in _models() for error in _raisable(model.__pydantic_core_schema__)}
    assert "greater_than_equal" in raisable
    assert raisable <= RULE_OF_ERROR.keys()
    assert set(RULE_OF_ERROR.values()) <= RULES.keys()
    real = set(get_args(core_schema.ErrorType))
    assert RULE_OF_ERROR.keys() <= real


@pytest.mark.parametrize("value", ["?", "1.234", "0,5", "31/02/2026", [], {}, ["x"], {"a": "b"}])
def test_every_error_of_every_field_names_a_rule_or_is_mapped(
    value: object, references: KnownReferences
) -> None:
    for model in filterfalse(isabstract, _models()):
        for name, info in model.model_fields.items():
            try:
                TypeAdapter(model).validate_python({name: value}, context=references)
            except ValidationError as errors:
                for error in errors.errors():
                    assert error["type"] in RULES or error["type"] in RULE_OF_ERROR, (model, info)


def test_an_area_and_an_area_of_a_team_read_as_editors_write_them(values: ValuesReader) -> None:
    header = "Mã ĐVHC,Loại,Tên,Tỉnh cũ,Vĩ độ,Kinh độ,Có hiệu lực từ,Căn cứ\n"
    row = '24781,phuong,Xuân Hương,Lâm Đồng,"11,94","108,4",01/07/2025,1671/NQ\n'
    assert values(row, header, Area)[0][0].record.full_name == "Phường Xuân Hương"
    row = "Đạ tẻh,Đảng bộ,19/11/2025\n"
    assert values(row, "Địa bàn,Cấp ủy,Từ ngày\n", TeamArea)[0][0].record.unit_code == "25057"
    assert plan_of(Indicator).fields["minimum"].is_text is False

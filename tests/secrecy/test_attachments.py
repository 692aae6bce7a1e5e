"""Attachments: what is found in them and where, and what is refused unread."""

import base64
import struct
import subprocess
import sys
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from attachment_files import (
    docx_parts,
    jpeg,
    package,
    pdf,
    png,
    relationships,
    word_part,
    xlsx_parts,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from build_tools.diagnostics import RULES, Diagnostics
from build_tools.diagnostics.wording import message
from build_tools.reading.attachments import reader
from build_tools.reading.attachments.child import answer
from build_tools.reading.attachments.reader import read_attachments
from build_tools.reading.layout import suffix
from build_tools.validation.rules.secrecy import Gate, check_attachments
from schemas.settings import Settings

NOTHING_ALLOWED = Settings.model_construct(public_phones=())
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
ORIENTED = (
    b"MM\0*" + struct.pack(">IH", 8, 1) + struct.pack(">HHIHH", 0x0112, 3, 1, 6, 0) + b"\0" * 4
)


def found_in(tmp_path: Path, name: str, data: bytes) -> list[str]:
    """Return the sentences that reading and the gate say of one attachment."""
    return found_in_all(tmp_path, {name: data})[name]


def found_in_all(folder: Path, files: Mapping[str, bytes]) -> dict[str, list[str]]:
    """Return name → sentences, for files that one child reads one after another."""
    for name, data in files.items():
        (folder / name).write_bytes(data)
    found = Diagnostics()
    read = read_attachments(folder, list(files), found)
    told: dict[str, list[str]] = {name: [] for name in files}
    for one in (*found, *check_attachments(read, Gate.of([], NOTHING_ALLOWED))):
        told[one.place.path].append(f"[{one.code}] {message(one)}")
    return told


def exif(text: bytes) -> bytes:
    """Return EXIF with a description."""
    entry = struct.pack(">HHII", 0x010E, 2, len(text), 26)
    return b"MM\0*" + struct.pack(">IH", 8, 1) + entry + b"\0\0\0\0" + text


def docx(more: Mapping[str, str | bytes] | None = None, *paragraphs: str) -> bytes:
    return package(docx_parts(*(paragraphs or ("Biên bản họp",))) | dict(more or {}))


def xlsx(more: Mapping[str, str | bytes] | None = None, **options: str) -> bytes:
    return package(xlsx_parts([["Biểu"]], **options) | dict(more or {}))


def types_with(kind: str) -> dict[str, str | bytes]:
    types = docx_parts("a")["[Content_Types].xml"]
    assert isinstance(types, str)
    return {"[Content_Types].xml": types.replace("</Types>", f"{kind}</Types>")}


def external(kind: str, target: str) -> dict[str, str | bytes]:
    row = f'<Relationship Id="r1" Type="http://x/{kind}" Target="{target}" TargetMode="External"/>'
    return {"word/_rels/document.xml.rels": relationships(row)}


COMMENTS = (
    f'<comments xmlns="{SHEET}"><commentList><comment ref="A1"><text><r><t>MẬT</t></r></text>'
    "</comment></commentList></comments>"
)
NAMES = (
    f'<workbook xmlns="{SHEET}"><definedNames><definedName name="TUYỆT_MẬT">A1</definedName>'
    "</definedNames></workbook>"
)
MACRO_TYPE = "application/vnd.ms-word.document.macroEnabled.main+xml"
LIMITED = "import build_tools.reading.attachments.child as c; c.SECONDS = 1; c._allow_time()"

# A file with something in it that is refused, and where the message says that it stands.
LEAKS = {
    "page.pdf": (pdf("Họp giao ban", "Kế hoạch\nTUYỆT MẬT"), "mark", "trang 2, dòng 2"),
    "title.pdf": (pdf("Họp", info={"Title": "Báo cáo (MẬT)"}), "mark", "siêu dữ liệu"),
    "spread.pdf": (pdf("M Ậ T"), "mark", "trang 1"),
    "level.pdf": (pdf("Độ mật: A"), "level", "trang 1"),
    "circulation.pdf": (pdf("XEM XONG TRẢ LẠI"), "circulation-mark", "trang 1"),
    "id.pdf": (pdf("Số 079123456789"), "citizen-id", "trang 1"),
    "old-id.pdf": (pdf("CMND 250 123 456"), "old-id", "trang 1"),
    "passport.pdf": (pdf("Hộ chiếu số C1234567"), "passport", "trang 1"),
    "insurance.pdf": (pdf("Số BHXH: 7912345678"), "social-insurance", "trang 1"),
    "phone.pdf": (pdf("Gọi 0912 345 678"), "mobile-phone", "trang 1"),
    "account.pdf": (pdf("STK 19033445566778"), "bank-account", "trang 1"),
    "person.pdf": (pdf("Kỷ luật Trần Nam."), "named-person", "trang 1"),
    "health.pdf": (pdf("Ông Lê Văn An mắc bệnh lao."), "private-life", "trang 1"),
    "stamp.pdf": (
        pdf("Họp", extra=["<< /Type /Annot /Subtype /Stamp /Name /TopSecret >>"]),
        "mark",
        "dấu đóng trên trang",
    ),
    "note.pdf": (
        pdf("Họp", extra=["<< /Type /Annot /Subtype /Text /Contents (TUYET MAT) >>"]),
        "mark",
        "siêu dữ liệu",
    ),
    "body.docx": (docx(None, "Họp giao ban", "TỐI MẬT"), "mark", "thân văn bản, dòng 2"),
    "header.docx": (docx({"word/header1.xml": word_part("hdr", "MẬT")}), "mark", "đầu trang"),
    "footer.docx": (docx({"word/footer1.xml": word_part("ftr", "MẬT")}), "mark", "chân trang"),
    "notes.docx": (
        docx({"word/footnotes.xml": word_part("footnotes", "Gọi 0912345678")}),
        "mobile-phone",
        "chú thích",
    ),
    "comments.docx": (
        docx({"word/comments.xml": word_part("comments", "MẬT")}),
        "mark",
        "nhận xét",
    ),
    "deleted.docx": (
        docx(
            {
                "word/header1.xml": word_part("hdr", "x")
                .replace("w:t>", "w:delText>")
                .replace(">x<", ">MẬT<")
            }
        ),
        "mark",
        "đầu trang",
    ),
    "properties.docx": (
        docx({"docProps/core.xml": "<c><title>Họp</title><subject>Tuyệt mật</subject></c>"}),
        "mark",
        "siêu dữ liệu, dòng 2",
    ),
    "alternative.docx": (
        docx({"word/header1.xml": word_part("hdr", "x").replace("<w:r>", '<w:r descr="TỐI MẬT">')}),
        "mark",
        "thuộc tính trong tệp",
    ),
    "letters.docx": (docx(None, "M", "Ậ", "T"), "mark", "thân văn bản, dòng 1"),
    "invisible.docx": (docx(None, "M\u200bẬ\u00adT"), "mark", "thân văn bản"),
    "decomposed.docx": (docx(None, "MA\u0323\u0302T"), "mark", "thân văn bản"),
    "link.docx": (
        docx(external("hyperlink", "https://x.vn/?a=0912345678")),
        "mobile-phone",
        "liên kết",
    ),
    "picture.docx": (
        docx({"word/media/a.png": png((b"tEXt", b"Comment\0MAT"))}),
        "mark",
        "ảnh trong tệp, dòng 2",
    ),
    "cell.xlsx": (package(xlsx_parts([["Việc"], ["Tuyệt mật"]])), "mark", "trang tính 1, ô A2"),
    "sheet.xlsx": (xlsx(name="TỐI MẬT"), "mark", "thuộc tính trong tệp"),
    "footer.xlsx": (
        xlsx(sheet="<headerFooter><oddFooter>MẬT</oddFooter></headerFooter>"),
        "mark",
        "trang tính 1, đầu và chân trang",
    ),
    "comment.xlsx": (xlsx({"xl/comments1.xml": COMMENTS}), "mark", "phần khác"),
    "names.xlsx": (xlsx({"xl/workbook.xml": NAMES}), "mark", "thuộc tính trong tệp"),
    "number.xlsx": (
        package(xlsx_parts([["Họ tên", "Số CCCD"], ["Lê An", "#79123456789"]])),
        "citizen-id",
        "trang tính 1, ô B2",
    ),
    "phone.xlsx": (
        package(xlsx_parts([["Điện thoại"], ["#912345678"]])),
        "mobile-phone",
        "trang tính 1, ô A2",
    ),
    "row.xlsx": (
        package(xlsx_parts([["Số tài khoản", "19033445566778"]])),
        "bank-account",
        "trang tính 1, hàng 1",
    ),
    "text.png": (png((b"tEXt", b"Comment\0TOI MAT")), "mark", "siêu dữ liệu, dòng 2"),
    "packed.png": (
        png((b"zTXt", b"Comment\0\0" + zlib.compress(b"MAT"))),
        "mark",
        "siêu dữ liệu, dòng 2",
    ),
    "xmp.png": (png((b"iTXt", "XML\0\0\0\0\0MẬT".encode())), "mark", "siêu dữ liệu, dòng 2"),
    "exif.png": (png((b"eXIf", exif(b"XEM XONG TRA LAI\0"))), "circulation-mark", "siêu dữ liệu"),
    "comment.jpg": (jpeg((0xFE, "MẬT".encode())), "mark", "siêu dữ liệu"),
    "exif.jpg": (jpeg((0xE1, b"Exif\0\0" + exif(b"TUYET MAT\0"))), "mark", "siêu dữ liệu"),
    "iptc.jpeg": (jpeg((0xED, "TỐI MẬT".encode())), "mark", "siêu dữ liệu"),
}


@pytest.fixture(scope="module")
def told_of(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, list[str]]:
    """What is said of each of the files above and below, by the name of its table and its own."""
    tables = {
        "leaks": {name: data for name, (data, _, _) in LEAKS.items()},
        "refused": {name: data for name, (data, _) in REFUSED.items()},
        "ordinary": ORDINARY,
    }
    return {
        f"{table} {name}": sentences
        for table, files in tables.items()
        for name, sentences in found_in_all(tmp_path_factory.mktemp(table), files).items()
    }


Told = Mapping[str, list[str]]


@pytest.mark.parametrize("name", LEAKS)
def test_what_may_not_be_published_is_found_wherever_it_stands(told_of: Told, name: str) -> None:
    _, rule, where = LEAKS[name]
    code = f"attachment.{rule}"
    told = told_of[f"leaks {name}"]
    assert f"[{code}] {RULES[code].message.format(where=f' ({where})')}" in told
    assert {line.partition("]")[0] for line in told} == {f"[{code}"}


def broken_zip(data: bytes) -> bytes:
    return data[: len(data) // 2]


def with_gap(data: bytes) -> bytes:
    """Return the archive with bytes before its first part."""
    return b"PK\3\4MAT" + data


def encrypted_zip() -> bytes:
    data = bytearray(docx())
    for mark, place in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        data[data.find(mark) + place] |= 1
    return bytes(data)


IMAGE = "<< /Type /XObject /Subtype /Image /Width 1200 /Height 1600 >>"
# A file that is refused as a whole, and the rule that does it.
REFUSED = {
    "empty.pdf": (b"%PDF-1.7\n", "unreadable"),
    "cut.pdf": (pdf("Họp")[:-200], "unreadable"),
    "noise.pdf": (b"%PDF-1.7\n" + bytes(range(256)) * 8 + b"%%EOF", "unreadable"),
    "behind.pdf": (pdf("Họp") + b"MAT", "hidden-data"),
    "script.pdf": (pdf("Họp", catalog="/OpenAction << /S /JavaScript /JS (a) >>"), "active"),
    "launch.pdf": (pdf("Họp", extra=["<< /S /Launch /F (a.exe) >>"]), "active"),
    "form.pdf": (pdf("Họp", catalog="/AcroForm << /XFA 6 0 R >>"), "active"),
    "uri.pdf": (pdf("Họp", extra=["<< /S /URI /URI (javascript:alert(1)) >>"]), "active"),
    "files.pdf": (pdf("Họp", catalog="/Names << /EmbeddedFiles 6 0 R >>"), "embedded"),
    "clip.pdf": (pdf("Họp", extra=["<< /Type /Annot /Subtype /FileAttachment >>"]), "embedded"),
    "elsewhere.pdf": (pdf("Họp", extra=["<< /S /GoToR /F (a.pdf) >>"]), "external"),
    "scan.pdf": (
        pdf("", page="/XObject << /I 100 0 R >>", extra=[f"{IMAGE}\nstream\n\nendstream"]),
        "scanned",
    ),
    "old-font.pdf": (pdf("Họp", extra=["<< /Type /Font /BaseFont /.VnTime >>"]), "unreadable-text"),
    "old-text.pdf": (pdf("Céng hßa x· héi chñ nghÜa ViÖt Nam"), "unreadable-text"),
    "no-letters.pdf": (pdf("\ue001\ue002\ue003 \ue004"), "unreadable-text"),
    "broken.docx": (broken_zip(docx()), "unreadable"),
    "gap.docx": (with_gap(docx()), "hidden-data"),
    "behind.docx": (docx() + b"MAT", "hidden-data"),
    "encrypted.docx": (encrypted_zip(), "encrypted"),
    "zip.docx": (package({"a.xml": "<a/>"}), "wrong-kind"),
    "workbook.docx": (package(xlsx_parts([["a"]])), "wrong-kind"),
    "document.xlsx": (package(docx_parts("a")), "wrong-kind"),
    "macro.docx": (docx({"word/vbaProject.bin": b"x"}), "macro"),
    "macro-type.docx": (
        docx(types_with(f'<Default Extension="x" ContentType="{MACRO_TYPE}"/>')),
        "macro",
    ),
    "sheet-macro.xlsx": (xlsx({"xl/macrosheets/sheet1.xml": "<a/>"}), "macro"),
    "object.docx": (docx({"word/embeddings/oleObject1.bin": b"x"}), "embedded"),
    "page.docx": (docx({"word/afchunk.mht": b"x"}), "embedded"),
    "drawing.docx": (docx({"word/media/image1.emf": b"x"}), "embedded"),
    "svg.docx": (docx({"word/media/image1.svg": b"<svg/>"}), "embedded"),
    "template.docx": (docx(external("attachedTemplate", "https://x/a.dotm")), "external"),
    "picture.docx": (docx(external("image", "https://x/a.png")), "external"),
    "script-link.docx": (docx(external("hyperlink", "javascript:alert(1)")), "external"),
    "file-link.docx": (docx(external("hyperlink", "file:///etc/passwd")), "external"),
    "field.docx": (
        docx(
            {"word/header1.xml": word_part("hdr", "DDEAUTO c:\\a").replace("w:t>", "w:instrText>")}
        ),
        "external",
    ),
    "books.xlsx": (xlsx({"xl/externalLinks/externalLink1.xml": "<a/>"}), "external"),
    "data.xlsx": (xlsx({"xl/connections.xml": "<a/>"}), "external"),
    "fetch.xlsx": (xlsx(sheet="<c r='B1'><f>WEBSERVICE(A1)</f></c>"), "external"),
    "laughs.docx": (
        docx({"word/header1.xml": '<!DOCTYPE a [<!ENTITY b "c"><!ENTITY d "&b;&b;">]><a>&d;</a>'}),
        "unreadable",
    ),
    "entity.docx": (
        docx(
            {"word/header1.xml": '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'}
        ),
        "unreadable",
    ),
    "deep.docx": (docx({"word/header1.xml": "<a>" * 400 + "</a>" * 400}), "too-complex"),
    "many.docx": (docx({f"word/p{index}.xml": "<a/>" for index in range(2_100)}), "too-complex"),
    "cut.png": (png()[:-20], "unreadable"),
    "crc.png": (png()[:-1] + b"x", "unreadable"),
    "large.png": (
        png(size=(3, 2)).replace(struct.pack(">II", 3, 2), struct.pack(">II", 90_000, 90_000)),
        "unreadable",
    ),
    "more.png": (png((b"IDAT", zlib.compress(b"\0" * 4_000))), "hidden-data"),
    "text-bomb.png": (png((b"zTXt", b"a\0\0" + zlib.compress(b" " * 20_000_000))), "too-complex"),
    "cut.jpg": (jpeg()[:-8], "unreadable"),
    "html.jpg": (b"\xff\xd8\xff<script>alert(1)</script>", "unreadable"),
    "frameless.jpg": (b"\xff\xd8\xff\xd9", "unreadable"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_acts_hides_or_cannot_be_read_is_refused(told_of: Told, name: str) -> None:
    _, rule = REFUSED[name]
    (told,) = told_of[f"refused {name}"]
    assert told.startswith(f"[attachment.{rule}] ")


def resaved(before: bytes, text: str) -> bytes:
    """Return the PDF with another text on its first page, saved behind what was there."""
    page = pdf(text)
    start = page.index(b"11 0 obj")
    new = page[start : page.index(b"endobj", start) + 7]
    previous = before.rindex(b"xref\n0 1\n")
    out = before + new
    table = f"xref\n11 1\n{len(before):010} 00000 n \n".encode()
    end = f"trailer\n<< /Size 12 /Root 1 0 R /Info 6 0 R /Prev {previous} >>\n".encode()
    return out + table + end + f"startxref\n{len(out)}\n%%EOF\n".encode()


def test_an_earlier_saving_of_a_pdf_is_read_too(tmp_path: Path) -> None:
    letters = "Họp giao ban TUYỆT MẬT"  # the fonts of the first saving serve the second
    data = resaved(pdf(letters), "Họp giao ban")
    files = {"now.pdf": data, "fine.pdf": resaved(pdf("Họp giao ban"), "Họp")}
    told = found_in_all(tmp_path, files)
    assert [line.partition("]")[0] for line in told["now.pdf"]] == ["[attachment.mark"]
    assert told["fine.pdf"] == []


def test_too_many_pixels_are_refused(tmp_path: Path) -> None:
    head = struct.pack(">IIBBBBB", 90_000, 90_000, 8, 2, 0, 0, 0)
    chunk = b"IHDR" + head
    large = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + chunk
    large += struct.pack(">I", zlib.crc32(chunk)) + png()[33:]
    (told,) = found_in(tmp_path, "large.png", large)
    assert told.startswith("[attachment.too-complex] ")


def test_a_bomb_of_zeros_is_refused_within_its_bounds(tmp_path: Path) -> None:
    bomb = docx({"word/header1.xml": b"<a>" + b" " * (70 * 1024 * 1024) + b"</a>"})
    assert len(bomb) < 200_000
    (told,) = found_in(tmp_path, "bomb.docx", bomb)
    assert told.startswith("[attachment.too-complex] ")


ORDINARY = {
    "giao-ban.pdf": pdf(
        "Bảo đảm chế độ bảo mật\nMật độ dân số 125 người/km²", "Điện thoại 0263 3822 345"
    ),
    "blank-page.pdf": pdf("Họp giao ban", ""),
    "bien-ban.docx": docx(None, "Giữ bí", "mật nhà nước", "Mật ong 12,5 tấn"),
    "link.docx": docx(external("hyperlink", "https://lamdong.gov.vn/")),
    "bieu.xlsx": package(xlsx_parts([["Số tiền (đồng)"], ["#123456789012"], ["#912345678"]])),
    "anh.png": png((b"tEXt", b"Software\0GIMP")),
    "anh.jpg": jpeg((0xE1, b"Exif\0\0" + exif(b"Anh minh hoa\0"))),
}


@pytest.mark.parametrize("name", ORDINARY)
def test_an_ordinary_attachment_is_let_through(told_of: Told, name: str) -> None:
    assert told_of[f"ordinary {name}"] == []


def published(kind: str, data: bytes) -> bytes:
    """Return the bytes that are published of a picture or document."""
    given = answer(kind, data)
    assert "code" not in given, given
    text = given["published"]
    assert isinstance(text, str)
    return base64.b64decode(text)


def chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    place = 8
    while place < len(data):
        (length,) = struct.unpack_from(">I", data, place)
        yield data[place + 4 : place + 8], data[place + 8 : place + 8 + length]
        place += 12 + length


def test_a_png_is_published_without_metadata_and_with_the_same_pixels() -> None:
    extra = [(b"tEXt", b"Author\0X"), (b"tIME", b"\7\xea\1\1\0\0\0"), (b"gAMA", b"\0\0\xb1\x8f")]
    before = png(*extra, (b"eXIf", ORIENTED), (b"prVt", b"private"))
    after = published(".png", before)
    assert [kind for kind, _ in chunks(after)] == [b"IHDR", b"eXIf", b"gAMA", b"IDAT", b"IEND"]
    assert dict(chunks(after))[b"IDAT"] == dict(chunks(before))[b"IDAT"]
    assert dict(chunks(after))[b"eXIf"][-12:-8] == ORIENTED[-12:-8]
    assert published(".png", after) == after


def test_a_jpeg_is_published_without_metadata_and_with_the_same_pixels() -> None:
    profile = (0xE2, b"ICC_PROFILE\0\1\1abc")
    colour = (0xEE, b"Adobe\0d\0\0\0\0\1")
    secret = [
        (0xE1, b"Exif\0\0" + exif(b"GPS\0")),
        (0xED, b"Photoshop"),
        (0xFE, b"note"),
        (0xE1, b"http"),
    ]
    after = published(".jpg", jpeg(*secret, profile, colour) + b"hidden behind the end")
    assert after == jpeg(profile, colour)


def test_a_turned_jpeg_stays_turned() -> None:
    after = published(".jpg", jpeg((0xE1, b"Exif\0\0" + ORIENTED)))
    assert after == jpeg((0xE1, b"Exif\0\0" + ORIENTED))


def test_pictures_in_office_documents_lose_their_metadata_too() -> None:
    after = published(".docx", docx({"word/media/a.png": png((b"tEXt", b"Author\0X"))}))
    assert b"Author" not in after
    assert after == docx({"word/media/a.png": png()}) or answer(".docx", after)["published"] is None


def test_an_office_document_without_such_pictures_is_published_as_it_is() -> None:
    assert answer(".docx", docx({"word/media/a.png": png()}))["published"] is None


def test_a_child_that_dies_of_a_file_costs_that_file_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.png").write_bytes(png())
    dies = "import sys; sys.stdin.buffer.readline(); sys.exit(1)"
    monkeypatch.setattr(reader, "_COMMAND", [sys.executable, "-c", dies])
    found = Diagnostics()
    assert read_attachments(tmp_path, ["a.png", "a.png"], found) == ()
    assert [one.code for one in found] == ["attachment.too-complex"]


def test_the_child_stops_a_file_that_takes_too_long() -> None:
    code = f"{LIMITED}\nwhile 1: pass"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=False, timeout=60
    )
    assert done.returncode < 0


@settings(deadline=None)  # the first PDF imports its reader
@given(
    data=st.binary(max_size=300), kind=st.sampled_from([".docx", ".xlsx", ".png", ".jpg", ".pdf"])
)
def test_noise_is_answered_with_a_rule_and_no_traceback(data: bytes, kind: str) -> None:
    starts = {".pdf": b"%PDF-", ".png": b"\x89PNG\r\n\x1a\n", ".jpg": b"\xff\xd8\xff"}
    told = answer(kind, starts.get(kind, b"PK\3\4") + data)
    assert "parts" in told or str(told["code"]) in RULES


@settings(deadline=None)  # the first PDF imports its reader
@given(
    cut=st.integers(0, 2_000),
    noise=st.binary(min_size=1, max_size=4),
    which=st.sampled_from(sorted(ORDINARY)),
)
def test_a_spoilt_attachment_is_read_or_refused(cut: int, noise: bytes, which: str) -> None:
    data = ORDINARY[which]
    place = cut % len(data)
    told = answer(suffix(which), data[:place] + noise + data[place + len(noise) :])
    assert "parts" in told or str(told["code"]) in RULES


def test_places_never_quote_the_file(tmp_path: Path) -> None:
    gate = Gate(frozenset(), frozenset())
    assert gate.refuses("TUYỆT MẬT")
    told = found_in(tmp_path, "a.xlsx", xlsx(name="Zephyr MẬT"))
    assert told
    assert not any("Zephyr" in line for line in told)

import io
import time
import tracemalloc
from random import Random

import pytest

from surveys.customers.problems import FileError
from surveys.customers.reading import CustomerFile, open_customer_file

TABLE = [["Kundnummer", "Namn", "E-post"], ["1", "Åsa Öberg", "asa@customers.example"], ["2", "Kund 2", ""]]
WIDE = "Id;Namn;Orsak\n1;Åsa;För dyrt\n2;Östen;Flyttade\n3;Märta;Äntligen klar\n"


def read(content: bytes) -> CustomerFile:
    return open_customer_file(lambda: io.BytesIO(content))


def cells_of(content: bytes) -> list[list[str]]:
    customer_file = read(content)
    return [list(customer_file.headers), *(row.cells for row in customer_file.rows())]


def code_of(content: bytes) -> str:
    with pytest.raises(FileError) as caught:
        read(content)
    return caught.value.code


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "latin-1", "mac_roman"]
)
def test_encodings_and_separators_are_found_out(encoding, separator):
    text = "\r\n".join(separator.join(cells) for cells in TABLE)
    assert cells_of(text.encode(encoding)) == TABLE


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_lines_may_end_in_three_ways(ending):
    assert cells_of(f"Id,Name{ending}1,A{ending}2,B".encode()) == [["Id", "Name"], ["1", "A"], ["2", "B"]]


def test_commas_inside_texts_do_not_mislead_about_the_separator():
    content = "Id;Name;Price\n1;Smith, A, B;12,50\n2;Jones, C, D;13,50\n"
    assert read(content.encode()).separator == ";"


def test_the_hint_that_excel_writes_before_the_header_is_no_row():
    assert cells_of(b"sep=;\nId;Name\n1;A,B\n") == [["Id", "Name"], ["1", "A,B"]]


def test_a_text_may_go_over_several_lines():
    assert cells_of(b'Id,Note\n1,"one\ntwo"\n2,x\n')[1:] == [["1", "one\ntwo"], ["2", "x"]]


def test_rows_are_numbered_as_a_spreadsheet_does_and_blank_ones_are_left_out():
    rows = list(read(b"Id,Name\n1,A\n\n , \n2,B\n").rows())
    assert [(row.number, row.cells[0]) for row in rows] == [(2, "1"), (5, "2")]


def test_zero_bytes_are_removed():
    assert cells_of(b"Id,Name\n1,A\0nna\n2,B\n")[1] == ["1", "Anna"]


def test_blank_cells_beyond_the_header_do_no_harm():
    assert cells_of(b"Id,Name,,\n1,A,,\n") == [["Id", "Name"], ["1", "A", "", ""]]


def test_a_row_with_more_cells_than_the_header_is_marked():
    rows = list(read(b"Id,Name\n1,A,more\n2,B\n").rows())
    assert [(row.problem, len(row.cells)) for row in rows] == [("too_many_cells", 3), ("", 2)]


@pytest.mark.parametrize("closed_later", [False, True])
def test_a_quotation_mark_that_is_never_closed_costs_one_row(closed_later):
    end = b'9,"quoted"\n' if closed_later else b""
    rows = list(read(b'Id,Name\n1,A\n2,"B\n3,C\n4,D\n' + end).rows())
    assert [row.number for row in rows if row.problem == "unmatched_quotes"] == [3]
    assert [row.cells[0] for row in rows if not row.problem] == ["1", "3", "4"] + ["9"] * closed_later


def test_a_file_full_of_open_quotation_marks_is_read_in_bounded_time():
    content = b"Id,Name\n" + b'1,"open\n' * 20_000
    started = time.perf_counter()
    assert sum(1 for row in read(content).rows() if row.problem) == 20_000
    assert time.perf_counter() - started < 20


def test_a_broken_line_does_not_change_the_encoding_of_the_others():
    lines = [f"{number};Åsa {number}".encode() for number in range(50)]
    lines[20] = b"20;\xc5sa"
    cells = cells_of(b"Id;Namn\n" + b"\n".join(lines))
    assert cells[1][1] == "Åsa 0"
    assert "\ufffd" in cells[21][1]


def test_an_accent_far_down_the_file_is_seen():
    content = b"Id;Namn\n" + b"1;Kund\n" * 30_000 + "2;Åsa\n".encode("cp1252")
    assert list(read(content).rows())[-1].cells == ["2", "Åsa"]


@pytest.mark.parametrize("content", [b"", b"   \n\n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_refused(content):
    assert code_of(content) == "empty"


def test_a_header_alone_is_refused():
    assert code_of(b"Id,Name\n\n") == "only_header"


def test_ten_megabytes_of_garbage_are_refused_at_once():
    garbage = Random(1).randbytes(10_000_000)
    started = time.perf_counter()
    assert code_of(garbage) == "binary"
    assert time.perf_counter() - started < 10


def test_a_workbook_is_called_one():
    assert code_of(b"PK\x03\x04" + bytes(2000)) == "workbook"
    assert code_of(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(2000)) == "workbook"


def test_a_column_name_may_stand_once():
    with pytest.raises(FileError, match="“email”"):
        read(b"Id,Email,email\n1,a,b\n")


def test_a_column_without_a_name_is_called_by_its_place():
    assert read(b"Id,,Name\n1,x,A\n").headers == ("Id", "column 2", "Name")


def test_hundreds_of_columns_and_endless_names_are_refused():
    assert code_of(b"c" + b",c".join(str(n).encode() for n in range(400)) + b"\n1\n") == "too_many_columns"
    assert code_of(b"Id," + b"x" * 101 + b"\n1,2\n") == "header_too_long"


def test_memory_stays_flat_however_long_the_file():
    content = b"Id,Name,Note\n" + b'1,Sample,"two\nlines of %b"\n' % (b"words " * 50) * 30_000
    tracemalloc.start()
    count = sum(1 for _row in read(content).rows())
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 30_000
    assert peak < len(content) / 3

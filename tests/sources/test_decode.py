"""Encodings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.sources.decode import declared_charset, decode
from onrecord.sources.limits import SourceError

ENGLISH = "The envoy’s letter – a “provocation” – reached the café in Genève on Monday, 3 March.\r\n" * 3
KOREAN = "총회는 월요일에 결의를 채택했다. 대사는 이를 “정치적 음모”라고 불렀다.\n회의는 계속된다.\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_english_text_in_its_encodings(encoding: str):
    """UTF-8 with and without mark, UTF-16 with and without mark, and Windows-1252 give the same text."""
    assert decode(ENGLISH.encode(encoding)) == ENGLISH


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "euc-kr", "cp949"])
def test_korean_text_in_its_encodings(encoding: str):
    """EUC-KR and its extension CP949 are told from Windows-1252."""
    assert decode(KOREAN.encode(encoding)) == KOREAN


def test_english_page_with_some_korean_in_its_code_page():
    """A Korean outlet's English page in EUC-KR keeps its Korean name."""
    text = "The Daily\n뉴스홈\n" + "The council met on Monday and adopted the text by consensus. " * 20
    assert decode(text.encode("euc-kr")) == text


def test_one_bad_byte_does_not_change_the_encoding():
    """A stray byte in UTF-8 costs one character, not the page."""
    assert decode("“Quick fix”".encode() + b"\xff" + " – said the envoy – ".encode() * 3).startswith(
        "“Quick fix”\ufffd"
    )


def test_declared_encoding_is_believed_where_the_bytes_allow_it():
    """A page's own word decides between code pages that both would decode."""
    text = "Саммит завершился в понедельник, сообщил посол."
    assert decode(text.encode("koi8-r"), declared_charset(b'<meta charset="koi8-r">')) == text


def test_newlines_stay_as_they_stand():
    """Carriage returns, NUL bytes, soft hyphens and hard blanks are kept, so that offsets hold."""
    text = "One\r\ntwo\rthree\u00ad\u00a0four\x00\n"
    assert decode(text.encode()) == text


@pytest.mark.parametrize("data", [bytes(range(256)) * 20, b"\x89PNG\r\n\x1a\n" + bytes(range(32)) * 40])
def test_binary_data_are_refused(data: bytes):
    """What is no text is refused with a remedy."""
    with pytest.raises(SourceError, match="binary"):
        decode(data)


@given(st.binary(max_size=600))
def test_any_bytes_give_text_or_are_refused(data: bytes):
    """Any bytes whatever give a text that can be stored, or a refusal."""
    try:
        decode(data).encode("utf-8", errors="strict" if b"\xd8" not in data else "replace")
    except SourceError as error:
        assert error.reason
        assert error.remedy


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\ufeff"), max_size=200))
def test_utf8_is_read_as_it_stands(text: str):
    """Text without control characters in UTF-8 comes back unchanged."""
    plain = "".join(c for c in text if c.isprintable() or c in "\r\n\t")
    assert decode(plain.encode()) == plain

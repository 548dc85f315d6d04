"""The little HTTP a snapshot needs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.cameras.http_answer import SnapshotAddress, body_bytes_wanted, frame_of, parse_address, request_for
from devices.contracts.camera import FrameUnusable
from devices.emulators.camera_views import draw_view

OK = b"HTTP/1.1 200 OK\r\nContent-Type: image/jpeg\r\nContent-Length: 5"


def test_an_address_and_its_request() -> None:
    address = parse_address("http://127.0.0.1:8081/snapshot.jpg?channel=1")
    assert address == SnapshotAddress("127.0.0.1", 8081, "/snapshot.jpg?channel=1")
    assert request_for(address).startswith(b"GET /snapshot.jpg?channel=1 HTTP/1.1\r\nHost: 127.0.0.1:8081\r\n")


@pytest.mark.parametrize("url", ["https://a/b", "rtsp://a", "snapshot.jpg"])
def test_what_is_no_camera_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="camera"):
        parse_address(url)


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("http://10.0.0.9/s.jpg", "10.0.0.9"),
        ("http://10.0.0.9:80/s.jpg", "10.0.0.9"),
        ("http://10.0.0.9:8080/s.jpg", "10.0.0.9:8080"),
        ("http://[fe80::1]/s.jpg", "[fe80::1]"),
        ("http://[fe80::1]:8080/s.jpg", "[fe80::1]:8080"),
        ("http://[fe80::1%eth0]:8080/s.jpg", "[fe80::1]:8080"),
    ],
)
def test_a_camera_that_looks_at_the_name_it_is_asked_by_refused_one_without_port_or_brackets(
    url: str, host: str
) -> None:
    assert f"\r\nHost: {host}\r\n".encode() in request_for(parse_address(url))


def test_the_head_tells_how_long_the_picture_is() -> None:
    assert body_bytes_wanted(OK) == 5
    assert body_bytes_wanted(OK.replace(b"200", b"401")) == FrameUnusable("status")
    assert body_bytes_wanted(OK.replace(b": 5", b": -5")) == FrameUnusable("content_length")


@pytest.mark.parametrize("length", ["9" * 5000, "0" * 5000, "33554433", "\u0665", ""])
def test_a_length_of_five_thousand_digits_is_a_wrong_answer_and_no_fall_of_the_driver(length: str) -> None:
    """The camera was "starting" for ever, and who photographed met an error that no contract knows."""
    head = OK.removesuffix(b"5") + length.encode()
    assert body_bytes_wanted(head) == FrameUnusable("content_length")


def test_the_longest_picture_is_taken() -> None:
    assert body_bytes_wanted(OK.removesuffix(b"5") + b"0033554432") == 33554432


def test_an_address_in_chinese_is_asked_for_as_the_web_writes_it_and_no_fall_of_the_driver() -> None:
    asked = request_for(parse_address("http://高拍仪.local/快照 1.jpg?a=%20b&c=d"))
    assert asked.startswith(b"GET /%E5%BF%AB%E7%85%A7%201.jpg?a=%20b&c=d HTTP/1.1\r\nHost: xn--")


def test_half_a_picture_is_no_picture() -> None:
    whole = draw_view(None)
    assert frame_of(whole[: len(whole) // 2]) == FrameUnusable("jpeg")


@given(st.binary(max_size=300))
def test_no_bytes_make_it_raise(data: bytes) -> None:
    body_bytes_wanted(data)
    frame_of(data)

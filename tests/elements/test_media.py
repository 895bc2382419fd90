"""Pictures, players and recorders: what is offered to the page, and what is refused."""

from __future__ import annotations

import io
import wave
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

import reactfrag as rf
from reactfrag.elements.raster import Encoding, File, to_file
from reactfrag.errors import ApiError, IntervalError
from reactfrag.runtime import media
from reactfrag.runtime.files import UploadRecord
from tests.elements.drawing import Drawing

SVG = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def png(mode: str = "RGB", kind: str = "PNG") -> bytes:
    buffer = io.BytesIO()
    Image.new(mode, (2, 3)).save(buffer, kind)
    return buffer.getvalue()


def kept(address: str) -> media.Media:
    """What the address leads to."""
    found = media.store.get(address.split("/")[-2])
    assert found is not None
    return found


def pixels(source: Any, **how: Any) -> Any:
    file = to_file(source, Encoding(**how))
    assert isinstance(file, File)
    return np.asarray(Image.open(io.BytesIO(file.data)))


# --- pictures --------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "mime"),
    [
        (png(), "image/png"),
        (bytearray(png(kind="JPEG")), "image/jpeg"),
        (io.BytesIO(png(kind="WEBP")), "image/webp"),
        (png(kind="GIF"), "image/gif"),
        (png(kind="TIFF"), "image/png"),
        (png(kind="BMP"), "image/png"),
        (SVG, "image/svg+xml"),
        ("\n<?xml version='1.0'?><!-- a --><svg/>", "image/svg+xml"),
        (SVG.encode(), "image/svg+xml"),
        (np.zeros((2, 3)), "image/png"),
        (np.zeros((2, 3, 1), "uint8"), "image/png"),
        (np.ones((2, 3), bool), "image/png"),
        (Image.new("CMYK", (2, 2)), "image/png"),
        (Image.new("P", (2, 2)), "image/png"),
    ],
    ids="png jpeg webp gif tiff bmp svg xml svg-bytes floats grey bools cmyk palette".split(),
)
def test_any_picture_becomes_one_that_browsers_show(source: Any, mime: str) -> None:
    file = to_file(source, Encoding())
    assert isinstance(file, File)
    assert file.mime == mime
    assert file.data


@pytest.mark.parametrize("address", ["https://example.com/a.png", "data:image/png;base64,AA=="])
def test_an_address_stays_one(address: str) -> None:
    assert to_file(address, Encoding()) == address


def test_a_file_is_read_from_disk(tmp_path: Path) -> None:
    path = tmp_path / "two words.png"
    path.write_bytes(png())
    for source in (path, str(path)):
        assert to_file(source, Encoding()) == File(png(), "image/png", "two words.png")
    with path.open("rb") as file:
        file.read()
        assert to_file(file, Encoding()) == File(png(), "image/png", "image.png")


def test_the_values_of_an_array_are_of_1_or_of_255() -> None:
    assert pixels(np.array([[0.0, 0.5, 1.0]])).tolist() == [[0, 128, 255]]
    assert pixels(np.array([[0, 128, 255]])).tolist() == [[0, 128, 255]]
    outside = np.array([[-1.0, 2.0, np.nan]])
    assert pixels(outside, clamp=True).tolist() == [[0, 255, 0]]
    assert pixels(np.array([[-5, 300]]), clamp=True).tolist() == [[0, 255]]
    for array in (outside, np.array([[256]])):
        with pytest.raises(ApiError, match="clamp=True"):
            to_file(array, Encoding())


def test_the_colours_of_an_array_may_be_the_other_way_round() -> None:
    array = np.array([[[10, 20, 30]]], "uint8")
    assert pixels(array, channels="BGR").tolist() == [[[30, 20, 10]]]
    with_alpha = np.array([[[10, 20, 30, 40]]], "uint8")
    assert pixels(with_alpha, channels="BGR").tolist() == [[[30, 20, 10, 40]]]


def test_the_format_is_the_one_asked_for() -> None:
    for source in (png(), png("RGBA"), np.zeros((2, 2)), Image.new("LA", (2, 2))):
        file = to_file(source, Encoding(format="JPEG"))
        assert isinstance(file, File)
        assert file.mime == "image/jpeg"
    assert to_file(png(kind="JPEG"), Encoding(format="PNG")).mime == "image/png"  # type: ignore[union-attr]
    # See-through turns white rather than black.
    clear = Image.new("RGBA", (1, 1), (0, 0, 0, 0))
    assert pixels(clear, format="JPEG").min() > 250


def test_moving_pictures_keep_moving() -> None:
    buffer = io.BytesIO()
    frames = [Image.new("L", (4, 4), shade) for shade in (0, 255)]
    frames[0].save(buffer, "GIF", save_all=True, append_images=frames[1:])
    file = to_file(Image.open(buffer), Encoding())
    assert isinstance(file, File)
    assert getattr(Image.open(io.BytesIO(file.data)), "n_frames", 1) == 2


def test_several_pictures_have_a_text_each(drawing: Drawing) -> None:
    rf.image([png(), np.zeros((2, 2))], ["one", None], alt=["a", ""], width=40)  # type: ignore[list-item]
    shown = drawing.last
    assert [(p.caption, p.alt) for p in shown.images] == [("one", "a"), (None, "")]
    assert shown.each == 40
    assert kept(shown.images[0].url).data == png()
    rf.image(np.zeros((3, 4, 4, 3)))
    assert len(drawing.last.images) == 3


@pytest.mark.parametrize(
    ("arguments", "width"),
    [
        ({}, None),
        ({"width": "stretch"}, "stretch"),
        ({"use_container_width": True}, "stretch"),
        ({"use_column_width": "always"}, "stretch"),
        ({"use_column_width": "auto"}, None),
        ({"width": 300, "use_column_width": None}, 300),
    ],
)
def test_widths_of_pictures(drawing: Drawing, arguments: dict[str, Any], width: Any) -> None:
    rf.image(png(), **arguments)
    assert (drawing.last.each or drawing.last.width) == width


def test_a_logo_is_the_page_s(drawing: Drawing) -> None:
    rf.logo(png(), size="large", link="https://example.com", icon_image=":material/home:")
    logo = drawing.run.page_props.logo
    assert logo is not None
    assert kept(logo.image).data == png()
    assert (logo.icon, logo.size, logo.link) == (":material/home:", "large", "https://example.com")


def test_what_is_on_the_page_is_kept_until_it_goes() -> None:
    from reactfrag.testing import AppTest

    def script() -> None:
        import reactfrag as rf

        svgs = [f"<svg id='{n}'/>" for n in range(rf.number_input("n", value=2))]
        if svgs:
            rf.image(svgs)

    at = AppTest.from_function(script).run()
    urls = [picture.url for picture in at.image[0].images]
    held = media.store._holds
    assert all(held[url.split("/")[-2]] == 1 for url in urls)
    at.number_input[0].set_value(1).run()
    assert [held[url.split("/")[-2]] for url in urls] == [1, 0]
    at.number_input[0].set_value(0).run()
    assert [held[url.split("/")[-2]] for url in urls] == [0, 0]


# --- players ---------------------------------------------------------------


def read(data: bytes) -> tuple[int, int, list[int]]:
    with wave.open(io.BytesIO(data)) as file:
        frames = np.frombuffer(file.readframes(file.getnframes()), "<i2")
        return file.getnchannels(), file.getframerate(), frames.tolist()


@pytest.mark.parametrize(
    ("samples", "frames"),
    [
        (np.array([0.0, 0.5, -1.0]), [0, 16384, -32767]),
        (np.array([0.0, 2.0, -4.0]), [0, 16384, -32767]),
        (np.array([1, -2, 3], "int16"), [1, -2, 3]),
        (np.array([0, 50, -100]), [0, 16384, -32767]),
        (np.zeros(3), [0, 0, 0]),
    ],
    ids=str,
)
def test_samples_become_a_wave_file(drawing: Drawing, samples: Any, frames: list[int]) -> None:
    rf.audio(samples, sample_rate=8000)
    assert kept(drawing.last.url).mime == "audio/wav"
    assert read(kept(drawing.last.url).data) == (1, 8000, frames)


def test_channels_are_interleaved(drawing: Drawing) -> None:
    rf.audio(np.array([[1, 2], [3, 4]], "int16"), sample_rate=44100)
    assert read(kept(drawing.last.url).data) == (2, 44100, [1, 3, 2, 4])


def test_where_a_player_begins_and_ends(drawing: Drawing, tmp_path: Path) -> None:
    path = tmp_path / "birds.mp3"
    path.write_bytes(b"ID3")
    rf.audio(path, start_time="1m 30s", end_time=timedelta(minutes=2), loop=True, alt="Birds")
    shown = drawing.last
    assert (shown.start, shown.end, shown.loop, shown.alt) == (90, 120, True, "Birds")
    assert (kept(shown.url).mime, kept(shown.url).file_name) == ("audio/mpeg", "birds.mp3")
    rf.video(b"film", "video/webm", 5, muted=True, autoplay=True, width=400)
    shown = drawing.last
    assert (shown.start, shown.end, shown.muted, shown.autoplay) == (5, None, True, True)
    assert (kept(shown.url).mime, shown.width, shown.embed) == ("video/webm", 400, False)


def test_subtitles_are_web_vtt(drawing: Drawing, tmp_path: Path) -> None:
    path = tmp_path / "en.srt"
    path.write_text("1\r\n00:00:01,500 --> 00:00:02,000\r\nHello, you\r\n", encoding="utf-8")
    rf.video(b"film", subtitles={"English": path, "Deutsch": b"WEBVTT\n\n00:01.000 --> 00:02.000"})
    english, german = drawing.last.subtitles
    assert kept(english.url).mime == "text/vtt"
    assert kept(english.url).data == b"WEBVTT\n\n1\n00:00:01.500 --> 00:00:02.000\nHello, you"
    assert (english.label, german.label) == ("English", "Deutsch")


@pytest.mark.parametrize(
    ("address", "embedded"),
    [
        ("https://www.youtube.com/watch?v=abc_DEF-123&t=3", "abc_DEF-123"),
        ("https://youtu.be/abc_DEF-123?si=x", "abc_DEF-123"),
        ("https://m.youtube.com/shorts/abc_DEF-123", "abc_DEF-123"),
        ("https://example.com/watch?v=abc_DEF-123", None),
        ("https://www.youtube.com/watch?v=%22%3E%3Cscript", None),
    ],
)
def test_films_of_youtube_are_embedded(
    drawing: Drawing, address: str, embedded: str | None
) -> None:
    rf.video(address, start_time=3, loop=True)
    shown = drawing.last
    assert shown.embed == (embedded is not None)
    player = f"https://www.youtube-nocookie.com/embed/{embedded}"
    query = f"?start=3&loop=1&playlist={embedded}"
    assert shown.url == (player + query if embedded else address)


def test_documents(drawing: Drawing) -> None:
    rf.pdf(io.BytesIO(b"%PDF-1.7 ..."), key="doc", alt="The report")
    assert (drawing.last.height, drawing.last.key, drawing.last.alt) == (500, "doc", "The report")
    assert kept(drawing.last.url).mime == "application/pdf"
    rf.pdf("https://example.com/a.pdf", height="stretch")
    assert (drawing.last.url, drawing.last.height) == ("https://example.com/a.pdf", "stretch")


# --- recorders -------------------------------------------------------------


@pytest.fixture
def files(drawing: Drawing, tmp_path: Path) -> None:
    for name in ("a.wav", "b.jpg", "c.csv"):
        path = tmp_path / name
        path.write_bytes(name.encode())
        record = UploadRecord(id=name[0], path=path, name=name, type="x/y", size=5)
        drawing.page.uploads[record.id] = record


@pytest.mark.usefixtures("files")
def test_recorders_give_one_file(drawing: Drawing) -> None:
    assert rf.camera_input("Look", resolution="hd") is None
    assert drawing.last.ideal == [1280, 720]
    decode = drawing.widget.decode
    assert decode(["b"]).getvalue() == b"b.jpg"
    assert decode([]) is None
    for wire in (["a"], ["b", "b"], ["no"], "b", [1]):
        with pytest.raises(ValueError):
            decode(wire)
    assert rf.audio_input("Say", sample_rate=None) is None
    assert drawing.widget.decode(["a"]).name == "a.wav"
    with pytest.raises(ValueError):
        drawing.widget.decode(["b"])


@pytest.mark.usefixtures("files")
def test_a_message_brings_files_and_sound(drawing: Drawing) -> None:
    rf.chat_input("Say", accept_file="multiple", file_type=["csv", "jpg"], accept_audio=True)
    assert (drawing.last.files, drawing.last.sample_rate) == ("multiple", 16000)
    decode = drawing.widget.decode
    said = decode({"text": "two", "files": ["b", "c"], "audio": "a"})
    assert (said.text, said["text"], str(said)) == ("two", "two", "two")
    assert [file.name for file in said.files] == ["b.jpg", "c.csv"]
    assert said.audio.name == "a.wav"
    assert decode({"text": "", "files": ["c"]}).audio is None
    refused: list[Any] = ["text", {"text": " "}, {"text": "x", "files": ["a"]}, {"text": 1}]
    refused += [{"text": "x", "audio": "b"}, {"text": "x", "files": "c"}]
    for wire in refused:
        with pytest.raises(ValueError):
            decode(wire)
    rf.chat_input("One", accept_file=True)
    with pytest.raises(ValueError, match="more files"):
        drawing.widget.decode({"text": "x", "files": ["b", "c"]})
    with pytest.raises(ValueError, match="no recordings"):
        drawing.widget.decode({"text": "x", "audio": "a"})


# --- refused ---------------------------------------------------------------


@pytest.mark.parametrize(
    "call",
    [
        lambda: rf.image("no-such.png"),
        lambda: rf.image(b"no picture"),
        lambda: rf.image(b""),
        lambda: rf.image(1),
        lambda: rf.image([]),
        lambda: rf.image(np.zeros((2, 2, 2))),
        lambda: rf.image(np.array([["a"]])),
        lambda: rf.image(png(), channels="HSV"),  # type: ignore[arg-type]
        lambda: rf.image(png(), output_format="GIF"),  # type: ignore[arg-type]
        lambda: rf.image([png(), png()], "one"),
        lambda: rf.image(png(), ["one", "two"]),
        lambda: rf.image(png(), link="javascript:alert(1)"),
        lambda: rf.image(png(), use_column_width="some"),  # type: ignore[arg-type]
        lambda: rf.logo(png(), size="huge"),  # type: ignore[arg-type]
        lambda: rf.logo(png(), link="javascript:alert(1)"),
        lambda: rf.audio("no-such.mp3"),
        lambda: rf.audio(1),
        lambda: rf.audio(b"", "wav"),
        lambda: rf.audio(b"", sample_rate=8000),
        lambda: rf.audio(np.zeros(3)),
        lambda: rf.audio(np.zeros((1, 1, 1)), sample_rate=8000),
        lambda: rf.audio(np.array([np.nan]), sample_rate=8000),
        lambda: rf.audio(b"", start_time=3, end_time=2),
        lambda: rf.video(b"", subtitles="no-such.vtt"),
        lambda: rf.video(b"", subtitles=b"nothing"),
        lambda: rf.video("https://youtu.be/abc_DEF-123", subtitles=b"WEBVTT"),
        lambda: rf.pdf(b"no document"),
        lambda: rf.pdf(b"%PDF-", height="auto"),
        lambda: rf.camera_input("a", resolution="8k"),
        lambda: rf.camera_input("a", resolution=(0, 1)),
        lambda: rf.audio_input("a", sample_rate=12345),
        lambda: rf.chat_input("a", file_type="."),
    ],
)
def test_refused(drawing: Drawing, call: Callable[[], object]) -> None:
    with pytest.raises(ApiError):
        call()


def test_a_time_that_is_none_says_so(drawing: Drawing) -> None:
    with pytest.raises(IntervalError, match="start_time"):
        rf.audio(b"", start_time="soon")


def test_a_test_records_photographs_and_attaches() -> None:
    from reactfrag.testing import AppTest

    def script() -> None:
        import reactfrag as rf

        note = rf.audio_input("Note", key="note")
        photo = rf.camera_input("Photo")
        said = rf.chat_input("Say", accept_file="multiple", accept_audio=True)
        rf.text(note and note.name)
        rf.text(photo and photo.size)
        rf.text(said and (said.text, [f.name for f in said.files], said.audio is not None))

    at = AppTest.from_function(script).run()
    assert at.text.values == ["None", "None", "None"]
    at.audio_input("note").upload("a.wav", b"RIFF")
    at.camera_input[0].upload("b.jpg", b"1234")
    at.chat_input[0].attach("c.csv", b"x").record(b"RIFF").set_value("Look")
    at.run()
    assert at.text.values == ["a.wav", "4", "('Look', ['c.csv'], True)"]
    at.audio_input("note").set_value(None).run()
    assert at.text.values == ["None", "4", "None"]

"""Media in a real browser: recorded here, played there."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import expect

from tests.browser.conftest import OpenApp

RECORDING = """
    import wave

    import PIL.Image

    import reactfrag as rf

    note = rf.audio_input("Note", sample_rate=8000)
    if note:
        with wave.open(note) as file:
            sound = file.readframes(file.getnframes())
            rf.text(f"heard {file.getframerate()} {file.getnchannels()} {any(sound)}")
        rf.audio(note, alt="Played")
    photo = rf.camera_input("Photo", resolution="vga")
    if photo:
        picture = PIL.Image.open(photo)
        rf.text(f"seen {picture.format} {picture.width > 100}")
    said = rf.chat_input("Say", accept_file="multiple", file_type="csv", accept_audio=True)
    if said:
        rf.text(f"said {said.text} {[file.name for file in said.files]} {said.audio is not None}")
"""


def test_recording_and_sending(app: OpenApp, tmp_path: Path):
    page = app(RECORDING)
    main = page.page
    main.get_by_role("button", name="Record Note").click()
    expect(page.all("stAudioInput").get_by_role("timer")).to_have_text("00:01")
    main.get_by_role("button", name="Stop recording Note").click()
    expect(page.root.get_by_text("heard 8000 1 True")).to_be_visible()
    played = main.get_by_label("Played")
    expect(played).to_have_js_property("readyState", 4)
    played.evaluate("player => { player.currentTime = 0.5 }")
    expect(played).to_have_js_property("currentTime", 0.5)
    main.get_by_role("button", name="Remove the recording of Note").click()
    page.rest().lacks("heard 8000 1 True")

    main.get_by_role("button", name="Turn on the camera").click()
    video = page.all("stCameraInput").locator("video")
    main.wait_for_function("video => video.videoWidth > 0", arg=video.element_handle())
    main.get_by_role("button", name="Take picture").click()
    expect(page.root.get_by_text("seen JPEG True")).to_be_visible()
    page.rest().click("Clear picture").lacks("seen JPEG True")

    files = [tmp_path / name for name in ("a.csv", "b.txt")]
    for file in files:
        file.write_text("x")
    picker = page.all("stChatInputFileInput")
    picker.set_input_files(files[1])
    expect(main.get_by_text("is not allowed here")).to_be_visible()
    expect(main.get_by_role("button", name="Send message")).to_be_disabled()
    main.get_by_role("button", name="Remove b.txt").click()
    picker.set_input_files(files[0])
    expect(page.all("stChatInputFile")).to_have_attribute("aria-busy", "false")
    page.all("stChatInputTextArea").fill("Look")
    page.all("stChatInputTextArea").press("Enter")
    page.rest().sees("said Look ['a.csv'] False")
    expect(page.all("stChatInputFile")).to_have_count(0)

"""Films in which every place that is not picture or sound says CANARY, as cameras write day and place."""

from functools import cache

from tests.vault.cameras import made, shoot

CANARY = b"CANARY"
ONE_SLICE = ("-c:v", "libx264", "-preset", "ultrafast", "-bf", "0", "-threads", "1")
SUBTITLE = b"1\n00:00:00,000 --> 00:00:01,000\nCANARY in a subtitle\n"
CHAPTERS = (
    b";FFMETADATA1\ntitle=CANARY title\nlocation=+55.9533-003.1883/CANARY\nmake=CANARY\n"
    b"com.apple.quicktime.model=CANARY\n[CHAPTER]\nTIMEBASE=1/10\nSTART=0\nEND=10\ntitle=CANARY chapter\n"
)


def with_words_among_the_pictures(film: bytes) -> bytes:
    """Before each picture a text, as AVCHD has it, and captions, as television has them."""
    raw = made("-i", "{}/film.mp4", "-c", "copy", "-an", inputs={"film.mp4": film}, name="film.h264")
    words = _message(5, b"0123456789abcdef" + b"CANARY 2026-11-21 +55.9533-003.1883")
    captions = b"".join(b"\xfc" + pair for pair in (b"CA", b"NA", b"RY"))
    words += _message(4, b"\xb5\x00\x31GA94\x03\x43\xff" + captions + b"\xff")
    pictures = raw.split(b"\x00\x00\x01")
    told = [words + unit if unit[:1] and unit[0] & 0x1F in (1, 5) else unit for unit in pictures]
    return b"\x00\x00\x01".join(told)


def _message(kind: int, payload: bytes) -> bytes:
    return bytes([6, kind, len(payload)]) + payload + b"\x80\x00\x00\x01"


@cache
def whispering(key_every: int) -> bytes:
    """Two and a half seconds. Where key frames are further apart than two, it cannot be copied."""
    film = shoot(*ONE_SLICE, "-g", str(key_every), seconds=2.5)
    mov = made(
        *("-r", "30", "-i", "{}/film.h264", "-i", "{}/film.mp4", "-i", "{}/words.srt", "-i", "{}/words.txt"),
        *("-map", "0:v", "-map", "1:a", "-map", "2:s", "-map_metadata", "3", "-map_chapters", "3"),
        *("-c", "copy", "-c:s", "mov_text", "-timecode", "01:02:03:04", "-metadata:s:d", "reel_name=CANARY"),
        *("-metadata:s:v", "handler_name=CANARY", "-metadata:s:a", "title=CANARY"),
        *("-movflags", "use_metadata_tags"),
        name="film.mov",
        inputs={
            "film.h264": with_words_among_the_pictures(film),
            "film.mp4": film,
            "words.srt": SUBTITLE,
            "words.txt": CHAPTERS,
        },
    )  # fmt: skip
    return mov + b"".join(
        _box(name, b"CANARY in a box of its own") for name in (b"mdat", b"free", b"uuid", b"XMP_")
    )


def _box(name: bytes, content: bytes) -> bytes:
    return (8 + len(content)).to_bytes(4) + name + content

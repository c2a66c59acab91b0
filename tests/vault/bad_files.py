"""Makers of files that are no films, or hardly: each small, and made in a moment."""

import io
import random
import struct
import tempfile
import zipfile

from tests.vault.mutations import parts_of
from tests.vault.small_films import H264, made, small_film

LARGE = struct.pack(">HH", 16000, 16000)
CANARY = b"<script>CANARY-BOX</script>"
PLAYLIST = b"#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n"
DASH = (
    b'<?xml version="1.0"?>\n<MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static"><Period><AdaptationSet>'
    b'<Representation id="1"><BaseURL>file:///etc/passwd</BaseURL></Representation></AdaptationSet></Period></MPD>'
)
ELSEWHERE = b"file:///etc/hostname"


def box(name: bytes, *content: bytes) -> bytes:
    body = b"".join(content)
    return struct.pack(">I", 8 + len(body)) + name + body


FTYP = box(b"ftyp", b"isom\0\0\2\0isomiso2avc1mp41")


def patched(film: bytes, name: bytes, offset: int, value: bytes) -> bytes:
    """Write `value` into every box of this name, `offset` counted from the first letter of its name."""
    changed, at = bytearray(film), film.find(name)
    assert at >= 0, name
    while at >= 0:
        changed[at + offset : at + offset + len(value)] = value
        at = film.find(name, at + 4)
    return bytes(changed)


def exchanged(film: bytes, name: bytes, new: bytes) -> bytes:
    """Another box in the place of the first of this name; the boxes around it grow along."""
    parts = parts_of(film)
    old = next(part for part in parts if film[part.name_at : part.name_at + 4] == name)
    changed = bytearray(film)
    for part in parts:
        if part.start < old.start and part.end >= old.end:
            changed[part.size_at : part.size_at + 4] = struct.pack(">I", part.length + len(new) - old.length)
    changed[old.start : old.end] = new
    return bytes(changed)


def table(name: bytes, *numbers: int) -> bytes:
    return box(name, b"".join(struct.pack(">I", number) for number in numbers))


def noise(length: int) -> bytes:
    """Always the same."""
    return random.Random(1).randbytes(length)  # noqa: S311 - repeatable, not secret


def zip_bomb() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("film.mp4", bytes(20_000_000))
    return target.getvalue()


def packets(*payloads: tuple[int, bytes]) -> bytes:
    """A transport stream of (PID, section) pairs, often enough that its readers take it for one."""
    one = b"".join(
        struct.pack(">BHB", 0x47, 0x4000 | pid, 0x10) + (b"\0" + section).ljust(184, b"\xff")
        for pid, section in payloads
    )
    return one * 200


def pat(*programs: tuple[int, int]) -> bytes:
    listed = b"".join(struct.pack(">HH", number, 0xE000 | pid) for number, pid in programs)
    return struct.pack(">BHHBBB", 0, 0xB000 | (9 + len(listed)), 1, 0xC1, 0, 0) + listed + bytes(4)


def circle() -> bytes:
    """Tables of programmes that point at each other."""
    return packets((0, pat((1, 32), (2, 33))), (32, pat((1, 33))), (33, pat((1, 32))))


def playlist_in_avi() -> bytes:
    """A subtitle track whose text is a playlist, which once made readers open other files."""
    gab2 = b"GAB2\0" + struct.pack("<HI", 2, 4) + b"a\0b\0" + struct.pack("<HI", 4, len(PLAYLIST)) + PLAYLIST
    film = small_film("avi")
    at = film.index(b"movi") + 4
    chunk = b"02tx" + struct.pack("<I", len(gab2)) + gab2 + b"\0" * (len(gab2) % 2)
    size = struct.unpack("<I", film[at - 8 : at - 4])[0] + len(chunk)
    return film[: at - 8] + struct.pack("<I", size) + b"movi" + chunk + film[at:]


def large_pictures(*, announced: bool) -> bytes:
    """Every picture says that it has 16,000 lines of 16,000 pixels; the header says so too, or not."""
    film = small_film("mov").replace(b"\x08" + struct.pack(">HH", 90, 160), b"\x08" + LARGE)
    return patched(film, b"jpeg\0\0\0\0\0\0\0\1", 28, LARGE) if announced else film


def elsewhere(kind: bytes, where: bytes) -> bytes:
    """A film whose pictures lie in another file."""
    listed = box(b"dref", struct.pack(">II", 0, 1), box(kind, bytes(4), where))
    return exchanged(small_film("mp4"), b"dref", listed)


def alias() -> bytes:
    """How QuickTime names another file: volume, name, and the path behind tag 2."""
    path = b"/etc/hostname"
    head = struct.pack(">4sHHH", b"\0\0\0\0", 0, 2, 0) + bytes(4 + 2) + b"\4disk".ljust(28, b"\0")
    return (
        head.ljust(150, b"\0") + struct.pack(">HH", 2, len(path)) + path + b"\0" + struct.pack(">H", 0xFFFF)
    )


def nested(depth: int) -> bytes:
    inner = b""
    for _level in range(depth):
        inner = box(b"moov", inner)
    return FTYP + inner


def zero_deltas() -> bytes:
    return exchanged(small_film("mp4"), b"stts", table(b"stts", 0, 1, 12, 0))


def corrupt_middle() -> bytes:
    film = bytearray(small_film("mp4"))
    film[9000:12000] = noise(3000)
    return bytes(film)


def longest_header() -> bytes:
    """The header gives the length in 64 bits, at the end of numbers."""
    times = struct.pack(">QQIQI", 0, 0, 12288, (1 << 63) - 1, 0x55C40000)
    return exchanged(small_film("mp4"), b"mdhd", box(b"mdhd", b"\1\0\0\0", times))


def shifted(ticks: int) -> bytes:
    """Pictures shown long before or after the film: offsets at the end of numbers, and no edit list."""
    film = patched(small_film("mp4"), b"edts", 0, b"free")
    offsets = box(b"ctts", struct.pack(">IIIi", 1 << 24, 1, 12, ticks))
    return exchanged(film, b"stts", table(b"stts", 0, 1, 12, 512) + offsets)


def void(size: int) -> bytes:
    """A Matroska film with an element behind its head that says only how much to pass over."""
    film = small_film("mkv")
    at = 5 + film[4] % 128 + 12
    return film[:at] + b"\xec" + struct.pack(">Q", (1 << 56) | size) + bytes(min(size, 5000)) + film[at:]


def broken_sound() -> bytes:
    """The header calls the sound something else than it is."""
    film = small_film("mp4")
    at = film.index(b"\x05\x80\x80\x80", film.index(b"esds")) + 5
    return film[:at] + b"\xff\xff" + film[at + 2 :]


def wide_pixels(width: int) -> bytes:
    """Every pixel is to be shown this many times as wide as it is high."""
    film = made(*H264, "-vf", "setsar=2")
    return patched(film, b"pasp", 4, struct.pack(">II", width, 1))


def unknown_sizes() -> bytes:
    """A browser's recording: the segment and its clusters do not say how long they are."""
    film = bytearray(small_film("webm"))
    for part in parts_of(bytes(film)):
        if film[part.name_at : part.name_at + 4] in (b"\x18\x53\x80\x67", b"\x1f\x43\xb6\x75"):
            size = (1 << 7 * part.size_width) - 1 | 1 << 7 * part.size_width
            film[part.size_at : part.size_at + part.size_width] = size.to_bytes(part.size_width)
    return bytes(film)


def tracks(count: int) -> bytes:
    maps = [word for _track in range(count - 1) for word in ("-map", "1:a")]
    return made(*H264, "-c:a", "aac", "-b:a", "16k", "-map", "0:v", *maps)


def reference_movie() -> bytes:
    link = box(b"rdrf", bytes(4), b"url ", struct.pack(">I", len(ELSEWHERE) + 1), ELSEWHERE + b"\0")
    return box(b"ftyp", b"qt  \0\0\2\0qt  ") + box(b"moov", box(b"rmra", box(b"rmda", link)))


def subtitled(*, alone: bool = False) -> bytes:
    """A film with subtitles, or its subtitles alone."""
    with tempfile.NamedTemporaryFile(suffix=".srt") as words:
        words.write(b"1\n00:00:00,100 --> 00:00:00,400\nCANARY-SUBTITLE\n")
        words.flush()
        maps = ["-map", "2:s"] if alone else [*H264, "-map", "0:v", "-map", "1:a", "-map", "2:s"]
        return made(*maps, "-c:s", "srt", ending="mkv", beside=("-i", words.name))


def encrypted(*, named: bool) -> bytes:
    """Pictures and sound under a key; its track is named so, as shops do it, or not."""
    key = ["-encryption_scheme", "cenc-aes-ctr", "-encryption_key", "0" * 32, "-encryption_kid", "1" * 32]
    film = made(*H264, "-c:a", "aac", *key)
    return patched(film, b"avc1", 0, b"encv") if named else film


def covered_sound() -> bytes:
    """A piece of music with a picture on its cover."""
    cover = ["-c:v", "mjpeg", "-pix_fmt", "yuvj420p", "-disposition:v", "attached_pic"]
    music = ["-map", "1:a", "-map", "0:v", "-c:a", "aac"]
    return made(*music, *cover, picture="color=s=160x90:r=24:d=0.04")

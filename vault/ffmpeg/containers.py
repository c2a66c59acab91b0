"""What may come in: decided by the first bytes, before any library looks at the file.

A text file that holds a playlist would make ffmpeg read another family's film, so only containers on this
list are opened, each by its own reader and never by guessing.
"""

from django.utils.translation import gettext as _

FORMATS = "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,mpegts,mpeg"
# Codecs by the name of the form; decoders whose own names differ follow.
VIDEO_CODECS = (
    "h264",
    "hevc",
    "mpeg4",
    "h263",
    "mpeg1video",
    "mpeg2video",
    "dvvideo",
    "mjpeg",
    "prores",
    "vp8",
    "vp9",
    "av1",
)
SOUND_CODECS = (
    "aac",
    "alac",
    "mp3",
    "mp2",
    "ac3",
    "eac3",
    "opus",
    "vorbis",
    "flac",
    "amr_nb",
    "amr_wb",
    "pcm_alaw",
    "pcm_mulaw",
    "pcm_u8",
    "pcm_s16le",
    "pcm_s16be",
    "pcm_s24le",
    "pcm_s24be",
    "pcm_s32le",
    "pcm_s32be",
    "pcm_f32le",
)
OTHER_NAMES = (
    "libdav1d",
    "aac_fixed",
    "mp3float",
    "mp2float",
    "libopus",
    "amrnb",
    "libopencore_amrnb",
    "amrwb",
    "libopencore_amrwb",
)
CODECS = ",".join(VIDEO_CODECS + SOUND_CODECS + OTHER_NAMES)
MAX_PIXELS = 40_000_000
HEAD = 1024
BOXES = {b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot"}
PHOTO_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"mif1", b"msf1", b"avif", b"avis"}
PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM")
PACKET = 188


class BadFilm(Exception):
    """This film cannot be used; the message is for the person who added it. Trying again is no help."""


def container_of(head: bytes) -> str:
    """The name of ffmpeg's reader for a file that begins with `head`."""
    if not head:
        raise BadFilm(_("This file is empty. Please choose the film again."))
    if head.startswith(PICTURES) or (head[4:8] == b"ftyp" and head[8:12] in PHOTO_BRANDS):
        raise BadFilm(_("This file is a photo, not a film. Please choose the film itself."))
    if head[4:8] in BOXES:
        return "mov"
    if head.startswith(b"\x1a\x45\xdf\xa3"):
        return "matroska"
    if head.startswith(b"RIFF") and head[8:11] == b"AVI":
        return "avi"
    if head.startswith(b"\x00\x00\x01\xba"):
        return "mpeg"
    if _is_transport_stream(head, 0, PACKET) or _is_transport_stream(head, 4, PACKET + 4):
        return "mpegts"
    raise BadFilm(
        _(
            "This file is not a film that Attune knows. Films from phones, cameras and browsers (MP4, MOV, "
            "WebM, MKV, AVI, MTS, 3GP) work."
        )
    )


def _is_transport_stream(head: bytes, offset: int, step: int) -> bool:
    marks = head[offset::step]
    return len(marks) > 1 and set(marks) == {0x47}

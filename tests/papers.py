"""Reads a PDF back with a program that did not write it."""

import struct
import subprocess
import zlib


def text_of(pdf: bytes) -> str:
    """Its text, in reading order, without the line breaks that only the width of the page made."""
    return " ".join(layout_of(pdf).split())


def layout_of(pdf: bytes) -> str:
    read = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True)
    return read.stdout.decode()


def facts_of(pdf: bytes) -> dict[str, str]:
    """What pdfinfo says about it."""
    read = subprocess.run(["pdfinfo", "-"], input=pdf, capture_output=True, check=True)
    pairs = (line.partition(":") for line in read.stdout.decode().splitlines())
    return {name: value.strip() for name, _colon, value in pairs}


def png(width: int, height: int, text: bytes = b"") -> bytes:
    """A picture of ink, with what a camera wrote beside it."""
    lines = (b"\0" + b"\x2a\x26\x21\xff" * width) * height
    chunks = [(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0))]
    chunks += [(b"tEXt", text)] if text else []
    chunks += [(b"IDAT", zlib.compress(lines)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
        for name, content in chunks
    )

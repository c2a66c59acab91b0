"""Reads a PDF back with a program that did not write it."""

import subprocess


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

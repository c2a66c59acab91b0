"""Bytes that look like a film to anybody who searches for one."""


def film_like(size: int) -> bytes:
    """Begins as an MP4 does; no two chunks are the same."""
    head = b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom\x00\x00\x00\x08moov"
    body = b"".join(number.to_bytes(4) + b" mdat of a family " for number in range(size // 22 + 1))
    return (head + body)[:size]

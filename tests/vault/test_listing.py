"""What ffprobe writes is read alike from the version of Debian 12 and from newer ones."""

import pytest

from vault.ffmpeg.listing import Listed, tags_in

OLD = [
    b"packet|codec_type=video|stream_index=0|pts=3976|size=2523|flags=K_",
    b"packet|codec_type=video|stream_index=0|pts=5964|size=900|flags=_D|side_data|",
    b"",
    b"packet|codec_type=audio|stream_index=1|pts=0|size=26|flags=K_",
    b"stream|index=0|codec_type=video|tag:handler_name=a\\|b=c|side_data|",
    b"side_data|rotation=-90",
    b"",
    b"stream|index=1|codec_type=audio|channels=2",
    b"format|start_time=0.000000",
]
NEW = [
    b"packet|codec_type=video|stream_index=0|pts=3976|size=2523|flags=K__",
    b"packet|codec_type=video|stream_index=0|pts=5964|size=900|flags=_D_|side_datum/skip_samples:skip_samples=0",
    b"packet|codec_type=audio|stream_index=1|pts=0|size=26|flags=K__",
    b"stream|index=0|codec_type=video|tag:handler_name=a\\|b=c||side_datum/display_matrix:rotation=-90",
    b"stream|index=1|codec_type=audio|channels=2",
    b"format|start_time=0.000000",
]


@pytest.mark.parametrize("lines", [OLD, NEW], ids=["ffprobe 5", "ffprobe 8"])
def test_tracks_and_packets_are_read(lines: list[bytes]) -> None:
    found = Listed()
    assert found.hear(lines)
    assert (found.times, found.keys, found.hidden) == ({0: [3976]}, {0: [3976]}, {0: 1})
    assert (found.counted, found.corrupt) == ({0: 2, 1: 1}, 0)
    assert found.tracks[0]["rotation"] == "-90"
    assert tags_in(found.tracks[0]) == {"handler_name": "a\\|b=c"}
    assert found.tracks[1] == {"index": "1", "codec_type": "audio", "channels": "2"}
    assert found.file == {"start_time": "0.000000"}


def test_a_corrupt_packet_is_counted_where_ffprobe_tells() -> None:
    found = Listed()
    found.hear([b"packet|codec_type=video|stream_index=0|pts=0|size=9|flags=K_C"])
    assert found.corrupt == 1

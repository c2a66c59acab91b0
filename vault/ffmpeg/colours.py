"""Colours: a working copy, a clip and a still show those of the film.

Plain filters only, which every build of ffmpeg has.
"""

MANY_LINES = 720
OTHER_NAMES = {"bt470bg": "smpte170m", "bt2020nc": "bt2020", "bt2020c": "bt2020"}
MATRICES = ("bt709", "smpte170m", "fcc", "smpte240m", "bt2020")
PQ, HLG = "smpte2084", "arib-std-b67"
EXACTLY = "flags=bicubic+accurate_rnd+full_chroma_int"
TO_BT709 = "out_color_matrix=bt709:out_range=tv"
# A JPEG's colours are BT.601 in full range, whatever the film's are.
TO_JPEG = "out_color_matrix=bt601:out_range=pc"
FROM_JPEG = "in_color_matrix=bt601:in_range=pc:out_range=pc"

# Light, 1 for a thousand candelas, from the values that say how bright a pixel is (ST 2084, STD-B67).
LIGHT = {
    PQ: "st(0,pow(val/maxval,1/78.84375));"
    "10*pow(max(ld(0)-0.8359375,0)/(18.8515625-18.6875*ld(0)),1/0.1593017578125)",
    HLG: "st(0,val/maxval);"
    "pow(if(lte(ld(0),0.5),ld(0)*ld(0)/3,(exp((ld(0)-0.55991073)/0.17883277)+0.28466892)/12),1.2)",
}
FEWER_COLOURS = (
    "rr=1.6605:rg=-0.5876:rb=-0.0728:gr=-0.1246:gg=1.1329:gb=-0.0083:br=-0.0182:bg=-0.1006:bb=1.1187"
)
# John Hable's curve from bright light to a screen's, 1 for the brightest, then the screen's own gamma.
SCREEN = (
    "st(0,10*val/maxval);"
    "pow(max(0,(ld(0)*(0.15*ld(0)+0.05)+0.004)/(ld(0)*(0.15*ld(0)+0.5)+0.06)-0.02/0.3)/0.706229,1/2.4)"
)


def usual_matrix(lines: int) -> str:
    """Browsers take it for that of a film that does not say."""
    return "bt709" if lines >= MANY_LINES else "smpte170m"


def matrix_of(said: str, lines: int) -> str:
    matrix = OTHER_NAMES.get(said, said)
    return matrix if matrix in MATRICES else usual_matrix(lines)


def as_bt709(matrix: str) -> str:
    """Options of a `scale` filter."""
    exactly = "" if matrix == "bt709" else f":{EXACTLY}"
    return f"in_color_matrix={matrix}:{TO_BT709}{exactly}"


def tone_map(matrix: str, transfer: str) -> list[str]:
    """Filters that make HDR pictures ordinary ones."""
    return [
        f"scale=in_color_matrix={matrix}:{EXACTLY}",
        "format=gbrp16le",
        _each(LIGHT[transfer]),
        f"colorchannelmixer={FEWER_COLOURS}",
        _each(SCREEN),
        f"scale={TO_BT709}:{EXACTLY}",
    ]


def _each(value: str) -> str:
    """The same curve for red, green and blue; what is brighter than the brightest is cut off."""
    steps, _semicolon, last = value.rpartition(";")
    curve = f"{steps};maxval*min(1,max(0,{last}))"
    return f"lutrgb=r='{curve}':g='{curve}':b='{curve}'"

"""Languages that people speak and forms are written in: their names, and which way they run."""

from django.conf.locale import LANG_INFO

# Spoken by families and not known to Django: English name, own name.
OTHERS = {
    "am": ("Amharic", "አማርኛ"),
    "gu": ("Gujarati", "ગુજરાતી"),
    "ha": ("Hausa", "Hausa"),
    "kmr": ("Kurdish (Kurmanji)", "Kurmancî"),
    "ln": ("Lingala", "Lingála"),
    "mt": ("Maltese", "Malti"),
    "prs": ("Dari", "دری"),
    "ps": ("Pashto", "پښتو"),
    "rw": ("Kinyarwanda", "Ikinyarwanda"),
    "si": ("Sinhala", "සිංහල"),
    "sn": ("Shona", "chiShona"),
    "so": ("Somali", "Soomaali"),
    "ti": ("Tigrinya", "ትግርኛ"),
    "tl": ("Tagalog", "Tagalog"),
    "yi": ("Yiddish", "ייִדיש"),
    "yo": ("Yoruba", "Yorùbá"),
}
RIGHT_TO_LEFT = {code for code, info in LANG_INFO.items() if info.get("bidi")} | {"prs", "ps", "yi"}
NAMES = {
    code: (info["name"], info["name_local"])
    for code, info in LANG_INFO.items()
    if "name" in info and not (code.startswith(("en-", "es-")) or code == "ar-dz")
} | OTHERS


def name_of(code: str) -> str:
    """In the language itself, as the person who reads it looks for it."""
    name: str = NAMES.get(code, (code, code))[1]
    return name[:1].upper() + name[1:]


def english_name_of(code: str) -> str:
    name: str = NAMES.get(code, (code, code))[0]
    return name


def direction_of(code: str) -> str:
    return "rtl" if code in RIGHT_TO_LEFT else "ltr"


def choices() -> list[tuple[str, str]]:
    """For an administrator, by English name."""
    names = [
        (code, english if english == own else f"{english} ({own})") for code, (english, own) in NAMES.items()
    ]
    return sorted(names, key=lambda each: each[1])

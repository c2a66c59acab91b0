"""The original film: look at it, measure it, and decide how its working copy is made."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from vault import reading
from vault.ffmpeg import probing
from vault.ffmpeg.containers import HEAD, BadFilm, container_of
from vault.ffmpeg.memory import MemoryFile
from vault.ffmpeg.probing import Film, Packets, Sound
from vault.frames import TICKS
from vault.models import SealedFile

COPY_LONG, COPY_SHORT = 1920, 1080
COPY_PIXELS = ("yuv420p", "yuvj420p")
LATE = TICKS * 5 // 1000
KEYS_APART = 2.0
JUDGED_FROM = 10


@dataclass(frozen=True)
class Source:
    film: Film
    packets: Packets
    sound: Sound | None

    @property
    def late(self) -> int:
        """Ticks from the start of the file to its first picture."""
        return self.packets.times[0] - self.packets.start

    @property
    def rate(self) -> float:
        return self.packets.rate or self.film.rate or 25.0

    @property
    def can_be_copied(self) -> bool:
        """Browsers play it as it is, every frame where its table says (MEDIA.md 4)."""
        film, packets = self.film, self.packets
        long, short = max(film.width, film.height), min(film.width, film.height)
        return (
            film.codec == "h264"
            and film.pixels in COPY_PIXELS
            and not film.interlaced
            and not film.hdr
            and long <= COPY_LONG
            and short <= COPY_SHORT
            and not packets.hidden
            and not packets.damaged
            and bool(packets.keys)
            and packets.keys[0] == packets.times[0]
            and self.late <= LATE
            and len(set(packets.times)) == len(packets.times)
            and packets.longest_wait_for_a_key <= KEYS_APART
        )


def look(file: SealedFile) -> str:
    """Refuse by its first bytes what is no film; else the name of ffmpeg's reader for it."""
    return container_of(b"".join(reading.open_range(file, 0, min(HEAD, file.size))))


def measure(memory: MemoryFile, container: str, *, longest: float, beat: Callable[[float], None]) -> Source:
    film, packets = probing.examine(memory, container, beat)
    if not packets.times:
        raise BadFilm(
            _("This film holds no picture that can be shown. Please copy it from the camera again.")
        )
    if len(packets.times) > 1 and not packets.seconds:
        raise BadFilm(
            _(
                "The pictures of this film carry no times, so it cannot be shown. Please copy it from the "
                "camera again."
            )
        )
    if packets.seconds > longest:
        raise BadFilm(
            _(
                "This film is %(is)d minutes long; the longest that can be added is %(may)d minutes. Please "
                "cut it shorter on the phone and add that."
            )
            % {"is": round(packets.seconds / 60), "may": round(longest / 60)}
        )
    if packets.rate > probing.MAX_RATE and len(packets.times) > JUDGED_FROM:
        raise BadFilm(
            _(
                "This is a slow-motion film of more than 120 pictures a second, which cannot be used. "
                "Please film at normal speed."
            )
        )
    heard = [sound for sound in film.sounds if packets.sound_packets.get(sound.index)]
    return Source(film, packets, heard[0] if heard else None)

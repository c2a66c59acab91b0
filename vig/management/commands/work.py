"""Work on the jobs of one queue, in as many processes as suit this machine."""

import os
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from vault.models import Job
from vig.workers import NICE, worker_arguments


class Command(BaseCommand):
    help = "Work on the jobs of one queue until told to stop."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("queue", choices=Job.Queue.values)
        parser.add_argument("--processes", type=int, default=int(os.environ.get("ATTUNE_PROCESSES") or 0))
        parser.add_argument("--loglevel", default="info")

    def handle(self, *_args: Any, queue: str, processes: int, loglevel: str, **_options: Any) -> None:
        os.nice(NICE[queue])
        arguments = worker_arguments(queue, "--loglevel", loglevel, processes=processes)
        os.execv(sys.executable, [sys.executable, *arguments])  # noqa: S606 - no shell is wanted

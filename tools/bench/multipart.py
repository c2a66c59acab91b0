"""The anchor of P7: what Django does with a file in a form, and nothing else."""

import os
import secrets
from typing import cast

from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import UploadedFile
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path

settings.configure(
    ROOT_URLCONF=__name__, ALLOWED_HOSTS=["127.0.0.1"], SECRET_KEY=secrets.token_hex(), MIDDLEWARE=[]
)


def take(request: HttpRequest) -> HttpResponse:
    storage = FileSystemStorage(os.environ["BENCH_FOLDER"])
    name = storage.save("posted.mp4", cast("UploadedFile[bytes]", request.FILES["film"]))
    storage.delete(name)
    return HttpResponse("taken")


urlpatterns = [path("", take)]
application = get_wsgi_application()

from django.urls import path

from guyub.phone import pages

urlpatterns = [
    path("pekerja-layanan.js", pages.worker, name="phone_worker"),
    path("manifest.webmanifest", pages.manifest, name="phone_manifest"),
    path("antrean/", pages.queue, name="phone_queue"),
    path("antrean/tanda/", pages.hello, name="phone_hello"),
    path("antrean/kata/<str:language>.<str:asked>.js", pages.words, name="phone_words"),
]

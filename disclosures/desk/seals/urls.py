from django.urls import path

from disclosures.desk.seals import pages

urlpatterns = [
    path("seals/", pages.seals_page, name="desk-seals"),
    path("seals/<int:pk>/", pages.seal_page, name="desk-seal"),
    path("seals/<int:pk>/end", pages.end, name="desk-seal-end"),
    path("seals/<int:pk>/<int:seal>.png", pages.picture, name="desk-seal-picture"),
]

from django.urls import path

from disclosures.desk.overview import pages

urlpatterns = [path("accounts/<int:pk>/", pages.overview_page, name="desk-account")]

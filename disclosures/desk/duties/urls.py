from django.urls import path

from disclosures.desk.duties import acting, address, pages

YEAR = "duties/<int:year>/"

urlpatterns = [
    path("duties/", pages.newest, name="desk-duties-newest"),
    path(YEAR, pages.list_page, name="desk-duties"),
    path(f"{YEAR}duties.csv", pages.export, name="desk-duties-csv"),
    path(f"{YEAR}act", acting.act, name="desk-duties-act"),
    path("address/", address.address_page, name="desk-address"),
]

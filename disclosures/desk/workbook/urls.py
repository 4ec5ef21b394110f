from django.urls import path

from disclosures.desk.workbook import last_year, views

WORKBOOK = "accounts/<int:pk>/workbook/"

urlpatterns = [
    path(WORKBOOK, views.workbook_page, name="desk-workbook"),
    path(f"{WORKBOOK}account.xlsx", views.download_account, name="desk-workbook-account"),
    path(f"{WORKBOOK}empty.xlsx", views.download_empty, name="desk-workbook-empty"),
    path(f"{WORKBOOK}preview", views.preview, name="desk-workbook-preview"),
    path(f"{WORKBOOK}confirm", views.confirm, name="desk-workbook-confirm"),
    path(f"{WORKBOOK}compare", views.compare, name="desk-workbook-compare"),
    path("accounts/<int:pk>/last-year/", last_year.last_year_page, name="desk-last-year"),
    path("accounts/<int:pk>/last-year/confirm", last_year.confirm, name="desk-last-year-confirm"),
    path(f"{WORKBOOK}undo", views.undo, name="desk-workbook-undo"),
]

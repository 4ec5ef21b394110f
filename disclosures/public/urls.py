"""The addresses of the public site. The last one answers everything else in Chinese, also under DEBUG."""

from django.urls import path, re_path, register_converter

from disclosures.public import views
from disclosures.public.converters import Year

register_converter(Year, "int4")

urlpatterns = [
    path("", views.home, name="home"),
    path("<slug:unit>/", views.unit_page, name="unit"),
    path("<slug:unit>/<int4:year>/", views.report_page, name="report"),
    path("<slug:unit>/<int4:year>/v<int:number>/", views.report_page, name="version"),
    path("<slug:unit>/<int4:year>/report.<str:kind>", views.download, name="download"),
    path("<slug:unit>/<int4:year>/v<int:number>/report.<str:kind>", views.download, name="version-download"),
    re_path(r"", views.unknown_address),
]

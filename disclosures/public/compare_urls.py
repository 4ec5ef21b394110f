"""The addresses of what is compared."""

from django.urls import path, re_path

from disclosures.public import compare, rankings, subjects, unit_compare

KIND = "(?P<kind>csv|json)"

urlpatterns = [
    path("compare/", compare.page, name="compare"),
    path("rankings/", rankings.page, name="rankings"),
    path("subjects/", subjects.index, name="subjects"),
    path("subjects/<slug:table>/<slug:code>/", subjects.subject, name="subject"),
    path("<slug:unit>/compare/", unit_compare.page, name="unit-compare"),
    path("<slug:unit>/compare/<slug:table>/", unit_compare.page, name="unit-compare-table"),
    path("<slug:unit>/compare/<slug:table>/<slug:column>/", unit_compare.page, name="unit-compare-column"),
    re_path(rf"^(?P<unit>[-\w]+)/compare/(?P<table>[-\w]+)/data\.{KIND}$", unit_compare.data),
    re_path(
        rf"^(?P<unit>[-\w]+)/compare/(?P<table>[-\w]+)/(?P<column>[-\w]+)/data\.{KIND}$", unit_compare.data
    ),
]

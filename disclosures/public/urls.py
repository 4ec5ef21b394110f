"""The addresses of the public site. The last one answers everything else in Chinese, also under DEBUG."""

from django.urls import include, path, re_path, register_converter

from disclosures.public import board, data, feeds, publiclog, search, sitemaps, views
from disclosures.public.converters import Region, TilePath, Year

register_converter(Year, "int4")
register_converter(TilePath, "tile")
register_converter(Region, "region")

urlpatterns = [
    path("", views.home, name="home"),
    path("board/", board.newest, name="board-newest"),
    path("board/<int4:year>/", board.board, name="board"),
    path("regions/", views.regions_page, name="regions"),
    path("regions/<region:region>/", views.region_page, name="region"),
    path("regions/<region:region>/feed", feeds.region_feed, name="region-feed"),
    path("search/", search.search_page, name="search"),
    path("data/", data.data_page, name="data"),
    path("data/index.json", data.data_index, name="data-index"),
    path("data/<slug:scope>.zip", data.package, name="data-package"),
    path("feed", feeds.newest_feed, name="feed"),
    path("feed/<int:number>", feeds.archive_feed, name="feed-archive"),
    path("sitemap.xml", sitemaps.index_page, name="sitemap"),
    path("sitemap-<slug:name>.xml", sitemaps.part_page, name="sitemap-part"),
    path("robots.txt", sitemaps.robots_page, name="robots"),
    path("log/checkpoint", publiclog.checkpoint, name="log-checkpoint"),
    path("log/checkpoints/<int:size>", publiclog.kept_checkpoint, name="log-kept-checkpoint"),
    path("log/tile/<tile:path>", publiclog.tile, name="log-tile"),
    path("log/proof/<slug:code>.tlog-proof", publiclog.proof, name="log-proof"),
    path(
        "log/proof/<slug:code>.withdrawal.tlog-proof",
        publiclog.proof,
        {"kind": "withdrawal"},
        "log-withdrawal",
    ),
    path("log/key", publiclog.key, name="log-key"),
    path("log/witnessed", publiclog.witnessed),
    path("log/stamps/list", publiclog.stamps),
    path("log/stamps/<int:size>/checkpoint", publiclog.stamp),
    path("log/stamps/<int:size>/<slug:name>.tsr", publiclog.stamp),
    path("log/verifier.py", publiclog.program, {"name": "verifier"}, name="log-verifier"),
    path("log/witness.py", publiclog.program, {"name": "witness"}, name="log-witness"),
    path("verify/", include("disclosures.public.verification_urls")),
    path("api/", include("disclosures.api.urls")),
    path("", include("disclosures.public.compare_urls")),
    path("<slug:unit>/", views.unit_page, name="unit"),
    path("<slug:unit>/figures.csv", views.unit_figures, name="unit-figures"),
    path("<slug:unit>/feed", feeds.unit_feed, name="unit-feed"),
    path("<slug:unit>/<int4:year>/", views.report_page, name="report"),
    path("<slug:unit>/<int4:year>/v<int:number>/", views.report_page, name="version"),
    path("<slug:unit>/<int4:year>/v<int:number>/changes/", views.changes_page, name="changes"),
    path("<slug:unit>/<int4:year>/v<int:number>/checks/", views.checks_page, name="checks"),
    path("<slug:unit>/<int4:year>/v<int:number>/tables/<slug:key>.csv", data.wide_table, name="wide-table"),
    path("<slug:unit>/<int4:year>/report.<str:kind>", views.download, name="download"),
    path("<slug:unit>/<int4:year>/v<int:number>/report.<str:kind>", views.download, name="version-download"),
    re_path(r"", views.unknown_address),
]

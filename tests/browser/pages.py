"""Every public page, for a look at each in a browser; `tests/disclosures/public/test_leaks.py` fails for one
that is not here.
"""

REPORT = "/liaoyuan/2024/"
PAGES = (
    "/",
    "/search/?q=养老",
    "/regions/",
    "/regions/吉林省辽源市/",
    "/board/2024/",
    "/liaoyuan/",
    "/yanbian/",
    REPORT,
    "/liaoyuan/2024/v1/",
    "/liaoyuan/2024/v2/changes/",
    "/liaoyuan/2024/v2/checks/",
    "/compare/?units=liaoyuan,yanbian&year=2024",
    "/rankings/",
    "/subjects/",
    "/subjects/t03/208/",
    "/liaoyuan/compare/",
    "/liaoyuan/compare/t03/",
    "/liaoyuan/compare/t03/total/",
    "/data/",
    "/api/v1/docs",
    "/verify/",
    "/verify/ZZZZZZZZZZ/",
    f"/verify/sha256/{'0' * 64}/",
    "/liaoyuan/1999/",
    "/a/b/c.php",
)
